"""Posting updates to webhooks: chats side by side, one chat strictly in order, each again until it is taken."""

import asyncio
import collections
import itertools

import aiohttp
import orjson

from playground import people
from playground.queues import Queued, Webhook
from playground.world import World

FIRST_RETRY, LAST_RETRY = 0.05, 2.0
"""Real seconds between tries; Telegram's are longer, a test's patience is not."""
ANSWER_WITHIN = 60.0

Lane = tuple[int, int]


class Deliverer:
    """Carries updates of bots with a webhook; lives as long as a server."""

    def __init__(self, world: World) -> None:
        """Serve one world."""
        self.world = world
        self._lanes: dict[Lane, collections.deque[Queued]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: dict[int, itertools.count[int]] = {}
        self._places: dict[int, asyncio.Semaphore] = {}
        self._session: aiohttp.ClientSession | None = None

    def begin(self, bot: people.Bot) -> None:
        """Offer everything that waits: a webhook was set."""
        hook = self.world.queues[bot.id].webhook
        self._places[bot.id] = asyncio.Semaphore(hook.max_connections if hook else 1)
        for queued in tuple(self.world.queues[bot.id].pending):
            self.offer(bot, queued)

    def offer(self, bot: people.Bot, queued: Queued) -> None:
        """Take an update; it follows those of the same chat."""
        lane = bot.id, queued.lane
        if lane in self._lanes:
            self._lanes[lane].append(queued)
            return
        self._lanes[lane] = collections.deque([queued])
        task = asyncio.get_running_loop().create_task(self._run(bot, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop delivering; what was not taken stays in the queue."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def _run(self, bot: people.Bot, lane: Lane) -> None:
        waiting = self._lanes[lane]
        places = self._places.setdefault(bot.id, asyncio.Semaphore(40))
        try:
            while waiting and self.world.queues[bot.id].webhook:
                async with places:
                    await self._deliver(bot, waiting.popleft())
        finally:
            self._lanes.pop(lane, None)

    async def _deliver(self, bot: people.Bot, queued: Queued) -> None:
        """Post one update until it is answered with 2xx or the webhook is gone."""
        queue = self.world.queues[bot.id]
        pause = FIRST_RETRY
        while queue.webhook and queued in queue.pending:
            fault = await self._post(bot, queue.webhook, queued)
            if not fault:
                queue.drop(queued)
                self.world.changes.tell()
                return
            queue.webhook.last_error, queue.webhook.last_error_at = fault, self.world.now()
            self.world.changes.tell()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LAST_RETRY)

    async def _post(self, bot: people.Bot, hook: Webhook, queued: Queued) -> str:
        """Try once, at the next address in turn; give what went wrong, or nothing."""
        self._session = self._session or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(ANSWER_WITHIN))
        turn = next(self._turns.setdefault(bot.id, itertools.count()))
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        address = hook.addresses[turn % len(hook.addresses)]
        try:
            async with self._session.post(address, data=orjson.dumps(queued.update), headers=headers) as answer:
                await answer.read()
                if answer.status // 100 == 2:
                    return ""
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError:
            return "Connection refused"

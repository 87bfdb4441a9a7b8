"""The one place that connects the parts: settings in, a running bot out; it decides nothing itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Coroutine, Sequence
from datetime import timedelta
from typing import Any

import structlog
import telegram
import telegram.ext
import uvicorn

import storage
from bot import (
    assembly,
    clock,
    menus,
    node,
    webhook,
)
from bot.settings import Mode, Role, Settings
from coordination import messages
from coordination.errors import Unavailable
from storage import burials, engines, errors, leases, outbox, runs

log = structlog.get_logger("muster.app")

LEASE = timedelta(seconds=10)
LEASE_RENEWED_SECONDS = 3.0
TOAST_SECONDS = 10.0
STOP_SECONDS = 8.0
"""For what is in hand; giving back and closing come after it, and all is over within 10 s."""
LAST_WORD_SECONDS = 1.0
LOOK_AGAIN_SECONDS = 0.2


class App:
    """A bot in this process. `start`, then `stop`; or `run` until stopped; `tick` does at once what is due."""

    def __init__(self, settings: Settings, ours: clock.Clock) -> None:
        self.settings = settings
        self.clock = ours
        self.process = node.process()
        self.stopping = asyncio.Event()
        self._may_send = asyncio.Event()
        self._may_poll = False
        self._running: list[asyncio.Task[Any]] = []
        self._toasts: set[asyncio.Task[None]] = set()
        self._server: uvicorn.Server | None = None
        self.parts: assembly.Parts | None = None

    # -- life -----------------------------------------------------------------

    async def start(self) -> None:
        """Open everything and set it going; raises what keeps it from starting, with nothing left open."""
        database = await storage.open(self.settings.database_url.get_secret_value())
        try:
            await storage.migrate_database(database)
            out = assembly.Outlets(self.committed, self.may_poll, self.stopping)
            self.parts = await assembly.assemble(self.settings, self.clock, database, self.process, out)
            unclean = await self._enter(database)
            self.parts.receiver.alone = unclean
            if unclean:
                log.warning("the last run did not stop cleanly; the first updates go one by one")
            await self._renew()
            self._set_going()
        except BaseException:
            await self._close(database)
            raise

    async def _enter(self, database: engines.Database) -> bool:
        """Note the start; `True` if an earlier process of this machine died: what it held is given back."""

        def is_dead(name: str) -> bool:
            return node.is_dead(name, ours=self.process)

        now = self.clock.now()
        unclean = await burials.bury(database, node.node(), is_dead, now)
        await runs.started(database, self.process, node.node(), now)
        return unclean

    def _set_going(self) -> None:
        assert self.parts is not None
        roles = self.settings.role
        self._spawn(self._keep_leases())
        self._spawn(self._watch_database())
        if Role.SEND in roles:
            self._spawn(self.parts.sender.run(self.stopping, self._may_send))
        if Role.TICK in roles:
            self.parts.ticker.start()
        if Role.RECEIVE in roles:
            self._spawn(self._listen() if self.settings.mode is Mode.WEBHOOK else self._poll())

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(self._ended)
        self._running.append(task)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        """A part that dies takes the process with it: half a bot would look healthy."""
        if not task.cancelled() and task.exception() is not None:
            log.error("a part of the bot died", exc_info=task.exception())
            self.stopping.set()

    async def wait(self) -> None:
        """Until `stopping` is set, by a signal or by a part that died; raises what killed the part."""
        await self.stopping.wait()
        for task in self._running:
            if task.done() and not task.cancelled() and (failure := task.exception()) is not None:
                raise failure

    async def stop(self) -> None:
        """Finish what is in hand, confirm what is committed, close everything; a few seconds at most."""
        self.stopping.set()
        parts = self.parts
        if parts is None:
            return
        deadline = asyncio.get_running_loop().time() + STOP_SECONDS
        if self._server is not None:
            self._server.should_exit = True
        await asyncio.gather(parts.ticker.stop(STOP_SECONDS), _end(self._running, deadline))
        await parts.plans.stop()
        await _end(self._toasts, deadline)
        with contextlib.suppress(Unavailable, errors.Conflict, TimeoutError):
            async with asyncio.timeout(LAST_WORD_SECONDS):
                await leases.release(parts.database, self._lease("poll"), self.process)
                await leases.release(parts.database, self._lease("send"), self.process)
                await runs.stopped(parts.database, self.process, self.clock.now())
        await self._close(parts.database)

    async def _close(self, database: engines.Database) -> None:
        if self.parts is not None:
            await self.parts.application.shutdown()
            await self.parts.wire.shutdown()
        self.parts = None
        await database.close()

    # -- what tests and the demo call --------------------------------------------

    async def tick(self) -> int:
        """Do at once what is due now; how many schedules fired."""
        assert self.parts is not None
        return await self.parts.ticker.tick()

    def show_menus(self) -> None:
        """Give Telegram the menus of commands, where they changed, while everything else goes on."""
        assert self.parts is not None
        self._spawn(menus.refresh(self.parts.bot))

    async def sent(self) -> None:
        """Until the outbox holds nothing that could go by now; another process may be the one that sends."""
        assert self.parts is not None
        news = self.parts.sender.settlement
        while True:
            news.clear()
            if not await outbox.has_ready(self.parts.database, self.parts.bot.id, self.clock.now()):
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), LOOK_AGAIN_SECONDS)

    # -- the parts' work ------------------------------------------------------------

    async def _poll(self) -> None:
        assert self.parts is not None
        await self.parts.receiver.run(self.stopping)

    async def _listen(self) -> None:
        """Serve the webhook's address, and tell Telegram of it."""
        assert self.parts is not None
        settings, parts = self.settings, self.parts
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
        site = webhook.application(settings.webhook_path, secret, parts.bot, parts.who, parts.pipeline.handle)
        config = uvicorn.Config(site, log_config=None, access_log=False, lifespan="off")
        self._server = _Server(config)
        bound = webhook.bind(settings.webhook_host, settings.webhook_port)
        serving = asyncio.create_task(self._server.serve(sockets=[bound]))
        await webhook.announce(parts.bot, f"{settings.webhook_url}{settings.webhook_path}", secret, self.stopping)
        await serving

    async def _keep_leases(self) -> None:
        """One process polls and one sends; another takes over within seconds of its end."""
        while not self.stopping.is_set():
            try:
                await self._renew()
            except (Unavailable, errors.Conflict):
                self._may_poll = False
                self._may_send.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), LEASE_RENEWED_SECONDS)

    async def _renew(self) -> None:
        assert self.parts is not None
        database = self.parts.database
        if Role.RECEIVE in self.settings.role and self.settings.mode is Mode.POLLING:
            self._may_poll = await self._hold("poll")
        if Role.SEND in self.settings.role:
            if await self._hold("send"):
                self._may_send.set()
                self.parts.sender.wake()
            else:
                self._may_send.clear()
        if not (self._may_poll and self._may_send.is_set()):
            await self._bury()  # whoever holds what we wait for may have died on this machine
        await runs.seen(database, self.process, self.clock.now())

    async def _bury(self) -> bool:
        """Let go of what dead processes of this machine held; `True` if there were any."""
        assert self.parts is not None

        def is_dead(name: str) -> bool:
            return node.is_dead(name, ours=self.process)

        return await burials.bury(self.parts.database, node.node(), is_dead, self.clock.now())

    async def _hold(self, name: str) -> bool:
        assert self.parts is not None
        return await leases.acquire(self.parts.database, self._lease(name), self.process, self.clock.now(), LEASE)

    def _lease(self, name: str) -> str:
        assert self.parts is not None
        return f"{name}:{self.parts.bot.id}"

    async def may_poll(self) -> bool:
        return self._may_poll

    async def _watch_database(self) -> None:
        """Where the database can tell of new rows written by other processes, wake the sender."""
        assert self.parts is not None
        await storage.listen(self.parts.database, self.parts.sender.wake, self.stopping)

    def committed(self, toasts: Sequence[tuple[str, messages.Toast]] = ()) -> None:
        """Something was committed: send, and answer the presses."""
        assert self.parts is not None
        self.parts.sender.wake()
        for press_id, toast in toasts:
            task = asyncio.create_task(self._answer(press_id, toast))
            self._toasts.add(task)
            task.add_done_callback(self._toasts.discard)

    async def _answer(self, press_id: str, toast: messages.Toast) -> None:
        """A press that is too old to answer, or an answer lost, changes nothing (F049)."""
        assert self.parts is not None
        try:
            await asyncio.wait_for(
                self.parts.bot.answer_callback_query(
                    press_id, toast.text or None, show_alert=toast.alert or None, url=toast.url or None
                ),
                TOAST_SECONDS,
            )
        except (telegram.error.TelegramError, TimeoutError) as failure:
            log.info("a press was not answered", failure=type(failure).__name__)


async def _end(tasks: Collection[asyncio.Task[None]], deadline: float) -> None:
    """Wait for them until the deadline (the loop's seconds), then cancel what is left."""
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=max(0.0, deadline - asyncio.get_running_loop().time()))
    for task in late:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _Server(uvicorn.Server):
    """The process's own signal handling stays in force."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


def build(settings: Settings, *, ours: clock.Clock | None = None) -> App:
    """An `App` that is not started yet. `ours` defaults to the host's clock."""
    return App(settings, ours or clock.SystemClock())


@contextlib.asynccontextmanager
async def running(settings: Settings, *, ours: clock.Clock | None = None) -> AsyncIterator[App]:
    """A started `App`, stopped at the end."""
    app = build(settings, ours=ours)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()

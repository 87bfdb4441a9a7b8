"""Ask Telegram for updates and acknowledge a batch only once it is kept; it knows nothing of what they mean.

Why not the library's own updater: docs/decisions/0001.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import structlog
import telegram
import telegram.error

from bot import arrivals, clock, failures, http, identity
from coordination.errors import Unavailable

log = structlog.get_logger("muster.receiver")

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
"""Named at every start: an earlier list would stay in force otherwise (F081)."""

BATCH = 100  # Telegram's own limit
CONFIRM_SECONDS = 3.0
CONFLICT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 30.0
LOG_CONFLICT_EVERY_SECONDS = 60.0

Handle = Callable[[Sequence[arrivals.Received], bool], Awaitable[None]]


class Receiver:
    """Polls. `handle(batch, alone)` returns when the batch is committed; only then the next offset is asked for.

    The offset is never stored: after a start Telegram sends again what was not acknowledged, and the inbox knows
    what was handled. `may_poll` is asked before each call, so that one process polls at a time.
    """

    def __init__(
        self,
        bot: telegram.Bot,
        wire: http.AiohttpRequest,
        who: identity.Keeper,
        ours: clock.Clock,
        handle: Handle,
        may_poll: Callable[[], Awaitable[bool]],
        poll_seconds: int,
    ) -> None:
        self._bot = bot
        self._wire = wire
        self._who = who
        self._clock = ours
        self._handle = handle
        self._may_poll = may_poll
        self._poll_seconds = poll_seconds
        self._offset = 0
        self._waits = 0
        self._conflict_logged = float("-inf")
        self._webhook_may_stand = True
        self.alone = False

    async def run(self, stopping: asyncio.Event) -> None:
        """Until `stopping`; what is in hand is finished, and confirmed by one last short call."""
        while not stopping.is_set():
            try:
                await self._turn(stopping)
                self._waits = 0
            except (telegram.error.TelegramError, Unavailable, OSError) as failure:
                await self._back_off(failure, stopping)
        await self._confirm()

    async def _turn(self, stopping: asyncio.Event) -> None:
        if not await self._may_poll():
            await self._wait(stopping, 1.0)
            return
        if self._webhook_may_stand:
            await self._bot.delete_webhook(drop_pending_updates=False)  # F076, F077
            self._webhook_may_stand = False
        raws = await self._ask(self._poll_seconds, stopping)
        if raws is None:
            return
        if not raws:
            self._offset = 0  # all is confirmed; after a quiet week the next number may be a smaller one
            return
        batch = arrivals.receive_all(raws, self._bot, await self._who.me())
        if await self._keep(batch, stopping):
            self.alone = False
            self._waits = 0
            self._offset = max((one.update_id + 1 for one in batch), default=self._offset)

    async def _keep(self, batch: Sequence[arrivals.Received], stopping: asyncio.Event) -> bool:
        """Hand the batch in until it is committed; `False` where we are to stop before."""
        while not stopping.is_set():
            try:
                await self._handle(batch, self.alone)
            except Unavailable as failure:  # nothing is acknowledged, nothing counted: the same batch again
                await self._back_off(failure, stopping)
            else:
                return True
        return False

    async def _ask(self, seconds: int, stopping: asyncio.Event) -> list[Any] | None:
        """One long poll; `None` when it was broken off because we are to stop."""
        call = asyncio.ensure_future(self._call(seconds))
        stop = asyncio.ensure_future(stopping.wait())
        try:
            await asyncio.wait({call, stop}, return_when=asyncio.FIRST_COMPLETED)
            return call.result() if call.done() else None
        finally:
            stop.cancel()
            if not call.done():
                call.cancel()
            await asyncio.gather(stop, call, return_exceptions=True)

    async def _call(self, seconds: int) -> list[Any]:
        found = await self._wire.call(
            self._bot,
            "getUpdates",
            {
                "offset": self._offset,
                "limit": BATCH,
                "timeout": seconds,
                "allowed_updates": ALLOWED_UPDATES,
            },
            read_timeout=seconds + 10.0,
        )
        return found if isinstance(found, list) else []

    async def _confirm(self) -> None:
        """Tell Telegram what is committed, so that a clean stop leaves nothing to be sent again."""
        if self._offset == 0:
            return
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await self._wire.call(
                    self._bot,
                    "getUpdates",
                    {"offset": self._offset, "limit": 1, "timeout": 0},
                    read_timeout=CONFIRM_SECONDS,
                )
        except (telegram.error.TelegramError, OSError) as failure:
            log.info("the last batch was not confirmed; the inbox knows it", failure=type(failure).__name__)

    async def _back_off(self, failure: BaseException, stopping: asyncio.Event) -> None:
        kind = failures.classify(failure)
        if kind.kind is failures.Kind.TOKEN_REFUSED:
            raise failure
        seconds = min(LONGEST_WAIT_SECONDS, 0.5 * 2**self._waits)
        self._waits = min(self._waits + 1, 10)
        if kind.kind is failures.Kind.CONFLICT:
            seconds = CONFLICT_SECONDS
            self._log_conflict()
        elif kind.kind is failures.Kind.WEBHOOK_ACTIVE:
            self._webhook_may_stand = True
            log.warning("a webhook was set for this bot; it is removed")
        elif kind.kind is failures.Kind.FLOOD and kind.wait is not None:
            seconds = max(seconds, kind.wait.total_seconds())
        else:
            log.warning("receiving is held up", failure=type(failure).__name__, seconds=seconds)
        await self._wait(stopping, seconds)

    def _log_conflict(self) -> None:
        now = self._clock.monotonic()
        if now - self._conflict_logged >= LOG_CONFLICT_EVERY_SECONDS:
            self._conflict_logged = now
            log.error("another process asks Telegram for the same bot's updates")

    async def _wait(self, stopping: asyncio.Event, seconds: float) -> None:
        """So long, or until the clock jumps or we are to stop."""
        waits = [
            asyncio.ensure_future(stopping.wait()),
            asyncio.ensure_future(self._clock.wait(timedelta(seconds=seconds))),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

"""Bot processes of their own for tests: started, killed or ended, always by the one who started them."""

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.settings import Settings
from tests import newborn

_NURSERY = multiprocessing.get_context("forkserver")
"""One warm process that has read the bot's code, from which each test's processes are forked: a start from nothing
took 0.9 s of processor, and the crash test starts sixty."""

_NURSERY.set_forkserver_preload([newborn.__name__])


def born(target: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """A process that has read the bot's code already and does one thing; it has to be started."""
    return _NURSERY.Process(target=target, args=arguments)


@dataclass(slots=True)
class Process:
    """One `muster run`; `log` is the file with everything it wrote."""

    child: ForkServerProcess
    log: Path

    @property
    def is_alive(self) -> bool:
        return self.child.is_alive()

    async def kill(self) -> None:
        """SIGKILL: no chance to finish anything."""
        self._signal(signal.SIGKILL)
        await self.ended()

    async def end(self, within: float = 10.0) -> int:
        """SIGTERM, and the exit code; raises TimeoutError where it does not end in time."""
        self._signal(signal.SIGTERM)
        return await asyncio.wait_for(self.ended(), within)

    def _signal(self, number: signal.Signals) -> None:
        assert self.child.pid is not None
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.child.pid, number)

    async def ended(self) -> int:
        """Wait for its end, and give the exit code."""
        loop, gone = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self.child.sentinel, gone.set)
        try:
            await gone.wait()
        finally:
            loop.remove_reader(self.child.sentinel)
        self.child.join()
        assert self.child.exitcode is not None
        return self.child.exitcode


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The settings as a process reads them; nothing of this process's own settings gets through."""
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    given = {
        "BOT_TOKEN": token,
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "DEFAULT_TIME_ZONE": settings.default_time_zone or "",
        "MESSAGES_PER_SECOND": str(settings.messages_per_second),
        "CHAT_MESSAGES_PER_SECOND": str(settings.chat_messages_per_second),
        "GROUP_MESSAGES_PER_MINUTE": str(settings.group_messages_per_minute),
        "LOG_FORMAT": "json",
        **more,
    }
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")}
    return {**kept, **given}


async def start(variables: Mapping[str, str], log: Path, *, ahead: timedelta | None = None) -> Process:
    """Start `muster run` with these variables; what it says is added to the log.

    `ahead`: by so much its clock differs from the machine's.
    """
    given = (dict(variables), str(log))
    child = born(newborn.live, *given) if ahead is None else born(newborn.live_ahead, *given, ahead)
    await asyncio.to_thread(child.start)
    return Process(child, log)


@contextlib.asynccontextmanager
async def running(variables: Mapping[str, str], log: Path, *, ahead: timedelta | None = None) -> AsyncIterator[Process]:
    """A process that is killed at the end if it still lives."""
    process = await start(variables, log, ahead=ahead)
    try:
        yield process
    finally:
        if process.is_alive:
            await process.kill()

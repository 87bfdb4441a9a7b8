"""Bot processes of their own for tests: started, killed or ended, always by the one who started them."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings

READY = b"running"


@dataclass(slots=True)
class Process:
    """One `muster run`; `log` is the file with everything it wrote."""

    child: asyncio.subprocess.Process
    log: Path

    @property
    def is_alive(self) -> bool:
        return self.child.returncode is None

    async def kill(self) -> None:
        """SIGKILL: no chance to finish anything."""
        with contextlib.suppress(ProcessLookupError):
            self.child.send_signal(signal.SIGKILL)
        await self.child.wait()

    async def end(self, within: float = 10.0) -> int:
        """SIGTERM, and the exit code; raises TimeoutError where it does not end in time."""
        with contextlib.suppress(ProcessLookupError):
            self.child.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.child.wait(), within)


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


async def start(variables: Mapping[str, str], log: Path) -> Process:
    """Start `muster run` with these variables; what it says is added to the log."""
    with log.open("ab") as output:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env=dict(variables),
            cwd=Path(__file__).parent.parent,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    return Process(child, log)


@contextlib.asynccontextmanager
async def running(variables: Mapping[str, str], log: Path) -> AsyncIterator[Process]:
    """A process that is killed at the end if it still lives."""
    process = await start(variables, log)
    try:
        yield process
    finally:
        if process.is_alive:
            await process.kill()

"""Have the plans that people sent read in a process of their own, and shown; it knows no format and no words."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import structlog
import telegram
import telegram.error

from bot import clock, outgoing
from coordination.rules import programmes
from handlers import plans as handlers
from storage import engines, errors, work
from storage import plan_queue as queue

log = structlog.get_logger("muster.plan_reader")

READ_SECONDS = 40.0
LARGEST_BYTES = 20_000_000
AT_ONCE = 5


class PlanReader:
    """One instance a process. Two that read the same plan show it once: the first to keep its reading does."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot: telegram.Bot) -> None:
        self._database = database
        self._clock = ours
        self._bot = bot
        self._reading: asyncio.Task[None] | None = None
        self.committed: Callable[[], None] = lambda: None

    async def turn(self) -> int:
        """Begin to read what waits, beside everything else; how many there are. Raises `Unavailable`."""
        if self._reading is not None and not self._reading.done():
            return 0
        waiting = await queue.waiting(self._database, AT_ONCE)
        if waiting:
            self._reading = asyncio.create_task(self._read_all(waiting))
        return 0

    async def stop(self) -> None:
        """Let go of what is being read; it waits in the database for the next start."""
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reading

    async def _read_all(self, waiting: list[queue.Waiting]) -> None:
        for one in waiting:
            try:
                await self._read(one)
            except telegram.error.NetworkError as failure:
                log.warning("a plan could not be fetched; trying again", failure=type(failure).__name__)
            except Exception as failure:
                log.error("a plan could not be read", plan=one.plan.id, exc_info=failure)
                await self._keep(one, {"why": "broken"})

    async def _read(self, one: queue.Waiting) -> None:
        try:
            content = await self._fetch(one.plan)
        except telegram.error.BadRequest:  # too large for bots to fetch, or gone
            await self._keep(one, {"why": "too_large"})
            return
        today = self._clock.now().astimezone(ZoneInfo(one.zone)).date()
        await self._keep(one, await read(one.plan.name, content, today, one.opens_on))

    async def _fetch(self, plan: programmes.PlanFile) -> bytes:
        if not plan.file_id:
            return str((plan.reading or {}).get("text", "")).encode()
        file = await self._bot.get_file(plan.file_id)
        if (file.file_size or 0) > LARGEST_BYTES:
            raise telegram.error.BadRequest("file is too big")
        return bytes(await file.download_as_bytearray())

    async def _keep(self, one: queue.Waiting, answer: Mapping[str, Any]) -> None:
        """Keep the reading and show it in one transaction, unless another process did."""
        for _ in range(3):
            with contextlib.suppress(errors.Conflict):
                async with (
                    work.transaction(
                        self._database, now=self._clock.now(), bot_id=self._bot.id, locks={one.chat_telegram_id}
                    ) as transaction,
                    transaction.layer() as unit,
                ):
                    outgoing.add_all(unit, await handlers.read(unit, one.plan.id, answer))
                self.committed()
                return  # not reached where another was first: then once more


async def read(name: str, content: bytes, today: date, opens_on: date | None) -> Mapping[str, Any]:
    """`{"reading": …}`, or `{"why": …}` where nobody can read it, or not in time."""
    days = [today.isoformat(), *([opens_on.isoformat()] if opens_on else [])]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.plan_worker",
        name,
        *days,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(content), READ_SECONDS)
    except TimeoutError:
        return {"why": "too_large"}
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        return {"why": "too_large"}
    answer: Mapping[str, Any] = json.loads(output)
    return answer

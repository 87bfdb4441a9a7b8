"""Have the plans that people sent read in a process of their own, and shown; it knows no format and no words."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable, Mapping
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
            content = await fetch(self._bot, one.plan)
        except telegram.error.BadRequest:  # too large for bots to fetch, or gone
            await self._keep(one, {"why": "too_large"})
            return
        today = self._clock.now().astimezone(ZoneInfo(one.zone)).date()
        setting = {"name": one.plan.name, "today": today.isoformat(), **programmes.choices(one.plan)}
        if one.opens_on is not None:
            setting["opens_on"] = one.opens_on.isoformat()
        await self._keep(one, await read(setting, content))

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


async def fetch(bot: telegram.Bot, plan: programmes.PlanFile) -> bytes:
    """The plan's bytes, from Telegram or as they were pasted. Raises `BadRequest` for what is too large or gone."""
    if not plan.file_id:
        return programmes.pasted(plan).encode()
    file = await bot.get_file(plan.file_id)
    if (file.file_size or 0) > LARGEST_BYTES:
        raise telegram.error.BadRequest("file is too big")
    return bytes(await file.download_as_bytearray())


async def read(setting: Mapping[str, Any], content: bytes) -> Mapping[str, Any]:
    """`{"reading": …}`, or `{"why": …}` where nobody can read it, or not in time. `setting`: see `bot.plan_worker`."""
    output = await work_apart("bot.plan_worker", json.dumps(setting), content)
    if output is None:
        return {"why": "too_large"}
    answer: Mapping[str, Any] = json.loads(output)
    return answer


async def work_apart(module: str, argument: str, content: bytes) -> bytes | None:
    """What a process of its own makes of the bytes of a file; `None` where it takes too much time or memory."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        argument,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(content), READ_SECONDS)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return output if process.returncode == 0 else None

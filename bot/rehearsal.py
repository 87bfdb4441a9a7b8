"""Live through the days to come on a copy of the records, by the very parts that run: what would be sent, and when.

Nothing is sent and the records stay as they are. What nobody says or changes meanwhile comes exactly so.
"""

import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot import boards, clock, duties, expiry, notices, requests, rounds, summaries, ticker
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import summary_previews
from handlers import html
from storage import copies, engines
from storage import groups as stored_groups

BOT_ID = 1
"""No bot of Telegram's: the copy sends nothing."""

HOUR = timedelta(hours=1)
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class NoBot:
    """All that a tick asks of the library's bot."""

    id: int = BOT_ID
    username: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What would be sent at `at` (aware, UTC): to whom, why, the text as a reader sees it; `zone` is to tell it in."""

    at: datetime
    chat: str
    is_private: bool
    purpose: str
    text: str
    zone: str


async def find_groups(database: engines.Database, named: Sequence[str]) -> list[groups.Group]:
    """The groups of these codes, names or ids; all shared ones where none is named. Raises `Refused` for others."""
    known = [one for one in await stored_groups.every(database) if one.kind is not groups.GroupKind.PERSONAL]
    found = []
    for name in named:
        wanted = name.strip().casefold()
        fitting = [one for one in known if wanted in _names(one)]
        if not fitting:
            raise Refused("refused.no_such_group", name=name)
        found += fitting
    return found if named else known


def _names(group: groups.Group) -> set[str]:
    return {str(group.id), group.name.casefold(), *([group.code.casefold()] if group.code else [])}


async def rehearse(
    database: engines.Database, chosen: Sequence[groups.Group], now: datetime, span: timedelta
) -> AsyncIterator[Sent]:
    """What would be sent for these groups from `now` (aware) on, in its order: posts, and private messages."""
    zones = {one.chat_id: one.zone for one in chosen}
    usual = chosen[0].zone if chosen else "UTC"
    with tempfile.TemporaryDirectory(prefix="muster-rehearsal-") as folder:
        copied = await copies.copy(database, Path(folder) / "copy.db")
        try:
            await copies.keep_schedules(copied, [one.id for one in chosen])
            async for at, said in _lived(copied, now, now + span):
                text = html.visible(said.text).strip()
                is_private = said.chat_type == "private"
                if not is_private and said.chat_id not in zones:
                    continue
                yield Sent(at, said.chat_title, is_private, said.purpose, text, zones.get(said.chat_id, usual))
        finally:
            await copied.close()


async def _lived(copied: engines.Database, now: datetime, end: datetime) -> AsyncIterator[tuple[datetime, copies.Said]]:
    """Move a clock from one instant at which something may happen to the next, and do what is due."""
    ours = clock.ManualClock(now)
    driver = ticker.Ticker(copied, ours, cast(Any, NoBot()), cast(Any, None), "rehearsal", _nothing, 60)
    turns = [
        expiry.Expiry(copied, ours, BOT_ID).turn,
        boards.Boards(copied, ours, BOT_ID).turn,
        summaries.Summaries(copied, ours, BOT_ID).turn,
        rounds.Rounds(copied, ours, BOT_ID).turn,
        duties.Duties(copied, ours, BOT_ID).turn,
        notices.Notices(copied, ours, BOT_ID).turn,
        requests.Requests(copied, ours, BOT_ID).turn,
    ]
    await copies.take(copied, now)
    at: datetime | None = now
    while at is not None:
        ours.move_to(at)
        await driver.fire()
        for turn in turns:
            await turn()
        for said in await copies.take(copied, at):
            yield at, said
        at = await _next(copied, at, end)


async def _next(copied: engines.Database, at: datetime, end: datetime) -> datetime | None:
    """The next full hour, or sooner where a schedule comes due, or a summary is to be shown to the leads before."""
    due = await copies.due_instants(copied, at + HOUR + summary_previews.AHEAD)
    sooner = [instant for one in due for instant in (one, one - summary_previews.AHEAD) if instant > at]
    hour = at.replace(minute=0, second=0, microsecond=0) + HOUR
    found = min([hour, *sooner])
    return found if found <= end else None


async def _nothing(batch: Any) -> None:
    """No update is handled in a rehearsal."""

"""Notices of a committee and the receipts of groups, as values; knows no database and no text."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordination.rules import calendars, instants, text

LONGEST = 3000
REMINDED = timedelta(hours=1)
"""So long before receipts are due, groups without one are reminded, once."""

NEAR = timedelta(hours=2)
"""Less time than this is no time to confirm: the next working day's end is meant."""


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Notice:
    """`words` are what was written, its first line being the title. Receipts are due at `confirm_by`.

    `number` counts the notices of the programme; a draft has none yet.
    """

    id: int
    programme_id: int
    words: str
    created_at: datetime
    number: int = 0
    state: State = State.DRAFT
    urgent: bool = False
    by: int | None = None
    sent_at: datetime | None = None
    confirm_by: datetime | None = None
    version: int = 1

    @property
    def title(self) -> str:
        return self.words.splitlines()[0].strip()

    @property
    def body(self) -> str:
        return "\n".join(self.words.splitlines()[1:]).strip()


@dataclass(frozen=True, slots=True)
class Receipt:
    """One group's: `received_at` is `None` until somebody said so; `note` says how it was told on its behalf."""

    notice_id: int
    group_id: int
    received_at: datetime | None = None
    by: int | None = None
    note: str | None = None


_RECEIVED = re.compile(
    r"\W*(?:已?收到了?|收悉|已阅|知悉|已签收|签收|遵照执行|received|got it|noted|acknowledged|roger|ack|confirmed)"
    r"(?:[\s,，、]*(?:谢谢|感谢|thanks|thank you|well|and noted|with thanks))?\W*",
    re.IGNORECASE,
)
_URGENT = re.compile(r"(?:urgent\b|!|！|紧急|【紧急】)[\s:：,，]*", re.IGNORECASE)


def says_received(said: str) -> bool:
    """Whether a reply is a receipt, as people have always typed it, and nothing else."""
    return _RECEIVED.fullmatch(said.strip()) is not None


def read(typed: str) -> tuple[str, bool]:
    """The words of a notice and whether it is urgent (`urgent …`, `! …`, `紧急 …`)."""
    words = typed.strip()
    urgent = _URGENT.match(words)
    return (words[urgent.end() :] if urgent else words)[:LONGEST].strip(), urgent is not None


def is_empty(words: str) -> bool:
    return text.is_blank(words)


def confirm_by(now: datetime, zone: str, workday_ends: time, calendar: calendars.WorkCalendar) -> datetime:
    """The end of this working day, or of the next one where that is near."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if calendar.is_workday(today):
        ends = instants.resolve(today, workday_ends, zone)
        if ends - now >= NEAR:
            return ends
    return instants.resolve(calendars.next_workday(calendar, today), workday_ends, zone)

"""Notices of a committee and the receipts of groups, as values; knows no database and no text."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordination.errors import Refused
from coordination.rules import calendars, instants, text

LONGEST = 3000
"""UTF-16 units: with head and receipt it stays one message."""

HIGHEST = 32_000
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
    A group that takes a place while it is a draft has it too, unless it is left out.
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
    left_out: tuple[int, ...] = ()  # ids of groups that it is not for
    file_id: str | None = None  # Telegram's, of the file that goes with it
    file_kind: str | None = None
    holds: tuple[tuple[int, int], ...] = ()  # tasks it puts on hold: group and task

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

    @property
    def is_on_behalf(self) -> bool:
        """Whether the committee recorded it for the group."""
        return self.note is not None and self.note.split(":")[0] == ON_BEHALF

    @property
    def told(self) -> str | None:
        """How the committee was told, in its own words, where it said so."""
        return (self.note or "").partition(":")[2].strip() or None

    @property
    def says_nothing_urgent(self) -> bool:
        """Whether the group answered an urgent notice so."""
        return self.note == NOTHING_URGENT


NOTHING_URGENT = "nothing"
"""The note of a receipt by which a group says that nothing there can't wait."""

ON_BEHALF = "committee"
"""The note of a receipt that the committee recorded for a group; what was said about how stands behind a colon."""

_RECEIVED = re.compile(
    r"\W*(?:已?收到了?|收悉|已阅|知悉|已签收|签收|遵照执行|received|got it|noted|acknowledged|roger|ack|confirmed)"
    r"(?:[\s,，、]*(?:谢谢|感谢|thanks|thank you|well|and noted|with thanks))?\W*",
    re.IGNORECASE,
)

_LEADING = re.compile(
    r"(?:(?:have|has) )?(?:已?收到了?|收悉|已?签收|received(?: it)?|confirmed)[\s,，:：]*", re.IGNORECASE
)
LONGEST_TOLD = 100


def says_received(said: str) -> bool:
    """Whether a reply is a receipt, as people have always typed it, and nothing else."""
    return _RECEIVED.fullmatch(said.strip()) is not None


def on_behalf(how: str) -> str:
    """The note of a receipt that is recorded for a group: how the committee was told, without the word received."""
    told = "" if says_received(how) else _LEADING.sub("", how.strip(), count=1)
    told = text.one_line(told, LONGEST_TOLD).strip(" ,，、:：()（）")
    return f"{ON_BEHALF}:{told}" if told else ON_BEHALF


def checked(words: str) -> str:
    """The words of a notice as they are kept: all of them. Raises `Refused` for none, and for too many."""
    words = words.strip()
    if text.is_blank(words):
        raise Refused("notice.no_words")
    if text.utf16_length(words) > LONGEST:
        raise Refused("notice.too_long", limit=LONGEST, length=text.utf16_length(words))
    return words


def confirm_by(now: datetime, zone: str, workday_ends: time, calendar: calendars.WorkCalendar) -> datetime:
    """The end of this working day, or of the next one where that is near."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if calendar.is_workday(today):
        ends = instants.resolve(today, workday_ends, zone)
        if ends - now >= NEAR:
            return ends
    return instants.resolve(calendars.next_workday(calendar, today), workday_ends, zone)

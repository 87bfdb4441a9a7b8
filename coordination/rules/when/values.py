"""The values that reading dates gives and takes; they know no language and no grammar."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordination.rules import calendars


class Bound(StrEnum):
    """What a moment means for a due date: on it, up to and including it, or strictly before it."""

    ON = "on"
    BY = "by"
    BEFORE = "before"


class Problem(StrEnum):
    """Why nothing was read, or what to warn of; the keys of the sentences that say so."""

    NO_DATE = "no_date"  # nothing in it is a date
    NO_SUCH_DAY = "no_such_day"  # 31 April, month 13
    NO_SUCH_HOUR = "no_such_hour"  # 25:00
    CLOCK_GAP = "clock_gap"  # the clocks jump over this minute
    CLOCK_TWICE = "clock_twice"  # the clocks are set back: this minute comes twice; both are in `values`
    NO_OPENING_DAY = "no_opening_day"  # counted from an opening day that is not set
    PAST = "past"  # read, and it lies in the past; `values` is not empty
    VAGUE = "vague"  # about time, but no day: "early next month"
    BACKWARDS = "backwards"  # a range that ends before it begins
    NEVER = "never"  # a repetition that never comes round


@dataclass(frozen=True, slots=True)
class Frame:
    """What must be known to read a date.

    `now` is aware (what "tomorrow" counts from: when it was said); `zone` is the reader's; `language` is the chat's
    and decides ties (3/4); `opens_on` is the programme's opening day.
    """

    now: datetime
    zone: ZoneInfo
    language: str = "en"
    calendar: calendars.WorkCalendar = calendars.MON_FRI
    opens_on: date | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day (`at` is `None`) or a minute (`at` is aware, in its own zone; `on` is its local date).

    `zone` is the zone that was named ("Europe/Berlin", "+05:30"), `None` where the reader's was meant.
    """

    on: date
    at: datetime | None = None
    zone: str | None = None
    bound: Bound = Bound.ON


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`, both included."""

    start: Moment
    end: Moment


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A repetition: `rrule` after RFC 5545 (no prefix; UNTIL is a local date, included) and when it first comes.

    `first.zone` names the zone its clock is kept in, where one was named.
    """

    rrule: str
    first: Moment


Value = Moment | Span | Recurrence


@dataclass(frozen=True, slots=True)
class Reading:
    """All fair readings of a phrase: one = read; several = to be asked, the first is the default; none = refused.

    `problem` says why there is none, or what to warn of (`PAST`, `CLOCK_TWICE`).
    """

    values: tuple[Value, ...] = ()
    problem: Problem | None = None


NOTHING = Reading((), Problem.NO_DATE)


@dataclass(frozen=True, slots=True)
class Found:
    """A date inside a line: `start` and `end` are code points of the phrase with its `marker` word (as typed).

    `rest` is the line without them. A `reading` without values means: a date was meant, and why it is none.
    """

    reading: Reading
    start: int
    end: int
    marker: str | None
    rest: str

"""When a group is left in peace: quiet hours and the ceiling of unasked posts; knows no message and no clock.

Everything here is asked again when something is about to be said: what is held is judged anew when its time comes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordination.rules import calendars, instants
from coordination.rules.calendars import WorkCalendar

UNASKED_POSTS_A_DAY = 2


class Cause(StrEnum):
    """Why something is said. Only what nobody asked for counts against the ceiling."""

    ANSWER = "answer"  # to what a person has just said or pressed: at once, at any hour
    REQUESTED = "requested"  # a person set it off for others: held at night, outside the ceiling
    UNASKED = "unasked"  # by itself: held at night, under the ceiling
    URGENT = "urgent"  # a person was shown whom it wakes: at once
    ROUND = "round"  # a live round: at once


class Saying(StrEnum):
    """What becomes of something that is about to be said."""

    NOW = "now"
    HELD = "held"  # until the hour given
    MERGED = "merged"  # into the next digest, which says so


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a post; `until` (aware, UTC) is when a held one is to be judged again."""

    saying: Saying
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Peace:
    """A group's rest: quiet from `start` (included) to `end` (not included), local; none where both are the same.

    `ceiling`: unasked posts a local day, 0 for none at all.
    """

    zone: str
    start: time = time(21, 0)
    end: time = time(8, 0)
    ceiling: int = UNASKED_POSTS_A_DAY


def is_quiet(peace: Peace, instant: datetime) -> bool:
    """Whether the clocks of the group's zone show a quiet hour."""
    shown = instant.astimezone(ZoneInfo(peace.zone)).time()
    if peace.start <= peace.end:
        return peace.start <= shown < peace.end
    return shown >= peace.start or shown < peace.end


def hold_until(peace: Peace, instant: datetime, calendar: WorkCalendar | None = None) -> datetime:
    """The first instant (aware, UTC) from `instant` on at which the group may be spoken to.

    With a calendar also only on working days: then the first hour of the next one that is not quiet.
    """
    allowed = _end_of_quiet(peace, instant)
    day = instants.local_day(allowed, peace.zone)
    if calendar is None or calendar.is_workday(day):
        return allowed
    workday = calendars.next_workday(calendar, day)
    return _end_of_quiet(peace, instants.resolve(workday, time(0), peace.zone))


def judge(peace: Peace, cause: Cause, now: datetime, posted: Iterable[datetime] = ()) -> Verdict:
    """Whether something is said now, held or merged into the next digest.

    `posted`: when unasked posts went to the group lately; only those of the local day of `now` count.
    """
    if cause in {Cause.ANSWER, Cause.URGENT, Cause.ROUND}:
        return Verdict(Saying.NOW)
    if is_quiet(peace, now):
        return Verdict(Saying.HELD, hold_until(peace, now))
    if cause is Cause.UNASKED and posts_left(peace, now, posted) == 0:
        return Verdict(Saying.MERGED)
    return Verdict(Saying.NOW)


def posts_left(peace: Peace, now: datetime, posted: Iterable[datetime]) -> int:
    """How many unasked posts the group may still get on the local day of `now`."""
    today = instants.local_day(now, peace.zone)
    return max(0, peace.ceiling - sum(instants.local_day(at, peace.zone) == today for at in posted))


def _end_of_quiet(peace: Peace, instant: datetime) -> datetime:
    while is_quiet(peace, instant):
        instant = _next_end(peace, instant)
    return instant


def _next_end(peace: Peace, instant: datetime) -> datetime:
    """The next time that the quiet hours end, later than `instant`; they may begin again at once where clocks leap."""
    shown = instant.astimezone(ZoneInfo(peace.zone))
    day = shown.date() + timedelta(days=1 if peace.end <= shown.time() else 0)
    # In an hour that the clocks show twice the first end may have passed, at a leap over midnight both.
    ends = (instants.resolve(day, peace.end, peace.zone, fold=fold) for fold in (0, 1))
    return next((end for end in ends if end > instant), instant + timedelta(minutes=1))

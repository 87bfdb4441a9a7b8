"""What becomes of something whose time has passed while nobody was running; knows no message and no store.

Of several missed runs the last one alone is considered. It is run late, marked with the time it was meant for, or it
is skipped with a reason; what a person asked for once is never dropped in silence.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from coordination.rules import calendars, instants
from coordination.rules.calendars import WorkCalendar
from coordination.rules.recurrences import Rule

ON_TIME = timedelta(minutes=5)
"""Up to here nothing is said of being late."""

DIGEST_UNTIL = time(14)
SUMMARY_UNTIL = time(12)
CHECK_IN_WITHIN = timedelta(hours=4)
DIGEST_WITHIN_AT_LEAST = timedelta(hours=1)


class Kind(StrEnum):
    """What was to be run. The window of each is said in `closes_at`."""

    DIGEST = "digest"
    SUMMARY = "summary"  # and the roll-up
    CHECK_IN = "check_in"
    REMINDER = "reminder"  # private, of a task
    NOTE = "note"  # a group's own repeating reminder
    ONE_OFF = "one_off"  # a person's own reminder, accepted before its time
    REQUEST = "request"  # "in 10 minutes", read only now


SAID_WHEN_PASSED = frozenset({Kind.ONE_OFF, Kind.REQUEST})
"""A person waits for these and they never come again: when it is too late to run them, that is said."""


class Running(StrEnum):
    """What becomes of a run."""

    EARLY = "early"  # not due yet
    ON_TIME = "on_time"
    LATE = "late"  # run, marked with the time it was meant for
    SKIP = "skip"
    SAY = "say"  # say that its time has passed, do not run it


class Reason(StrEnum):
    """Why something was skipped; admins see it in the schedule."""

    WINDOW = "window_passed"
    NEWER = "newer_one_due"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose clocks and working days count."""

    zone: str
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of the run meant for `due` (aware, UTC), and the reason where it is not run."""

    running: Running
    due: datetime
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class CatchUp:
    """The one run to consider, and the first and last of the older ones that are skipped for it (`Reason.NEWER`)."""

    due: datetime
    skipped: tuple[datetime, datetime] | None = None


def judge(kind: Kind, due: datetime, now: datetime, place: Place) -> Verdict:
    """What becomes of a run. For what was held in quiet hours, `due` is the instant they ended."""
    if now < due:
        return Verdict(Running.EARLY, due)
    if now - due <= ON_TIME:
        return Verdict(Running.ON_TIME, due)
    if now <= closes_at(kind, due, place):
        return Verdict(Running.LATE, due)
    return Verdict(Running.SAY if kind in SAID_WHEN_PASSED else Running.SKIP, due, Reason.WINDOW)


def closes_at(kind: Kind, due: datetime, place: Place) -> datetime:
    """The last instant (UTC) at which a run meant for `due` still makes sense.

    Digest: 14:00 of its local day, or an hour later than meant. Summary: noon of the next working day. Check-in: four
    hours, the same day. Reminders: the end of their local day. A request read late: at once or not at all.
    """
    day = instants.local_day(due, place.zone)
    day_ends = instants.day_bounds(day, place.zone)[1]
    match kind:
        case Kind.DIGEST:
            afternoon = instants.resolve(day, DIGEST_UNTIL, place.zone)
            return min(day_ends, max(afternoon, due + DIGEST_WITHIN_AT_LEAST))
        case Kind.SUMMARY:
            return instants.resolve(calendars.next_workday(place.calendar, day), SUMMARY_UNTIL, place.zone)
        case Kind.CHECK_IN:
            return min(day_ends, due + CHECK_IN_WITHIN)
        case Kind.REMINDER | Kind.NOTE | Kind.ONE_OFF:
            return day_ends
        case Kind.REQUEST:
            return due + ON_TIME


def catch_up(rule: Rule, due: datetime, now: datetime, calendar: WorkCalendar) -> CatchUp:
    """Of all the runs since `due`, the first one missed, the last one that is due at `now`.

    Costs the same after an hour and after ten years.
    """
    last = instants.last_until(rule, now, calendar)
    if last is None or last <= due:
        return CatchUp(due)
    before = instants.last_until(rule, last - timedelta(microseconds=1), calendar)
    return CatchUp(last, (due, max(due, before or due)))


def mend(rule: Rule, stored: datetime, now: datetime, calendar: WorkCalendar) -> datetime | None:
    """The instant to wait for, when a clock that was ahead had `stored` computed and has been set back.

    What is due stays due. A run that was made before is found again, and its key in the ledger keeps it from being
    made twice.
    """
    return stored if stored <= now else instants.next_after(rule, now, calendar)

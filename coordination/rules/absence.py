"""Who is away on which days and who acts meanwhile; knows no chat and no clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.errors import Refused
from coordination.rules.calendars import WorkCalendar

LONGEST_ABSENCE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away from `first` to `last`, local days of the group, both included."""

    person_id: int
    first: date
    last: date
    stand_in_id: int | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the day belongs to the absence."""
        return self.first <= day <= self.last


Absences = Sequence[Absence]


@dataclass(frozen=True, slots=True)
class PersonalCalendar:
    """A group's working days without those on which the person is away."""

    base: WorkCalendar
    person_id: int
    absences: tuple[Absence, ...]

    def is_workday(self, day: date) -> bool:
        return self.base.is_workday(day) and not is_away(self.absences, self.person_id, day)


def checked(absence: Absence, today: date) -> Absence:
    """The absence, refused when it ends before it begins, is over, is too long or names oneself as stand-in."""
    if absence.last < absence.first:
        raise Refused("refused.absence_ends_first", first=absence.first, last=absence.last)
    if absence.last < today:
        raise Refused("refused.absence_is_over", last=absence.last)
    if absence.last - absence.first > LONGEST_ABSENCE:
        raise Refused("refused.absence_too_long", days=LONGEST_ABSENCE.days)
    if absence.stand_in_id == absence.person_id:
        raise Refused("refused.own_stand_in")
    return absence


def is_away(absences: Absences, person_id: int, day: date) -> bool:
    """Tell whether the person is away that day."""
    return any(absence.person_id == person_id and absence.covers(day) for absence in absences)


def acting(absences: Absences, person_id: int, day: date) -> int | None:
    """Who acts for the person that day: themselves, a stand-in who is there, or nobody (then it is the lead's).

    A stand-in who is away passes it on to their own; people who stand in for each other and are all away are nobody.
    """
    asked = {person_id}
    waiting = [person_id]
    while waiting:
        current = waiting.pop(0)
        if not is_away(absences, current, day):
            return current
        named = dict.fromkeys(_stand_ins(absences, current, day))
        waiting += [stand_in for stand_in in named if stand_in not in asked]
        asked.update(named)
    return None


def gaps(absences: Absences, of: Absence) -> list[tuple[date, date]]:
    """The days of an absence, first and last of each stretch, on which nobody acts though somebody was named: the
    stand-in is away too, and whoever stands in for them.
    """
    if of.stand_in_id is None:
        return []
    found: list[tuple[date, date]] = []
    for n in range((of.last - of.first).days + 1):
        day = of.first + timedelta(days=n)
        if acting(absences, of.person_id, day) is not None:
            continue
        is_next = bool(found) and found[-1][1] == day - timedelta(days=1)
        found = [*found[:-1], (found[-1][0], day)] if is_next else [*found, (day, day)]
    return found


def present(absences: Absences, people: Collection[int], day: date) -> list[int]:
    """Those of the people who are there that day: whom a check-in asks and counts."""
    return [person_id for person_id in people if not is_away(absences, person_id, day)]


def back_on(absences: Absences, person_id: int, day: date, calendar: WorkCalendar) -> date | None:
    """The first working day from `day` on that the person is there; `None` if not within two years."""
    days = (day + timedelta(days=n) for n in range(2 * LONGEST_ABSENCE.days))
    return next((d for d in days if calendar.is_workday(d) and not is_away(absences, person_id, d)), None)


def _stand_ins(absences: Absences, person_id: int, day: date) -> list[int]:
    """Named for that day, of overlapping absences the one that began last first."""
    found = [absence for absence in absences if absence.person_id == person_id and absence.covers(day)]
    latest_first = sorted(found, key=lambda absence: absence.first, reverse=True)
    return [absence.stand_in_id for absence in latest_first if absence.stand_in_id is not None]

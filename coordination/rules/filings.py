"""One group's report for one due date between rounds: when it is asked for, taken, late, judged; no database, no text.

What the group hands in and what the committee says of it are kept apart: neither overwrites the other's (0012).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from coordination.errors import Refused
from coordination.rules import calendars, instants, quiet, reminders, round_reports, tasks
from coordination.rules.round_reports import Report, State

MOST_REMARKS = 20


class Standing(StrEnum):
    OPEN = "open"  # its date is to come
    PASSED = "passed"  # its date has passed; a late report is still taken
    OVER = "over"  # the next date has passed too: nothing is taken any more
    EXCUSED = "excused"
    DROPPED = "dropped"  # nobody asks for it any more


TAKEN = frozenset({Standing.OPEN, Standing.PASSED})
"""A report is taken while it stands so."""


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Remark:
    """What the committee wrote about a report: `by` (person's id, if known), `at` (aware, UTC)."""

    words: str
    at: datetime
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """What a group owes for the duty's `run`. `look_at`: when it is next asked for or reminded of, `None` for never.

    `opened_at`: when its draft was sent. A verdict is about the report's version `judged_version`.
    """

    id: int
    duty_id: int
    run: int
    group_id: int
    due_at: datetime
    asked_at: datetime
    standing: Standing = Standing.OPEN
    look_at: datetime | None = None
    opened_at: datetime | None = None
    verdict: Verdict | None = None
    judged_version: int = 0
    returned_for: str | None = None
    judged_by: int | None = None
    judged_at: datetime | None = None
    remarks: tuple[Remark, ...] = ()


def as_judged(filing: Filing, report: Report) -> Report:
    """The group's report with the state that the committee's verdict gives it."""
    if report.state not in round_reports.HANDED_IN or filing.judged_version != report.version:
        return report
    if filing.verdict is Verdict.ACCEPTED:
        return replace(report, state=State.ACCEPTED)
    if filing.verdict is Verdict.RETURNED:
        return replace(report, state=State.RETURNED, returned_for=filing.returned_for)
    return report


def sent(filing: Filing, report: Report, by: int | None, *, leads: bool, now: datetime) -> Report:
    """Handed in, by a lead approved as well; what came back, or is sent in place of another, counts as a new version.

    Raises `Refused` for what is in already, and where nothing is taken any more.
    """
    stands = as_judged(filing, report)
    check_taken(filing)
    if stands.state is State.ACCEPTED:
        raise Refused("duty.accepted_already")
    return round_reports.handed_in(stands, by, leads=leads, now=now, refused="duty.sent_already")


def check_taken(filing: Filing) -> None:
    if filing.standing not in TAKEN:
        raise Refused("duty.not_asked")


def judge(filing: Filing, report: Report, verdict: Verdict, *, reason: str = "", now: datetime) -> Filing:
    """The committee's verdict. Raises `Refused` where nothing is in, or the same was said before."""
    stands = as_judged(filing, report)
    if stands.state is State.ACCEPTED:
        raise Refused("duty.accepted_already")
    if stands.state not in round_reports.HANDED_IN:
        raise Refused("duty.nothing_in")
    if verdict is Verdict.RETURNED:
        check_taken(filing)
    return replace(
        filing, verdict=verdict, judged_version=report.version, returned_for=reason or None, judged_at=now, look_at=None
    )


def remarked(filing: Filing, remark: Remark) -> Filing:
    """With the committee's words; the oldest ones give way."""
    return replace(filing, remarks=(*filing.remarks, remark)[-MOST_REMARKS:])


@dataclass(frozen=True, slots=True)
class Steps:
    """When the draft is sent, and the reminders after it, by the group's own ladder, in its zone and hours."""

    opens_at: datetime
    later: tuple[reminders.Reminder, ...]

    def after(self, now: datetime, *, is_opened: bool) -> datetime | None:
        """The next instant at which something is said; `None` for none."""
        if not is_opened:
            return max(self.opens_at, now)
        return next((one.at for one in self.later if one.at > now), None)

    def holding(self, now: datetime) -> reminders.Reminder | None:
        """The newest reminder whose hour has come."""
        return next((one for one in reversed(self.later) if one.at <= now), None)


def steps(due_at: datetime, asked_at: datetime, habits: reminders.Habits) -> Steps:
    """By the ladder of reminders (`rules.reminders`): the first of them is the draft.

    A group that wants no reminders gets the draft a working day before; where no hour is left, at once.
    """
    due = tasks.Due(instants.local_day(due_at, habits.peace.zone), due_at)
    promise = reminders.Promise(due, asked_at)
    found = reminders.planned(promise, habits)
    first = found or reminders.planned(promise, replace(habits, before=(1,)))
    opens_at = first[0].at if first else quiet.hold_until(habits.peace, asked_at)
    return Steps(min(opens_at, due_at), tuple(one for one in found if one.at > opens_at))


def days_late(filing: Filing, at: datetime, zone: str, calendar: calendars.WorkCalendar) -> int:
    """Working days of the committee's from the due date until the instant; 0 up to the due instant."""
    if at <= filing.due_at:
        return 0
    return round_reports.days_late(instants.local_day(at, zone), instants.local_day(filing.due_at, zone), calendar)

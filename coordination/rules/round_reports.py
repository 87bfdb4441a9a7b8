"""What a group hands in at its turn: four parts, changed by number or written anew; knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from coordination.errors import Refused
from coordination.rules import calendars

LONGEST_PART = 1500


class Part(StrEnum):
    RESULTS = "results"
    NEXT = "next"
    PROBLEMS = "problems"
    HELP = "help"


PARTS = tuple(Part)


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    APPROVED = "approved"  # the lead said yes to it, or sent it
    RETURNED = "returned"
    ACCEPTED = "accepted"


HANDED_IN = frozenset({State.SENT, State.APPROVED, State.ACCEPTED})
KNOWN = HANDED_IN | {State.RETURNED}
"""The committee has words of it: those of the last version that was handed in, also of one that came back."""


@dataclass(frozen=True, slots=True)
class Report:
    """A group's report. `parts` hold plain text, `""` for nothing. `version` grows with every change of words.

    `by` sent it, `approved_by` is the lead who agreed, `returned_for` is the reason it came back with. `corrected_at`:
    when its words were changed after it was accepted.
    `tasks`: ids of those that its parts were drafted from. `passed_to`: persons of the group who may change and send it
    besides those who have a part. `draft`: what its people write in place of a report that was handed in; until they
    send it, `parts` count. `first_sent_at`: when any of its versions was handed in first; lateness counts from it.
    """

    parts: Mapping[Part, str] = field(default_factory=dict)
    state: State = State.DRAFT
    version: int = 1
    by: int | None = None
    sent_at: datetime | None = None
    approved_by: int | None = None
    returned_for: str | None = None
    corrected_at: datetime | None = None
    tasks: Mapping[Part, tuple[int, ...]] = field(default_factory=dict)
    passed_to: tuple[int, ...] = ()
    draft: Mapping[Part, str] | None = None
    first_sent_at: datetime | None = None

    @property
    def written(self) -> Mapping[Part, str]:
        """The words as its people have them before them: what they have not sent yet, else what counts."""
        return self.parts if self.draft is None else self.draft

    @property
    def came_at(self) -> datetime | None:
        """When something was handed in first."""
        return self.first_sent_at or self.sent_at

    def part(self, part: Part) -> str:
        return self.parts.get(part, "")


def sent(report: Report, by: int | None, *, leads: bool, now: datetime) -> Report:
    """It is handed in as it is written; by a lead it is approved as well. What takes the place of a version that was
    handed in, or came back, is a new one.
    """
    is_new = report.draft is not None or report.state is State.RETURNED
    return replace(
        report,
        parts=report.written,
        draft=None,
        state=State.APPROVED if leads else State.SENT,
        version=report.version + is_new,
        by=by,
        sent_at=now,
        first_sent_at=report.came_at or now,
        approved_by=by if leads else None,
        returned_for=None,
    )


def handed_in(report: Report, by: int | None, *, leads: bool, now: datetime, refused: str) -> Report:
    """As `sent`; a lead's yes to what another sent keeps its sender and hour. Raises `Refused` (of that key) where
    nothing of it is left to be sent or approved.
    """
    is_yes = leads and report.state is State.SENT and report.draft is None
    if report.state in HANDED_IN and report.draft is None and not is_yes:
        raise Refused(refused)
    fresh = sent(report, by, leads=leads, now=now)
    return replace(fresh, by=report.by, sent_at=report.sent_at) if is_yes and report.by is not None else fresh


def days_late(sent_on: date, due_on: date, calendar: calendars.WorkCalendar) -> int:
    """Working days that a report came after its day; 0 where it did not."""
    return 0 if sent_on <= due_on else max(1, calendars.workdays_between(calendar, due_on, sent_on))

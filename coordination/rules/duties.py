"""What groups owe their committee again and again between rounds: a reading, whose turn it is, and why somebody reports
besides; knows no database and no text.

The days on which reports are due come from a schedule alone: whether one was late, or never came, moves none of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.rules import report_headings, report_words, round_reports
from coordination.rules.round_reports import Part, Report


class Reading(StrEnum):
    """Two readings of the same records (product.md, Roll-up); each is due and judged by itself."""

    TACTICAL = "tactical"  # conditions, actions, needs
    EXECUTIVE = "executive"  # status, overview, next steps


PARTS: Mapping[Reading, tuple[Part, ...]] = {
    Reading.TACTICAL: (Part.PROBLEMS, Part.RESULTS, Part.HELP),
    Reading.EXECUTIVE: (Part.PROBLEMS, Part.RESULTS, Part.NEXT),
}
"""What a report of each reading has, in the order of its numbers."""

SHARES = (1, 2, 3)
"""All groups each time, every second one, every third one."""


class Because(StrEnum):
    """Why a group is on the exception list: it reports this time, whoever's turn it is."""

    NEW = "new"
    MISSING = "missing"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Duty:
    """`id` is its schedule's, `run` counts the due dates, `excused` are ids of groups that owe nothing."""

    id: int
    reading: Reading
    began_at: datetime
    run: int = 1
    shares: int = 1
    excused: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A group with a chat, in plan order."""

    group_id: int
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Last:
    """What became of a group's last report that was due: whether it is in, and whether it came back."""

    is_in: bool
    is_returned: bool


def owing(duty: Duty, places: Sequence[Place], last: Mapping[int, Last]) -> dict[int, Because | None]:
    """Who reports at the duty's run, and why, where it is not (only) their turn; nobody who is excused."""
    found: dict[int, Because | None] = {}
    for at, place in enumerate(places):
        because = _because(duty, place, last.get(place.group_id))
        is_turn = at % duty.shares == (duty.run - 1) % duty.shares
        if (is_turn or because is not None) and place.group_id not in duty.excused:
            found[place.group_id] = because
    return found


def _because(duty: Duty, place: Place, last: Last | None) -> Because | None:
    if last is None:
        return Because.NEW if place.joined_at > duty.began_at else None
    if last.is_returned:
        return Because.RETURNED
    return None if last.is_in else Because.MISSING


def missed_in_a_row(heard: Iterable[bool]) -> int:
    """How many reports did not come, up to the last; `heard` goes from the newest to the oldest."""
    count = 0
    for one in heard:
        if one:
            break
        count += 1
    return count


_NAMES: Mapping[Reading, report_headings.Names] = {
    Reading.TACTICAL: (
        (r"conditions?|situation|当前情况|现场情况|情况|现状|态势", Part.PROBLEMS),
        (r"actions?(?:\s+taken)?|已采取措施|采取措施|措施|行动", Part.RESULTS),
        (r"needs?|requests?|所需支持|支持需求|需求|需要", Part.HELP),
    ),
    Reading.EXECUTIVE: (
        (r"status|总体状态|总体情况|状态", Part.PROBLEMS),
        (r"overview|工作概述|概述|概况|综述", Part.RESULTS),
        (r"next\s+steps?|下一步安排|后续安排", Part.NEXT),
    ),
}


def form(reading: Reading) -> report_words.Form:
    """What the parts of a reading are called; those of a round's report are understood besides."""
    return report_words.Form(PARTS[reading], (*_NAMES[reading], *report_headings.USUAL))


def read(said: str, draft: Report, reading: Reading) -> Report:
    """The report after what was typed: a part by its number in this reading, by headings, or a whole new text.

    Raises `Refused` for a number that the reading does not have, and for no words.
    """
    return report_words.read(said, draft, form(reading))


def shown(report: Report, reading: Reading) -> tuple[Part, ...]:
    """The parts of the reading, and any other in which somebody wrote something."""
    besides = tuple(part for part in round_reports.PARTS if part not in PARTS[reading] and report.part(part))
    return (*PARTS[reading], *besides)

"""What a group hands in at its turn: four parts, changed by number or written anew; knows no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from coordination.errors import Refused
from coordination.rules import calendars, text

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


_NUMERALS = {"一": 0, "二": 1, "三": 2, "四": 3, "1": 0, "2": 1, "3": 2, "4": 3, "①": 0, "②": 1, "③": 2, "④": 3}
_NUMBER = r"[一二三四1-4①②③④１-４]"
_CHANGE = re.compile(rf"\s*({_NUMBER})\s*(?:[、.．:：)）]\s*|\s+)(.+)", re.DOTALL)
_HEADING = re.compile(
    rf"^[ \t]*(?:#+\s*)?(?:\**\s*)?(?:({_NUMBER})\s*[、.．:：)）]?\s*)?"
    r"(results?|done|achievements?|next(?:\s+steps?)?|key\s+work(?:\s+next)?|plans?|problems?|issues?|risks?|"
    r"help(?:\s+needed)?|asks?|support|阶段性成果|本期成果|成果|工作进展|进展|完成情况|下一步重点|下一步工作|下步重点|下一步|下周重点|重点工作|"
    r"存在问题|问题|困难|需协调事项|需要协调|协调事项|请求支持|需支持事项)\s*\**\s*[:：　]?[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_MEANING = (
    (re.compile(r"result|done|achiev|成果|进展|完成", re.IGNORECASE), Part.RESULTS),
    (re.compile(r"next|key|plan|下|重点", re.IGNORECASE), Part.NEXT),
    (re.compile(r"problem|issue|risk|问题|困难", re.IGNORECASE), Part.PROBLEMS),
    (re.compile(r"help|ask|support|协调|支持", re.IGNORECASE), Part.HELP),
)
_BULLET = re.compile(r"^\s*(?:[-•*·]|\d{1,2}[.)、）])\s*")
_NOTHING = re.compile(r"\s*(?:nothing|none|no|n/?a|-|—|无|没有|暂无)\s*[.。]?\s*", re.IGNORECASE)


def read(said: str, draft: Report) -> Report:
    """The report after what was typed: `4 nothing` changes a part, a line each changes several (`1 …`, `4 …`);
    headings make several; else it is a whole new text.

    A new text without headings stands under results, and the other parts are emptied: nobody's words are mixed with a
    draft they did not mean.
    """
    said = said.strip()
    if text.is_blank(said):
        raise Refused("round.no_words")
    if changes := _numbered(said):
        return _changed(draft, {**draft.parts, **changes})
    found = _headed(said)
    if found:
        return _changed(draft, found)
    return _changed(draft, {Part.RESULTS: _plain(said)})


def _numbered(said: str) -> dict[Part, str]:
    """The parts that lines name by their numbers. Lines that count from one (`1 …`, `2 …`) are a list of results,
    unless they are as many as there are parts.
    """
    lines = [line for line in said.splitlines() if not text.is_blank(line)]
    found = [change for line in lines if (change := _CHANGE.fullmatch(line)) and _HEADING.match(line) is None]
    numbers = [_NUMERALS[_narrow(change[1])] for change in found]
    is_rising = numbers == sorted(set(numbers)) and len(found) == len(lines)
    is_list = 1 < len(numbers) < len(PARTS) and numbers == list(range(len(numbers)))
    if not is_rising or is_list:
        return {}
    return {PARTS[number]: _plain(change[2]) for number, change in zip(numbers, found, strict=True)}


def _headed(said: str) -> dict[Part, str]:
    marks = list(_HEADING.finditer(said))
    if not marks or said[: marks[0].start()].strip():
        return {}
    found: dict[Part, str] = {}
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(said)
        part = next(part for pattern, part in _MEANING if pattern.search(mark[2]))
        words = _plain(said[mark.end() : end])
        found[part] = f"{found[part]} {words}".strip() if part in found else words
    return found


def _changed(draft: Report, parts: Mapping[Part, str]) -> Report:
    return replace(
        draft, parts=parts, state=State.DRAFT, version=draft.version + 1, approved_by=None, returned_for=None
    )


def _plain(words: str) -> str:
    """Lines become items of one line; `nothing` is nothing."""
    items = [item for one in words.splitlines() if (item := text.one_line(_BULLET.sub("", one)).strip())]
    between = "；" if re.search("[\u3400-\u9fff]", words) else "; "
    line = between.join(item.rstrip(";；") for item in items)[:LONGEST_PART]
    return "" if _NOTHING.fullmatch(line) else line


def _narrow(sign: str) -> str:
    return chr(ord(sign) - 0xFEE0) if "１" <= sign <= "４" else sign


def sent(report: Report, by: int | None, *, leads: bool, now: datetime) -> Report:
    """It is handed in; by a lead it is approved as well."""
    state = State.APPROVED if leads else State.SENT
    return replace(report, state=state, by=by, sent_at=now, approved_by=by if leads else None, returned_for=None)


def corrected(said: str, report: Report, now: datetime) -> Report:
    """An accepted report after a reporter's words: it stays accepted, and says when it was corrected."""
    return replace(
        read(said, report), state=State.ACCEPTED, approved_by=report.approved_by, corrected_at=now, returned_for=None
    )


def days_late(sent_on: date, due_on: date, calendar: calendars.WorkCalendar) -> int:
    """Working days that a report came after its day; 0 where it did not."""
    return 0 if sent_on <= due_on else max(1, calendars.workdays_between(calendar, due_on, sent_on))

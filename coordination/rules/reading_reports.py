"""From an update that was read to the report that a service takes; it knows no text that is shown and no rights.

Words behind a number at the head of a line (`#12 rename to …`, `#12 on hold until 12 Jan: …`) may say more than plain
words do; then they are read as behind `/update 12`.
"""

import re
from datetime import date

from coordination.rules import reading_numbers, reading_remark, reports, tasks, when
from coordination.rules.reading_remark import Problem, Verb
from coordination.rules.reading_values import Update

State = tasks.State
Kind = reports.Kind

_ASKS = re.compile(r"[?？]|吗\s*$|呢\s*$")
_LOOSE = " \t:：,，;；-–—"
_KINDS = {
    State.DONE: Kind.DONE,
    State.BLOCKED: Kind.BLOCKED,
    State.ON_HOLD: Kind.HELD,
    State.DROPPED: Kind.DROPPED,
    State.IN_PROGRESS: Kind.PROGRESS,
}
_ONLY_BEHIND = frozenset({Verb.RENAMED, Verb.REOPENED, Verb.WAITS})


def words_behind(line: str, task: int) -> str:
    """The words of a line without the task's number at its head, if it stands there."""
    head = reading_numbers.head(line)
    is_named = task in {ref.number for ref in head.refs}
    return (line[head.end :] if is_named else line).strip(_LOOSE)


def is_plain(behind: str) -> bool:
    """Whether the words state something: a question changes nothing."""
    return bool(behind) and _ASKS.search(behind) is None


def says_more(behind: str, frame: when.Frame) -> bool:
    """Whether words behind a number say what plain words can't: another title, open again, a number to be asked."""
    remark = reading_remark.read_remark(behind, frame)
    return remark.verb in _ONLY_BEHIND or remark.problem is Problem.BARE_NUMBER


def report(update: Update, task: tasks.Task, behind: str, frame: when.Frame) -> reports.Report | None:
    """What an update reports of its task, with the words as a note; `None`: only a date, an owner or a link."""
    if update.state is None and update.percent is None:
        return None if update.changes else reports.Report(Kind.NOTE, behind)
    kind = _KINDS.get(update.state or State.IN_PROGRESS, Kind.NOTE)
    if kind is Kind.PROGRESS and update.percent is None:
        kind = _going_on(task)
    if kind is Kind.HELD:
        return _held(update, behind, frame)
    text = update.reason if kind in {Kind.BLOCKED, Kind.DROPPED} else behind
    return reports.Report(kind, text, None if kind is Kind.DONE else update.percent)


def _held(update: Update, behind: str, frame: when.Frame) -> reports.Report:
    """On hold, with the date on which it is looked at again, if one is named."""
    remark = reading_remark.read_remark(behind, frame)
    if remark.verb is not Verb.HOLD or remark.review is None:
        return reports.Report(Kind.HELD, update.reason or behind, update.percent)
    return reports.Report(Kind.HELD, remark.reason or behind, update.percent, _day(remark.review))


def _day(reading: when.Reading) -> date | None:
    values = reading.values
    return values[0].on if len(values) == 1 and isinstance(values[0], when.Moment) else None


def _going_on(task: tasks.Task) -> Kind:
    """Work that goes on: what was done or dropped is open again, what was stopped is free."""
    if task.state in tasks.ENDED or task.state is State.CLAIMED:
        return Kind.REOPENED
    return Kind.FREED if task.state in {State.BLOCKED, State.ON_HOLD} else Kind.PROGRESS

"""What is said of a task that goes on: notes, percent, blocked, on hold, freed, a new name; knows no end of it."""

from dataclasses import replace

from coordination.errors import Refused
from coordination.rules import reports, tasks

State = tasks.State


def note(case: reports.Case) -> reports.Step:
    return reports.Step(case.task, reports.Kind.NOTE)


def progress(case: reports.Case) -> reports.Step:
    task, percent = case.task, case.said.percent
    if percent is None:
        return reports.Step(_moving(reports.going(task)), reports.Kind.PROGRESS)
    task = reports.going(task)
    changed = replace(task, percent=percent)
    if percent > 0 and task.state is State.OPEN:
        changed = replace(changed, state=State.IN_PROGRESS)
    if percent < 100 and task.state is State.CLAIMED:
        changed = replace(changed, state=State.IN_PROGRESS, claimed_by=None)
    is_open_question = percent == 100 and task.state is not State.CLAIMED
    return reports.Step(
        reports.same_or(task, changed), reports.Kind.PROGRESS, reports.Asks.IS_DONE if is_open_question else None
    )


def blocked(case: reports.Case) -> reports.Step:
    task = _with_percent(reports.going(case.task), case.said)
    reason = case.said.text.strip() or (task.reason if task.state is State.BLOCKED else None)
    changed = replace(task, state=State.BLOCKED, reason=reason, review_on=None, claimed_by=None)
    return reports.Step(
        reports.same_or(case.task, changed), reports.Kind.BLOCKED, None if reason else reports.Asks.REASON
    )


def held(case: reports.Case) -> reports.Step:
    task = _with_percent(reports.going(case.task), case.said)
    held = task.state is State.ON_HOLD
    reason = case.said.text.strip() or (task.reason if held else None)
    if not reason:
        raise Refused("refused.no_reason_to_hold", number=task.number, title=task.title)
    review = case.said.review_on or (task.review_on if held else None)
    changed = replace(task, state=State.ON_HOLD, reason=reason, review_on=review, claimed_by=None)
    return reports.Step(
        reports.same_or(case.task, changed), reports.Kind.HELD, None if review else reports.Asks.REVIEW_ON
    )


def freed(case: reports.Case) -> reports.Step:
    task = reports.going(case.task)
    if task.state not in {State.BLOCKED, State.ON_HOLD}:
        return progress(case) if case.said.percent is not None else reports.Step(task, reports.Kind.FREED)
    changed = replace(_with_percent(task, case.said), reason=None, review_on=None)
    is_moving = task.state is State.BLOCKED or bool(changed.percent)
    changed = replace(changed, state=State.IN_PROGRESS if is_moving else State.OPEN)
    return reports.Step(changed, reports.Kind.FREED, reports.Asks.IS_DONE if case.said.percent == 100 else None)


def renamed(case: reports.Case) -> reports.Step:
    return reports.Step(
        reports.same_or(case.task, replace(case.task, title=tasks.titled(case.said.title))), reports.Kind.RENAMED
    )


def weighed(case: reports.Case) -> reports.Step:
    return reports.Step(reports.same_or(case.task, replace(case.task, key=case.said.key)), reports.Kind.KEY)


def tagged(case: reports.Case) -> reports.Step:
    return reports.Step(reports.same_or(case.task, replace(case.task, tags=case.said.tags)), reports.Kind.TAGS)


def _moving(task: tasks.Task) -> tasks.Task:
    return replace(task, state=State.IN_PROGRESS) if task.state is State.OPEN else task


def _with_percent(task: tasks.Task, said: reports.Report) -> tasks.Task:
    return task if said.percent is None else replace(task, percent=said.percent)

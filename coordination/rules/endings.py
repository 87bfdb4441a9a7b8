"""How a task ends and begins again: done, claimed, confirmed, returned, dropped, reopened; knows no progress before."""

from dataclasses import replace

from coordination.errors import Refused
from coordination.rules import groups, progress, reports, tasks

State = tasks.State


def closes_by_lead(task: tasks.Task, closing: groups.Closing) -> bool:
    """Tell whether an owner's "done" has to be confirmed (rule 4)."""
    return closing is groups.Closing.ALWAYS or (closing is groups.Closing.KEY_WORK and task.key)


def done(case: reports.Case) -> reports.Step:
    task, by = case.task, case.by
    if task.state is State.DONE:
        return reports.Step(task, reports.Kind.DONE)
    if task.state is State.DROPPED:
        raise reports.ended(task)
    _check_free(case)
    if closes_by_lead(task, case.around.closing):
        if task.state is State.CLAIMED:
            return confirmed(case) if by.leads and _is_other(case) else reports.Step(task, "claimed")
        if not by.leads:
            return reports.Step(_claimed(task, by), "claimed")
    return reports.Step(_ended(task, State.DONE, by), reports.Kind.DONE)


def _check_free(case: reports.Case) -> None:
    """Rule 6: what is blocked, or waits, is not done without saying so twice."""
    task = case.task
    if case.said.insisted:
        return
    if task.state is State.BLOCKED:
        if task.reason:
            raise Refused("refused.done_while_blocked", number=task.number, title=task.title, reason=task.reason)
        raise Refused("refused.done_while_stuck", number=task.number, title=task.title)
    if case.around.waits_for:
        waits = ", ".join(case.around.waits_for)
        raise Refused("refused.done_while_waiting", number=task.number, title=task.title, waits_for=waits)


def confirmed(case: reports.Case) -> reports.Step:
    task = _to_confirm(case)
    if task.state is State.DONE:
        return reports.Step(task, reports.Kind.CONFIRMED)
    if not _is_other(case):
        raise Refused("refused.own_claim", number=task.number, title=task.title)
    return reports.Step(_ended(task, State.DONE, case.by), reports.Kind.CONFIRMED)


def returned(case: reports.Case) -> reports.Step:
    task = _to_confirm(case)
    if task.state is not State.CLAIMED:
        raise Refused("refused.not_claimed", number=task.number, title=task.title)
    if not case.said.text.strip():
        raise Refused("refused.no_reason_to_return", number=task.number, title=task.title)
    return reports.Step(replace(task, state=State.IN_PROGRESS, percent=None, claimed_by=None), reports.Kind.RETURNED)


def _to_confirm(case: reports.Case) -> tasks.Task:
    task = case.task
    if not case.by.leads:
        raise Refused("refused.lead_confirms", number=task.number, title=task.title)
    if task.state not in {State.CLAIMED, State.DONE}:
        raise Refused("refused.not_claimed", number=task.number, title=task.title)
    return task


def _is_other(case: reports.Case) -> bool:
    """The claimant does not confirm their own claim, unless there is nobody else."""
    claimant = case.task.claimed_by
    return case.by.alone or claimant is None or claimant != case.by.person_id


def dropped(case: reports.Case) -> reports.Step:
    task, reason = case.task, case.said.text.strip()
    if task.state is State.DROPPED:
        return reports.Step(task, reports.Kind.DROPPED)
    if task.state is State.DONE:
        raise reports.ended(task)
    if not reason:
        raise Refused("refused.no_reason_to_drop", number=task.number, title=task.title)
    return reports.Step(replace(_ended(task, State.DROPPED, case.by), reason=reason), reports.Kind.DROPPED)


def reopened(case: reports.Case) -> reports.Step:
    task = case.task
    if task.state not in tasks.ENDED and task.state is not State.CLAIMED:
        return progress.freed(case) if task.state in tasks.STOPPED else reports.Step(task, reports.Kind.REOPENED)
    percent = None if task.state is not State.DROPPED else task.percent
    is_moving = task.state is not State.DROPPED or bool(percent)
    return reports.Step(
        replace(
            task,
            state=State.IN_PROGRESS if is_moving else State.OPEN,
            percent=percent,
            reason=None,
            claimed_by=None,
            merged_into=None,
            ended_at=None,
        ),
        reports.Kind.REOPENED,
    )


def _claimed(task: tasks.Task, by: reports.By) -> tasks.Task:
    return replace(task, state=State.CLAIMED, percent=100, claimed_by=by.person_id, reason=None, review_on=None)


def _ended(task: tasks.Task, state: tasks.State, by: reports.By) -> tasks.Task:
    percent = 100 if state is State.DONE else task.percent
    return replace(task, state=state, percent=percent, claimed_by=None, reason=None, review_on=None, ended_at=by.at)

"""Due dates: a lead changes them, an owner asks for more time, a lead grants it or not; makes no text."""

from dataclasses import dataclass

from coordination import ports
from coordination.rules import dues, fields, reports, tasks, transitions
from coordination.services import changes, questions, rights

QUESTION = "more_time"
CHANGED, GRANTED, NOT_GRANTED = "due", "granted", "not_granted"
"""Kinds of the events: a date set or changed, more time granted, more time not granted."""


@dataclass(frozen=True, slots=True)
class DueChanged:
    """The task before and after; with `outcome` ASKED the date stands and any lead may answer the question.

    `wanted` is the date asked for or set, `asked_by` who had asked (in the answer to a question).
    """

    before: tasks.Task
    task: tasks.Task
    outcome: changes.Outcome
    wanted: tasks.Due | None = None
    question: ports.Question | None = None
    asked_by: int | None = None


async def change_due(
    work: ports.Work, said: changes.Said, number: int, due: tasks.Due | None, *, reason: str = ""
) -> DueChanged:
    """Set, change or (`due` is `None`) remove a task's date: at once for whom the group lets, else a lead is asked.

    A first date is set at once by whoever may report on the task. Raises `Refused`.
    """
    task = await changes.of_number(work, said.group, number)
    changes.mark_line(work, said, task.id)
    after = dues.changed(task, due)
    if after is task:
        return DueChanged(task, task, changes.Outcome.UNCHANGED, due)
    if await _must_ask(work, said, task, due):
        assert due is not None
        return _ask(work, said, task, due, reason)
    return _set(work, said, task, reports.Step(after, CHANGED), reason)


async def answer(
    work: ports.Work, said: changes.Said, question_id: int, *, granted: bool, reason: str = ""
) -> DueChanged:
    """A lead's answer to a request for more time; both are kept in the task's history."""
    question = await questions.take(work, said, question_id, QUESTION)
    task = await work.tasks.get(said.group.id, question.values["task_id"])
    assert task is not None
    questions.close(work, question, "yes" if granted else "no")
    wanted, asked_by = fields.due_of(question.values["due"]), question.values["asked_by"]
    if not granted:
        changes.note_event(work, said, task, NOT_GRANTED)
        if reason:
            changes.add_update(work, said, reports.Step(task, NOT_GRANTED), reason)
        return DueChanged(task, task, changes.Outcome.UNCHANGED, wanted, asked_by=asked_by)
    step = reports.Step(dues.changed(task, wanted), GRANTED)
    done = _set(work, said, task, step, reason or question.values["reason"])
    return DueChanged(task, done.task, done.outcome, wanted, asked_by=asked_by)


async def _must_ask(work: ports.Work, said: changes.Said, task: tasks.Task, due: tasks.Due | None) -> bool:
    leads = await rights.may_redate(work, said, task)
    may_report = leads or await rights.may_report(work, said, task)
    return dues.asks_a_lead(task, due, leads=leads, may_report=may_report)


def _set(work: ports.Work, said: changes.Said, task: tasks.Task, step: reports.Step, reason: str) -> DueChanged:
    if step.task is task:
        return DueChanged(task, task, changes.Outcome.UNCHANGED, task.due)
    if reason.strip():
        changes.add_update(work, said, step, reason)
    saved = changes.keep(work, said, task, step)
    return DueChanged(task, saved, changes.Outcome.CHANGED, saved.due)


def _ask(work: ports.Work, said: changes.Said, task: tasks.Task, due: tasks.Due, reason: str) -> DueChanged:
    """Asking is a word about the task: whoever asks in time has reported."""
    by = reports.By(said.actor_id, said.at)
    step = transitions.report(task, reports.Report(reports.Kind.NOTE, reason), by)
    changes.add_update(work, said, step, reason)
    saved = changes.keep(work, said, task, reports.Step(step.task, QUESTION))
    values = {"task_id": task.id, "number": task.number, **dues.as_request(due, reason)}
    asked = questions.Asked(QUESTION, None, values, questions.STANDS_FOR_DATES)
    return DueChanged(task, saved, changes.Outcome.ASKED, due, questions.ask(work, said, asked), said.actor_id)

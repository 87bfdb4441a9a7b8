"""What people report about tasks: applied at once, or the owner is asked and the words are kept; makes no text."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import endings, fields, reports, tasks, transitions
from coordination.services import changes, dependencies, questions, rights

QUESTION = "report"
FOR_LEADS = frozenset({reports.Kind.CONFIRMED, reports.Kind.RETURNED, reports.Kind.KEY})
ENDINGS = frozenset({reports.Kind.DONE, reports.Kind.DROPPED})
FOR_CREATORS = frozenset({reports.Kind.RENAMED, reports.Kind.TAGS, reports.Kind.DROPPED})


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report did to one task: before and after, what is left to ask, or the question put to the owner.

    `kind` is the event's kind (`claimed` where a "done" waits for a lead). With `outcome` ASKED only the words were
    kept, and `task` has them as its last word.
    """

    before: tasks.Task
    task: tasks.Task
    kind: str
    outcome: changes.Outcome
    asks: reports.Asks | None = None
    question: ports.Question | None = None


async def report(
    work: ports.Work, said: changes.Said, numbers: Sequence[int], what: reports.Report
) -> tuple[Reported, ...]:
    """Report the same about one or several tasks of the group, all or none.

    Somebody else's task: its owner is asked, unless they can't be or the actor records for others. Raises `Refused`.
    """
    found = await changes.of_numbers(work, said.group, list(numbers))
    done = [await _one(work, said, task, what) for task in found]
    changes.mark_line(work, said, done[0].task.id if done else None)
    return tuple(done)


async def complete(
    work: ports.Work, said: changes.Said, numbers: Sequence[int], *, note: str = "", insisted: bool = False
) -> tuple[Reported, ...]:
    """Report the tasks done; where a lead has to close them they are claimed."""
    return await report(work, said, numbers, reports.Report(reports.Kind.DONE, note, insisted=insisted))


async def attach(work: ports.Work, said: changes.Said, number: int, evidence: changes.Evidence) -> Reported:
    """Keep a file with the task as evidence; `said.text` is its caption (rule 11)."""
    task = await changes.of_number(work, said.group, number)
    by = await rights.by(work, said, is_asked=False)
    step = transitions.report(task, reports.Report(reports.Kind.NOTE, said.text), by)
    if not said.text.strip():  # a file without a caption is no word that takes the place of the last one
        step = replace(step, task=replace(step.task, last_update_text=task.last_update_text))
    changes.add_update(work, said, step, said.text, evidence=evidence)
    saved = changes.keep(work, said, task, step)
    changes.mark_line(work, said, saved.id)
    return Reported(task, saved, step.kind, changes.Outcome.CHANGED)


async def answer(work: ports.Work, said: changes.Said, question_id: int, *, yes: bool) -> Reported:
    """The owner's answer to what somebody else reported. Yes: it holds as the owner's own word. No: the note stays."""
    question = await questions.take(work, said, question_id, QUESTION)
    task = await work.tasks.get(said.group.id, question.values["task_id"])
    assert task is not None
    questions.close(work, question, "yes" if yes else "no")
    if not yes:
        return Reported(task, task, QUESTION, changes.Outcome.UNCHANGED)
    return await _apply(work, said, task, of_json(question.values["report"]))


async def _one(work: ports.Work, said: changes.Said, task: tasks.Task, what: reports.Report) -> Reported:
    if what.kind in FOR_LEADS or await _holds_at_once(work, said, task, what):
        return await _apply(work, said, task, what)
    if what.kind in ENDINGS:
        await rights.check_closes(work, said, task)
    return await _ask_owner(work, said, task, what)


async def _holds_at_once(work: ports.Work, said: changes.Said, task: tasks.Task, what: reports.Report) -> bool:
    if what.kind is reports.Kind.NOTE:
        return True
    is_creator = said.actor_id is not None and said.actor_id == task.created_by
    if what.kind in FOR_CREATORS and is_creator:
        return True
    return await rights.may_report(work, said, task)


async def _apply(work: ports.Work, said: changes.Said, task: tasks.Task, what: reports.Report) -> Reported:
    step = await _step(work, said, task, what)
    if step.task is task and not step.is_word:
        return _nothing(task, step)
    if step.is_word:
        changes.add_update(work, said, step, what.text)
    saved = changes.keep(work, said, task, step)
    return Reported(task, saved, step.kind, changes.Outcome.CHANGED, step.asks)


async def _step(work: ports.Work, said: changes.Said, task: tasks.Task, what: reports.Report) -> reports.Step:
    closing = said.group.settings.closing_needs_lead
    ends = what.kind is reports.Kind.DONE
    is_asked = what.kind in FOR_LEADS or (ends and endings.closes_by_lead(task, closing))
    by = await rights.by(work, said, is_asked=is_asked)
    if what.kind is reports.Kind.KEY and not by.leads:
        raise Refused("refused.leads_only")
    waits = await unfinished(work, task) if ends and not what.insisted else ()
    return transitions.report(task, what, by, reports.Around(closing, waits))


async def unfinished(work: ports.Work, task: tasks.Task) -> tuple[str, ...]:
    """What the tasks are called that this one waits for and that are not ended: `#12`, `EXH-12`."""
    return tuple(await dependencies.references(work, await dependencies.open_ones(work, task), task.group_id))


async def _ask_owner(work: ports.Work, said: changes.Said, task: tasks.Task, what: reports.Report) -> Reported:
    """Somebody else's task: check that the report could hold, keep the words, ask the owner."""
    twice = dataclasses.replace(what, insisted=True)  # reported by one, agreed to by another: said twice (rule 6)
    step = await _step(work, said, task, twice)
    words = reports.Report(reports.Kind.NOTE, what.text)
    if not _differs(step.task, task):
        return await _apply(work, said, task, words) if what.text else _nothing(task, step)
    noted = transitions.report(task, words, await rights.by(work, said, is_asked=False))
    if words.text.strip():  # they lead to nothing yet: a bare "done" in the history would say that it holds
        changes.add_update(work, said, noted, words.text)
    saved = changes.keep(work, said, task, noted)
    asked = questions.Asked(
        QUESTION,
        None if task.owner is None else task.owner.person_id,
        {"task_id": task.id, "number": task.number, "report": as_json(twice)},
    )
    question = questions.ask(work, said, asked)
    return Reported(task, saved, step.kind, changes.Outcome.ASKED, question=question)


def _differs(after: tasks.Task, before: tasks.Task) -> bool:
    """Tell whether anything but the last word would change."""
    return not fields.difference(before, after)[1].keys() <= fields.BOOKKEEPING


def _nothing(task: tasks.Task, step: reports.Step) -> Reported:
    return Reported(task, task, step.kind, changes.Outcome.UNCHANGED, step.asks)


def as_json(what: reports.Report) -> dict[str, Any]:
    """A report as a question keeps it."""
    values = dataclasses.asdict(what)
    return {**values, "kind": what.kind.value, "tags": list(what.tags), "review_on": _day(what.review_on)}


def of_json(values: dict[str, Any]) -> reports.Report:
    """The report that `as_json` wrote."""
    review_on = values["review_on"]
    return reports.Report(
        **{
            **values,
            "kind": reports.Kind(values["kind"]),
            "tags": tuple(values["tags"]),
            "review_on": None if review_on is None else date.fromisoformat(review_on),
        }
    )


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()

"""What owners answer when dates of theirs were moved with a plan; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import tasks
from coordination.services import changes, questions, rights
from coordination.services.plan_openings import Shift

KIND = "shift"
ACCEPTED = "shift_accepted"
"""Kind of the event by which an owner agrees to a date that was moved."""

STANDS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question about dates of one group: the tasks that were `moved`, as they stand; ids of those accepted."""

    question: ports.Question
    moved: tuple[tasks.Task, ...]
    accepted: frozenset[int]

    @property
    def open(self) -> tuple[tasks.Task, ...]:
        """What nobody accepted yet and is still owed."""
        return tuple(one for one in self.moved if one.id not in self.accepted and one.state not in tasks.ENDED)

    def was(self, task: tasks.Task) -> date | None:
        """The day that held before."""
        kept = self.question.values["was"].get(str(task.id))
        return None if kept is None else date.fromisoformat(kept)


def ask(work: ports.Work, said: changes.Said, shifts: Sequence[Shift], why: Mapping[str, Any]) -> Asked:
    """Ask the owners of one group's tasks, all in one question, whether the new dates can be kept.

    `why` (JSON) is what moved them, for whoever shows the question again.
    """
    here = replace(said, group=shifts[0].group, source=None)
    was = {str(one.before.id): None if one.before.due is None else one.before.due.on.isoformat() for one in shifts}
    values = {"tasks": [one.after.id for one in shifts], "was": was, "why": dict(why)}
    question = questions.ask(work, here, questions.Asked(KIND, None, values, STANDS))
    return Asked(question, tuple(one.after for one in shifts), frozenset())


async def accept(work: ports.Work, said: changes.Said, question_id: int) -> Asked:
    """The presser accepts the dates of their own tasks; a lead also those whose owner is not in Telegram, or nobody.

    Raises `Refused` for an old question and for whoever has nothing to accept in it.
    """
    found = await _open(work, said, question_id)
    leads = (await rights.of(work, said.group, said.actor)).leads
    mine = [one for one in found.open if _answers(one, said.actor_id, leads=leads)]
    if not mine:
        raise Refused("shift.nothing_yours")
    for one in mine:
        changes.note_event(work, said, one, ACCEPTED)
    accepted = found.accepted | {one.id for one in mine}
    values = {**found.question.values, "accepted": sorted(accepted)}
    question = replace(found.question, values=values)
    answered = replace(found, question=question, accepted=frozenset(accepted))
    if answered.open:
        work.questions.save(question)
    else:
        questions.close(work, question, "yes")
    return answered


async def own(work: ports.Work, said: changes.Said, question_id: int) -> list[tasks.Task]:
    """The tasks of the question that the presser may ask another day for. Raises `Refused` as `accept`."""
    found = await _open(work, said, question_id)
    leads = (await rights.of(work, said.group, said.actor)).leads
    mine = [one for one in found.open if _answers(one, said.actor_id, leads=leads)]
    if not mine:
        raise Refused("shift.nothing_yours")
    return mine


async def _open(work: ports.Work, said: changes.Said, question_id: int) -> Asked:
    question = await work.questions.get(question_id)
    if question is None or question.group_id != said.group.id or question.kind != KIND:
        raise Refused("refused.old_question")
    if question.answered_at is not None or question.expires_at <= work.now or await questions.is_void(work, question):
        raise Refused("refused.old_question")
    found = await work.tasks.of_ids([said.group.id], question.values["tasks"])
    return Asked(question, tuple(found), frozenset(question.values.get("accepted", ())))


def _answers(task: tasks.Task, actor_id: int | None, *, leads: bool) -> bool:
    owner = None if task.owner is None else task.owner.person_id
    return (owner is not None and owner == actor_id) or (owner is None and leads)

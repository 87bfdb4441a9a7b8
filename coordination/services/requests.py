"""Tasks that one group of a programme asks of another, and those that the committee gives; makes no text."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from coordination import ports
from coordination.errors import Refused
from coordination.rules import fields, groups, programmes, tasks
from coordination.services import changes, deeds, rights
from coordination.services import tasks as tasks_service

KIND = "request"
STANDS = timedelta(days=30)
ACCEPTED, DECLINED = "accepted", "declined"

_ADDRESSED = re.compile(r"\s*([A-Z][A-Z0-9]{1,5}|[\u3400-\u9fff]{1,6})(?:\s*[:：]\s*|\s+)(?=\S)")


@dataclass(frozen=True, slots=True)
class Addressed:
    """A group named in front of a task by its code, with its seat, and where the task's own words begin."""

    seat: programmes.Seat
    group: groups.Group
    by_committee: bool
    start: int


async def addressed(work: ports.Work, here: groups.Group, typed: str) -> Addressed | None:
    """`EXH Two tables at the entrance` in the committee's chat or in another group's; `None` for a task of one's own.

    Latin codes count in capitals alone, so that `log the hours` is nobody's.
    """
    is_committee = here.kind is groups.GroupKind.COMMITTEE
    match = _ADDRESSED.match(typed) if is_committee or here.parent_id is not None else None
    if match is None:
        return None
    programme_id = await _programme_id(work, here)
    for seat in [] if programme_id is None else await work.programmes.seats(programme_id):
        if seat.code == match[1] and seat.group_id != here.id:
            return Addressed(seat, await work.groups.get(seat.group_id), is_committee, match.end())
    return None


async def _programme_id(work: ports.Work, here: groups.Group) -> int | None:
    if here.kind is groups.GroupKind.COMMITTEE:
        programme = await work.programmes.of_committee(here.id)
        return None if programme is None else programme.id
    seat = await work.programmes.seat_of(here.id)
    return None if seat is None else seat.programme_id


async def give(work: ports.Work, said: changes.Said, target: groups.Group, draft: tasks.Draft) -> tasks.Task:
    """The committee's task becomes one of the group's at once, with the message as its source."""
    return await tasks_service.plant(work, replace(said, group=target), draft, {})


def ask(work: ports.Work, said: changes.Said, target: groups.Group, draft: tasks.Draft) -> ports.Question:
    """Keep what is asked of another group until one of its leads decides."""
    question = ports.Question(
        id=work.new_id(),
        group_id=target.id,
        kind=KIND,
        asked_at=work.now,
        expires_at=work.now + STANDS,
        values={"from": said.group.id, "by": said.actor_id, "task": deeds.as_json(deeds.Creation(draft))},
    )
    work.questions.save(question)
    return question


async def of_group(work: ports.Work, group: groups.Group, question_id: int) -> ports.Question:
    """An open request to the group. Raises `Refused` for another group's, and for one that was decided."""
    question = await work.questions.get(question_id)
    if question is None or question.kind != KIND or question.group_id != group.id:
        raise Refused("refused.old_button")
    if question.answered_at is not None:
        raise Refused("request.decided")
    return question


async def accept(work: ports.Work, said: changes.Said, question: ports.Question) -> tasks.Task:
    """A lead takes it on: it becomes a task of the group."""
    await rights.check_leads(work, said)
    deed = deeds.of_json(question.values["task"])
    assert isinstance(deed, deeds.Creation)
    task = await tasks_service.plant(work, said, deed.draft, {})
    work.questions.save(replace(question, answered_at=work.now, answer=ACCEPTED))
    return task


async def decline(work: ports.Work, said: changes.Said, question: ports.Question) -> None:
    """A lead says no."""
    await rights.check_leads(work, said)
    work.questions.save(replace(question, answered_at=work.now, answer=DECLINED))


async def asker(work: ports.Work, question: ports.Question) -> groups.Group:
    """The group that asked."""
    return await work.groups.get(int(question.values["from"]))


def title_of(question: ports.Question) -> str:
    return str(question.values["task"]["title"])


def due_of(question: ports.Question) -> tasks.Due:
    """When it is asked for. Raises `LookupError` where no day was named."""
    due = fields.due_of(question.values["task"]["due"])
    if due is None:
        raise LookupError("no day was named")
    return due

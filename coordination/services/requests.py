"""Tasks that one group of a programme asks of another, and those that the committee gives; makes no text."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, fields, groups, programmes, tasks
from coordination.services import changes, deeds, rights, sections
from coordination.services import tasks as tasks_service

KIND = "request"
STANDS = timedelta(days=365)
"""It is reminded of and goes up long before; whoever stands above decides it then."""

ACCEPTED, DECLINED, TAKEN_BACK = "accepted", "declined", "taken_back"

_ADDRESSED = re.compile(r"\s*([A-Z][A-Z0-9]{1,5}|[\u3400-\u9fff]{1,6})(?:\s*[:：]\s*|\s+)(?=\S)")


@dataclass(frozen=True, slots=True)
class Addressed:
    """A group or a section named in front of a task by its code, with its seat, and where the task's own words begin.

    `from_above`: whoever speaks stands above it, and gives the task instead of asking for it.
    """

    seat: programmes.Seat
    group: groups.Group
    from_above: bool
    start: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is open: who asks, of whom, for what; `proposed` is another day that the group asked offers."""

    question: ports.Question
    asker: groups.Group
    target: groups.Group

    @property
    def id(self) -> int:
        return self.question.id

    @property
    def title(self) -> str:
        return str(self.question.values["task"]["title"])

    @property
    def due(self) -> tasks.Due | None:
        """The day it is asked for."""
        return fields.due_of(self.question.values["task"]["due"])

    @property
    def proposed(self) -> tasks.Due | None:
        return fields.due_of(self.question.values.get("proposed"))

    @property
    def by(self) -> int | None:
        """The person who asked."""
        by = self.question.values.get("by")
        return None if by is None else int(by)

    @property
    def since(self) -> datetime:
        """When whoever is to answer was asked last."""
        turned = self.question.values.get("turned_at")
        return self.question.asked_at if turned is None else datetime.fromisoformat(turned)

    @property
    def answering(self) -> groups.Group:
        """Whose answer is waited for: the group asked, or the one that asked where another day was proposed."""
        return self.target if self.proposed is None else self.asker


async def addressed(work: ports.Work, here: groups.Group, typed: str) -> Addressed | None:
    """`EXH Two tables at the entrance` in the committee's chat, in a section's or in another group's; `None` for a task
    of one's own.

    Latin codes count in capitals alone, so that `log the hours` is nobody's.
    """
    is_committee = here.kind is groups.GroupKind.COMMITTEE
    match = _ADDRESSED.match(typed) if is_committee or here.parent_id is not None else None
    if match is None:
        return None
    programme_id = await _programme_id(work, here)
    for seat in [] if programme_id is None else await places(work, programme_id):
        if seat.code == match[1] and seat.group_id != here.id:
            group = await work.groups.get(seat.group_id)
            return Addressed(seat, group, is_committee or group.parent_id == here.id, match.end())
    return None


async def places(work: ports.Work, programme_id: int) -> list[programmes.Seat]:
    """The groups of a programme, and its sections."""
    return [*await work.programmes.seats(programme_id), *await work.programmes.sections(programme_id)]


async def _programme_id(work: ports.Work, here: groups.Group) -> int | None:
    if here.kind is groups.GroupKind.COMMITTEE:
        programme = await work.programmes.of_committee(here.id)
        return None if programme is None else programme.id
    seat = await work.programmes.seat_of(here.id)
    return None if seat is None else seat.programme_id


async def give(work: ports.Work, said: changes.Said, target: groups.Group, draft: tasks.Draft) -> tasks.Task:
    """A task from above becomes one of the group's at once, with the message as its source."""
    return await tasks_service.plant(work, replace(said, group=target), draft, {})


def ask(work: ports.Work, said: changes.Said, target: groups.Group, draft: tasks.Draft) -> Asked:
    """Keep what is asked of another group until one of its leads decides."""
    source = None if said.source is None else [said.source.chat_id, said.source.message_id]
    question = ports.Question(
        id=work.new_id(),
        group_id=target.id,
        kind=KIND,
        asked_at=work.now,
        expires_at=work.now + STANDS,
        values={
            "from": said.group.id,
            "by": said.actor_id,
            "task": deeds.as_json(deeds.Creation(draft)),
            "source": source,
        },
    )
    work.questions.save(question)
    return Asked(question, said.group, target)


async def of_target(work: ports.Work, group: groups.Group, question_id: int) -> Asked:
    """An open request to the group. Raises `Refused` for another group's, and for one that was decided."""
    asked = await of_id(work, question_id)
    if asked.target.id != group.id:
        raise Refused("refused.old_button")
    return asked


async def of_asker(work: ports.Work, group: groups.Group, question_id: int) -> Asked:
    """An open request of the group. Raises `Refused` alike."""
    asked = await of_id(work, question_id)
    if asked.asker.id != group.id:
        raise Refused("refused.old_button")
    return asked


async def of_above(work: ports.Work, group: groups.Group, question_id: int) -> Asked:
    """An open request between two groups below this section or committee. Raises `Refused` alike."""
    asked = await of_id(work, question_id)
    both = [await _above(work, one) for one in (asked.asker, asked.target)]
    if not all(group.id in above for above in both):
        raise Refused("refused.old_button")
    return asked


async def _above(work: ports.Work, group: groups.Group) -> set[int]:
    found = (await sections.of_group(work, group), await sections.committee_of(work, group))
    return {one.id for one in found if one is not None}


async def of_id(work: ports.Work, question_id: int) -> Asked:
    """Raises `Refused` for one that was decided, for none, and where a group of it is erased or has left."""
    question = await work.questions.get(question_id)
    if question is None or question.kind != KIND:
        raise Refused("refused.old_button")
    if question.answered_at is not None:
        raise Refused("request.decided")
    try:
        asker = await work.groups.get(int(question.values["from"]))
        target = await work.groups.get(question.group_id)
    except LookupError:
        raise Refused("refused.old_button") from None
    if await sections.common(work, asker, target) is None:  # nobody stands above both any more
        raise Refused("refused.old_button")
    return Asked(question, asker, target)


async def accept(work: ports.Work, said: changes.Said, asked: Asked) -> tasks.Task:
    """A lead of the group asked takes it on as it was asked for, whatever other day was offered meanwhile: it becomes
    a task of that group, which the group that asked watches.
    """
    await rights.check_leads(work, said)
    return await settle(work, said, asked, asked.due)


async def settle(work: ports.Work, said: changes.Said, asked: Asked, due: tasks.Due | None) -> tasks.Task:
    """Make the task, for this day; whoever speaks may decide that."""
    deed = deeds.of_json(asked.question.values["task"])
    assert isinstance(deed, deeds.Creation)
    draft = replace(deed.draft, due=due)
    cause = replace(said, group=asked.target, source=_source(asked) or said.source)
    task = await tasks_service.plant(work, cause, draft, {"asked_by": asked.asker.id})
    _close(work, asked, ACCEPTED)
    return task


def _source(asked: Asked) -> events.Source | None:
    """The message in which it was asked for."""
    source = asked.question.values.get("source")
    return None if source is None else events.Source(*source)


async def decline(work: ports.Work, said: changes.Said, asked: Asked) -> None:
    """A lead says no."""
    await rights.check_leads(work, said)
    drop(work, asked)


def drop(work: ports.Work, asked: Asked) -> None:
    """It won't be done; whoever speaks may decide that."""
    _close(work, asked, DECLINED)


async def propose(work: ports.Work, said: changes.Said, asked: Asked, due: tasks.Due) -> Asked:
    """A lead of the group asked offers another day; the group that asked agrees or not."""
    await rights.check_leads(work, said)
    if due == asked.due:
        raise Refused("request.same_day")
    return _turned(work, asked, fields.due_json(due))


async def check_asker(work: ports.Work, said: changes.Said, asked: Asked) -> None:
    """Refuse whoever neither asked nor leads the group that did."""
    if asked.by is None or asked.by != said.actor_id:
        await rights.check_leads(work, said)


async def agree(work: ports.Work, said: changes.Said, asked: Asked) -> tasks.Task:
    """The group that asked takes the other day. Raises `Refused` where none is proposed any more."""
    await check_asker(work, said, asked)
    if asked.proposed is None:
        raise Refused("request.decided")
    return await settle(work, said, asked, asked.proposed)


async def insist(work: ports.Work, said: changes.Said, asked: Asked) -> Asked:
    """The group that asked stays with its day. Raises `Refused` where no other is proposed any more."""
    await check_asker(work, said, asked)
    if asked.proposed is None:
        raise Refused("request.decided")
    return _turned(work, asked, None)


async def take_back(work: ports.Work, said: changes.Said, asked: Asked) -> None:
    """The group that asked needs it no more."""
    await check_asker(work, said, asked)
    _close(work, asked, TAKEN_BACK)


def _turned(work: ports.Work, asked: Asked, proposed: Any) -> Asked:
    values = {**asked.question.values, "proposed": proposed, "turned_at": work.now.isoformat()}
    question = replace(asked.question, values=values)
    work.questions.save(question)
    return replace(asked, question=question)


def _close(work: ports.Work, asked: Asked, answer: str) -> None:
    work.questions.save(replace(asked.question, answered_at=work.now, answer=answer))

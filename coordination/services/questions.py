"""Questions with buttons: asked of one person or of any lead, answered once, expiring quietly; knows no text."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events
from coordination.services import changes, rights

STANDS = timedelta(days=1)
"""A question about a report expires quietly into the note that was kept."""

STANDS_FOR_DATES = timedelta(days=14)
"""A request for more time waits longer: the escalation waits with it (rule 5)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: its kind, of whom (`None`: any lead), what the answer needs (JSON), and how long it stands."""

    kind: str
    person_id: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    stands: timedelta = STANDS


def ask(work: ports.Work, said: changes.Said, asked: Asked) -> ports.Question:
    """Keep a question that this line raises."""
    question = ports.Question(
        id=work.new_id(),
        group_id=said.group.id,
        kind=asked.kind,
        asked_at=work.now,
        expires_at=work.now + asked.stands,
        person_id=asked.person_id,
        values={**asked.values, **_origin(said)},
    )
    work.questions.save(question)
    return question


def _origin(said: changes.Said) -> dict[str, Any]:
    """Which words raised the question: when they are taken back or re-worded, it is an old one."""
    source = None if said.source is None else [said.source.chat_id, said.source.message_id, said.source.line]
    return {"change_id": said.change_id, "asked_by": said.actor_id, "source": source, "text": said.text}


async def take(work: ports.Work, said: changes.Said, question_id: int, kind: str) -> ports.Question:
    """The question, if it is open and the actor may answer it."""
    question = await work.questions.get(question_id)
    if question is None or question.group_id != said.group.id or question.kind != kind:
        raise Refused("refused.old_question")
    if question.answered_at is not None or question.expires_at <= work.now:
        raise Refused("refused.old_question")
    if await is_void(work, question):
        raise Refused("refused.old_question")
    await _check_presser(work, said, question)
    return question


def close(work: ports.Work, question: ports.Question, answer: str) -> None:
    """Keep the answer; a second press finds an old question."""
    work.questions.save(replace(question, answered_at=work.now, answer=answer))


async def _check_presser(work: ports.Work, said: changes.Said, question: ports.Question) -> None:
    if question.person_id is None:
        if not (await rights.of(work, said.group, said.actor)).leads:
            raise Refused("refused.for_a_lead")
    elif question.person_id != said.actor_id:
        person = await work.people.get(question.person_id)
        raise Refused("refused.for_somebody_else", name=person.name if person is not None else "?")


async def is_void(work: ports.Work, question: ports.Question) -> bool:
    """Tell whether the words that raised the question were re-worded or taken back since."""
    return await _was_reworded(work, question) or await _was_undone(work, question)


async def _was_reworded(work: ports.Work, question: ports.Question) -> bool:
    if question.values["source"] is None:
        return False
    chat_id, message_id, place = question.values["source"]
    read = {line.line: line.text for line in await work.lines.of_message(chat_id, message_id)}
    asked: str = question.values["text"]
    return read.get(place) != asked


async def _was_undone(work: ports.Work, question: ports.Question) -> bool:
    return await is_undone(work, question.group_id, question.values["change_id"])


async def is_undone(work: ports.Work, group_id: int, change_id: int) -> bool:
    """Tell whether the change was taken back."""
    return any([await _undoes(work, event) for event in await _first_of_each(work, group_id, change_id)])


async def _first_of_each(work: ports.Work, group_id: int, change_id: int) -> list[events.Event]:
    firsts: dict[int, events.Event] = {}
    for event in await work.events.of_change(group_id, change_id):
        if event.task_id is not None:
            firsts.setdefault(event.task_id, event)
    return list(firsts.values())


async def _undoes(work: ports.Work, first: events.Event) -> bool:
    assert first.task_id is not None
    later = await work.events.after(first.group_id, first.task_id, first.id)
    return any(event.undoes == first.change_id for event in later)

"""Questions about what was read: each answer is a deed, nothing is recorded before it; expires into a note; no text."""

from dataclasses import dataclass, replace
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, reports
from coordination.services import changes, deeds, questions
from coordination.services import reports as reports_service

KIND = "choice"
EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be answered: `deeds` in the order of the buttons (`None`: nothing is recorded), `labels` beside them.

    `quoted` are the words it is about. `note` is the number of the
    one task it is about: unanswered, the words become a note of it.
    """

    deeds: tuple[deeds.Deed | None, ...]
    labels: tuple[str, ...]
    quoted: str
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer: `deed` is to be carried out (`None`: nothing) as `said`."""

    question: ports.Question
    choices: Choices
    deed: deeds.Deed | None
    said: changes.Said


def ask(work: ports.Work, said: changes.Said, person_id: int | None, choices: Choices) -> ports.Question:
    """Keep a question of the line: `person_id` may answer (`None`: any lead)."""
    values = {
        "choices": [deeds.as_json(deed) for deed in choices.deeds],
        "labels": list(choices.labels),
        "quoted": choices.quoted,
        "note": choices.note,
    }
    return questions.ask(work, said, questions.Asked(KIND, person_id, values))


def of(question: ports.Question) -> Choices:
    """What a question of this kind offers."""
    values = question.values
    return Choices(
        tuple(deeds.of_json(deed) for deed in values["choices"]),
        tuple(values["labels"]),
        values["quoted"],
        values["note"],
    )


async def answer(work: ports.Work, said: changes.Said, question_id: int, place: int) -> Answered:
    """Take the answer at a place of the row; the question is closed. Raises `Refused` for an old one or another's.

    Where the answer is given by whoever wrote the line, what follows belongs to that line: an edit of it, or an undo,
    takes it back.
    """
    question = await questions.take(work, said, question_id, KIND)
    choices = of(question)
    if place >= len(choices.deeds):
        raise Refused("refused.old_question")
    closed = replace(question, answered_at=work.now, answer=str(place))
    work.questions.save(closed)
    return Answered(closed, choices, choices.deeds[place], _as_said(said, question))


def _as_said(said: changes.Said, question: ports.Question) -> changes.Said:
    values = question.values
    if said.actor_id is None or values["asked_by"] != said.actor_id or values["source"] is None:
        return said
    chat_id, message_id, line = values["source"]
    source = events.Source(chat_id, message_id, line)
    return replace(said, text=values["text"], change_id=values["change_id"], source=source)


async def expire(work: ports.Work, question_id: int) -> ports.Question | None:
    """Close a question of any kind that nobody answered in its time; `None` where it was answered meanwhile.

    Words about one task are kept as a note of it, by whoever wrote them; none where they were taken back since.
    """
    question = await work.questions.get(question_id)
    if question is None or question.answered_at is not None or question.expires_at > work.now:
        return None
    closed = replace(question, answered_at=work.now, answer=EXPIRED)
    work.questions.save(closed)
    if question.kind == KIND and not await questions.is_void(work, question):
        await _note(work, question)
    return closed


async def _note(work: ports.Work, question: ports.Question) -> None:
    values: dict[str, Any] = question.values
    if values["note"] is None:
        return
    group = await work.groups.get(question.group_id)
    author = None if values["asked_by"] is None else await work.people.get(values["asked_by"])
    said = changes.Said(group, author, question.asked_at, work.new_id(), values["quoted"])
    note = reports.Report(reports.Kind.NOTE, values["quoted"])
    await reports_service.report(work, said, (values["note"],), note)

"""What is to come again and again is shown first, and begins when somebody taps it; makes no text."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, people

KIND = "round_offer"
STANDS = timedelta(days=1)
ROUND, REPORTS = "round", "reports"
"""What may be offered: a round that comes by itself, reports between rounds."""

BEGUN, LEFT = "begun", "left"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed behind the command, and when (aware, UTC): it is read once more when it begins."""

    what: str
    words: str
    at: datetime


def offer(work: ports.Work, committee: groups.Group, actor: people.Person | None, typed: Typed) -> ports.Question:
    """Keep what was shown; whoever may hold the committee's rounds may begin it, within a day."""
    question = ports.Question(
        id=work.new_id(),
        group_id=committee.id,
        kind=KIND,
        asked_at=work.now,
        expires_at=work.now + STANDS,
        person_id=None if actor is None else actor.id,
        values={"what": typed.what, "words": typed.words, "at": typed.at.isoformat()},
    )
    work.questions.save(question)
    return question


async def take(work: ports.Work, committee: groups.Group, question_id: int, answer: str) -> Typed:
    """What was offered, once. Raises `Refused` for what is answered, too old, or another committee's."""
    question = await work.questions.get(question_id)
    if question is None or question.group_id != committee.id or question.kind != KIND:
        raise Refused("refused.old_question")
    if question.answered_at is not None or question.expires_at <= work.now:
        raise Refused("refused.old_question")
    work.questions.save(replace(question, answered_at=work.now, answer=answer))
    values = question.values
    return Typed(values["what"], values["words"], datetime.fromisoformat(values["at"]))

"""Prompts that wait for a typed answer: kept as questions, open for a quarter of an hour; makes no text."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, people

KIND = "prompt"
STANDS = timedelta(minutes=15)
ANSWERED = "answered"


def ask(
    work: ports.Work, group: groups.Group, actor: people.Person | None, *, what: str, values: dict[str, Any]
) -> ports.Question:
    """Keep a prompt to the actor, about the group; `what` names who reads the answer, `values` (JSON) are for them."""
    question = ports.Question(
        id=work.new_id(),
        group_id=group.id,
        kind=KIND,
        asked_at=work.now,
        expires_at=work.now + STANDS,
        person_id=None if actor is None else actor.id,
        values={**values, "what": what},
    )
    work.questions.save(question)
    return question


def check_open(work: ports.Work, question: ports.Question) -> None:
    """Refuse a reply to a prompt that was answered before, or that came too late."""
    if question.answer == ANSWERED:
        raise Refused("prompts.answered")
    if question.answered_at is not None or question.expires_at <= work.now:
        raise Refused("prompts.expired")


def close(work: ports.Work, question: ports.Question) -> None:
    """Keep that it was answered."""
    work.questions.save(replace(question, answered_at=work.now, answer=ANSWERED))

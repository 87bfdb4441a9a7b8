"""Questions of one message are put one after another: the next comes when the one before is over; it knows no kind.

What waits is kept with the question that stands, so that no restart loses it. What a lead is asked to grant waits for
nobody: it stands for days, and a lead who has not answered one should see the other.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from coordination import messages, ports
from coordination.services import questions
from handlers import presses, scene

WAITS = timedelta(days=60)
"""A question that is not put yet expires no earlier than this; once it is put, it stands as long as any of its kind."""

VERBS = frozenset({"yes", "no", "pick", "choose"})
"""Buttons whose first number is a question's."""

_NEXT, _STANDS = "next", "stands"


async def one_at_a_time(work: ports.Work, posts: Sequence[messages.Answer]) -> list[messages.Answer]:
    """The posts, of which only the first one asks; what can be answered by a word alone is asked last, in one post."""
    found = [post for post in posts if isinstance(post, messages.Post)]
    asked = [(question, post) for post in found if (question := await _question(work, post)) is not None]
    mine = [pair for pair in asked if pair[0].person_id is not None]
    open_ = [post for post in found if (post.slot or "").startswith("ask:")]
    waiting = [post for _, post in _in_turn(mine)] + _joined(open_)
    if len(mine) + len(open_) < 2 or not waiting:
        return list(posts)
    later = {id(post) for _, post in mine} | {id(post) for post in open_}
    first, *rest = waiting
    kept = [post for post in posts if id(post) not in later]
    if mine and rest:
        await _hold(work, _in_turn(mine)[0][0], rest)
    return [*kept, first]


def _in_turn(
    asked: Sequence[tuple[ports.Question, messages.Post]],
) -> list[tuple[ports.Question, messages.Post]]:
    """What the author is asked comes before what others are."""
    return sorted(asked, key=lambda pair: pair[0].person_id != pair[0].values.get("asked_by"))


async def followed(work: ports.Work, question_id: int, answers: Sequence[messages.Answer]) -> list[messages.Answer]:
    """The answers to a question and, if it is over now, the next one that its message raised."""
    question = await work.questions.get(question_id)
    waiting = [] if question is None or question.answered_at is None else list(question.values.get(_NEXT, ()))
    if question is None or not waiting:
        return list(answers)
    work.questions.save(replace(question, values={**question.values, _NEXT: []}))
    for answer in answers:
        raised = await _question(work, answer)
        if raised is not None and raised.id != question.id:
            work.questions.save(replace(raised, values={**raised.values, _NEXT: waiting}))
            return list(answers)
    return [*answers, *await _next(work, waiting)]


async def _next(work: ports.Work, waiting: Sequence[dict[str, Any]]) -> list[messages.Answer]:
    """The first of those waiting that still asks something."""
    for place, values in enumerate(waiting):
        post, rest = _post(values), waiting[place + 1 :]
        question = await _question(work, post)
        if question is None:
            return [post]
        if question.answered_at is None and not await questions.is_void(work, question):
            stands = timedelta(seconds=values[_STANDS])
            kept = {**question.values, _NEXT: [*question.values.get(_NEXT, ()), *rest]}
            work.questions.save(replace(question, expires_at=work.now + stands, values=kept))
            return [post]
    return []


async def _hold(work: ports.Work, first: ports.Question, rest: Sequence[messages.Post]) -> None:
    waiting = []
    for post in rest:
        question = await _question(work, post)
        stands = timedelta() if question is None else question.expires_at - question.asked_at
        waiting.append({**dataclasses.asdict(post), "text": str(post.text), _STANDS: stands.total_seconds()})
        if question is not None:
            work.questions.save(replace(question, expires_at=question.asked_at + WAITS))
    work.questions.save(replace(first, values={**first.values, _NEXT: waiting}))


def _post(values: dict[str, Any]) -> messages.Post:
    """The post as it was kept, as JSON values."""
    known = {field.name: values[field.name] for field in dataclasses.fields(messages.Post) if field.name in values}
    place = messages.Place(**values["place"])
    rows = tuple(tuple(messages.Button(**button) for button in row) for row in values["rows"])
    purpose = messages.Purpose(values["purpose"])
    return messages.Post(**{**known, "place": place, "rows": rows, "purpose": purpose, "text": Markup(values["text"])})


async def _question(work: ports.Work, answer: messages.Answer) -> ports.Question | None:
    """The question that a post asks, by its buttons."""
    if not isinstance(answer, messages.Post) or not answer.rows:
        return None
    press = presses.read(answer.rows[0][0].data)
    return await work.questions.get(press.number(0)) if press is not None and press.verb in VERBS else None


def _joined(posts: Sequence[messages.Post]) -> list[messages.Post]:
    """Several that are answered by a reply as one, whose lines name their tasks."""
    if len(posts) < 2:
        return list(posts)
    rows = tuple(_named(post, row) for post in posts for row in post.rows)
    return [replace(posts[0], text=Markup("\n").join(post.text for post in posts), rows=rows, slot=None)]


def _named(post: messages.Post, row: tuple[messages.Button, ...]) -> tuple[messages.Button, ...]:
    number = scene.spoken_of(str(post.text))
    return tuple(replace(button, label=f"#{number} {button.label}") for button in row)

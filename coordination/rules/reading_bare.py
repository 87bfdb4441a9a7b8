"""A message that names no task and answers nothing: asked about only if it is nothing but a state."""

from collections.abc import Sequence

from coordination.rules import reading_case, reading_decide, reading_outcome
from coordination.rules.reading_case import Case
from coordination.rules.reading_claims import Claim, Sense
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_decide import Verdict
from coordination.rules.reading_topics import Topic, Topics
from coordination.rules.reading_values import NOTHING, Outcome, Question, TaskView, Why
from coordination.rules.reading_words import RESULTS, Tag
from coordination.rules.tasks import State

BARE = 0.75
"""A message with fewer words of its own says nothing but a state ("done", "全部完成")."""


def read(case: Case, topics: Topics) -> Outcome:
    """The outcome of a message that names no task and answers nothing: asked only if it is nothing but a state."""
    claims = topics.loose
    if (counted := _counted(case, claims)) is not None:
        return counted
    own = case.own[: reading_case.ASKED_AT_ONCE]
    if (
        not own
        or not claims
        or any(claim.sense is not Sense.STATED for claim in claims)
        or not is_bare(case.text, claims)
    ):
        return NOTHING
    if not any(claim.tag in reading_case.ASKABLE for claim in claims):
        return NOTHING
    topic = Topic((), claims[0].first, claims[-1].last, list(claims), parts=reading_case.whole(case.text))
    offers = tuple(
        reading_outcome.update_of(case, topic, task, _verdict_of_state(case, topic, task), None) for task in own
    )
    question = Question(Why.WHICH_TASK, tuple(task.number for task in own), case.text.typed.strip(), offers)
    return Outcome(ask=question, offers=offers)


def _counted(case: Case, claims: Sequence[Claim]) -> Outcome | None:
    """`8 签了`, said to us: how many there were, or that task 8 is done? Asked of whoever owns it."""
    text = case.text
    if not case.message.addressed or len(claims) != 1 or len(text.clauses) != 1 or text.tokens[0].kind != "number":
        return None
    (claim,) = claims
    task = next((one for one in case.own if str(one.number) == text.tokens[0].text), None)
    is_all = claim.first == 1 and claim.last == text.clauses[0].last
    if task is None or claim.tag not in RESULTS or claim.sense is not Sense.STATED or not is_all:
        return None
    topic = Topic((), claim.first, claim.last, [claim], parts=reading_case.whole(text))
    offer = reading_outcome.update_of(case, topic, task, Verdict(State.DONE), None)
    return Outcome(ask=Question(Why.UNSURE, (task.number,), text.typed.strip(), (offer,)), offers=(offer,))


def _verdict_of_state(case: Case, topic: Topic, task: TaskView) -> Verdict:
    verdict = reading_decide.decide(case.text, topic, task.state, "")
    results = any(claim.tag in RESULTS for claim in topic.claims)
    return Verdict(State.DONE) if results and verdict.percent is None else verdict


def is_bare(text: Text, claims: Sequence[Claim]) -> bool:
    """Whether a message has hardly a word beside known phrases, and none of thanks or greeting to somebody."""
    if any(Tag.THANKS in mark.tags or Tag.EVERYBODY in mark.tags for mark in text.marks):
        return False
    said = {index for claim in claims for index in range(claim.first, claim.last)}
    own = 0.0
    for index, token in enumerate(text.tokens):
        if index not in text.covered and index not in said:
            own += 0.5 if token.kind == "cjk" else float(token.kind == "number" or len(token.text) > 1)
    return own < BARE

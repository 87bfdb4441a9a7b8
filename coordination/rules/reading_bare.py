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

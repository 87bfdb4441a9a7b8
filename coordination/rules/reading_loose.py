"""Whether a line says more than a task and its state, so that the state may be of something else; it decides nothing.

`t-shirts are done in the washing machine`, `5 done voting`, `the post at the airport is blocked`, `完成签到`: where
nobody called us, such a line is passed over.
"""

from coordination.rules.reading_claims import Claim, Sense
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_topics import Topic
from coordination.rules.reading_words import Tag

OWN_SUBJECT = 0.75
"""From so many words of its own on (a Chinese character is half a word) something else is spoken of."""

MOST_CLAIMS = 4
"""So many states of a task are looked at; nobody claims more of one in a line."""

_STATES = frozenset({Tag.DONE, Tag.BLOCKED, Tag.DROPPED, Tag.HOLD, Tag.AMOUNT})
_QUALIFIES = frozenset({"in", "at", "on", "of", "with", "for", "like", "from", "about"})
_TAKES_A_REASON = frozenset({Tag.BLOCKED, Tag.HOLD})
_ARTICLES = frozenset({"the", "a", "an", "my", "our", "your", "his", "her", "their", "this", "that"})


def is_loose(text: Text, topic: Topic) -> bool:
    """Tell whether one of the states claimed of a task stands among words that speak of something else."""
    stated = [claim for claim in topic.claims if claim.sense is Sense.STATED]
    if not stated and any(_beside_its_name(topic, claim) for claim in topic.weak):
        return True
    counted = {index for claim in stated if claim.amount for index in range(claim.first, claim.last)}
    states = [claim for claim in stated if claim.tag in _STATES][:MOST_CLAIMS]
    return any(_among_others(text, topic, claim, counted) for claim in states)


def _beside_its_name(topic: Topic, claim: Claim) -> bool:
    """`the speech of the Oscars was done well`; behind `labels:` a part of the task is told of."""
    return any(part.clause == claim.clause and part.first <= topic.refs[0].first < part.last for part in topic.parts)


def _among_others(text: Text, topic: Topic, claim: Claim, counted: set[int]) -> bool:
    clause = text.clauses[claim.clause]
    part = next((one for one in topic.parts if one.first <= claim.first < one.last), None)
    first, last = (clause.first, clause.last) if part is None else (part.first, part.last)
    named = [ref for ref in topic.refs if first <= ref.first < last]
    before = [ref for ref in named if ref.last <= claim.first]
    behind = [ref for ref in named if ref.first >= claim.last]
    inside = counted | {index for ref in topic.refs for index in range(ref.first, ref.last)}
    if behind and not before:
        return _own(text, claim.last, behind[0].first, inside) >= OWN_SUBJECT
    start = before[-1].last if before else first
    if _own(text, start, claim.first, inside) >= OWN_SUBJECT:
        return True
    return claim.last not in counted and _may_go_on(text, claim) and _goes_on(text, claim.last, last)


def _may_go_on(text: Text, claim: Claim) -> bool:
    """Behind `stuck on`, `卡在` and a sign stands a reason or a remark; behind a bare state perhaps its object."""
    tokens = text.tokens[claim.first : claim.last]
    if claim.tag is Tag.AMOUNT or tokens[-1].kind == "sign":
        return False
    return claim.tag not in _TAKES_A_REASON or (len(tokens) == 1 and tokens[0].text == "blocked")


def _own(text: Text, first: int, last: int, inside: set[int]) -> float:
    return sum(_weight(text, index) for index in range(first, last) if index not in inside)


def _weight(text: Text, index: int) -> float:
    token = text.tokens[index]
    if index in text.covered or token.kind == "sign":
        return 0.0
    return 0.5 if token.kind == "cjk" else float(token.kind == "word" and len(token.text) > 1)


def _goes_on(text: Text, at: int, last: int) -> bool:
    """Whether what follows at once is no reason and no courtesy: an object, a place, an equation."""
    if at >= last:
        return False
    token = text.tokens[at]
    if token.text == "=":
        return True
    if token.text in _QUALIFIES:
        at += 1
        while at < last and text.tokens[at].text in _ARTICLES:
            at += 1
        return at < last and _weight(text, at) >= 1
    if any(Tag.PAST in mark.tags for mark in text.marks_in(at, last)):
        return False  # `done ages ago`
    if token.kind == "cjk":
        return _weight(text, at) > 0 and at + 1 < last and text.tokens[at + 1].kind == "cjk"
    return _weight(text, at) >= 1 or (token.kind == "number" and text.tokens[at - 1].kind == "cjk")

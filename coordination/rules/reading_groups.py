"""Tasks named side by side, and the stretch of a clause that speaks of each; it knows no claim's meaning."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from coordination.rules import reading_common
from coordination.rules.reading_claims import Claim
from coordination.rules.reading_clauses import Clause, Text
from coordination.rules.reading_numbered import Ref


def groups(text: Text, refs: Sequence[Ref]) -> list[list[Ref]]:
    """Tasks named side by side, joined by nothing but `and`, `和`, `/`, are one group."""
    found = [[refs[0]]]
    for ref in refs[1:]:
        last = found[-1][-1].last
        between = [token.text for token in text.tokens[last : ref.first]]
        linked = bool(between) and len(between) < 3 and all(word in _LINKS for word in between)
        if linked or (ref.by_number and found[-1][-1].by_number and last >= ref.first):
            found[-1].append(ref)
        else:
            found.append([ref])
    return found


_LINKS = reading_common.words(", 、 & + / - ~ and und et y e и the to 和 与 跟 及 至 到")


def starts(groups: Sequence[Sequence[Ref]], claims: Sequence[Claim], clause: Clause) -> list[int]:
    """Where the part of a clause that speaks of each group begins, and where the last one ends.

    A part begins with its task; but where the clause put the verb first (`finished #8 and started #9`), with the verb
    right before the task.
    """
    found = [clause.first]
    verb_first = bool(claims) and claims[0].first < groups[0][0].first
    at = 0
    for before, group in pairwise(groups):
        start = group[0].first
        while verb_first and at < len(claims) and claims[at].last <= start:
            if claims[at].first >= before[-1].last and start - claims[at].last <= 2:
                start = claims[at].first
            at += 1
        found.append(start)
    return [*found, clause.last]


def own_words(text: Text, refs: Sequence[Ref], people: Collection[str]) -> list[float]:
    """How many words of its own the message has before each token: no known phrases, tasks, numbers or names."""
    named = {index for ref in refs for index in range(ref.first, ref.last)}
    sums = [0.0]
    for index, token in enumerate(text.tokens):
        counts = 0.0
        if index not in named and index not in text.covered and token.text not in people:
            counts = 0.5 if token.kind == "cjk" else float(token.kind == "word" and _is_a_word(text, index))
        sums.append(sums[-1] + counts)
    return sums


def _is_a_word(text: Text, index: int) -> bool:
    """A letter alone is none, but with a number glued to it is the name of something (`B1`)."""
    after = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    return len(text.tokens[index].text) > 1 or (after is not None and after.glued and after.kind == "number")

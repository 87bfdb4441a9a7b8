"""Which tasks a clause that begins with a number speaks of; it knows no claim.

A title behind the number is often only a word of what is told of that task.
"""

from coordination.rules.reading_clauses import Clause, Text
from coordination.rules.reading_numbered import Ref

_AND = frozenset(
    {"and", "also", "but", "plus", "then", "while", "&", "+", "/", "和", "及", "并", "同时", "以及", "另", "且"}
)


def meant(text: Text, clause: Clause, refs: list[Ref]) -> list[Ref]:
    """What begins with a number is about that task, as `/update` reads it: "#1 60% quote received" tells nothing of a
    task *Freight quote*, unless something joins another one on ("#1 done and the quote received").
    """
    if not refs or not refs[0].by_number or refs[0].first != clause.first:
        return refs
    numbers, kept = set(refs[0].numbers), refs[:1]
    for ref in refs[1:]:
        between = {token.text for token in text.tokens[kept[-1].last : ref.first]}
        if ref.by_number or numbers & set(ref.numbers) or between & _AND:
            kept.append(ref)
    return kept

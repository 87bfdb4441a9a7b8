"""Where a message names tasks, by number or by title, and how surely; it knows no state and no claim's meaning."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from coordination.rules import reading_titles
from coordination.rules.reading_clauses import Text
from coordination.rules.reading_numbered import STRONG, Known, Numbering, Ref
from coordination.rules.reading_titles import Mention
from coordination.rules.reading_words import RESULTS, Tag

FIRM_FIT = 0.45
"""From this share of the title on (0-1) somebody else's task is named by a telling word."""

WHOLE_FIT = 0.75
"""From this share on the title was typed as good as whole."""

CLEAR_FIT = 0.55
"""From this share on any task is named, be it by common words alone."""


def refs(text: Text, known: Known) -> tuple[Ref, ...]:
    """Every reference of the message, in order."""
    exact = {index for mark in text.marks if mark.tags & _CLAIMS for index in range(mark.first, mark.last)}
    named = reading_titles.mentions(text.tokens, known.titles, own=known.own, exact=exact)
    named = _without_neighbours(named, known.own)
    numbered = list(Numbering(text, known, {mention.first: mention for mention in named}).refs())
    return tuple(_without_quoted(text, _joined(text, numbered, named, known)))


_CLAIMS = RESULTS | STRONG | {Tag.NOT, Tag.IF, Tag.MUST, Tag.FUTURE}


def _without_neighbours(named: Sequence[Mention], own: Collection[int]) -> tuple[Mention, ...]:
    """Of two titles that touch (场地布置) one is meant: one's own, else the better fit, else the later."""
    kept: list[Mention] = []
    for mention in named:
        if kept and kept[-1].last == mention.first and mention.numbers != kept[-1].numbers:
            before = kept[-1]
            if max(before, mention, key=lambda m: (m.numbers[0] in own, m.fit, m.first)) is before:
                continue
            kept.pop()
        kept.append(mention)
    return tuple(kept)


def _joined(text: Text, numbered: Sequence[Ref], named: Sequence[Mention], known: Known) -> list[Ref]:
    """Numbers and titles together: a number with its own title is one reference, with another's a question."""
    found: list[Ref] = []
    taken: set[int] = set()
    titled = {mention.first: mention for mention in named}
    for ref in numbered:
        beside = titled.get(ref.last) or (titled.get(ref.last + 1) if _same_line(text, ref.last) else None)
        if beside is not None and ref.one is not None:
            ref = _with_title(ref, beside)
        found.append(ref)
        taken.update(range(ref.first, ref.last))
    left = [mention for mention in named if taken.isdisjoint(range(mention.first, mention.last))]
    found += [
        Ref(m.numbers, m.first, m.last, _is_firm(text, m, known), is_whole=m.fit >= WHOLE_FIT, tokens=m.tokens)
        for m in left
    ]
    return sorted(found, key=lambda ref: ref.first)


def _with_title(ref: Ref, beside: Mention) -> Ref:
    if ref.numbers[0] in beside.numbers:
        return replace(ref, last=beside.last, tokens=ref.tokens | beside.tokens)
    if len(beside.numbers) == 1 and not beside.generic and beside.fit >= FIRM_FIT:
        return replace(
            ref,
            numbers=(*ref.numbers, *beside.numbers),
            last=beside.last,
            firm=False,
            tokens=ref.tokens | beside.tokens,
        )
    return ref


def _same_line(text: Text, index: int) -> bool:
    return index < len(text.tokens) and text.tokens[index].text not in {"\n", ",", ";"}


def _is_firm(text: Text, mention: Mention, known: Known) -> bool:
    """Tell whether a title was typed clearly enough to act on: one's own by a telling word, or most of anybody's."""
    if len(mention.numbers) != 1 or (mention.ends_title and _has_foreign_head(text, mention)):
        return False
    if mention.first and text.tokens[mention.first - 1].text in _SEVERAL:
        return False
    if mention.numbers[0] in known.own:
        return not mention.generic or mention.fit >= CLEAR_FIT
    return mention.fit >= (CLEAR_FIT if mention.generic else FIRM_FIT)


_SEVERAL = frozenset({"both", "all", "every", "each", "any", "每", "各", "有"})  # 所有
"""`both press tasks`: what follows is no one task."""


def _has_foreign_head(text: Text, mention: Mention) -> bool:
    """`mic test` is no livestream test: a word of its own stands right before the last word of the title."""
    if mention.first == 0 or mention.last - mention.first > 1:
        return False
    before = text.tokens[mention.first - 1]
    return before.kind == "word" and len(before.text) > 1 and mention.first - 1 not in text.covered


def _without_quoted(text: Text, found: Iterable[Ref]) -> Iterator[Ref]:
    """Leave out what others said of a task in quotation marks; a title alone in them is a title."""
    span_of = {index: span for span in text.quotes for index in range(*span)}
    for ref in found:
        first, last = span_of.get(ref.first, (ref.first, ref.last))
        if (first, last) == (ref.first, ref.last) or last - first - len(ref.tokens) <= 0:
            yield ref

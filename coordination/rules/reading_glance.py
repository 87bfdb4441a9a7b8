"""A glance at a text before a board is looked up: what of it may say anything about tasks; it decides nothing.

Most of what people write among themselves says nothing of a task. It is told here, so that it costs no look-up.
"""

import re
from dataclasses import dataclass

from coordination.rules import reading, reading_claims, reading_fold, reading_numbers
from coordination.rules.reading_lexicon import LEXICON
from coordination.rules.reading_words import Tag

MOST_NUMBERS = 50
"""So many numbers of a text are looked up, should they be tasks'."""

_NUMBERED = re.compile(r"^[ \t]*#[ \t]?(?:[^\W\d_]{1,12}-)?\d", re.MULTILINE)
_ACTION = re.compile(r"action|to-?do|\ba\.?i\b|行动|待办|交办|任务|责任")
_NUMBER = re.compile(r"(?<!\d)\d{1,9}(?!\d)", re.ASCII)
_CLAIMS = frozenset(
    {*reading_claims.PRIORITY, Tag.HALF, Tag.THIRD, Tag.TWO_THIRDS, Tag.QUARTER, Tag.THREE_QUARTERS, Tag.AMOUNT}
)
_AMOUNT = re.compile(r"\d|[成半✓✔✅]")


@dataclass(frozen=True, slots=True)
class Glance:
    """What a text may hold: a line that begins with `#12`, an action line, a state or an amount, ended tasks' words.

    `numbers` are those in it that may be tasks', as typed, each once.
    """

    numbered: bool = False
    action: bool = False
    states: bool = False
    ended: bool = False
    numbers: tuple[int, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.numbered or self.action or self.states)


def at(text: str) -> Glance:
    """Glance at a text; code and quotes are not told apart here, so that it may only look like more."""
    folded = reading_fold.fold(text[: reading.LONGEST])
    if reading.is_command(folded) or reading.is_roll_call(folded):
        return Glance()
    tags = {tag for mark in LEXICON.marks(reading_fold.tokens(folded)) for tag in mark.tags}
    return Glance(
        numbered=_NUMBERED.search(folded) is not None,
        action=_ACTION.search(folded) is not None,
        states=not tags.isdisjoint(_CLAIMS) or _AMOUNT.search(folded) is not None,
        ended=Tag.REOPENED in tags,
        numbers=tuple(_numbers(folded)),
    )


def has_action(text: str) -> bool:
    """Tell whether there may be an action line in it."""
    return _ACTION.search(reading_fold.fold(text[: reading.LONGEST])) is not None


def _numbers(folded: str) -> list[int]:
    found = dict.fromkeys(int(digits) for digits in _NUMBER.findall(folded))
    return [number for number in found if 0 < number <= reading_numbers.LARGEST][:MOST_NUMBERS]

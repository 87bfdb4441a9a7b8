"""Which message of the catalogue a post of ours is, by its first line: a script names messages, not their wording."""

import functools
import html
import re

from handlers.words import catalogues

FEWEST = 4
"""A message with fewer letters of its own might be anything."""

_TAG = re.compile(r"<[^>]*>")
_MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """First lines of all messages about rounds, those with most words of their own first."""
    found = []
    for key, message in catalogues.load("en").messages.items():
        if not key.startswith("round.") or key.startswith(("round.button.", "round.paper.", "round.part.")):
            continue
        for form in message.forms:
            first = html.unescape(_TAG.sub("", form)).split("\n", 1)[0]
            pieces = catalogues.PLACEHOLDER.split(first)[::2]
            pattern = ".+?".join(map(re.escape, pieces))
            found.append((sum(map(str.isalpha, "".join(pieces))), re.compile(pattern), key))
    return tuple((pattern, key) for count, pattern, key in sorted(found, key=lambda one: -one[0]) if count >= FEWEST)


def key_of(text: str) -> str:
    """The message that the text begins with; `""` where it is none about a round."""
    first = text.translate(_MARKS).split("\n", 1)[0]
    return next((key for pattern, key in _patterns() if pattern.fullmatch(first)), "")

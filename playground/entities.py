"""Commands, mentions, hashtags and addresses that Telegram finds in a text by itself; it knows nothing of chats."""

import re
from typing import Any

from playground import html

Entity = dict[str, Any]

_NAME = r"[A-Za-z0-9_]"
_AT_NAME = rf"(?:@{_NAME}{{3,32}}(?!{_NAME}))"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "bot_command",
        re.compile(rf"(?<![\w/<>])/{_NAME}{{1,64}}(?!{_NAME})(?:{_AT_NAME}|(?!@))(?![\w/<>])"),
    ),
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:(?:https?|ftp|tg|ton)://[^\s<>\"«»]+"
            r"|(?:[\w-]+\.)+(?:com|org|net|info|edu|gov|int|io|me|app|dev|cn|de|ru|uk|fr|in|jp|eu|ai)(?::\d+)?"
            r"(?![\w@])(?:[/?#][^\s<>\"«»]*)?)",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,16}(?![\w-])")),
    ("mention", re.compile(rf"(?<!\w)@{_NAME}{{4,32}}(?!\w)")),
    (
        "hashtag",
        re.compile(rf"(?<![\w\u200c])#(?=\w*[^\W\d])[\w·\u200c]{{1,256}}(?![\w·\u200c]){_AT_NAME}?+(?!#)"),
    ),
    ("cashtag", re.compile(rf"(?<![\w$\u200c])\$[A-Z]{{1,8}}{_AT_NAME}?+(?![\w$])")),
)
_END_OF_SENTENCE = ".,:;!?'\"«»…"
_OPAQUE = frozenset(("code", "pre", "text_link", "text_mention"))


def found_in(text: str, given: list[Entity]) -> list[Entity]:
    """Give `given` and what Telegram finds besides, sorted; nothing is found inside code, links and mentions."""
    if not _may_hold_any(text):
        return given
    taken = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in _OPAQUE]
    answer = list(given)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            entity = _entity(kind, text, match)
            span = entity["offset"], entity["offset"] + entity["length"]
            if not any(start < span[1] and span[0] < end for start, end in taken):
                taken.append(span)
                answer.append(entity)
    return sorted(answer, key=html.order)


def _may_hold_any(text: str) -> bool:
    return any(sign in text for sign in "/@#.$")


def _entity(kind: str, text: str, match: re.Match[str]) -> Entity:
    found = match.group().rstrip(_END_OF_SENTENCE) if kind == "url" else match.group()
    return {
        "type": kind,
        "offset": html.utf16_length(text[: match.start()]),
        "length": html.utf16_length(found),
    }

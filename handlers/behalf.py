"""For whom somebody records: `on behalf of Li Min: …`, `代报：李敏 电话`; it knows no task and nobody's right."""

import re
from dataclasses import dataclass

from coordination.rules import text as text_rules

LONGEST_NAME = 60

_NAME = r"(?P<name>[^:：,，;；。\n()（）]{1,60}?)"
_CHINESE = r"(?P<name>[^\s:：,，;；。()（）]{1,30})"
_BREAK = r"[ \t]*[:：,，;；。—–-]+[ \t]*"
_OTHER_WORDS = "[表理办替价码购销号写言课驾]"  # 代表, 代理, 代办 …
_GAP = r"[ \t\u3000]*"
_HEADS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:recorded |reported |said )?on behalf of[ \t]+{_NAME}(?:{_BREAK}|(?=\n)|$)",
        rf"(?:recorded|reported) for[ \t]+{_NAME}(?:{_BREAK}|(?=\n)|$)",
        rf"代(?:为)?(?:报|填|登记|录)[ \t]*[:：]?[ \t]*{_CHINESE}(?:{_GAP}[:：,，;；。]{_GAP}|[ \t\u3000]+|(?=\n)|$)",
        rf"代(?!{_OTHER_WORDS})[ \t]*{_CHINESE}?(?:报|填报|上报|登记)(?:{_GAP}[:：,，]{_GAP}|[ \t\u3000]+)",
    )
)
_TAIL = r"(?:^|[\s,，;；。—–-]+|(?=[(（]))"
_TAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_TAIL}[(（]?(?:recorded |reported )?on behalf of[ \t]+{_NAME}[)）]?[ \t.]*$",
        rf"{_TAIL}[(（]?代(?:为)?(?:报|填|登记|录)[ \t]*[:：]?[ \t]*{_CHINESE}[)）]?[ \t。]*$",
    )
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The words without the part that says for whom, and the name as typed; `None`: for the writer themselves."""

    words: str
    name: str | None = None


def read(words: str) -> Recorded:
    """Take "on behalf of" from the head of the words, or from their end."""
    typed = words.strip()
    for pattern in _HEADS:
        found = pattern.match(typed)
        if found and _is_name(found["name"]):
            return Recorded(typed[found.end() :].strip(), _name(found["name"]))
    for pattern in _TAILS:
        found = pattern.search(typed)
        if found and _is_name(found["name"]):
            return Recorded(typed[: found.start()].strip(), _name(found["name"]))
    return Recorded(words)


def _is_name(name: str | None) -> bool:
    return name is not None and not text_rules.is_blank(name) and len(name.split()) <= 6


def _name(name: str) -> str:
    return text_rules.one_line(name, LONGEST_NAME).lstrip("@＠")

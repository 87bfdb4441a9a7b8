"""A line by which a group asks for help (`Help needed: …`, `需协调事项：…`), and one that asks for none any more."""

import re
from collections.abc import Iterable

_HEAD = re.compile(
    r"\s*(?:help[ ]needed|help[ ]wanted|needs?[ ]help|asks?(?:ed)?[ ](?:of|for)[ ]the[ ]committee"
    r"|需协调(?:事项)?|需要协调(?:的?事项)?|需(?:要)?支持(?:事项)?|提请(?:组委会|办公室)?协调(?:事项)?|请求协调|请组委会协调)"
    r"[ ]*[:：][ 　]*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NONE = re.compile(
    r"(?:no|none|nothing|nil|n/?a|-|–|—|无|暂无|没有|已解决|解决了)[.。!！]?(?:[ ]any ?more)?", re.IGNORECASE
)


def read(text: str) -> str | None:
    """The words of the ask; `None` for any other message. Only a message that begins so is one."""
    found = _HEAD.fullmatch(text)
    return None if found is None else found["words"].strip()


def is_none(words: str) -> bool:
    """Tell whether a line says that nothing is asked for (any more)."""
    return bool(_NONE.fullmatch(words.strip()))


def standing(said: Iterable[str]) -> tuple[str, ...]:
    """The asks (oldest first) that stand: each once, and none of those before a line that asks for nothing."""
    kept: dict[str, None] = {}
    for words in said:
        if is_none(words):
            kept.clear()
        else:
            kept[words] = None
    return tuple(kept)

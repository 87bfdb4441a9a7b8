"""Who is named behind `/assign 12`: replaced by, added, taken off, handed over; it knows nobody and no task."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from coordination.rules import names, reading_fold

LONGEST_NAME = 60
MOST_WORDS = 6


class Part(StrEnum):
    """What becomes of those named."""

    OWN = "own"  # the first becomes the owner, the others support
    WITH = "with"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody as typed: a user name with @, a name, or "me"."""

    text: str
    part: Part = Part.OWN


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted; `nobody`: the task is to have no owner. `is_all`: the first hands everything to the second."""

    calls: tuple[Call, ...] = ()
    nobody: bool = False
    is_all: bool = False

    def of(self, part: Part) -> tuple[Call, ...]:
        return tuple(call for call in self.calls if call.part is part)


_SIGN = {"+": Part.WITH, "-": Part.OFF}
_ALL = re.compile(
    r"\s*(?:all|everything)(?: (?:of|from))?(?=[\s:：@＠]|$)\s*[:：]?"
    r"|\s*(?:全部|所有)(?:任务|事项)?(?:由|从)?\s*[:：]?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?P<sign>[+-])?[ \t]*(?P<name>@(?:[A-Za-z0-9_]{3,32}|[^\W\d_]{1,12}))")
_LEAD = re.compile(
    r"\s*(?:(?:to|owner|responsible|is)\b\s*[:：=]?|(?:责任人|负责人|责任单位|牵头人|交给|转给|改为|由|给)\s*[:：]?)\s*",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:^|[\s,，;；])(?:with\b|supported by\b|配合单位|配合人|配合|协助|协办)\s*[:：]?\s*", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"[,，、;；/\n]|(?:^|(?<=[\s,]))(?:and|und|et|y|->|→|=>|to)(?=[\s,]|$)|(?<=\s)(?:和|与|及|给|交给|转给)(?=\s)|→",
    re.IGNORECASE,
)
_CHINESE_NAMES = re.compile(r"(?:[+-]?[\u3400-\u9fff·]{2,4}[ \u3000]+)+[+-]?[\u3400-\u9fff·]{2,4}")
_SIGNED = re.compile(r"(?P<sign>[+-])\s*")
_NOBODY = frozenset(
    {"nobody", "none", "no one", "noone", "no owner", "unassigned", "unassign", "-"}
    | {"无", "无人", "暂无", "取消", "待定", "未明确", "不指定", "空缺"}
)
_AROUND = " \t\n.。:：\"“”'()（）"


def read(words: str, marked: Iterable[str] = ()) -> Wish:
    """Read the names; `marked` are those that Telegram itself marked as people, to be taken whole."""
    typed = words.strip()
    folded = reading_fold.fold(typed).strip(" .。")
    if folded in _NOBODY:
        return Wish(nobody=True)
    found = _ALL.match(typed)
    if found is not None:
        return Wish(_calls(typed[found.end() :], marked), is_all=True)
    lead = _LEAD.match(typed)
    return Wish(_calls(typed[lead.end() :] if lead else typed, marked))


def _calls(typed: str, marked: Iterable[str]) -> tuple[Call, ...]:
    """All who are named, in the order in which they stand; those behind "with" support."""
    found = _WITH.search(typed)
    if found is None:
        return _named(typed, marked)
    helpers = (
        Call(call.text, Part.WITH if call.part is Part.OWN else call.part)
        for call in _named(typed[found.end() :], marked)
    )
    return (*_named(typed[: found.start()], marked), *helpers)


@dataclass(slots=True)
class _Rest:
    """A text from which names are taken one after another; what is taken becomes a separator."""

    left: str
    found: list[tuple[int, Call]] = field(default_factory=list)

    def take(self, start: int, end: int, call: Call) -> None:
        self.found.append((start, call))
        self.left = self.left[:start] + "," * (end - start) + self.left[end:]


def _named(typed: str, marked: Iterable[str]) -> tuple[Call, ...]:
    rest = _Rest(typed.replace("＠", "@").replace("＋", "+").replace("－", "-").replace("−", "-"))
    for name in sorted({one for one in marked if one}, key=len, reverse=True):
        while (at := rest.left.find(name)) >= 0:
            sign = _SIGNED.search(rest.left[:at]) if rest.left[:at].rstrip().endswith(("+", "-")) else None
            start = at if sign is None else rest.left[:at].rstrip().rfind(sign["sign"])
            rest.take(start, at + len(name), Call(name, _part(None if sign is None else sign["sign"])))
    for handle in list(_HANDLE.finditer(rest.left)):
        rest.take(handle.start(), handle.end(), Call(handle["name"], _part(handle["sign"])))
    _take_names(rest)
    return tuple(call for _, call in sorted(rest.found, key=lambda pair: pair[0]))


def _take_names(rest: _Rest) -> None:
    """Names without @: whole pieces between commas; Chinese names also between spaces."""
    at = 0
    for piece in _pieces(rest.left):
        start = rest.left.index(piece, at)
        at = start + len(piece)
        sign = _SIGNED.match(piece)
        name = piece[sign.end() :] if sign else piece
        if name.strip(_AROUND):
            rest.found.append((start, Call(name.strip(_AROUND), _part(sign["sign"] if sign else None))))


def _pieces(text: str) -> list[str]:
    pieces = [piece.strip(_AROUND) for piece in _BETWEEN.split(text) if piece and piece.strip(_AROUND)]
    found: list[str] = []
    for piece in pieces:
        found += piece.split() if _CHINESE_NAMES.fullmatch(piece) else [piece]
    return found


def _part(sign: str | None) -> Part:
    return Part.OWN if sign is None else _SIGN[sign]


def may_be_a_name(text: str) -> bool:
    """Tell whether a piece can be somebody's or an institution's name: short, and with a letter."""
    return (
        len(text) <= LONGEST_NAME
        and len(text.split()) <= MOST_WORDS
        and any(char.isalpha() for char in text)
        and not names.is_me(text)
    )

"""What stands in front of a notice's words: urgent, for which groups, which tasks go on hold; knows no database."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from coordination.errors import Refused

_URGENT = re.compile(r"(?:urgent\b|!+|！+|【紧急】|紧急(?:通知)?(?=[\s:：,，]))[\s:：,，]*", re.IGNORECASE)
_EVERYBODY = re.compile(r"(?:all groups|everybody|to all|各组|全体|所有组)(?:[:：]\s*|[ \t]+)(?=\S)", re.IGNORECASE)
_TO = re.compile(r"(?:to|for|致|发)\s*(?=[A-Z\u3400-\u9fff])")
_BETWEEN = re.compile(r"\s*[,，、;；+&/＋]\s*|[ \t]*(?:和|及|and)[ \t]*")
_SPACE = re.compile(r"[ \t]+")
_ENDS = re.compile(r"\s*[:：]\s*|\s+|$")
_CLOSE = re.compile(r"[,、+&/＋](?=\S)")
_WOULD_BE = re.compile(r"[A-Z][A-Z0-9]{1,5}(?=[\s,，、:：+&/＋]|$)|[\u3400-\u9fff]{1,6}(?=[\s、:：]|$)")

_REFERENCE = r"#?[^\W\d_][^\W_]{0,11}\s?[-－–‐]\s?\d{1,6}"
_AND = r"(?:[\s,，、;；]+(?:and\s+)?|\s*(?:和|及)\s*)"
_HOLD = re.compile(
    r"(?:(?:put\s+)?(?:on\s+)?hold|暂缓)[\s:：]*"
    r"(?P<all>(?:all|everything)(?:\s+(?:that\s+)?hangs?)?\s+on\s+|(?:与|同)?)"
    rf"(?P<tasks>{_REFERENCE}(?:{_AND}{_REFERENCE})*)"
    r"(?P<rest>\s*(?P<too>及其?|和|以及|,?\s*and\s+)?\s*(?:的|与之)?(?:所有|全部|一切)?\s*"
    r"(?:(?:关联|相关|有关|后续)的?(?:任务|事项|工作)?|(?:all|everything)(?:\s+(?:that\s+)?hangs?)?\s+on\s+(?:it|them)))?"
    r"[\s:：,，。;；.]*",
    re.IGNORECASE,
)
_ONE = re.compile(r"#?([^\W\d_][^\W_]{0,11})\s?[-－–‐]\s?(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Holding:
    """Tasks as they were named: code and number. `all_on`: all that hangs on them; `themselves`: they too."""

    tasks: tuple[tuple[str, int], ...]
    all_on: bool = False
    themselves: bool = True


@dataclass(frozen=True, slots=True)
class Head:
    """`codes`: only for these groups; `None`: nothing was said of whom it is for. `words`: what is left."""

    words: str
    urgent: bool = False
    codes: tuple[str, ...] | None = None
    holding: Holding | None = None


def read(typed: str, known: Collection[str]) -> Head:
    """`urgent EXH,LOG hold EXH-12 Hall closed`: in any order, each at most once, before the words.

    `known` are the codes of the programme's groups and sections; Latin ones count in capitals alone. Only what is
    urgent puts tasks on hold: otherwise such words are words. Raises `Refused` for a code beside a known one that
    names nobody.
    """
    head = Head(typed.strip())
    while (further := _step(head, known)) is not None:
        head = further
    return head


def _step(head: Head, known: Collection[str]) -> Head | None:
    """The head with one more thing read off its words; `None` where the words begin."""
    if not head.urgent and (found := _URGENT.match(head.words)) is not None:
        return _with(head, found.end(), urgent=True)
    if head.codes is None and (everybody := _EVERYBODY.match(head.words)) is not None:
        return _with(head, everybody.end(), codes=tuple(known))
    if head.codes is None and (listed := _codes(head.words, known)) is not None:
        return _with(head, listed[1], codes=listed[0])
    if head.urgent and head.holding is None:
        words, holding = read_hold(head.words)
        return None if holding is None else Head(words, head.urgent, head.codes, holding)
    return None


def _with(head: Head, end: int, *, urgent: bool | None = None, codes: tuple[str, ...] | None = None) -> Head:
    words = head.words[end:].strip()
    return Head(words, head.urgent if urgent is None else urgent, head.codes if codes is None else codes, head.holding)


def read_codes(typed: str, known: Collection[str]) -> tuple[tuple[str, ...], str]:
    """`EXH, MED by phone`: the codes it begins with, and the rest; none where it begins with no code."""
    found = _codes(typed.strip(), known)
    return ((), typed.strip()) if found is None else (found[0], typed.strip()[found[1] :].strip())


def _codes(words: str, known: Collection[str]) -> tuple[tuple[str, ...], int] | None:
    """The codes that the words begin with, and where the list ends."""
    to = _TO.match(words)
    at, found = (to.end() if to else 0), []
    while (code := _code_at(words, at, known)) is not None:
        found.append(code)
        at += len(code)
        between = _BETWEEN.match(words, at) or _SPACE.match(words, at)
        if between is None or between.end() == at:
            break
        if _code_at(words, between.end(), known) is None:
            _check_known(words, at, between.end())
            return tuple(dict.fromkeys(found)), between.end()
        at = between.end()
    ends = _ENDS.match(words, at)
    return (tuple(dict.fromkeys(found)), ends.end()) if found and ends is not None else None


def _code_at(words: str, at: int, known: Collection[str]) -> str | None:
    """The longest known code that stands there by itself."""
    for code in sorted(known, key=len, reverse=True):
        if words.startswith(code, at) and _stands(words, at + len(code), code):
            return code
    return None


def _stands(words: str, end: int, code: str) -> bool:
    if _ENDS.match(words, end) or _BETWEEN.match(words, end):
        return not (code[-1].isascii() and words[end : end + 1].isascii() and words[end : end + 1].isalnum())
    return False


def _check_known(words: str, at: int, behind: int) -> None:
    """`EXH,LGO words` names a group that there is none of; `EXH, please` and `展览，请注意` begin the words."""
    would_be = _WOULD_BE.match(words, behind)
    if would_be is not None and _CLOSE.match(words, at) and "，" not in words[at:behind]:
        raise Refused("notice.no_such_group", code=would_be[0])


def read_hold(words: str) -> tuple[str, Holding | None]:
    """`hold EXH-12, EXH-14 Hall closed`, `hold all on EXH-12 …`, `暂缓 展览-12及关联任务 …`: the words left, the tasks.

    A line of its own counts wherever it stands.
    """
    found = _HOLD.match(words)
    if found is not None:
        return words[found.end() :].strip(), _holding(found)
    lines = words.split("\n")
    for place, line in enumerate(lines):
        whole = _HOLD.fullmatch(line.strip())
        if whole is not None:
            return "\n".join(lines[:place] + lines[place + 1 :]).strip(), _holding(whole)
    return words, None


def _holding(found: re.Match[str]) -> Holding:
    named = tuple((code, int(number)) for code, number in _ONE.findall(found["tasks"]))
    all_on = bool(found["all"].strip()) or bool(found["rest"])
    return Holding(tuple(dict.fromkeys(named)), all_on, not all_on or bool(found["too"]))


def read_tasks(typed: str) -> Holding | None:
    """Tasks alone, as they are typed when they are asked for; `None` where there is anything else."""
    found = _HOLD.fullmatch("hold " + typed.strip()) or _HOLD.fullmatch(typed.strip())
    return None if found is None else _holding(found)

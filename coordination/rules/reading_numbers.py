"""Task numbers as people type them at the head of a line, `12,14`, `#12-#14`, `１２`, `EXH-7`; it knows no task."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coordination.rules import reading_fold

LARGEST = 999_999
"""No group has so many tasks: a larger number was a phone number, a date or a slip."""

AT_ONCE = 50
"""How many tasks one line may name; more is refused, since a slip in a range would change a whole board."""

_CODE = rf"[^\W\d_{reading_fold.CJK}]{{2,12}}|[{reading_fold.CJK}]{{1,6}}"
_ITEM = re.compile(
    r"(?:(?P<word>tasks?|todos?|actions?|items?|nos?\.?|nrs?\.?|№|任务|事项|行动项|第)[ \t]*[-:]?[ \t]*)?"
    rf"(?P<hash>#)?[ \t]?(?:(?P<code>{_CODE})-(?=\d))?(?P<short>t(?=\d))?(?P<digits>\d+)"
    r"(?P<counter>[ \t]?(?:号任务|号事项|号(?!码)|项任务|项(?!目)))?"
)
_NOT_CODES = frozenset({"task", "tasks", "action", "actions", "todo", "item", "no", "nr", "任务", "事项", "行动项"})
_UNITS = (
    "月 日 点 时 小时 分 秒 天 周 星期 礼拜 年 个 份 人 位 名 元 块 万 千 百 亿 成 折 半 "
    "馆 楼 室 层 座 排 期 届 版 次 页 倍 岁 度 米 件 台 张 场 套"
)
_NOT_AFTER = re.compile(r"[ \t]?%|\.\d|,000|[^\W\d_](?<![\u3400-\u9fff])|_|[ \t]?[$€£¥]")
_COUNTED = re.compile(rf"[ \t]?(?:{'|'.join(_UNITS.split())})")
_BLANKS = (" ", "\t")
_PLACES = tuple("馆楼厅门线院前后晚早上下")
_LIST = re.compile(r"[ \t]*(?:[,、;&+]|\b(?:and|und|et|y|e|и)\b|和|跟|与|及)[ \t]*")
_RANGE = re.compile(r"[ \t]*(?:-|~|\.\.\.?|…|至|到|\bto\b|\bbis\b)[ \t]*(?=#?(?:[^\W\d_]{1,12}-)?\d)")
_SPACE = re.compile(r"[ \t]+(?=#?\d)")
_BEHIND = re.compile(r"[ \t]*[:,;=、.-]?[ \t]*")
_MONTH = re.compile(
    r"[ \t]*\.?[ \t]*(?:(?:of|de|do)[ \t]+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|fev|avr|mai|juin"
    r"|aout|mrz|okt|dez|ene|abr|ago|set|out|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)|[ \t]*(?:月|号|日)"
    r"|[ \t]*(?:days?|weeks?|months?|working|hours?|am|pm|o'clock|tage?|wochen?|jours?|dias?)\b"
)


class Problem(StrEnum):
    """Why numbers were not read; the keys of the sentences that say so."""

    TOO_LARGE = "numbers.too_large"
    ZERO = "numbers.zero"
    BACKWARDS = "numbers.backwards"
    TOO_MANY = "numbers.too_many"


@dataclass(frozen=True, slots=True)
class Ref:
    """One task as named: `number` from 1, the group's `code` folded (`exh`) or `None`, offsets in the line."""

    number: int
    start: int
    end: int
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The tasks named at the head of a line, in order and each once, and where the remaining words begin.

    With a `problem` nothing was read (`refs` is empty) and `quoted` is what could not be. `doubtful`: the last
    number may belong to the words (`12 3 copies`), which is to be asked.
    """

    refs: tuple[Ref, ...]
    end: int
    problem: Problem | None = None
    quoted: str = ""
    doubtful: bool = False


def head(line: str, *, several: bool = True, apart: bool = False) -> Head:
    """Read the task numbers that `line` begins with; none is a head without `refs` and with `end` 0.

    `several` also joins numbers by a space alone (`/done 12 14`); without it only `,`, `and`, `#` or a range join,
    and a number that a unit or a month follows stays with the words (`/due 12 30 Nov`). `apart`: a number is a
    task's where a blank stands before what else were its unit, for a command begins with one (`/due 12 周五`).
    """
    folded = reading_fold.fold(line)
    return listed(folded, len(folded) - len(folded.lstrip()), several=several, apart=apart, typed=line)


def listed(folded: str, at: int, *, several: bool = False, apart: bool = False, typed: str = "") -> Head:
    """Read the task numbers that stand at offset `at` of a folded text, as `head` does at the head of a line."""
    items, joints = [], []
    for match, joint in _items(folded, at, several, apart):
        items.append(match)
        joints.append(joint)
        if len(items) > AT_ONCE:
            return Head((), 0, Problem.TOO_MANY, (typed or folded)[at : match.end()])
    if not items:
        return Head((), 0)
    return _head(typed or folded, folded, items, joints)


def _items(folded: str, at: int, several: bool, apart: bool) -> Iterator[tuple[re.Match[str], str]]:
    joint = ""
    while match := item(folded, at, apart=apart and joint != " "):
        if joint in {",", " "} and not match["hash"] and _MONTH.match(folded, match.end("digits")):
            return
        yield match, joint
        at, joint = _join(folded, match.end(), several)
        if not joint:
            return


def _join(folded: str, at: int, several: bool) -> tuple[int, str]:
    """Where the next number begins and how it is joined: a range `-`, a list `,`, a space ` `, or not at all."""
    if between := _RANGE.match(folded, at):
        return between.end(), "-"
    if between := _LIST.match(folded, at):
        return between.end(), ","
    between = _SPACE.match(folded, at)
    if between and (several or folded[between.end()] == "#"):
        return between.end(), " "
    return at, ""


_CLOCK = re.compile(r":\d\d(?!\d*[ \t]?[%成])|/\d")


def item(folded: str, at: int, *, apart: bool = False) -> re.Match[str] | None:
    """Match one task number of a folded text at `at`; a date, an hour, money, a version or a count is none.

    `apart`, and behind `#`, what follows a blank is no unit of it: `#12 场地已定`.
    """
    match = _ITEM.match(folded, at)
    if match is None or _is_other(folded, match):
        return None
    is_apart = (apart or match["hash"]) and folded[match.end() :].startswith(_BLANKS)
    return None if not is_apart and _COUNTED.match(folded, match.end()) else match


def _is_other(folded: str, match: re.Match[str]) -> bool:
    """Whether what follows makes the number a percentage, money, an hour, a version or a place."""
    if _NOT_AFTER.match(folded, match.end()):
        return True
    if not (match["hash"] or match["word"] or match["short"]) and _CLOCK.match(folded, match.end()):
        return True
    return (match["counter"] or "").strip() == "号" and folded.startswith(_PLACES, match.end())


def ref_of(match: re.Match[str]) -> Ref | Problem:
    """The task that `item` matched, or why it can't be one."""
    digits = match["digits"].lstrip("0")
    if not digits:
        return Problem.ZERO
    if len(digits) > len(str(LARGEST)):
        return Problem.TOO_LARGE
    code = match["code"] if match["code"] not in _NOT_CODES else None
    return Ref(int(digits), match.start(), match.end(), code)


def _head(line: str, folded: str, items: list[re.Match[str]], joints: list[str]) -> Head:
    refs: list[Ref] = []
    for match, joint in zip(items, joints, strict=True):
        ref = ref_of(match)
        problem = ref if isinstance(ref, Problem) else _unrange(refs, ref, joint)
        if problem is not None:
            return Head((), 0, problem, line[items[0].start() : match.end()])
    end = items[-1].end()
    rest = _BEHIND.match(folded, end)
    after = rest.end() if rest else end  # always matches, be it nothing
    last = items[-1]
    doubtful = joints[-1] == " " and not last["hash"] and not last["word"] and folded[end:after].strip() == ""
    unique = tuple({(ref.code, ref.number): ref for ref in reversed(refs)}.values())[::-1]
    return Head(unique, after, doubtful=doubtful and bool(folded[after:].strip()))


def _unrange(refs: list[Ref], ref: Ref, joint: str) -> Problem | None:
    """Add `ref`, and with it all between when a range led to it."""
    if joint == "-":
        first = refs[-1]
        if ref.number <= first.number or (ref.code or first.code) != first.code:
            return Problem.BACKWARDS
        if ref.number - first.number + len(refs) > AT_ONCE:
            return Problem.TOO_MANY
        refs.extend(Ref(n, first.start, ref.end, first.code) for n in range(first.number + 1, ref.number))
        ref = Ref(ref.number, ref.start, ref.end, first.code)
    refs.append(ref)
    return None if len(refs) <= AT_ONCE else Problem.TOO_MANY

"""What somebody types for a report: parts by number, by headings, a whole text; knows no database, and loses no word.

A text that begins with a heading, or holds several, is taken apart at its headings, wherever in a line they stand. One
that names parts by their numbers changes those. Anything else is a whole new text, and stands under results.
"""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coordination.errors import Refused
from coordination.rules import report_headings, text
from coordination.rules.round_reports import KNOWN, LONGEST_PART, PARTS, Part, Report, State


@dataclass(frozen=True, slots=True)
class Form:
    """What a report's parts are called: `numbered` in the order of their numbers, `names` of their headings."""

    numbered: tuple[Part, ...] = PARTS
    names: report_headings.Names = report_headings.USUAL


ROUND = Form()


@dataclass(frozen=True, slots=True)
class Found:
    """The parts that a text names. `is_whole`: it takes the place of every part. `is_sure`: it can hardly mean anything
    else, wherever it is said; a digit before words (`2 tables are missing`) may be a count.
    """

    parts: Mapping[Part, str]
    is_whole: bool = False
    is_sure: bool = True


_NUMERALS = {"一": 0, "二": 1, "三": 2, "四": 3, "①": 0, "②": 1, "③": 2, "④": 3}
_NUMBER = "[一二三四1-4①②③④１-４]"
_CHANGE = re.compile(rf"\s*({_NUMBER})(\s*[、.．:：)）]\s*|\s+)(\S.*)", re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[-•*·]|\d{1,2}[.)、）])\s*")
_NOTHING = re.compile(r"\s*(?:nothing|none|no|n/?a|-|—|无|没有|暂无)\s*[.。]?\s*", re.IGNORECASE)
_INLINE = re.compile(
    r"(?<![^\s。；;，,、.!！?？])([一二三四])[、.．:：)）]|(?<![^\s。；;.])([1-4１-４])[、.．)）](?!\d)"
)
_TIGHT = re.compile(r"(?<![第其之十周期])([一二三四])、")


def read(said: str, report: Report, form: Form = ROUND) -> Report:
    """The report after what was typed: the parts that it names, or a whole new text.

    What the committee has of it stays until the new words are sent. A new text without headings stands under results,
    and the other parts are emptied: nobody's words are mixed with a draft they did not mean. Raises `Refused` for no
    words, for a number that the form does not have, and for a part too long to be kept.
    """
    return written(report, parts_after(said, report.written, form))


def parts_after(said: str, before: Mapping[Part, str], form: Form = ROUND) -> Mapping[Part, str]:
    """The parts after what was typed; see `read`."""
    if text.is_blank(said):
        raise Refused("round.no_words")
    found = find(said, form)
    if found is None:
        return {Part.RESULTS: plain(said)}
    return found.parts if found.is_whole else {**before, **found.parts}


def written(report: Report, parts: Mapping[Part, str]) -> Report:
    """With other words, which are not sent yet."""
    if report.state in KNOWN:
        return replace(report, draft=parts)
    return replace(report, parts=parts, version=report.version + 1)


def nothing_new(report: Report) -> Report:
    """Nothing is new in any part; what comes next stays."""
    kept = report.written.get(Part.NEXT, "")
    return written(report, {Part.NEXT: kept} if kept else {})


def corrected(said: str, report: Report, now: datetime, form: Form = ROUND) -> Report:
    """An accepted report after a reporter's words: it stays accepted, and says when it was corrected."""
    return correct(report, parts_after(said, report.written, form), now)


def correct(report: Report, parts: Mapping[Part, str], now: datetime) -> Report:
    """An accepted report with other parts."""
    return replace(report, parts=parts, draft=None, state=State.ACCEPTED, version=report.version + 1, corrected_at=now)


def find(said: str, form: Form = ROUND) -> Found | None:
    """The parts that a text names by headings or by numbers; `None` for a text that names none."""
    said = said.strip()
    return _headed(said, form) or _numbered(said, form)


def _headed(said: str, form: Form) -> Found | None:
    marks = _marks(said, form)
    if not marks or (marks[0][0] > 0 and len({part for _, _, part in marks}) == 1):
        return None
    pieces = [(marks[0][2], said[: marks[0][0]])] if said[: marks[0][0]].strip() else []
    for place, (_, begins, part) in enumerate(marks):
        ends = marks[place + 1][0] if place + 1 < len(marks) else len(said)
        pieces.append((part, said[begins:ends]))
    return Found(_gathered(pieces), is_whole=len({part for part, _ in pieces}) > 1)


def _gathered(pieces: Sequence[tuple[Part, str]]) -> Mapping[Part, str]:
    said: dict[Part, list[str]] = {}
    for part, words in pieces:
        said.setdefault(part, []).append(words)
    return {part: plain("\n".join(words)) for part, words in said.items()}


def _marks(said: str, form: Form) -> list[tuple[int, int, Part]]:
    """Where headings begin and end, and of which part they are."""
    found, at = [], 0
    while (mark := _heading(form).search(said, at)) is not None:
        part = next(part for place, (_, part) in enumerate(form.names) if mark[f"p{place}"] is not None)
        if _is_heading(said[: mark.start()], mark, part, form):
            found.append((mark.start(), mark.end(), part))
            at = mark.end()
        else:
            at = mark.start() + 1
    return found


@functools.cache
def _heading(form: Form) -> re.Pattern[str]:
    """What may be a heading: at the head of a line, behind a space or a sentence, or with a Chinese number."""
    names = "|".join(f"(?P<p{place}>{names})" for place, (names, _) in enumerate(form.names))
    return re.compile(
        r"(?:(?<![^\s。；;.!！?？])|(?=[一二三四]、))(?:\#+[ \t]*)?\**[ \t]*"
        rf"(?:(?P<n>{_NUMBER})[ \t]*(?P<dot>[、.．:：)）])?[ \t]*\**)?(?P<name>{names})"
        r"\**[ \t]*(?P<end>[:：]\**|　|[-–—](?=\s)|(?=\n|\Z)|(?<=\s))[ \t　]*",
        re.IGNORECASE,
    )


def _is_heading(before: str, mark: re.Match[str], part: Part, form: Form) -> bool:
    """At the head of a line a heading ends with a colon, a wide space, a dash or the line; under the number by which
    the draft shows it a space is enough. Within a line it ends with a colon or a wide space, or has that number, and
    stands behind a sentence, has a number, or begins with a capital.
    """
    before = before.rstrip(" \t　")
    is_head = before == "" or before.endswith("\n")
    place = None if mark["n"] is None else _place(mark["n"])
    is_lower = mark["name"][0].islower()
    is_copied = place is not None and form.numbered[place : place + 1] == (part,) and not is_lower
    is_copied = is_copied and " ".join(mark["name"].casefold().split()) in report_headings.SHOWN
    if mark["end"] == "" and not _ends_line(mark):
        return is_copied
    if is_head:
        return True
    if mark["end"][:1] not in (":", "：", "　"):
        return is_copied
    return before[-1] in "。；;.!！?？" or place is not None or not is_lower


def _ends_line(mark: re.Match[str]) -> bool:
    return mark.string[mark.end() : mark.end() + 1] in ("", "\n")


def _numbered(said: str, form: Form) -> Found | None:
    """The parts that numbers name, a line each, or counted through within a line. Lines that count from one in digits
    (`1 …`, `2 …`) are a list of results, unless they are as many as there are parts.
    """
    lines = [line for line in said.splitlines() if not text.is_blank(line)]
    if len(lines) == 1 and (counted := _counted(said, form)) is not None:
        return counted
    found = [change for line in lines if (change := _CHANGE.fullmatch(line))]
    places = [_place(change[1]) for change in found]
    is_rising = places == sorted(set(places)) and len(found) == len(lines)
    is_list = 1 < len(places) < len(form.numbered) and places == list(range(len(places)))
    if not found or not is_rising or (is_list and found[0][1] not in _NUMERALS):
        return None
    if places[-1] >= len(form.numbered):
        raise Refused("duty.no_such_part", limit=len(form.numbered))
    parts = {form.numbered[place]: plain(change[3]) for place, change in zip(places, found, strict=True)}
    return Found(parts, is_whole=len(parts) == len(form.numbered), is_sure=len(parts) > 1 or _is_sure(found[0]))


def _is_sure(change: re.Match[str]) -> bool:
    return change[1] in _NUMERALS or change[2].strip() != "" or _NOTHING.fullmatch(change[3]) is not None


def _counted(said: str, form: Form) -> Found | None:
    """`一、… 二、…` within one line; in digits, or without a sign between, only where every part is there."""
    all_places = list(range(len(form.numbered)))
    for pattern, is_loose in ((_INLINE, False), (_TIGHT, True)):
        marks = _rising(list(pattern.finditer(said)))
        places = [_place(mark[mark.lastindex or 1]) for mark in marks]
        if len(marks) < 2 or marks[0].start() or places[-1] >= len(form.numbered):
            continue
        if (is_loose or said[0] not in _NUMERALS) and places != all_places:
            continue
        ends = [*(mark.start() for mark in marks[1:]), len(said)]
        pieces = [said[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
        parts = {form.numbered[place]: plain(piece) for place, piece in zip(places, pieces, strict=True)}
        return Found(parts, is_whole=places == all_places)
    return None


def _rising(marks: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Those that count on from the first; what is named again (`统一、…`) is a word of its part."""
    found: list[re.Match[str]] = []
    for mark in marks:
        if not found or _place(mark[mark.lastindex or 1]) > _place(found[-1][found[-1].lastindex or 1]):
            found.append(mark)
    return found


def _place(sign: str) -> int:
    if sign in _NUMERALS:
        return _NUMERALS[sign]
    return int(sign) - 1  # also of wide digits


def plain(words: str) -> str:
    """Lines become items of one line; `nothing` is nothing. Raises `Refused` for more than is kept."""
    items = [item for one in words.splitlines() if (item := text.one_line(_BULLET.sub("", one)).strip())]
    between = "；" if re.search("[\u3400-\u9fff]", words) else "; "
    line = between.join(item.rstrip(";；") for item in items)
    if len(line) > LONGEST_PART:
        raise Refused("round.part_too_long", limit=LONGEST_PART, length=len(line))
    return "" if _NOTHING.fullmatch(line) else line

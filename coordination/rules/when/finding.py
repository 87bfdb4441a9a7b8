"""Finding at most one date inside a line: behind a word that marks it, or at either end of the line.

A marked date may stand anywhere and be of any form. An unmarked one counts only if it can hardly be anything else,
and not if it tells of the past, belongs to a noun (the minutes of Monday, 周五的纪要) or is denied (not Friday).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coordination.rules import reading_fold
from coordination.rules.when import engine, grammar, languages, lattice, parts, phrases, telling, words
from coordination.rules.when.values import Found, Frame, Problem, Reading

LONGEST_LINE = 4096
"""Code points of a line that are looked at; Telegram's messages are no longer."""

_HEAD = re.compile(r"[\s>*•·\-–—\[\](【】「」\"'“”]*(?:@\w+[\s,:]*|(?:\d{1,2}[.)、]|[-*•])\s+)*")
_TAIL = re.compile(
    r"[\s.!?,;:)\]】」\"'…~]*(?:\b(?:please|pls|plz|thanks|thx|ok|bitte|danke|merci|svp|gracias|por favor"
    r"|спасибо|пожалуйста"
    r"|obrigad[oa])\b|谢谢|吧|哦|哈|呀|啊|了)?[\s.!?,;:)\]】」\"'…~]*$"
)
_BETWEEN = re.compile(r"[\s,;:]*")
_WORD_BEFORE = re.compile(rf"([^\W\d_{reading_fold.CJK}]+)[\s']*$")
_GLUED = re.compile(r"[-/_@#.]?[\w]|['’]\w")
_ZONE_LIKE = re.compile(r"[a-z]{3,}[a-z_]*/[a-z]{3,}")
_COUNTED = frozenset("%号楼层个人位名件份元")
_CJK = re.compile(f"[{reading_fold.CJK}]")


_REPEATING = frozenset({"freq", "freqp", "every", "every_other"})
_DATE_WORDS = _REPEATING | frozenset(
    {
        "num",
        "clk",
        "dotclk",
        "year",
        "month",
        "wd",
        "wdw",
        "day",
        "dayp",
        "oclock",
        "ampm",
        "part",
        "period",
        "dm",
        "dmy",
        "ymd",
        "dmdot",
        "midday",
        "past",
        "nth",
        "ord",
        "next",
        "last",
    }
)
_TORN_OFF = frozenset(
    {"or", "by1", "clk", "oclock", "ampm", "month", "monthsign", "wd", "wdw", "day", "zone", "midday"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A folded line in one language, laid out once."""

    text: str
    head: int
    language: str
    lexicon: words.Lexicon
    edges: lattice.Lattice
    parser: engine.Parser


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that parses, from `start` to `end` (behind the white space that follows it)."""

    start: int
    end: int
    marked: parts.Marked


def find(line: str, frame: Frame) -> Found | None:
    """Find the one date of a line, `None` if there is none. Two marked dates that differ are to be asked.

    A date that was clearly meant but can't be read is found with its `problem`.
    """
    text = reading_fold.fold(line[:LONGEST_LINE])
    for language in phrases.candidates(text, frame.language):
        native = language in {languages.base(frame.language), "en", "zh", "ru"}
        found = _find_in(line, _laid_out(text, language), frame, native=native)
        if found is not None:
            return found
    return None


def _laid_out(text: str, language: str) -> Line:
    lexicon = languages.lexicon(language)
    edges = lattice.build(text, lexicon)
    head = _HEAD.match(text)
    return Line(text, head.end() if head else 0, language, lexicon, edges, engine.Parser(grammar.grammar(), edges))


def _find_in(line: str, laid: Line, frame: Frame, *, native: bool) -> Found | None:
    hits = list(_hits(laid))
    marked = [hit for hit in hits if telling.is_marked(hit.marked) and _may_follow(hit, laid)]
    readings = [(hit, _read(hit, laid, frame)) for hit in _apart(marked)]
    readings = [(hit, reading) for hit, reading in readings if _is_date(reading)]
    if readings:
        return _found(line, laid, readings[-1][0], _together([reading for _, reading in readings]))
    if not native:
        return None
    for hit in _ends(hits, laid):
        reading = _read(hit, laid, frame)
        if reading.values and reading.problem is not Problem.PAST:
            return _found(line, laid, hit, reading)
    return None


def _read(hit: Hit, laid: Line, frame: Frame) -> Reading:
    return phrases.meaning(hit.marked, phrases.setting(frame, languages.table(laid.language)))


def _is_date(reading: Reading) -> bool:
    return bool(reading.values) or reading.problem not in {Problem.NO_DATE, Problem.BACKWARDS}


def _together(readings: list[Reading]) -> Reading:
    """Several marked dates: the last one is the default, and where they differ both are asked."""
    last = readings[-1]
    values = tuple(dict.fromkeys(value for reading in reversed(readings) for value in reading.values))
    return (
        last
        if len(readings) == 1 or values == last.values
        else Reading(values[:4], last.problem if not values else None)
    )


# ---- where a phrase may stand


def _hits(laid: Line) -> Iterator[Hit]:
    """The longest phrase that begins at each word."""
    rules = grammar.tops(laid.edges)
    for at in sorted(laid.edges):
        if _begins_word(laid.text, at):
            for marked, end in sorted(grammar.parse(laid.parser, rules, at), key=lambda result: -result[1]):
                if _ends_word(laid, at, end):
                    yield Hit(at, end, marked)
                    break


def _begins_word(text: str, at: int) -> bool:
    if at == 0:
        return True
    before, here = text[at - 1], text[at]
    if before.isspace() or before in "([\"'【「,;:、。!?，；：":
        return True
    if _CJK.match(before) or _CJK.match(here):
        return not (before.isdigit() and here.isdigit()) and not (
            before in "零一二三四五六七八九十" and here in "零一二三四五六七八九十"
        )
    return False


def _ends_word(laid: Line, start: int, end: int) -> bool:
    """A phrase may not end inside a word, a number or a name, nor in a bare number before a noun (at 12 venues)."""
    stop = _stop(laid.text, start, end)
    rest = laid.text[stop : stop + 3]
    last = laid.text[stop - 1]
    if _GLUED.match(rest) and not _CJK.match(rest) and not _CJK.match(last):
        return False
    return not (last.isdigit() and rest[:1] in _COUNTED)


def _stop(text: str, start: int, end: int) -> int:
    """Where the phrase's last word ends."""
    return start + len(text[start:end].rstrip())


def _may_follow(hit: Hit, laid: Line) -> bool:
    """A weakly marked phrase must be a date by itself (for 3 weeks, to 12.1 are not)."""
    if _torn_behind(hit, laid) or _torn(hit.start, laid, _REPEATING):
        return False
    if hit.marked.strong:
        return not telling.is_bare_hour(hit.marked) or _at_end(hit, laid)
    return telling.is_telling(hit.marked, laid.edges.get(hit.start, {}))


def _apart(hits: list[Hit]) -> list[Hit]:
    """Phrases that do not overlap; of those that do, the one that begins first."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _at_end(hit: Hit, laid: Line) -> bool:
    return _TAIL.match(laid.text, _stop(laid.text, hit.start, hit.end)) is not None


def _ends(hits: list[Hit], laid: Line) -> Iterator[Hit]:
    """Unmarked phrases at the end of the line, then at its head, if they are dates by themselves."""
    last = next((hit for hit in hits if _at_end(hit, laid) and _stands(hit, laid)), None)
    if last is not None and not _denied(last, laid):
        yield last
    for hit in hits:
        if hit.start == laid.head and _stands(hit, laid) and _heads(hit, laid):
            yield hit


def _stands(hit: Hit, laid: Line) -> bool:
    here = laid.edges.get(hit.start, {})
    alone = laid.text[hit.start : hit.end].strip(" .").isalpha()
    if alone and telling.is_bare_weekday(hit.marked) and ("ord" in here or "risky" in here):
        return False
    return telling.is_telling(hit.marked, here)


def _denied(hit: Hit, laid: Line) -> bool:
    """Whether the word before takes the date away: not, except, of, since."""
    before = laid.text[: hit.start]
    if any(before.endswith(form) for form in laid.lexicon.forms("not") if _CJK.match(form)) or _torn(hit.start, laid):
        return True
    word = _WORD_BEFORE.search(before[-24:])
    return word is not None and word[1] in laid.lexicon.forms("not")


def _torn(start: int, laid: Line, kinds: frozenset[str] = _DATE_WORDS) -> bool:
    """Whether the words just before belong to dates too: then this is only a part of what was said."""
    for at in range(max(0, start - 16), start):
        for category, found in laid.edges.get(at, {}).items():
            if category in kinds and any(end == start for _, end in found):
                return True
    return False


def _torn_behind(hit: Hit, laid: Line) -> bool:
    """Whether the words just behind belong to dates too, or look like the name of a zone."""
    if _ZONE_LIKE.match(laid.text, hit.end):
        return True
    return not _TORN_OFF.isdisjoint(laid.edges.get(hit.end, {}))


def _heads(hit: Hit, laid: Line) -> bool:
    """Whether a phrase at the head of a line tells when, and is not part of a name (周一鸣, Monday meeting minutes)."""
    stop = _stop(laid.text, hit.start, hit.end)
    rest = laid.text[stop:]
    if any(rest.startswith(form) for form in laid.lexicon.forms("notafter")) or _torn_behind(hit, laid):
        return False
    if re.match(r"\s*(?:[,:;、-]|$)", rest):
        return True
    if _CJK.match(laid.text[stop - 1]) and _CJK.match(rest.lstrip()[:1]):
        follows = any(rest.lstrip().startswith(form) for form in laid.lexicon.forms("follow"))
        return follows or telling.has_clock(hit.marked)
    return telling.is_adverbial(hit.marked) or bool(laid.edges[hit.start].get("on"))


# ---- what was found


def _found(line: str, laid: Line, hit: Hit, reading: Reading) -> Found:
    stop = hit.start + len(laid.text[hit.start : hit.end].rstrip(" \t\n,;:"))
    return Found(reading, hit.start, stop, _marker(line, laid, hit, stop), _without(line, hit.start, stop))


def _marker(line: str, laid: Line, hit: Hit, stop: int) -> str | None:
    """The word that marks the phrase, as typed: in front of it, else behind it."""
    here = laid.edges.get(hit.start, {})
    ends = [end for category in ("by0", "before0", "within", "until0") for _, end in here.get(category, ())]
    if hit.marked.bound != "on" or hit.marked.strong:
        inside = [end for end in ends if end < hit.end]
        if inside:
            return line[hit.start : max(inside)].strip() or None
        return _marker_behind(line, laid, hit, stop)
    return None


def _marker_behind(line: str, laid: Line, hit: Hit, stop: int) -> str | None:
    for at in range(hit.start, stop):
        behind = laid.edges.get(at, {}).get("by1", ())
        if any(end >= stop for _, end in behind):
            return line[at:stop]
    return None


def _without(line: str, start: int, stop: int) -> str:
    """The line without the phrase; what it leaves hanging (a comma, empty brackets) goes with it."""
    before, after = line[:start].rstrip(), line[stop:].lstrip()
    while before[-1:] in _OPEN and after[:1] == _OPEN.get(before[-1:], "?"):
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    before = before.rstrip(" ,;:，；：、-–—")
    after = after.lstrip(" ,;:，；：、")
    joint = "" if not before or not after or _CJK.match(before[-1]) or _CJK.match(after[0]) else " "
    return f"{before}{joint}{after}"


_OPEN = {"(": ")", "（": "）", "[": "]", "【": "】", "「": "」"}

"""Finding at most one date inside a line: behind a word that marks it, or at either end of the line.

A marked date may stand anywhere and be of any form. An unmarked one counts only if it can hardly be anything else,
and not if it tells of the past, belongs to a noun (the minutes of Monday, 周五的纪要) or is denied (not Friday).
"""

import functools
import re
from collections.abc import Iterator

from coordination.rules import reading_fold
from coordination.rules.when import languages, lines, moments, parts, phrases, placing, telling, words
from coordination.rules.when.lines import Hit, Line
from coordination.rules.when.values import Found, Frame, Problem, Reading

LONGEST_LINE = 4096
"""Code points of a line that are looked at; Telegram's messages are no longer."""

_LATIN_WORD = re.compile(r"[^\W\d_]+")
_OPEN = {"(": ")", "（": "）", "[": "]", "【": "】", "「": "」"}


def find(line: str, frame: Frame) -> Found | None:
    """Find the one date of a line, `None` if there is none. Two marked dates that differ are to be asked.

    A date that was clearly meant but can't be read is found with its `problem`.
    """
    text = reading_fold.fold(line[:LONGEST_LINE])
    for language in phrases.candidates(text, frame.language):
        native = language in {languages.base(frame.language), "en", "zh", "ru"}
        if native or _speaks(text, language):
            laid = lines.lay_out(text, language)
            found = _find_in(line, laid, frame, native=native) if placing.is_hopeful(laid) else None
            if found is not None:
                return found
    return None


def _speaks(text: str, language: str) -> bool:
    """Whether a line has a word that marks dates in a language that is not the chat's, and none in English."""
    return not _marks(language).isdisjoint(_LATIN_WORD.findall(text))


@functools.cache
def _marks(language: str) -> frozenset[str]:
    lexicon = languages.lexicon(language)
    forms = (form for category in ("by0", "by1", "before0", "within") for form in lexicon.forms(category))
    return frozenset(words.split(form)[0] for form in forms) - languages.lexicon("en").vocabulary


def _find_in(line: str, laid: Line, frame: Frame, *, native: bool) -> Found | None:
    hits = list(lines.hits(laid))
    readings = [(hit, _read(hit, laid, frame)) for hit in _apart(_marked(hits, laid))]
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


def _marked(hits: list[Hit], laid: Line) -> list[Hit]:
    """Phrases with a mark, in order; a longer one around it is meant as a whole (every Friday by 5pm, two weeks before
    the opening), but for a range, whose end alone is marked where something moves from one day to another.
    """
    whole = [hit for hit in hits if not isinstance(hit.marked.what, parts.Range)]
    found = []
    for hit in hits:
        if not telling.is_marked(hit.marked):
            continue
        around = next((one for one in whole if one.start < hit.start and hit.end <= one.end), None)
        if around is not None or placing.may_follow(hit, laid):
            found.append(around or hit)
    return list(dict.fromkeys(found))


def _read(hit: Hit, laid: Line, frame: Frame) -> Reading:
    return phrases.meaning(hit.marked, phrases.setting(frame, languages.table(laid.language)))


def _is_date(reading: Reading) -> bool:
    return bool(reading.values) or reading.problem not in {Problem.NO_DATE, Problem.BACKWARDS}


def _together(readings: list[Reading]) -> Reading:
    """Several marked dates: the last one is the default, and where they differ both are asked."""
    last = readings[-1]
    values = tuple(dict.fromkeys(value for reading in reversed(readings) for value in reading.values))
    if len(readings) == 1 or values == last.values:
        return last
    return Reading(values[: moments.MOST_READINGS], None)


def _apart(hits: list[Hit]) -> list[Hit]:
    """Phrases that do not overlap; of those that do, the one that begins first."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _ends(hits: list[Hit], laid: Line) -> Iterator[Hit]:
    """Unmarked phrases at the end of the line, then at its head, if they are dates by themselves."""
    last = next((hit for hit in hits if lines.is_last(hit, laid) and placing.stands(hit, laid)), None)
    if last is not None and not placing.is_denied(last, laid):
        yield last
    for hit in hits:
        if hit.start == laid.head and placing.stands(hit, laid) and placing.may_lead(hit, laid):
            yield hit


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
    joint = "" if not before or not after or lines.CJK.match(before[-1]) or lines.CJK.match(after[0]) else " "
    return f"{before}{joint}{after}"

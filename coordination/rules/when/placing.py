"""Whether a phrase may stand for a date where it stands in its line; it knows no today and reads no values."""

import re

from coordination.rules import reading_fold
from coordination.rules.when import lines, telling
from coordination.rules.when.lines import Hit, Line

_REPEATING = frozenset({"freq", "freqp", "every", "every_other"})
_TIMES = frozenset({"clk", "dotclk", "oclock", "ampm", "midday", "past", "part"})
_DAYS = frozenset({"year", "month", "wd", "wdw", "day", "dayp", "period", "dm", "dmy", "ymd", "dmdot"})
_DATE_WORDS = _REPEATING | _TIMES | _DAYS | {"num", "nth", "ord", "next", "last"}
_TELLING_WORDS = _REPEATING | _DAYS | (_TIMES - {"past", "part"}) | {
    "unit", "unitday", "dur", "loose", "compact", "ym", "daysign", "monthsign", "wds", "wdp", "holiday", "opening",
    "eod", "endof", "midof", "beginof", "dekad", "quarter", "halfyear", "weekno", "tminus", "countdown", "ordnum",
}  # fmt: skip
_TORN_OFF = frozenset(
    {"or", "genitive", "by1", "clk", "oclock", "ampm", "month", "monthsign", "wd", "wdw", "day", "zone", "midday"}
)
_MARKS = frozenset({"by0", "before0", "within", "until0"})
_WORD_BEFORE = re.compile(rf"([^\W\d_{reading_fold.CJK}]+)[\s']*$")
_HEDGES = frozenset(
    {
        "early",
        "late",
        "mid",
        "hopefully",
        "tentatively",
        "commencing",
        "beginning",
        "tom",
        "week",
        "fortnight",
        "or",
        "sometime",
        "around",
        "about",
        "approximately",
        "approx",
        "roughly",
        "circa",
        "ca",
    }
    | {"maybe", "perhaps", "possibly", "probably", "etwa", "ungefähr", "wohl", "vielleicht", "wahrscheinlich"}
    | {"environ", "vers", "probablement", "hacia", "quizá", "quizás", "aproximadamente", "talvez", "provavelmente"}
    | {"cerca", "примерно", "около", "возможно", "наверное"}
)
_HEDGE_CJK = re.compile("(?:大概|大约|大約|差不多|希望|或|或者|还是|還是|可能|也许|也許|或许|估计|估計|约|約)[ 在于]*$")
"""Words before an unmarked date by which its writer leaves it open: then it stays a word of the line (about Friday)."""
_CUT_BEFORE = re.compile(r"[零〇一二两兩三四五六七八九十百几幾\d]个?$")
_CUT = re.compile(r"[零〇一二两兩三四五六七八九十百几幾半个\d]")
_NOT_BEFORE = re.compile(r"\b(?:no|not)\s+(?:(?:before|until|till|earlier\s+than)\s+)?$")
_EARLIER = re.compile(r"(?:any\s+)?(?:before|earlier|sooner|prior)\b")
_SHARE_OF = re.compile(r"\s*(?:half|third|quarter|week|weekend|days?)\s+(?:of|in)\b")
_ZONE_LIKE = re.compile(r"[a-z]{3,30}/[a-z]{3,30}")


def is_hopeful(laid: Line) -> bool:
    """Whether the line has any word or figure of which every date has one."""
    return any(not _TELLING_WORDS.isdisjoint(here) for here in laid.edges.values())


def may_follow(hit: Hit, laid: Line) -> bool:
    """A weakly marked phrase must be a date by itself (for 3 weeks, to 12.1 are not)."""
    if _is_cut(hit, laid):
        return False
    led = not _MARKS.isdisjoint(laid.edges.get(hit.start, {}))
    if _torn_behind(hit, laid) or _torn(hit.start, laid, _REPEATING if led else _DATE_WORDS):
        return False
    if hit.marked.strong:
        return not telling.is_bare_hour(hit.marked) or lines.is_last(hit, laid)
    return telling.is_telling(hit.marked, laid.edges.get(hit.start, {}))


def stands(hit: Hit, laid: Line) -> bool:
    if _is_cut(hit, laid):
        return False
    here = laid.edges.get(hit.start, {})
    alone = laid.text[hit.start : hit.end].strip(" .").isalpha()
    if alone and telling.is_bare_weekday(hit.marked) and ("ord" in here or "risky" in here):
        return False
    return telling.is_telling(hit.marked, here)


def _is_cut(hit: Hit, laid: Line) -> bool:
    """Whether it is a piece of something else: (一个)半月后, (两)三天内, (周五或)周六, (not) before, 1st (half of)."""
    before = laid.text[: hit.start][-24:]
    if _CUT_BEFORE.search(before) and _CUT.match(laid.text, hit.start):
        return True
    if before.endswith(("或", "或者", "还是", "還是", "还", "還")) or _SHARE_OF.match(laid.text, hit.end):
        return True
    denied = _NOT_BEFORE.search(before)
    return denied is not None and (" " in denied[0].strip() or _EARLIER.match(laid.text, hit.start) is not None)


def is_denied(hit: Hit, laid: Line) -> bool:
    """Whether the word before takes the date away: not, except, of, since; early, around, probably."""
    before = laid.text[: hit.start]
    if _HEDGE_CJK.search(before[-8:]):
        return True
    if any(before.endswith(form) for form in laid.lexicon.forms("not") if lines.CJK.match(form)) or _torn(
        hit.start, laid
    ):
        return True
    word = _WORD_BEFORE.search(before[-24:])
    return word is not None and (word[1] in _HEDGES or word[1] in laid.lexicon.forms("not"))


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


def may_lead(hit: Hit, laid: Line) -> bool:
    """Whether a phrase at the head of a line tells when, and is not part of a name (周一鸣, Monday meeting minutes)."""
    stop = lines.stop_of(laid.text, hit.start, hit.end)
    rest = laid.text[stop:]
    if any(rest.startswith(form) for form in laid.lexicon.forms("notafter")) or _torn_behind(hit, laid):
        return False
    if re.match(r"\s*(?:[,:;、-]|$)", rest):
        return True
    if lines.CJK.match(laid.text[stop - 1]) and lines.CJK.match(rest.lstrip()[:1]):
        follows = any(rest.lstrip().startswith(form) for form in laid.lexicon.forms("follow"))
        return follows or telling.has_clock(hit.marked)
    return telling.is_adverbial(hit.marked) or bool(laid.edges[hit.start].get("on"))

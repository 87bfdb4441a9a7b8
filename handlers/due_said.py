"""The words behind `/due 12`: a date and the reason, so much later, or no date; it knows no task and no sentence."""

import re
from dataclasses import dataclass

from coordination.rules import reading_fold, reading_shift, tasks, when
from handlers import dues

MOST_STEPS = 24
"""So many beginnings of the words are tried as a date."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted: dates to choose from (one is certain), a shift of the date in force, or (`removed`) no date."""

    days: tuple[tasks.Due, ...] = ()
    shift: reading_shift.Shift | None = None
    earlier: bool = False
    removed: bool = False
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.days and self.shift is None and not self.removed


_TO = re.compile(
    r"(?:(?:is |now |new |date |the |due |deadline )*(?:to|on|by|until|till|=|:|for)(?=\W)"
    r"|(?:改|调整|延期|推迟|顺延|提前)?(?:到|至|为|成))\s*",
    re.IGNORECASE,
)
_REMOVED = frozenset(
    {"none", "no date", "no due date", "remove", "removed", "clear", "off", "never", "open", "-"}
    | {"无", "取消", "不定", "删除", "清除", "未定", "无时限", "取消时限"}
)
_LONGER = re.compile(
    r"(?:by|another|\+|later by|plus|for another|延期|延后|推迟|推后|顺延|延长|延|再|后延|加)\s*(?:给|加)?\s*",
    re.IGNORECASE,
)
_SHORTER = re.compile(r"(?:-|minus|earlier by|提前|提早)\s*", re.IGNORECASE)
_AFTER_SHIFT = re.compile(r"\s*(?:later|more|longer|on|earlier|的时间|时间)?(?=$|[\s,，;；:：.。])", re.IGNORECASE)
_STOP = re.compile(rf"[\s,，;；:：(（。]|(?<=[{reading_fold.CJK}])")
_SPACE = re.compile(r"[\s,，;；:：。]+")
_VAGUE = re.compile(
    r"(?:\b(?:sometime|early|mid|around|about|roughly|maybe|perhaps|late in)|大约|大概|可能|左右)[\s,-]*$",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"^[\s,，;；:：.。()（）—–-]*"
    r"(?:(?:because(?: of)?|since|as|due to|reason)\b[:：]?|因为|因|由于|原因[是为]?|理由[是为]?)?[\s:：]*",
    re.IGNORECASE,
)
_LOOSE = ' \t\n,，;；:：.。()（）"“”—–-'


def read(words: str, frame: when.Frame) -> Wish:
    """Read the date at the head or the end of the words, else anywhere; the rest is the reason. Empty without any."""
    typed = words.strip()
    if reading_fold.fold(typed).strip(" .。") in _REMOVED:
        return Wish(removed=True)
    if (shifted := _shifted(typed)) is not None:
        return shifted
    for reader in (_dated, _dated_behind_to, _dated_at_end, _found):
        wish = reader(typed, frame)
        if wish is not None:
            return wish
    return Wish()


def _shifted(typed: str) -> Wish | None:
    """`3 days`, `by a week because …`, `再3天`, `提前两天`: counted from the date in force."""
    earlier = _SHORTER.match(typed)
    lead = earlier or _LONGER.match(typed)
    start = lead.end() if lead else 0
    tokens = reading_fold.tokens(reading_fold.fold(typed[start:]))
    shift = reading_shift.find(tokens, 0, len(tokens))
    if shift is None or shift.first > 0:
        return None
    end = start + tokens[shift.last - 1].end
    after = _AFTER_SHIFT.match(typed, end)
    if after is None and lead is None:
        return None
    if after is not None and typed[after.start() : after.end()].strip().casefold() == "earlier":
        earlier = after
    return Wish(shift=shift, earlier=earlier is not None, reason=because(typed[after.end() if after else end :]))


def _without_to(typed: str) -> str:
    found = _TO.match(typed)
    return typed[found.end() :] if found else typed


def _dated(typed: str, frame: when.Frame) -> Wish | None:
    """The longest beginning that is a date; one that says a time but no day ends the search."""
    ends = [len(typed), *sorted({found.start() for found in _STOP.finditer(typed)}, reverse=True)]
    for end in ends[-MOST_STEPS:]:
        reading = when.read(typed[:end], frame) if typed[:end].strip() else when.NOTHING
        if days := _days(reading):
            return Wish(days, reason=because(typed[end:]))
        if reading.problem is not when.Problem.NO_DATE:
            return Wish()
    return None


def _dated_behind_to(typed: str, frame: when.Frame) -> Wish | None:
    rest = _without_to(typed)
    return None if rest == typed else _dated(rest, frame)


def _dated_at_end(typed: str, frame: when.Frame) -> Wish | None:
    """The longest end that is a date; the reason stands before it."""
    starts = sorted({found.end() for found in _SPACE.finditer(typed)})
    for start in starts[-MOST_STEPS:]:
        reading = when.read(_without_to(typed[start:]), frame)
        if days := _days(reading):
            return None if _VAGUE.search(typed[:start]) else Wish(days, reason=because(typed[:start]))
        if reading.problem is not when.Problem.NO_DATE:
            return Wish()
    return None


def _found(typed: str, frame: when.Frame) -> Wish | None:
    found = when.find(typed, frame)
    days = _days(found.reading) if found is not None else ()
    if found is None or not days or _VAGUE.search(typed[: found.start]):
        return None
    return Wish(days, reason=because(found.rest))


def _days(reading: when.Reading) -> tuple[tasks.Due, ...]:
    return tuple(
        dict.fromkeys(dues.due_of(dues.end_of(one)) for one in reading.values if not isinstance(one, when.Recurrence))
    )


def because(rest: str) -> str:
    """The reason without what joins it to the date."""
    return _BECAUSE.sub("", rest.strip(_LOOSE)).strip(_LOOSE)

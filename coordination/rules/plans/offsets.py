"""Words that count from the opening day or the first week (`6-8 weeks out`, `会后一周内`, `Week of 5 October`)."""

import re
from dataclasses import dataclass

_UNITS = (
    ("days", r"d|days?|天|日|tage?n?|jours?|d[ií]as?|дн\w*|день|dias?"),
    ("weeks", r"w|wks?|weeks?|周|週|星期|wochen?|semaines?|semanas?|недел\w*"),
    ("months", r"m|mos?|months?|个?月|個月|monate?n?|mois|mes(?:es)?|месяц\w*"),
)
_NUMBER = r"(?<![\d.,])(?P<n>\d{1,3})(?![.,]\d)(?:\s*(?:-|–|—|to|~|至|到|bis)\s*(?P<m>\d{1,3}))?"
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS)
_EVENT = r"(?:\s+(?:the\s+)?(?:event|conference|conf|opening|congress|summit|fair|show|start|go-?live))?"
_BEFORE = re.compile(
    rf"{_NUMBER}\s*(?:{_UNIT})\s*(?:out|before|prior(?:\s+to)?|ahead(?:\s+of)?|to\s+go|vorher|davor|vor|avant|antes|до|前){_EVENT}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"{_NUMBER}\s*(?:{_UNIT})\s*(?:after|post|later|nachher|danach|après|después|depois|后){_EVENT}", re.I
)
_T = re.compile(rf"[TD]\s*(?P<sign>[-–—+])\s*{_NUMBER}\s*(?:{_UNIT})?", re.IGNORECASE)
_AROUND = re.compile(r"^(?:大会|会议|活动|展会|开展|开会|会|展)(前|后|後)\s*(.+)$")
_DAY_OF = re.compile(
    r"(?:the )?(?:day of|event day|conference day|opening day|d-day|on the day)(?: the (?:event|conference))?"
    r"|(?:会议|活动|大会|开幕)?当天|开幕日|jour j",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"(?:after(?:wards)?|post|later|nachher|danach|après|después|depois|после)(?:[ -](?:the )?(?:event|conference))?"
    r"|(?:会|活动|大会)?[后後](?:续)?|before|prep(?:aration)?|会前|(?:during|on site|onsite)",
    re.IGNORECASE,
)
_WEEK_OF = re.compile(
    r"(?:week (?:of|commencing|beginning|starting)|w/c|wk of"
    r"|woche (?:vom|ab)|semaine du|semana del?|неделя с)\s+(?P<day>.+)",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"(?:week|wk|w|woche|semaine|semana|неделя)\s*(?P<n>\d{1,2})(?:\s*[-–]\s*(?P<m>\d{1,2}))?|第\s*(?P<zh>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[周週]",
    re.IGNORECASE,
)
_CALENDAR_WEEK = re.compile(
    r"(?:kw|cw|iso week|calendar week|kalenderwoche)\s*(?P<n>\d{1,2})"
    r"(?:\s*(?:[-–/]|bis|to)\s*(?:kw|cw)?\s*(?P<m>\d{1,2}))?",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:\b(?:by|due|on|until|before|deadline|bis|avant|до|até)\s*:?\s*|[(（]\s*)?"
    r"(?<![\w-])(?P<count>[TD]\s?[-–+]\s?\d{1,3}(?![\w.:%-])"
    r"|(?:开幕|大会|会议|活动|展会|会)前\s*\d{1,3}\s*(?:天|周|个月)"
    r"|\d{1,3}\s(?:days?|weeks?|months?)\s(?:before|prior to)\s(?:the\s)?(?:opening|event|conference|congress|summit))"
    r"(?:\s*[前)）])?",
    re.IGNORECASE,
)
_DIGITS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Offset:
    """Phrases counted from the opening day (`2 weeks before opening`): the later, and the earlier of a range."""

    due: str
    start: str | None = None


def offset(text: str) -> Offset | None:
    """The phrase that counts from the opening day, in words that dates are read in; `None`: it is no such thing."""
    text = text.strip()
    if _DAY_OF.fullmatch(text):
        return Offset("opening day")
    if match := _AROUND.match(text):
        return Offset(f"开幕{'前' if match[1] == '前' else '后'}{match[2]}")
    if match := _T.fullmatch(text):
        return _counted(match, "before" if match["sign"] != "+" else "after")
    for pattern, side in ((_BEFORE, "before"), (_AFTER, "after")):
        if match := pattern.fullmatch(text):
            return _counted(match, side)
    return None


def inside(line: str) -> tuple[str, str] | None:
    """The count in a line (`Print badges by T-7`), and the line without it."""
    match = _INSIDE.search(line)
    if match is None:
        return None
    return match["count"], " ".join(f"{line[: match.start()]} {line[match.end() :]}".split()).strip(" ,，;；-–—")


def _counted(match: re.Match[str], side: str) -> Offset:
    unit = next((name for name, _ in _UNITS if match[name]), "days")
    numbers = sorted({int(match["n"]), int(match["m"] or match["n"])}, reverse=side == "before")
    phrases = [f"{n} {unit} {side} opening" if n else "opening day" for n in numbers]
    return Offset(phrases[-1], phrases[0] if len(phrases) > 1 else None)


def is_loose(text: str) -> bool:
    """Tell whether a heading places its tasks around the event without a day: `After`, `会后`."""
    return _AFTERWARDS.fullmatch(text.strip()) is not None


def week_of(text: str) -> str | None:
    """The day in `Week of 5 October`."""
    match = _WEEK_OF.fullmatch(text.strip())
    return match["day"] if match else None


def numbered_week(text: str) -> tuple[int, int] | None:
    """The first and last number in `week 3`, `WEEK 2-3`, `第3周`."""
    match = _WEEK.fullmatch(text.strip())
    if not match:
        return None
    first = int(match["n"]) if match["n"] else _chinese(match["zh"])
    return first, int(match["m"] or first)


def calendar_weeks(text: str) -> tuple[int, int] | None:
    """The first and last number in `KW 42`, `KW 41-42`."""
    match = _CALENDAR_WEEK.fullmatch(text.strip())
    if match is None:
        return None
    first, last = int(match["n"]), int(match["m"] or match["n"])
    return (first, last) if 1 <= first <= last <= 53 else None


def _chinese(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.partition("十") if "十" in text else ("", "", text)
    base = (_DIGITS.find(tens) + 1 or 1) * 10 if "十" in text else 0
    return base + (_DIGITS.find(ones) + 1 if ones else 0)

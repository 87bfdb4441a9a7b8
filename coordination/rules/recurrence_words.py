"""Repetitions in words, English and Chinese, such as reading gives back unchanged; it knows no zone and no instant.

The words are those that `coordination.rules.when` reads: what is written for a rule is read as the same rule.
"""

from datetime import date, datetime

from coordination.rules import recurrence, recurrence_words_zh

_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_MONTHS = "January February March April May June July August September October November December"
_NTHS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second to last"}
WORKDAYS = "MO,TU,WE,TH,FR"
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


def to_words(rule: str, language: str) -> str:
    """Say a rule in `language` (`zh` or a tag of it, else English): "every second Tuesday at 09:00".

    Raises `ValueError` for a rule of a form that people have no words for.
    """
    pieces = recurrence.parts(rule)
    if pieces.get("FREQ") not in _UNITS:
        raise ValueError(f"no words for {rule!r}")
    return recurrence_words_zh.say(pieces) if language.lower().startswith("zh") else _say(pieces)


def _say(pieces: dict[str, str]) -> str:
    hour = f" at {int(pieces['BYHOUR']):02}:{int(pieces.get('BYMINUTE', '0')):02}" if "BYHOUR" in pieces else ""
    return _pattern(pieces) + hour + _ending(pieces)


def _ending(pieces: dict[str, str]) -> str:
    if "COUNT" in pieces:
        return f", {pieces['COUNT']} times"
    if "UNTIL" in pieces:
        until = until_day(pieces["UNTIL"])
        return f" until {until.day} {_MONTHS.split()[until.month - 1]} {until.year}"
    return ""


def until_day(value: str) -> date:
    """The local day that UNTIL names."""
    return datetime.strptime(value[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day, no instant


def _pattern(pieces: dict[str, str]) -> str:
    freq, interval = pieces["FREQ"], int(pieces.get("INTERVAL", "1"))
    if freq == "DAILY":
        return "every day" if interval == 1 else f"every {interval} days"
    if freq == "WEEKLY":
        return _weekly(pieces, interval)
    on = _yearly_days(pieces) if freq == "YEARLY" else _monthly_days(pieces)
    unit = _UNITS[freq]
    if freq == "MONTHLY" and interval == 1:
        return f"on {on} of every month"
    return f"every {unit} on {on}" if interval == 1 else f"every {interval} {unit}s on {on}"


def _weekly(pieces: dict[str, str], interval: int) -> str:
    if pieces["BYDAY"] == WORKDAYS and interval == 1:
        return "every working day"
    days = [_DAYS[code] for code in pieces["BYDAY"].split(",")]
    if interval == 1:
        return f"every {listed(days)}"
    return (
        f"every second {days[0]}" if interval == 2 and len(days) == 1 else f"every {interval} weeks on {listed(days)}"
    )


def _monthly_days(pieces: dict[str, str]) -> str:
    if "BYSETPOS" in pieces and "BYMONTHDAY" in pieces:
        return monthdays(pieces["BYMONTHDAY"].rpartition(",")[2])  # the 30th, or the last day before it
    if "BYSETPOS" in pieces:
        return f"the {listed([_nth(n) for n in pieces['BYSETPOS'].split(',')])} working day"
    if "BYMONTHDAY" in pieces:
        return monthdays(pieces["BYMONTHDAY"])
    pairs = [(code[:-2], code[-2:]) for code in pieces["BYDAY"].split(",")]
    if len({day for _, day in pairs}) == 1:
        return f"the {listed([_nth(n) for n, _ in pairs])} {_DAYS[pairs[0][1]]}"
    return listed([f"the {_nth(n)} {_DAYS[day]}" for n, day in pairs])


def monthdays(value: str) -> str:
    """Days of a month: "the 1st and 15th", "the last day"."""
    counted = [f"the {_nth(day)} day" for day in value.split(",") if int(day) < 0]
    dated = [ordinal(int(day)) for day in value.split(",") if int(day) > 0]
    return listed([*([f"the {listed(dated)}"] if dated else []), *counted])


def _yearly_days(pieces: dict[str, str]) -> str:
    months = [_MONTHS.split()[int(month) - 1] for month in pieces["BYMONTH"].split(",")]
    days = pieces["BYMONTHDAY"].split(",")
    if len(months) == len(days) == 1 and int(days[0]) > 0:
        return f"{days[0]} {months[0]}"
    return f"{monthdays(pieces['BYMONTHDAY'])} of {listed(months)}"


def _nth(n: str) -> str:
    return _NTHS[int(n)] if int(n) in _NTHS else ordinal(int(n))


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 11th, 21st."""
    ending = "th" if n % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def listed(words: list[str]) -> str:
    """A, B and C."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

"""Rules to and from the RRULE text of RFC 5545, for the part of it that people mean; knows no calendar of a group.

Read and written: DAILY; WEEKLY with BYDAY; MONTHLY with BYMONTHDAY, with BYDAY=2WE,-1FR, or as the n-th working day
(BYDAY=MO,TU,WE,TH,FR;BYSETPOS=n, holidays apart); YEARLY with BYMONTH and BYMONTHDAY; INTERVAL, UNTIL, COUNT, BYHOUR,
BYMINUTE. Anything else is refused rather than half read.

One deviation, on purpose (F103): a day that a month does not have is its last day, where the RFC leaves the month out.
What is written says so in the RFC's own terms, so that other programs show the same days.
"""

import itertools
import re
from dataclasses import replace
from datetime import date, datetime, time

from coordination.rules import instants
from coordination.rules.calendars import MON_FRI
from coordination.rules.patterns import Daily, MonthDays, MonthWeekdays, MonthWorkdays, Pattern, Weekly, YearDays
from coordination.rules.recurrences import OffDay, Rule

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAY_CODES = DAY_CODES[:5]
MOST_COUNT = 1000

Parts = dict[str, str]

_WHEN = {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYHOUR", "BYMINUTE", "BYSECOND", "WKST"}
_DAYS = {
    "DAILY": (set[str](),),
    "WEEKLY": ({"BYDAY"},),
    "MONTHLY": ({"BYMONTHDAY"}, {"BYDAY"}, {"BYDAY", "BYSETPOS"}, {"BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": ({"BYMONTH", "BYMONTHDAY"},),
}


def from_rrule(text: str, zone: str, at: time, after: datetime) -> Rule:
    """The rule that the text (with or without `RRULE:`) means for a series that begins after the instant `after`.

    `at` is the local time where the text names none. With INTERVAL the first matching day starts the series; COUNT
    becomes the day of the last. Raises `ValueError` for what is not read here.
    """
    parts = _parts(text)
    until = _until(parts["UNTIL"]) if "UNTIL" in parts else None
    rule = Rule(_pattern(parts), _time(parts, at), zone, until=until)
    return _counted(_anchored(rule, _number(parts.get("INTERVAL", "1")), after), parts, after)


def to_rrule(rule: Rule) -> str:
    """The rule as RRULE text without its prefix. Raises `ValueError` for what RFC 5545 can't say.

    That is: days kept clear of holidays, single days skipped or moved, and several days of a month of which one is
    the 29th or 30th.
    """
    if rule.off_day is not OffDay.KEEP or rule.skipped or rule.moved:
        raise ValueError("an RRULE knows no days off and no exceptions")
    parts = [_days_text(rule.pattern)]
    if rule.every > 1:
        parts.append(f"INTERVAL={rule.every}")
    if rule.until:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    return ";".join([*parts, f"BYHOUR={rule.at.hour}", f"BYMINUTE={rule.at.minute}"])


def _parts(text: str) -> Parts:
    pairs = [part.partition("=") for part in text.strip().upper().removeprefix("RRULE:").strip(";").split(";")]
    parts = {name: value for name, _, value in pairs}
    wanted = _DAYS.get(parts.get("FREQ", ""), ())
    if len(parts) < len(pairs) or not all(parts.values()) or parts.keys() - _WHEN not in wanted:
        raise ValueError(f"not a rule that is read here: {text!r}")
    if parts.get("WKST", "MO") != "MO" or parts.get("BYSECOND", "0") != "0" or {"UNTIL", "COUNT"} <= parts.keys():
        raise ValueError(f"weeks begin on Monday, minutes are whole, and a series has one end: {text!r}")
    return parts


def _pattern(parts: Parts) -> Pattern:
    match parts["FREQ"]:
        case "DAILY":
            return Daily()
        case "WEEKLY":
            return Weekly(tuple(_weekday(code) for code in parts["BYDAY"].split(",")))
        case "MONTHLY":
            return _monthly_weekdays(parts) if "BYDAY" in parts else _monthly_days(parts)
        case _:
            days = itertools.product(_numbers(parts["BYMONTH"]), _numbers(parts["BYMONTHDAY"]))
            return YearDays(tuple((month, _last_day(month) if day == -1 else day) for month, day in days))


def _monthly_days(parts: Parts) -> Pattern:
    days = _numbers(parts["BYMONTHDAY"])
    if "BYSETPOS" not in parts:
        return MonthDays(days)
    if parts["BYSETPOS"] != "-1" or days != tuple(range(28, 28 + len(days))):
        raise ValueError("of several days of a month only the last one there is can be picked")
    return MonthDays(days[-1:])


def _monthly_weekdays(parts: Parts) -> Pattern:
    codes = parts["BYDAY"].split(",")
    if "BYSETPOS" not in parts:
        return MonthWeekdays(tuple(_nth_weekday(code) for code in codes))
    which = _numbers(parts["BYSETPOS"])
    if set(codes) == set(WORKDAY_CODES):
        return MonthWorkdays(which)
    if len(codes) == 1:
        return MonthWeekdays(tuple((n, _weekday(codes[0])) for n in which))
    raise ValueError("of several weekdays of a month only the working days can be counted")


def _anchored(rule: Rule, every: int, after: datetime) -> Rule:
    if every == 1:
        return rule
    first = instants.next_after(rule, after, MON_FRI)
    if first is None:
        raise ValueError("the series ended before it began")
    return replace(rule, every=every, starts_on=instants.local_day(first, rule.zone))


def _counted(rule: Rule, parts: Parts, after: datetime) -> Rule:
    if "COUNT" not in parts:
        return rule
    count = _number(parts["COUNT"])
    if not 1 <= count <= MOST_COUNT:
        raise ValueError(f"a series has 1 to {MOST_COUNT} occurrences")
    last = instants.upcoming(rule, after, MON_FRI, count)[-1]
    return replace(rule, until=instants.local_day(last, rule.zone))


def _days_text(pattern: Pattern) -> str:
    match pattern:
        case Daily():
            return "FREQ=DAILY"
        case Weekly(days):
            return "FREQ=WEEKLY;BYDAY=" + ",".join(DAY_CODES[day] for day in days)
        case MonthDays(days):
            return "FREQ=MONTHLY;" + _month_days_text(days)
        case MonthWeekdays(pairs):
            return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{which}{DAY_CODES[weekday]}" for which, weekday in pairs)
        case MonthWorkdays(days):
            return f"FREQ=MONTHLY;BYDAY={','.join(WORKDAY_CODES)};BYSETPOS={_listed(days)}"
        case YearDays(pairs):
            return "FREQ=YEARLY;" + _year_days_text(pairs)


def _month_days_text(days: tuple[int, ...]) -> str:
    if not {29, 30} & set(days):
        return f"BYMONTHDAY={_listed(tuple(-1 if day == 31 else day for day in days))}"
    if len(days) > 1:
        raise ValueError("an RRULE can't say that one of several days is the last of a shorter month")
    return f"BYMONTHDAY={_listed(tuple(range(28, days[0] + 1)))};BYSETPOS=-1"


def _year_days_text(pairs: tuple[tuple[int, int], ...]) -> str:
    ends_february = (2, 29) in pairs
    if ends_february and len(pairs) > 1:
        raise ValueError("an RRULE can't say that one of several days is the last of February")
    if ends_february:
        return "BYMONTH=2;BYMONTHDAY=-1"
    in_months = tuple(sorted({month for month, _ in pairs}))
    on_days = tuple(sorted({day for _, day in pairs}))
    if set(itertools.product(in_months, on_days)) != set(pairs):
        raise ValueError("an RRULE says the same days of each of its months")
    return f"BYMONTH={_listed(in_months)};BYMONTHDAY={_listed(on_days)}"


def _time(parts: Parts, at: time) -> time:
    if "BYHOUR" not in parts and "BYMINUTE" not in parts:
        return at
    return time(_number(parts.get("BYHOUR", "")), _number(parts.get("BYMINUTE", "0")))


def _until(text: str) -> date:
    if not re.fullmatch(r"[0-9]{8}", text):
        raise ValueError(f"a series ends with a day, not {text!r}")
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _weekday(code: str) -> int:
    return DAY_CODES.index(code)


def _nth_weekday(code: str) -> tuple[int, int]:
    return _number(code[:-2]), _weekday(code[-2:])


def _last_day(month: int) -> int:
    return 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31


def _number(text: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,4}", text):
        raise ValueError(f"not a number: {text!r}")
    return int(text)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(_number(part) for part in text.split(","))


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))

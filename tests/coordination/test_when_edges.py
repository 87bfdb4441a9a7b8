"""Phrases at the edges of the grammar: stretches, their middles, days that are none, odd hours, two days at once."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from coordination.rules import when

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)


def shown(value: when.Value) -> str:
    """A value in one line: a day with its hour, a span, or a rule with its first day."""
    match value:
        case when.Span():
            return f"{shown(value.start)} to {shown(value.end)}"
        case when.Recurrence():
            return f"{value.rrule} from {shown(value.first)}"
    return f"{value.on}" if value.at is None else f"{value.at:%Y-%m-%d %H:%M}"


def read(phrase: str, language: str) -> when.Reading:
    return when.read(phrase, when.Frame(WEDNESDAY, SHANGHAI, language))


@pytest.mark.parametrize(
    ("language", "phrase", "values"),
    [
        ("en", "mid-week", ["2026-11-26", "2026-11-27"]),
        ("en", "middle of 2027", ["2027-07-02", "2027-07-16"]),
        ("en", "mid December", ["2026-12-15", "2026-12-20"]),
        ("en", "before this month", ["2026-11-30"]),
        ("de", "KW 10", ["2027-03-12", "2027-03-08"]),
        ("en", "tomorrow, 26 Nov", ["2026-11-26"]),
        ("en", "tomorrow, 27 Nov", ["2026-11-27", "2026-11-26"]),
        ("en", "Friday, 26 Nov", ["2026-11-26", "2026-11-27"]),
        ("en", "in 1.3 hours", ["2026-11-25 11:48"]),
        ("en", "midnight in the morning", ["2026-11-26 00:00"]),
        ("en", "between 9 and 11 in the morning", ["2026-11-26 09:00 to 2026-11-26 11:00"]),
        ("en", "9am Monday - Wednesday", ["2026-11-30 09:00 to 2026-12-02"]),
        ("ru", "с 9 до 11 утра", ["2026-11-26 09:00 to 2026-11-26 11:00"]),
        ("zh", "八点三刻", ["2026-11-26 08:45"]),
    ],
)
def test_a_stretch_an_hour_or_two_days_at_once_give_every_fair_reading(
    language: str, phrase: str, values: list[str]
) -> None:
    assert [shown(value) for value in read(phrase, language).values] == values


@pytest.mark.parametrize(
    ("language", "phrase", "rules"),
    [
        ("en", "every weekend", ["FREQ=WEEKLY;BYDAY=SA,SU from 2026-11-28"]),
        ("en", "the first Monday and Thursday of every month", ["FREQ=MONTHLY;BYDAY=1MO,1TH from 2026-12-03"]),
        ("en", "end of every month", ["FREQ=MONTHLY;BYMONTHDAY=-1 from 2026-11-30"]),
        ("en", "every Monday for 2 months", ["FREQ=WEEKLY;BYDAY=MO;UNTIL=20270129 from 2026-11-30"]),
        ("en", "every Monday at 24:00", ["FREQ=WEEKLY;BYDAY=TU;BYHOUR=0;BYMINUTE=0 from 2026-12-01 00:00"]),
        ("zh", "每隔两天", ["FREQ=DAILY;INTERVAL=3 from 2026-11-25", "FREQ=DAILY;INTERVAL=2 from 2026-11-25"]),
    ],
)
def test_a_repetition_is_a_rule_or_the_rules_it_may_mean(language: str, phrase: str, rules: list[str]) -> None:
    assert [shown(value) for value in read(phrase, language).values] == rules


@pytest.mark.parametrize(
    ("language", "phrase", "problem"),
    [
        ("en", "KW 54", when.Problem.NO_SUCH_DAY),
        ("en", "the 32nd", when.Problem.NO_SUCH_DAY),
        ("en", "31 Feb - 2 Mar", when.Problem.NO_SUCH_DAY),
        ("en", "the 30th working day of December", when.Problem.NO_SUCH_DAY),
        ("zh", "十二月第三十个工作日", when.Problem.NO_SUCH_DAY),
        ("en", "the 6th Monday of every month", when.Problem.NO_SUCH_DAY),
        ("en", "every month on the 32nd", when.Problem.NO_SUCH_DAY),
        ("en", "every 31 February", when.Problem.NO_SUCH_DAY),
        ("en", "every day at 25:00", when.Problem.NO_SUCH_HOUR),
        ("en", "Q3 2025", when.Problem.VAGUE),
        ("zh", "每隔两个月", when.Problem.VAGUE),
        ("en", "in 1.7 days", when.Problem.NO_DATE),
        ("zh", "9000个工作日后", when.Problem.NO_DATE),
        ("en", "1 Jan 9999", when.Problem.NO_DATE),
        ("en", "every year on Friday", when.Problem.NO_DATE),
    ],
)
def test_what_names_no_day_says_why(language: str, phrase: str, problem: when.Problem) -> None:
    reading = read(phrase, language)

    assert (reading.values, reading.problem) == ((), problem)

"""What a repetition promises is said when it is set up, months that are too short included."""

from datetime import date, time

import pytest

from coordination.rules import recurrences
from coordination.rules.patterns import MonthDays, MonthWeekdays, MonthWorkdays, Pattern, Weekly, YearDays
from handlers import rule_words


@pytest.mark.parametrize(
    ("pattern", "english", "chinese"),
    [
        (MonthDays((31,)), "on the last day of every month at 09:00", "每月最后一天 9:00"),
        (
            MonthDays((30,)),
            "on the 30th of every month at 09:00 (in a shorter month: the last day)",
            "每月30日 9:00（不足的月份为最后一天）",
        ),
        (
            MonthDays((15, 29)),
            "on the 15th and 29th of every month at 09:00 (in a shorter month: the last day)",
            "每月15日、29日 9:00（不足的月份为最后一天）",
        ),
        (MonthDays((15, 31)), "on the 15th and the last day of every month at 09:00", "每月15日、最后一天 9:00"),
        (MonthDays((28,)), "on the 28th of every month at 09:00", "每月28日 9:00"),
        (MonthDays((-2,)), "on the second to last day of every month at 09:00", "每月倒数第二天 9:00"),
        (YearDays(((2, 29),)), "every year on the last day of February at 09:00", "每年2月的最后一天 9:00"),
        (
            MonthWeekdays(((5, 0),)),
            "on the fifth Monday of every month at 09:00 (a month without such a day: left out)",
            "每月第五个周一 9:00（无此日的月份跳过）",
        ),
        (
            MonthWorkdays((23,)),
            "on the 23rd working day of every month at 09:00 (a month without such a day: left out)",
            "每月第23个工作日 9:00（无此日的月份跳过）",
        ),
        (MonthWorkdays((-1,)), "on the last working day of every month at 09:00", "每月最后一个工作日 9:00"),
        (Weekly((4,)), "every Friday at 09:00", "每周五 9:00"),
    ],
)
def test_a_repetition_is_said_with_what_short_months_make_of_it(pattern: Pattern, english: str, chinese: str) -> None:
    rule = recurrences.Rule(pattern, time(9), "Asia/Shanghai")

    assert rule_words.said(rule, "en") == english
    assert rule_words.said(rule, "zh") == chinese
    assert rule_words.said(rule, "en", timed=False) == english.replace(" at 09:00", "")


def test_every_few_months_and_until_when_are_said_as_well() -> None:
    rule = recurrences.Rule(
        MonthDays((30,)), time(9), "Asia/Shanghai", every=3, starts_on=date(2026, 11, 1), until=date(2027, 12, 31)
    )

    assert rule_words.said(rule, "en") == (
        "every 3 months on the 30th at 09:00 until 31 December 2027 (in a shorter month: the last day)"
    )

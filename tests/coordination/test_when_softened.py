"""Dates whose writers leave them open, and pieces of phrases: none of them is ever taken for a day."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from coordination.rules import when

FRAME = when.Frame(datetime.fromisoformat("2026-11-25T02:30+00:00"), ZoneInfo("Asia/Shanghai"))

OPEN = [
    "early next month",
    "late December",
    "late next week",
    "early next week",
    "around Friday",
    "around 5 Dec",
    "about 3 Dec",
    "by around 5 Dec",
    "sometime next week",
    "beginning of December",
    "around the 10th",
    "roughly 2 weeks",
    "in a few days",
    "next week or so",
    "by Friday or so",
    "Friday-ish",
    "hopefully Friday",
    "a week today",
    "tom 5pm",
    "not before Friday",
    "no earlier than Friday",
    "after Friday",
    "since Friday",
    "from 5 Dec",
    "by 1st half of December",
    "second half of December",
    "Friday or Saturday",
    "4 or 5 Dec",
    "Tues/Wed",
    "week commencing 7 Dec",
    "after the weekend",
    "ASAP",
    "soon",
    "TBD",
    "late Friday",
    "下月初",
    "12月初",
    "12月下旬左右",
    "下旬左右",
    "月初",
    "月底左右",
    "年初",
    "大概周五",
    "大概12月5日",
    "周五左右",
    "12月5日左右",
    "12月5日前后",
    "约12月5日",
    "两周左右",
    "大约两周",
    "一个半月后",
    "两三天后",
    "两三天内",
    "三五天内",
    "一两周后",
    "差不多三天后",
    "几天后",
    "过几天",
    "三四天",
    "周五或周六",
    "周五或者周六",
    "周五还是周六",
    "12月5日或6日",
    "周五以后",
    "12月5日后",
    "不早于12月5日",
    "12月5日起",
    "从周五开始",
    "春节前后",
    "开幕左右",
    "年后",
    "下周某天",
    "尽快",
    "待定",
    "有空",
    "以后再说",
]


def _frame(phrase: str) -> when.Frame:
    return replace(FRAME, language="zh" if any("\u3400" <= char <= "\u9fff" for char in phrase) else "en")


@pytest.mark.parametrize("phrase", OPEN)
def test_an_open_date_is_no_date_by_itself_nor_behind_a_comma(phrase: str) -> None:
    frame = _frame(phrase)
    line = ("签合同，" if frame.language == "zh" else "print the badges, ") + phrase
    found = when.find(line, frame)

    assert when.read(phrase, frame).values == ()
    assert found is None or found.reading.values == ()


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("每周末", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("每个周末上午10点", "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=10;BYMINUTE=0"),
        ("每逢周五", "FREQ=WEEKLY;BYDAY=FR"),
        ("每周一三五", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("双周周一", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("每季度末", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("every weekend", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("every other Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
    ],
)
def test_a_repetition_is_read_as_its_rule(phrase: str, rule: str) -> None:
    (value,) = when.read(phrase, _frame(phrase)).values
    assert isinstance(value, when.Recurrence)
    assert value.rrule == rule


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("in a couple of weeks", "2026-12-09"), ("Friday at the latest", "2026-11-27"), ("COB Friday", "2026-11-27"),
        ("by tmrw", "2026-11-26"), ("Sat week", "2026-12-05"), ("in 10 days' time", "2026-12-05"),
        ("two weeks on Monday", "2026-12-14"), ("4-Dec-26", "2026-12-04"), ("Friday 4 December", "2026-12-04"),
        ("end-December", "2026-12-31"), ("2 business days before 10 Dec", "2026-12-08"), ("大后天上午", "2026-11-28"),
        ("半个月后", "2026-12-10"), ("下下周一", "2026-12-07"), ("十二月五号", "2026-12-05"), ("礼拜五", "2026-11-27"),
        ("过两天", "2026-11-27"), ("三个工作日后", "2026-11-30"), ("26年12月5日", "2026-12-05"),
        ("1月3日", "2027-01-03"),
        ("最晚12月5日", "2026-12-05"), ("截止到12月5日", "2026-12-05"), ("明早9点", "2026-11-26"),
    ],
)  # fmt: skip
def test_a_phrase_as_people_type_it_is_its_day(phrase: str, day: str) -> None:
    (value,) = when.read(phrase, _frame(phrase)).values
    assert isinstance(value, when.Moment)
    assert value.on.isoformat() == day

"""Both dates stand in every line of a task whose date was moved, in both languages, ever after."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coordination.rules import boards, tasks
from handlers import dates, digests, due_days, html
from tests.handlers import stories
from tests.handlers.test_digests import view

TODAY = date(2026, 11, 24)
MOVED = replace(
    stories.task(8, "Booth plan", stories.CHEN, due=tasks.Due(date(2026, 12, 2))),
    original_due=tasks.Due(date(2026, 11, 20)),
)


@pytest.mark.parametrize(
    ("language", "coming", "near", "passed"),
    [
        ("en", "Wed 2 Dec (was 20 Nov)", "2 Dec, was 20 Nov", "Fri 20 Nov → Wed 2 Dec"),
        ("zh", "12月2日（周三），原定 11月20日", "12月2日，原定 11月20日", "11月20日→12月2日"),
    ],
)
def test_a_moved_date_stands_with_the_one_first_agreed(language: str, coming: str, near: str, passed: str) -> None:
    shown = dates.day(date(2026, 12, 2), TODAY, language)
    assert due_days.coming(MOVED, TODAY, language, shown) == coming
    assert due_days.near(MOVED, TODAY, language) == near
    assert due_days.passed(MOVED, TODAY, language) == passed


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_date_that_holds_since_the_beginning_stands_alone(language: str) -> None:
    same = replace(MOVED, original_due=tasks.Due(date(2026, 12, 2), datetime(2026, 12, 2, 12, tzinfo=UTC)))
    shown = dates.day(date(2026, 12, 2), TODAY, language)
    assert due_days.coming(same, TODAY, language, shown) == shown
    assert due_days.coming(replace(MOVED, original_due=None), TODAY, language, shown) == shown
    assert due_days.passed(same, TODAY, language) == dates.inline_day(date(2026, 12, 2), TODAY, language)


@pytest.mark.parametrize(
    ("language", "late", "soon"),
    [
        ("en", "#8 Booth plan, was Fri 20 Nov → Wed 2 Dec, Chen Jie", "By Friday #8 Booth plan (tomorrow, was 20 Nov)"),
        ("zh", "#8 Booth plan　原定 11月20日→12月2日　Chen Jie", "本周五前　#8 Booth plan（明日，原定 11月20日）"),
    ],
)
def test_the_morning_message_says_both(language: str, late: str, soon: str) -> None:
    later = date(2026, 12, 3)
    friday = replace(MOVED, due=tasks.Due(date(2026, 12, 4)))
    shown = {"late": boards.Shown((MOVED,), 1), "soon": boards.Shown((friday,), 1), "soon_until": date(2026, 12, 4)}

    lines = html.visible(digests.render(view(language, today=later, **shown), language)).split("\n")

    assert any(line.startswith(late) for line in lines), lines
    assert soon in lines

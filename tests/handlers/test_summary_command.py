"""`/summary` for any period people may write, and a kind no to what is none."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordination import messages
from coordination.errors import Refused
from coordination.rules import summaries, when
from handlers import refusals, words
from handlers import summaries as handlers_summaries
from storage import engines
from tests.handlers import scenes, stories


def frame(language: str = "en", today: date = stories.TODAY) -> when.Frame:
    now = stories.NOW + (today - stories.TODAY)
    return when.Frame(now=now, zone=ZoneInfo("Asia/Shanghai"), language=language)


def days(first: tuple[int, int], last: tuple[int, int], year: int = 2026) -> summaries.Period:
    return summaries.Period(date(year, *first), date(year, *last))


WEEK, MONTH = days((11, 23), (11, 29)), days((11, 1), (11, 30))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("", WEEK),
        ("week", WEEK),
        ("  This   Week ", WEEK),
        ("本周", WEEK),
        ("last week", days((11, 16), (11, 22))),
        ("上周", days((11, 16), (11, 22))),
        ("month", MONTH),
        ("本月", MONTH),
        ("last month", days((10, 1), (10, 31))),
        ("上个月", days((10, 1), (10, 31))),
        ("November", MONTH),
        ("Oct", days((10, 1), (10, 31))),
        ("10月", days((10, 1), (10, 31))),
        ("Dec", days((12, 1), (12, 31), 2025)),
        ("today", days((11, 24), (11, 24))),
        ("今天", days((11, 24), (11, 24))),
        ("yesterday", days((11, 23), (11, 23))),
        ("1 Nov", days((11, 1), (11, 1))),
        ("Monday", days((11, 23), (11, 23))),
        ("since 1 Nov", days((11, 1), (11, 24))),
        ("from 2026-11-01", days((11, 1), (11, 24))),
        ("since Monday", days((11, 23), (11, 24))),
        ("自11月1日以来", days((11, 1), (11, 24))),
        ("11月1日至今", days((11, 1), (11, 24))),
        ("从上周起", days((11, 16), (11, 24))),
        ("1 Nov - 15 Nov", days((11, 1), (11, 15))),
        ("2026-11-01 - 2026-11-15", days((11, 1), (11, 15))),
        ("11月1日至15日", days((11, 1), (11, 15))),
        ("11月1日-11月15日", days((11, 1), (11, 15))),
        ("28 Dec - 3 Jan", summaries.Period(date(2025, 12, 28), date(2026, 1, 3))),
    ],
)
def test_a_period_is_read_as_it_is_written_and_looks_back(typed: str, period: summaries.Period) -> None:
    assert summaries.period_of(typed, frame()) == period


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("all", "summary_form"),
        ("sometime", "summary_form"),
        ("every Monday", "summary_form"),
        ("next week", "summary_form"),
        ("1 Jan 9999", "summary_form"),
        ("x" * 500, "summary_form"),
        ("2026-11-15 - 2026-11-01", "summary_backwards"),
        ("tomorrow", "summary_ahead"),
        ("2027-01-01", "summary_ahead"),
        ("since tomorrow", "summary_ahead"),
        ("since 2020-01-01", "summary_too_long"),
        ("2020-01-01 - 2026-01-01", "summary_too_long"),
    ],
)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_is_no_period_is_refused_with_an_example(language: str, typed: str, key: str) -> None:
    request = scenes.request(stories.group(language), args=typed, command="summary")

    with pytest.raises(Refused) as refused:
        summaries.period_of(request.args, frame(language))

    assert refused.value.key == f"refused.{key}"
    (answer,) = refusals.answer(request, refused.value)
    assert isinstance(answer, messages.Post)
    assert "/summary" in stories.check(answer.text, lines=3)


def test_of_two_readings_none_is_taken() -> None:
    with pytest.raises(Refused):
        summaries.period_of("3/4", frame("en"))


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_a_summary_answers_the_one_who_asked(database: engines.Database, language: str) -> None:
    group = await scenes.founded(database, language, stories.task(1, "Book the hall", due=stories.due(20)))

    async with scenes.update(database) as unit:
        (answer,) = await handlers_summaries.summary(scenes.request(group, args="month"), unit)

    assert isinstance(answer, messages.Post)
    assert (answer.reply_to, answer.slot) == (77, f"summary:{group.id}")
    assert "Book the hall" in stories.check(answer.text)


@pytest.mark.parametrize(
    ("language", "typed", "line"),
    [
        ("en", "", "Nothing to report for 23-24 Nov."),
        ("en", "1 Nov - 15 Nov", "Nothing to report for 1-15 Nov."),
        ("zh", "上周", "11月16日至22日无可报事项。"),
        ("zh", "今天", "11月24日无可报事项。"),
    ],
)
async def test_nothing_to_report_is_said_in_one_line(
    database: engines.Database, language: str, typed: str, line: str
) -> None:
    group = await scenes.founded(database, language)

    async with scenes.update(database) as unit:
        (answer,) = await handlers_summaries.summary(scenes.request(group, args=typed), unit)

    assert isinstance(answer, messages.Post)
    assert answer.text == line


@pytest.mark.parametrize("ahead", range(0, 400, 37))
def test_a_week_and_a_month_hold_the_day_on_any_day(ahead: int) -> None:
    today = stories.TODAY + timedelta(days=ahead)

    for typed in ("week", "month", "today"):
        found = summaries.period_of(typed, frame(today=today))
        assert found.first <= today <= found.last

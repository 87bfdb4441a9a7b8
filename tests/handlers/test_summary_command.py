"""`/summary` for any period people may write, and a kind no to what is none."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from coordination import messages
from coordination.errors import Refused
from coordination.rules import summary_periods, when
from handlers import refusals, words
from handlers import summaries as handlers_summaries
from storage import engines
from tests.handlers import scenes, stories


def frame(language: str = "en", today: date = stories.TODAY) -> when.Frame:
    now = stories.NOW + (today - stories.TODAY)
    return when.Frame(now=now, zone=ZoneInfo("Asia/Shanghai"), language=language)


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
        summary_periods.period_of(request.args, frame(language))

    assert refused.value.key == f"refused.{key}"
    (answer,) = refusals.answer(request, refused.value)
    assert isinstance(answer, messages.Post)
    assert "/summary" in stories.check(answer.text, lines=3)


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_a_summary_answers_the_one_who_asked(database: engines.Database, language: str) -> None:
    group = await scenes.founded(database, language, stories.task(1, "Book the hall", due=stories.due(20)))

    async with scenes.update(database) as unit:
        (answer,) = await handlers_summaries.summary(scenes.request(group, args="month"), unit)

    assert isinstance(answer, messages.Post)
    assert (answer.reply_to, answer.slot) == (77, f"summary:{group.id}:asked")
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

"""Which days a summary is asked for: as they are written, looking back, and one reading or none."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordination.errors import Refused
from coordination.rules import summaries, summary_periods, when
from tests.coordination import samples


def frame(language: str = "en", today: date = samples.TODAY) -> when.Frame:
    now = samples.NOW + (today - samples.TODAY)
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
    assert summary_periods.period_of(typed, frame()) == period


def test_of_two_readings_none_is_taken() -> None:
    with pytest.raises(Refused):
        summary_periods.period_of("3/4", frame("en"))


@pytest.mark.parametrize("ahead", range(0, 400, 37))
def test_a_week_and_a_month_hold_the_day_on_any_day(ahead: int) -> None:
    today = samples.TODAY + timedelta(days=ahead)

    for typed in ("week", "month", "today"):
        found = summary_periods.period_of(typed, frame(today=today))
        assert found.first <= today <= found.last


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("all", "summary_form"),
        ("every Monday", "summary_form"),
        ("1 Jan 9999", "summary_form"),
        ("2026-11-15 - 2026-11-01", "summary_backwards"),
        ("since tomorrow", "summary_ahead"),
        ("since 2020-01-01", "summary_too_long"),
    ],
)
def test_what_is_no_period_to_look_back_on_is_refused(typed: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        summary_periods.period_of(typed, frame())

    assert refused.value.key == f"refused.{key}"

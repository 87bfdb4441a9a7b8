"""Where the clock buttons lead and how instants are shown."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import page_time

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=7_300)).map(lambda after: BEGIN + after)
ZONES = st.sampled_from([ZoneInfo(name) for name in (*page_time.ZONES, "Pacific/Apia", "Asia/Kathmandu")])
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


@given(INSTANTS, ZONES)
@settings(max_examples=200)
def test_the_next_morning_is_half_past_eight_of_the_next_day_in_the_zone(now: datetime, zone: ZoneInfo) -> None:
    at = page_time.next_morning(now, zone)
    local = at.astimezone(zone)
    assert (local.hour, local.minute, local.second) == (8, 30, 0)
    assert local.date() == now.astimezone(zone).date() + timedelta(days=1)
    assert at > now


@given(INSTANTS, ZONES)
@settings(max_examples=200)
def test_the_next_friday_is_the_first_one_at_three_that_is_still_to_come(now: datetime, zone: ZoneInfo) -> None:
    at = page_time.next_friday(now, zone)
    local = at.astimezone(zone)
    assert (local.weekday(), local.hour, local.minute) == (4, 15, 0)
    assert timedelta() < at - now <= timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("now", "zone", "then"),
    [
        ("2026-11-25T01:12:00+00:00", SHANGHAI, "2026-11-27T07:00:00+00:00"),
        ("2026-11-27T06:59:59+00:00", SHANGHAI, "2026-11-27T07:00:00+00:00"),
        ("2026-11-27T07:00:00+00:00", SHANGHAI, "2026-12-04T07:00:00+00:00"),
        ("2026-03-27T15:00:00+00:00", BERLIN, "2026-04-03T13:00:00+00:00"),
    ],
)
def test_a_press_at_three_on_friday_leads_a_week_on(now: str, zone: ZoneInfo, then: str) -> None:
    assert page_time.next_friday(datetime.fromisoformat(now), zone) == datetime.fromisoformat(then)


def test_an_hour_is_an_hour_over_a_change_of_the_wall_clock() -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert page_time.an_hour_on(before, BERLIN) - before == timedelta(hours=1)


@pytest.mark.parametrize(
    ("language", "same_year", "other_year"),
    [("en", "Fri 4 Dec", "Fri 4 Dec 2026"), ("zh", "12月4日（周五）", "2026年12月4日（周五）")],
)
def test_a_day_shows_its_year_only_if_it_is_another(language: str, same_year: str, other_year: str) -> None:
    at = datetime(2026, 12, 4, 18, tzinfo=SHANGHAI)
    assert page_time.day(at, at.replace(month=1), language) == same_year
    assert page_time.day(at, at.replace(year=2027), language) == other_year


@pytest.mark.parametrize("name", ["", "Nowhere/City", "../etc/passwd", "/etc/passwd", "a\0b", "Asia", "x" * 5000])
def test_a_zone_that_does_not_exist_is_replaced(name: str) -> None:
    assert page_time.zone(name, "Asia/Shanghai").key == "Asia/Shanghai"


def test_the_zone_on_show_is_always_among_those_offered() -> None:
    assert page_time.offered(ZoneInfo("Asia/Kathmandu"), "en")[0] == ("Asia/Kathmandu", "Asia/Kathmandu")
    assert ("Asia/Shanghai", "上海") in page_time.offered(SHANGHAI, "zh")

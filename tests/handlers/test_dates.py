"""Days, hours and spans: each form of voice.md."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import dates, words

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
BEIJING = "Asia/Shanghai"


def beijing(clock: str) -> datetime:
    """The instant at which clocks in Beijing show it."""
    return datetime.fromisoformat(f"{clock}+08:00")


@pytest.mark.parametrize(
    ("on", "en", "zh"),
    [
        (date(2026, 12, 4), "Fri 4 Dec", "12月4日（周五）"),
        (date(2026, 12, 2), "Wed 2 Dec", "12月2日（周三）"),
        (date(2026, 11, 24), "Tue 24 Nov", "11月24日（周二）"),
        (date(2027, 1, 8), "Fri 8 Jan 2027", "2027年1月8日（周五）"),
        (date(2027, 5, 20), "Thu 20 May 2027", "2027年5月20日（周四）"),
        (date(2025, 9, 1), "Mon 1 Sep 2025", "2025年9月1日（周一）"),
    ],
)
def test_a_day_has_its_weekday_and_its_year_only_when_it_is_another(on: date, en: str, zh: str) -> None:
    assert (dates.day(on, TODAY, "en"), dates.day(on, TODAY, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("on", "en", "zh"),
    [(date(2026, 12, 4), "4 Dec", "12月4日"), (date(2027, 1, 8), "8 Jan 2027", "2027年1月8日")],
)
def test_a_short_day_has_no_weekday(on: date, en: str, zh: str) -> None:
    assert (dates.short_day(on, TODAY, "en"), dates.short_day(on, TODAY, "zh")) == (en, zh)


def test_a_day_inside_a_line_has_its_weekday_in_english_only() -> None:
    assert dates.inline_day(date(2026, 11, 20), TODAY, "en") == "Fri 20 Nov"
    assert dates.inline_day(date(2026, 11, 20), TODAY, "zh") == "11月20日"


@pytest.mark.parametrize(
    ("ahead", "en", "zh"),
    [
        (-1, "23 Nov", "11月23日"),
        (0, "today", "今日"),
        (1, "tomorrow", "明日"),
        (2, "Thu", "周四"),
        (6, "Mon", "周一"),
        (7, "1 Dec", "12月1日"),
    ],
)
def test_a_near_day_is_named_as_people_name_it(ahead: int, en: str, zh: str) -> None:
    on = TODAY + timedelta(ahead)

    assert (dates.near_day(on, TODAY, "en"), dates.near_day(on, TODAY, "zh")) == (en, zh)


def test_every_weekday_has_a_short_name() -> None:
    week = [TODAY + timedelta(ahead) for ahead in range(7)]

    assert [dates.weekday(on, "en") for on in week] == ["Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"]
    assert [dates.weekday(on, "zh") for on in week] == ["周二", "周三", "周四", "周五", "周六", "周日", "周一"]


@pytest.mark.parametrize(
    ("at", "en", "zh"),
    [(time(8, 30), "08:30", "8:30"), (time(18, 0), "18:00", "18:00"), (time(0, 5), "00:05", "0:05")],
)
def test_an_hour_is_written_as_each_language_does(at: time, en: str, zh: str) -> None:
    assert (dates.hour(at, "en"), dates.hour(at, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("at", "en", "zh"),
    [
        (beijing("2026-12-04 18:00"), "Fri 4 Dec, 18:00", "12月4日（周五）18:00"),
        (beijing("2026-11-26 08:30"), "Thu 26 Nov, 08:30", "11月26日（周四）8:30"),
        (beijing("2027-01-08 14:00"), "Fri 8 Jan 2027, 14:00", "2027年1月8日（周五）14:00"),
    ],
)
def test_a_moment_is_day_and_hour_in_the_zone(at: datetime, en: str, zh: str) -> None:
    assert dates.moment(at, BEIJING, NOW, "en") == en
    assert dates.moment(at, BEIJING, NOW, "zh") == zh


@pytest.mark.parametrize(
    ("at", "en", "zh"),
    [
        (beijing("2026-11-10 10:12"), "Tue 10 Nov, 10:12", "11月10日 10:12"),
        (beijing("2026-11-24 10:15"), "Tue 24 Nov, 10:15", "11月24日 10:15"),
        (beijing("2026-11-26 08:30"), "Thu 26 Nov, 08:30", "11月26日 8:30"),
    ],
)
def test_a_moment_inside_a_line_has_its_weekday_in_english_only(at: datetime, en: str, zh: str) -> None:
    assert dates.inline_moment(at, BEIJING, NOW, "en") == en
    assert dates.inline_moment(at, BEIJING, NOW, "zh") == zh


def test_the_year_is_judged_where_the_reader_is() -> None:
    at = new_year = datetime(2026, 12, 31, 17, tzinfo=UTC)

    assert dates.moment(at, BEIJING, new_year, "en") == "Fri 1 Jan, 01:00"
    assert dates.moment(at, "Europe/Berlin", new_year, "en") == "Thu 31 Dec, 18:00"


@pytest.mark.parametrize("say", [dates.moment, dates.inline_moment])
def test_an_instant_without_a_zone_is_refused(say: Callable[[datetime, str, datetime, str], str]) -> None:
    with pytest.raises(ValueError, match="no zone"):
        say(datetime(2026, 12, 4, 18), BEIJING, NOW, "en")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("first", "last", "en", "zh"),
    [
        (date(2026, 11, 23), date(2026, 11, 27), "23-27 Nov", "11月23日至27日"),
        (date(2026, 11, 30), date(2026, 12, 4), "30 Nov-4 Dec", "11月30日至12月4日"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Dec-3 Jan 2027", "12月28日至2027年1月3日"),
        (date(2027, 2, 1), date(2027, 2, 5), "1-5 Feb 2027", "2027年2月1日至5日"),
        (date(2027, 1, 28), date(2027, 2, 3), "28 Jan-3 Feb 2027", "2027年1月28日至2月3日"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Dec 2025-2 Jan", "2025年12月30日至1月2日"),
        (date(2026, 11, 27), date(2026, 11, 27), "27 Nov", "11月27日"),
    ],
)
def test_a_span_says_only_what_differs(first: date, last: date, en: str, zh: str) -> None:
    assert dates.span(first, last, TODAY, "en") == en
    assert dates.span(first, last, TODAY, "zh") == zh


@pytest.mark.parametrize(
    ("zone", "en", "zh"),
    [
        ("Asia/Shanghai", "Beijing", "北京时间"),
        ("PRC", "Beijing", "北京时间"),
        ("Asia/Dubai", "Dubai", "迪拜时间"),
        ("Europe/Berlin", "Berlin", "柏林时间"),
        ("America/New_York", "New York", "纽约时间"),
        ("Asia/Kolkata", "Kolkata", "加尔各答时间"),
        ("Asia/Calcutta", "Kolkata", "加尔各答时间"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "布宜诺斯艾利斯时间"),
        ("UTC", "UTC", "UTC"),
        ("Etc/GMT-8", "UTC+8", "UTC+8"),
        ("Etc/GMT+3", "UTC-3", "UTC-3"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, en: str, zh: str) -> None:
    assert (dates.zone_name(zone, "en"), dates.zone_name(zone, "zh")) == (en, zh)


def test_every_zone_has_a_name_in_every_language() -> None:
    named = {zone: [dates.zone_name(zone, language) for language in words.LANGUAGES] for zone in available_timezones()}

    assert [zone for zone, names in named.items() if not all(names) or any("_" in name for name in names)] == []


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_year_is_written_exactly_when_it_is_another(on: date, today: date) -> None:
    for language in words.LANGUAGES:
        for form in (dates.day, dates.short_day, dates.inline_day):
            assert (str(on.year) in form(on, today, language)) == (on.year != today.year)

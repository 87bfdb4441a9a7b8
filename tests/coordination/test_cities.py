"""Cities as people type them: the zone they mean, in either language, and the number a button carries for it."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import cities


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Munich", "Europe/Berlin"),
        (" geneva ", "Europe/Zurich"),
        ("San Francisco", "America/Los_Angeles"),
        ("new york", "America/New_York"),
        ("北京时间", "Asia/Shanghai"),
        ("深圳市", "Asia/Shanghai"),
        ("慕尼黑", "Europe/Berlin"),
        ("伦敦", "Europe/London"),
        ("东京", "Asia/Tokyo"),
        ("asia/dubai", "Asia/Dubai"),
        ("America/New York", "America/New_York"),
        ("UTC", "UTC"),
    ],
)
def test_a_city_is_found_by_its_name(typed: str, zone: str) -> None:
    assert cities.find(typed) == (zone,)


def test_a_name_begun_gives_all_that_go_on_like_it() -> None:
    assert cities.find("lon")[0] == "Europe/London"
    assert 1 < len(cities.find("san")) <= cities.MOST


@pytest.mark.parametrize("typed", ["", " ", "x", "时间", "nowhere at all", "../etc/passwd", "\x00"])
def test_what_names_no_city_finds_none(typed: str) -> None:
    assert cities.find(typed) == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=100))
def test_whatever_is_typed_only_zones_come_back(typed: str) -> None:
    for zone in cities.find(typed):
        assert ZoneInfo(zone).key == zone
        assert cities.of_key(cities.key(zone)) == zone


def test_no_two_zones_share_a_number() -> None:
    numbers = {cities.key(zone) for zone in cities._by_key().values()}
    assert len(numbers) == len(cities._by_key())


def test_a_number_of_no_zone_is_none() -> None:
    assert cities.of_key(1) is None

"""Countries as people type them, and the parts of them that have holidays of their own."""

from datetime import date

import pytest

from coordination.rules import calendars, countries, groups
from coordination.services import groups as groups_service


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Italy", "IT"), ("  italy ", "IT"), ("意大利", "IT"), ("it", "IT"), ("Germ", "DE"), ("Alemania", "DE"),
        ("uk", "GB"), ("阿联酋", "AE"), ("Hong Kong", "HK"), ("中国", "CN"), ("USA", "US"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_its_name_in_any_of_our_languages(typed: str, code: str) -> None:
    assert countries.find(typed) == (code,)


@pytest.mark.parametrize("typed", ["", " ", "x", "Atlantis", "\u202e", "9" * 500])
def test_what_is_no_country_is_none(typed: str) -> None:
    assert countries.find(typed) == ()


def test_every_country_has_a_calendar_and_a_number_of_its_own() -> None:
    codes = list(countries.parts_of_all())

    assert {countries.of_key(countries.key(code)) for code in codes} == set(codes)
    for code in codes:
        calendars.of_country(code)
        parts = [part for part, _ in countries.parts(code)]
        assert [countries.part_of_key(code, countries.key(part)) for part in parts] == parts


def test_a_number_that_nothing_has_is_nothing() -> None:
    assert countries.of_key(7) is None
    assert countries.part_of_key("DE", 7) is None
    assert countries.part_of_key("ZZ", 0) is None


def test_a_part_has_its_own_days_off() -> None:
    """Epiphany is a holiday in Bavaria, in Berlin it is not."""

    def works(part: str | None) -> bool:
        chosen = groups.Settings(country="DE", subdivision=part)
        group = groups.Group(1, 1, None, "Visas", "en", "UTC", settings=chosen)
        return groups_service.calendar_of(group).is_workday(date(2027, 1, 6))

    assert (works("BY"), works("BE"), works(None)) == (False, True, True)

"""What may be chosen by button: every option holds once taken, survives being kept as JSON, and is found again."""

import json
from datetime import date, timedelta

import pytest

from coordination.rules import calendars, groups
from coordination.rules import settings as rules
from coordination.services import groups as groups_service

EVERY = [(choice, name, values) for choice in rules.CHOICES for name, values in choice.options]


OFFERED = [(choice, *choice.options[place]) for choice in rules.CHOICES for place, _ in choice.offered]


@pytest.mark.parametrize(("choice", "name", "values"), OFFERED)
def test_an_option_holds_once_it_is_taken(choice: rules.Choice, name: str, values: rules.Values) -> None:
    assert choice.current(rules.changed(groups.Settings(), values)) == name


@pytest.mark.parametrize(("choice", "name", "values"), EVERY)
def test_what_was_before_comes_back_from_json(choice: rules.Choice, name: str, values: rules.Values) -> None:
    usual = groups.Settings()
    before = json.loads(json.dumps(rules.fields_of(usual, values)))
    assert rules.changed(rules.changed(usual, values), rules.from_json(before)) == usual


@pytest.mark.parametrize("choice", rules.CHOICES)
def test_what_holds_by_default_is_one_of_the_options(choice: rules.Choice) -> None:
    assert choice.current(groups.Settings()) is not None


@pytest.mark.parametrize("country", rules.COUNTRIES)
def test_every_country_offered_has_a_calendar(country: str) -> None:
    assert calendars.of_country(country).country == country


@pytest.mark.parametrize(
    ("country", "weekend", "off"),
    [
        (None, (), {5, 6}),
        (None, (4, 5), {4, 5}),
        ("DE", (), {5, 6}),
        ("DE", (6,), {6}),
        ("AE", (4, 5), {4, 5}),
    ],
)
def test_a_group_s_own_weekend_comes_before_its_country_s(
    country: str | None, weekend: tuple[int, ...], off: set[int]
) -> None:
    chosen = groups.Settings(country=country, weekend=weekend)
    calendar = groups_service.calendar_of(groups.Group(1, 1, None, "Visas", "en", "UTC", settings=chosen))

    week = [date(2026, 11, 9) + timedelta(days=n) for n in range(7)]
    assert {day.weekday() for day in week if not calendar.is_workday(day)} == off


def test_values_that_no_option_has_are_none_of_them() -> None:
    ceiling = next(choice for choice in rules.CHOICES if choice.name == "ceiling")
    assert ceiling.current(groups.Settings(unasked_posts_a_day=9)) is None

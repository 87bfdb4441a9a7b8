"""Working days: China's own year by hand, weekends of many countries, own tables, and the arithmetic on them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import calendars

CHINA = calendars.of_country("CN")
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 12, 31))
CALENDARS = st.sampled_from(
    [calendars.MON_FRI, CHINA, *(calendars.of_country(code) for code in ("AE", "DE", "IN", "IR", "SA", "US"))]
)


def span(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def test_every_day_of_china_2026_is_as_the_state_council_announced_it() -> None:
    off = (
        span(date(2026, 1, 1), date(2026, 1, 3))
        | span(date(2026, 2, 15), date(2026, 2, 23))
        | span(date(2026, 4, 4), date(2026, 4, 6))
        | span(date(2026, 5, 1), date(2026, 5, 5))
        | span(date(2026, 6, 19), date(2026, 6, 21))
        | span(date(2026, 9, 25), date(2026, 9, 27))
        | span(date(2026, 10, 1), date(2026, 10, 7))
    )
    made_up = {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
    year = span(date(2026, 1, 1), date(2026, 12, 31))

    worked = {day for day in year if CHINA.is_workday(day)}

    assert worked == {day for day in year if day in made_up or (day.weekday() < 5 and day not in off)}


@pytest.mark.parametrize(("year", "provisional"), [(2023, False), (2025, False), (2026, False), (2029, True)])
def test_a_year_whose_make_up_days_are_not_published_is_provisional(year: int, provisional: bool) -> None:
    assert CHINA.is_provisional(year) is provisional


def test_a_year_is_settled_once_the_group_has_entered_a_make_up_day_of_it() -> None:
    entered = calendars.Calendar("CN", workdays=frozenset({date(2029, 2, 11)}))

    assert not entered.is_provisional(2029)
    assert entered.is_provisional(2030)


def test_a_country_whose_feasts_are_estimated_is_provisional_and_one_with_fixed_days_is_not() -> None:
    assert calendars.of_country("ID").is_provisional(2030)
    assert not calendars.of_country("DE").is_provisional(2030)
    assert not calendars.MON_FRI.is_provisional(2030)


@pytest.mark.parametrize(
    ("country", "weekend"),
    [("CN", {5, 6}), ("DE", {5, 6}), ("AE", {5, 6}), ("SA", {4, 5}), ("IR", {4}), ("AF", {3, 4}), ("XX", {5, 6})],
)
def test_a_country_has_its_own_weekend(country: str, weekend: set[int]) -> None:
    assert calendars.usual_weekend(country) == weekend


def test_a_group_may_rest_on_other_days_than_its_country() -> None:
    friday, saturday = date(2026, 11, 27), date(2026, 11, 28)
    rests_on_friday = calendars.Calendar("AE", weekend=frozenset({4}))

    assert not rests_on_friday.is_workday(friday)
    assert rests_on_friday.is_workday(saturday)


def test_with_weekends_a_saturday_is_worked_and_a_holiday_is_not() -> None:
    sprint = CHINA.with_weekends()

    assert sprint.is_workday(date(2026, 11, 28))
    assert not sprint.is_workday(date(2026, 10, 1))


def test_the_groups_own_table_stands_before_the_country_and_the_weekend() -> None:
    national_day, sunday, monday = date(2026, 10, 1), date(2026, 11, 29), date(2026, 11, 30)
    own = calendars.Calendar("CN", days_off=frozenset({monday}), workdays=frozenset({national_day, sunday}))

    assert [own.is_workday(day) for day in (national_day, sunday, monday)] == [True, True, False]


def test_a_part_of_a_country_has_its_own_holidays() -> None:
    epiphany = date(2026, 1, 6)

    assert not calendars.of_country("de", "BY").is_workday(epiphany)
    assert calendars.of_country("DE", "BE").is_workday(epiphany)


@pytest.mark.parametrize(("country", "part"), [("ZZ", None), ("", None), ("中", None), ("CN", "nowhere")])
def test_an_unknown_country_is_refused(country: str, part: str | None) -> None:
    with pytest.raises(Refused) as refusal:
        calendars.of_country(country, part)

    assert refusal.value.key == "refused.no_such_country"


@pytest.mark.parametrize("weekend", [frozenset(range(7)), frozenset({7}), frozenset({-1})])
def test_a_weekend_must_leave_a_day_to_work(weekend: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="weekend"):
        calendars.Calendar(weekend=weekend)


def test_days_are_counted_as_people_count_them() -> None:
    assert calendars.workdays_between(calendars.MON_FRI, date(2026, 11, 10), date(2026, 12, 4)) == 18
    assert calendars.workdays_between(calendars.MON_FRI, date(2026, 11, 23), date(2026, 11, 26)) == 3
    assert calendars.workdays_between(calendars.MON_FRI, date(2026, 11, 28), date(2026, 11, 29)) == 0
    assert calendars.add_workdays(calendars.MON_FRI, date(2026, 11, 26), 3) == date(2026, 12, 1)
    assert calendars.add_workdays(CHINA, date(2026, 9, 30), 1) == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [(2026, 2, date(2026, 2, 28)), (2026, 5, date(2026, 5, 29)), (2026, 9, date(2026, 9, 30))],
)
def test_the_last_working_day_of_a_month_minds_make_up_days(year: int, month: int, last: date) -> None:
    assert calendars.last_workday_of_month(CHINA, year, month) == last


def test_a_month_may_have_no_working_day() -> None:
    closed = calendars.Calendar(days_off=frozenset(span(date(2026, 8, 1), date(2026, 8, 31))))

    assert calendars.last_workday_of_month(closed, 2026, 8) is None


def test_a_calendar_that_never_works_is_told_apart_and_not_searched_for_ever() -> None:
    class Never:
        def is_workday(self, day: date) -> bool:
            return False

    with pytest.raises(ValueError, match="no working day"):
        calendars.next_workday(Never(), date(2026, 1, 1))


@settings(max_examples=60, deadline=None)
@given(CALENDARS, DAYS)
def test_the_next_working_day_is_worked_and_nothing_before_it_is(calendar: calendars.Calendar, day: date) -> None:
    found = calendars.next_workday(calendar, day)

    assert found > day
    assert calendar.is_workday(found)
    assert not any(calendar.is_workday(between) for between in span(day + timedelta(days=1), found - timedelta(days=1)))


@settings(max_examples=60, deadline=None)
@given(CALENDARS, DAYS, st.integers(-30, 30))
def test_counting_takes_back_what_adding_gave(calendar: calendars.Calendar, day: date, count: int) -> None:
    start = calendars.workday_at_or_before(calendar, day)

    moved = calendars.add_workdays(calendar, start, count)

    assert calendars.workdays_between(calendar, start, moved) == count
    assert calendars.add_workdays(calendar, moved, -count) == start


@settings(max_examples=60, deadline=None)
@given(CALENDARS, DAYS, DAYS, DAYS)
def test_working_days_add_up_over_any_third_day(
    calendar: calendars.Calendar, start: date, middle: date, end: date
) -> None:
    whole = calendars.workdays_between(calendar, start, end)

    parts = calendars.workdays_between(calendar, start, middle), calendars.workdays_between(calendar, middle, end)

    assert sum(parts) == whole
    assert calendars.workdays_between(calendar, end, start) == -whole

"""The next instant of a wall-clock schedule: changes of clock, month ends, days off, exceptions, clocks gone wrong."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest

from coordination.rules import calendars, instants
from coordination.rules.patterns import Daily, MonthDays, MonthWeekdays, MonthWorkdays, Pattern, Weekly, YearDays
from coordination.rules.recurrences import Moved, OffDay, Rule
from tests.coordination import wall_clocks

MON_FRI = calendars.MON_FRI
CHINA = calendars.of_country("CN")
NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)  # Wednesday, 10:30 in Shanghai


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shanghai(pattern: Pattern, at: str = "09:00") -> Rule:
    return Rule(pattern, time.fromisoformat(at), "Asia/Shanghai")


def local_days(rule: Rule, occurrences: list[datetime]) -> list[str]:
    return [f"{instants.local_day(at, rule.zone):%m-%d}" for at in occurrences]


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant"),
    [
        ("Europe/Berlin", "2027-03-28", "02:30", "2027-03-28T01:00"),  # a leap: at its end (F105)
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),  # shown twice: the first (F104)
        ("Asia/Shanghai", "2026-11-25", "09:00", "2026-11-25T01:00"),  # F109
        ("Africa/Cairo", "2027-04-30", "00:00", "2027-04-29T22:00"),  # no midnight: the day begins at 01:00
        ("America/Havana", "2027-03-14", "00:30", "2027-03-14T05:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),  # a leap of half an hour
        ("Antarctica/Troll", "2027-03-28", "01:30", "2027-03-28T01:00"),  # a leap of two hours
        ("America/Toronto", "1919-03-30", "23:45", "1919-03-31T04:29"),  # a leap into the next day: the minute before
        ("Asia/Shanghai", "1900-06-01", "12:00", "1900-06-01T03:54:17"),  # before zones were whole minutes
    ],
)
def test_a_wall_time_has_one_instant(zone: str, day: str, at: str, instant: str) -> None:
    assert instants.resolve(date.fromisoformat(day), time.fromisoformat(at), zone) == utc(instant)


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Pacific/Auckland", "2026-11-28T18:00"),  # still Saturday in UTC
        ("Asia/Shanghai", "2026-11-28T23:00"),
        ("America/Los_Angeles", "2026-11-29T15:00"),
    ],
)
def test_the_weekday_is_that_of_the_groups_own_zone(zone: str, instant: str) -> None:
    """F110"""
    rule = Rule(Weekly((6,)), time(7), zone)

    assert instants.next_after(rule, NOW, MON_FRI) == utc(instant)


def test_the_second_showing_of_a_time_can_be_asked_for() -> None:
    assert instants.resolve(date(2026, 10, 25), time(2, 30), "Europe/Berlin", fold=1) == utc("2026-10-25T01:30")


def test_a_local_day_is_as_long_as_its_clocks_make_it() -> None:
    lengths = [
        (lambda bounds: bounds[1] - bounds[0])(instants.day_bounds(day, "Europe/Berlin"))
        for day in (date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31))
    ]

    assert lengths == [timedelta(hours=23), timedelta(hours=24), timedelta(hours=25)]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Africa/Cairo"])
def test_an_instant_without_a_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="zone"):
        instants.next_after(Rule(Daily(), time(9), zone), datetime(2026, 1, 1), MON_FRI)  # noqa: DTZ001


def test_the_next_one_is_strictly_after_and_the_last_one_may_be_now() -> None:
    rule, due = shanghai(Daily()), utc("2026-11-25T01:00")

    assert instants.next_after(rule, due - timedelta(microseconds=1), MON_FRI) == due
    assert instants.next_after(rule, due, MON_FRI) == due + timedelta(days=1)
    assert instants.last_until(rule, due, MON_FRI) == due
    assert instants.last_until(rule, due - timedelta(microseconds=1), MON_FRI) == due - timedelta(days=1)


@pytest.mark.parametrize(
    ("pattern", "days"),
    [
        (Daily(), ["11-26", "11-27", "11-28"]),
        (Weekly((6,)), ["11-29", "12-06", "12-13"]),  # Sunday is Sunday (F100)
        (Weekly((0, 3)), ["11-26", "11-30", "12-03"]),
        (MonthDays((31,)), ["11-30", "12-31", "01-31", "02-28", "03-31", "04-30"]),  # F103
        (MonthDays((30,)), ["11-30", "12-30", "01-30", "02-28"]),
        (MonthDays((-1, 15)), ["11-30", "12-15", "12-31", "01-15"]),
        (MonthDays((-2,)), ["11-29", "12-30", "01-30", "02-27"]),
        (MonthWeekdays(((1, 0),)), ["12-07", "01-04", "02-01"]),
        (MonthWeekdays(((-1, 4),)), ["11-27", "12-25", "01-29"]),
        (MonthWeekdays(((2, 2), (4, 2))), ["12-09", "12-23", "01-13"]),
        (MonthWeekdays(((5, 0),)), ["11-30", "03-29", "05-31"]),
        (MonthWorkdays((-1,)), ["11-30", "12-31", "01-29", "02-26"]),
        (MonthWorkdays((1, 3)), ["12-01", "12-03", "01-01", "01-05"]),
        (YearDays(((2, 29),)), ["02-28", "02-29", "02-28", "02-28"]),
        (YearDays(((1, 1), (7, 1))), ["01-01", "07-01", "01-01"]),
    ],
)
def test_a_pattern_comes_on_its_days(pattern: Pattern, days: list[str]) -> None:
    rule = shanghai(pattern)

    assert local_days(rule, instants.upcoming(rule, NOW, MON_FRI, len(days))) == days


@pytest.mark.parametrize(
    ("pattern", "every", "starts_on", "days"),
    [
        (Weekly((3,)), 2, date(2026, 11, 26), ["11-26", "12-10", "12-24"]),
        (Weekly((0, 3)), 2, date(2026, 11, 26), ["11-26", "12-07", "12-10", "12-21"]),  # the week counts, from Monday
        (Weekly((3,)), 2, date(2026, 11, 12), ["11-26", "12-10"]),  # begun long ago
        (Weekly((3,)), 2, date(2026, 11, 19), ["12-03", "12-17"]),
        (Daily(), 3, date(2026, 11, 24), ["11-27", "11-30"]),
        (MonthDays((31,)), 3, date(2026, 11, 1), ["11-30", "02-28", "05-31"]),
        (YearDays(((7, 2),)), 4, date(2026, 1, 1), ["07-02", "07-02"]),
    ],
)
def test_every_few_periods_are_counted_from_the_first(
    pattern: Pattern, every: int, starts_on: date, days: list[str]
) -> None:
    rule = Rule(pattern, time(9), "Asia/Shanghai", every=every, starts_on=starts_on)

    assert local_days(rule, instants.upcoming(rule, NOW, MON_FRI, len(days))) == days


@pytest.mark.parametrize(
    ("pattern", "off_day", "days"),
    [
        (Daily(), OffDay.SKIP, ["09-30", "10-08", "10-09", "10-10", "10-12"]),  # with the make-up Saturday
        (Weekly((4,)), OffDay.SKIP, ["10-09", "10-16"]),
        (Weekly((4,)), OffDay.BEFORE, ["09-30", "10-09"]),
        (Weekly((5,)), OffDay.BEFORE, ["09-30", "10-10", "10-16"]),
        (Weekly((0,)), OffDay.AFTER, ["10-08", "10-12"]),
        (MonthDays((1,)), OffDay.AFTER, ["10-08", "11-02"]),
        (MonthDays((1,)), OffDay.BEFORE, ["12-01"]),  # never out of its month
        (MonthDays((4,)), OffDay.BEFORE, ["11-04", "12-04"]),
        (MonthWorkdays((1,)), OffDay.KEEP, ["10-08", "11-02", "12-01"]),
        (YearDays(((10, 1),)), OffDay.AFTER, ["10-08"]),
    ],
)
def test_a_day_off_is_met_as_the_rule_says(pattern: Pattern, off_day: OffDay, days: list[str]) -> None:
    rule = Rule(pattern, time(9), "Asia/Shanghai", off_day=off_day)

    found = instants.upcoming(rule, utc("2026-09-29T12:00"), CHINA, len(days))

    assert local_days(rule, found) == days


def test_single_days_are_skipped_or_moved() -> None:
    moved = Moved(date(2026, 12, 4), datetime(2026, 12, 3, 16, 0))  # noqa: DTZ001
    rule = Rule(Weekly((4,)), time(15), "Asia/Shanghai", skipped=frozenset({date(2026, 11, 27)}), moved=(moved,))

    found = instants.upcoming(rule, NOW, MON_FRI, 2)

    assert found == [utc("2026-12-03T08:00"), utc("2026-12-11T07:00")]
    assert instants.last_until(rule, utc("2026-12-10T00:00"), MON_FRI) == utc("2026-12-03T08:00")


def test_a_rule_ends_with_its_last_day() -> None:
    rule = Rule(Weekly((4,)), time(15), "Asia/Shanghai", starts_on=date(2026, 12, 1), until=date(2026, 12, 11))

    assert local_days(rule, instants.upcoming(rule, NOW, MON_FRI, 9)) == ["12-04", "12-11"]
    assert instants.last_until(rule, utc("2026-12-04T06:59"), MON_FRI) is None
    assert instants.last_until(rule, utc("2030-01-01T00:00"), MON_FRI) == utc("2026-12-11T07:00")


def test_a_single_occurrence_is_a_rule_of_one_day() -> None:
    once = Rule(Daily(), time(16), "Asia/Shanghai", starts_on=date(2026, 11, 27), until=date(2026, 11, 27))

    assert instants.upcoming(once, NOW, MON_FRI, 5) == [utc("2026-11-27T08:00")]


@pytest.mark.parametrize("year", [1, 1601, 2400, 4999, 9999])
def test_a_clock_far_away_costs_nothing_and_breaks_nothing(year: int) -> None:
    rule = Rule(Daily(), time(9), "Asia/Shanghai", off_day=OffDay.SKIP)

    found = instants.next_after(rule, datetime(year, 6, 1, tzinfo=UTC), CHINA)

    assert (found is not None) == (1900 <= year <= 5000)


@pytest.mark.parametrize("pattern", [Daily(), Weekly((0,)), MonthDays((1,)), MonthWorkdays((1,)), YearDays(((1, 1),))])
@pytest.mark.parametrize("every", [1, 366])
def test_a_rule_that_never_comes_is_not_searched_for_ever(pattern: Pattern, every: int) -> None:
    class Never:
        def is_workday(self, day: date) -> bool:
            return False

    rule = Rule(pattern, time(9), "UTC", every=every, starts_on=date(1900, 1, 1), off_day=OffDay.AFTER)

    assert instants.next_after(rule, NOW, Never()) is None
    assert instants.last_until(rule, NOW, Never()) is None


def test_a_rule_that_ends_before_it_begins_never_comes() -> None:
    rule = Rule(Daily(), time(9), "UTC", starts_on=date(2026, 5, 2), until=date(2026, 5, 1))

    assert instants.next_after(rule, NOW, MON_FRI) is None
    assert instants.last_until(rule, NOW, MON_FRI) is None


def test_a_feast_is_never_a_working_day_and_its_yearly_rule_is_seen_to_be_empty() -> None:
    rule = Rule(YearDays(((1, 1),)), time(9), "Asia/Shanghai", off_day=OffDay.SKIP)

    assert instants.next_after(rule, NOW, CHINA) is None


@pytest.mark.parametrize(
    ("zone", "first", "last", "missing"),
    [
        ("Pacific/Apia", date(2011, 12, 1), date(2012, 1, 31), {date(2011, 12, 30)}),  # a day that never was
        ("Pacific/Kwajalein", date(1993, 8, 1), date(1993, 9, 30), {date(1993, 8, 21)}),
        ("Europe/Istanbul", date(2015, 10, 1), date(2016, 12, 31), set()),  # gave up summer time
        ("America/Mexico_City", date(2022, 3, 1), date(2023, 5, 31), set()),
        ("Asia/Amman", date(2022, 2, 1), date(2022, 12, 31), set()),
        ("Europe/Volgograd", date(2018, 9, 1), date(2021, 1, 31), set()),
        ("America/Toronto", date(1919, 3, 1), date(1919, 11, 30), set()),
        ("America/Caracas", date(2007, 11, 1), date(2016, 6, 1), set()),
    ],
)
@pytest.mark.parametrize("at", [time(0), time(2, 45), time(23, 45)])
def test_zones_that_change_their_rules_keep_the_promise(
    zone: str, first: date, last: date, missing: set[date], at: time
) -> None:
    rule = Rule(Daily(), at, zone, starts_on=first, until=last)

    found = wall_clocks.all_between(rule, datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))

    days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    assert Counter(instants.local_day(at, zone) for at in found) == Counter(days - missing)

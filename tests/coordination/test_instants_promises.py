"""What a schedule promises, over five years and twenty zones, with the slow way and another library as witnesses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import calendars, instants, rrules
from coordination.rules.patterns import Daily, MonthDays, MonthWeekdays, MonthWorkdays, Pattern, Weekly, YearDays
from coordination.rules.recurrences import OffDay, Rule
from tests.coordination import wall_clocks

MON_FRI = calendars.MON_FRI
CHINA = calendars.of_country("CN")
FIVE_YEARS = date(2026, 1, 1), date(2031, 1, 1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", wall_clocks.ZONES)
@pytest.mark.parametrize("at", [time(0), time(2, 30)])
def test_over_five_years_a_daily_schedule_comes_once_a_local_day_when_it_was_promised(zone: str, at: time) -> None:
    rule = Rule(Daily(), at, zone, starts_on=FIVE_YEARS[0], until=FIVE_YEARS[1] - timedelta(days=1))

    found = wall_clocks.all_between(rule, utc("2025-12-30T00:00"), utc("2031-01-03T00:00"))

    days = [day.date() for day in rrule.rrule(rrule.DAILY, dtstart=datetime(2026, 1, 1), until=datetime(2030, 12, 31))]  # noqa: DTZ001
    assert found == [wall_clocks.slowly(day, at, zone) for day in days]
    assert [instants.local_day(instant, zone) for instant in found] == days


@pytest.mark.parametrize("zone", wall_clocks.ZONES)
def test_over_five_years_a_weekly_schedule_comes_once_a_week_on_its_day(zone: str) -> None:
    rule = Rule(Weekly((6,)), time(2, 30), zone)

    found = wall_clocks.all_between(rule, utc("2026-01-03T12:00"), utc("2031-01-03T00:00"))

    days = [instants.local_day(instant, zone) for instant in found]
    assert days == [date(2026, 1, 4) + timedelta(weeks=n) for n in range(261)]
    assert found == [wall_clocks.slowly(day, time(2, 30), zone) for day in days]


PATTERNS = st.one_of(
    st.just(Daily()),
    st.builds(Weekly, st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True).map(tuple)),
    st.builds(MonthDays, st.sampled_from([(1,), (15, -1), (28,), (29,), (30,), (31,), (-1,), (-28,), (10, 20)])),
    st.builds(
        MonthWeekdays,
        st.tuples(st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), st.integers(0, 6))),
    ),
    st.builds(MonthWorkdays, st.sampled_from([(1,), (-1,), (2, -2)])),
    st.builds(YearDays, st.sampled_from([((2, 29),), ((7, 2),), ((1, 1), (4, 1))])),
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
RULES = st.builds(
    Rule,
    PATTERNS,
    st.times(),
    st.sampled_from(wall_clocks.ZONES),
    every=st.integers(1, 4),
    starts_on=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    off_day=st.sampled_from(OffDay),
)


@settings(max_examples=100, deadline=None)
@given(RULES, MOMENTS)
def test_nothing_lies_between_an_instant_and_the_next_one(rule: Rule, moment: datetime) -> None:
    found = instants.next_after(rule, moment, CHINA)

    if found is None:  # kept clear of a feast for ever
        assert rule.off_day is not OffDay.KEEP
        return
    before = instants.last_until(rule, moment, CHINA)
    assert found > moment
    assert before is None or before <= moment
    assert instants.last_until(rule, found, CHINA) == found
    assert instants.last_until(rule, found - timedelta(microseconds=1), CHINA) == before
    assert before is None or instants.next_after(rule, before, CHINA) == found


@settings(max_examples=100, deadline=None)
@given(RULES, MOMENTS)
def test_an_occurrence_is_on_a_day_that_was_promised(rule: Rule, moment: datetime) -> None:
    found = instants.upcoming(rule, moment, CHINA, 3)

    days = [instants.local_day(instant, rule.zone) for instant in found]
    assert len(set(days)) == len(days)
    assert all(day >= (rule.starts_on or day) for day in days)
    if rule.off_day is not OffDay.KEEP:
        assert all(CHINA.is_workday(day) for day in days)
    elif isinstance(rule.pattern, Weekly):
        assert all(day.weekday() in rule.pattern.days for day in days)


@settings(max_examples=80, deadline=None)
@given(PATTERNS, st.sampled_from(wall_clocks.ZONES), st.integers(1, 3), st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_another_library_finds_the_same_days_in_what_is_written_for_it(
    pattern: Pattern, zone: str, every: int, starts_on: date
) -> None:
    rule = Rule(pattern, time(12), zone, every=every, starts_on=starts_on)

    ours = [instants.local_day(at, zone) for at in instants.upcoming(rule, utc("2023-12-01T00:00"), MON_FRI, 12)]

    start = datetime.combine(starts_on, time(12))
    theirs = rrule.rrulestr(rrules.to_rrule(rule), dtstart=start)
    assert ours == [at.date() for at, _ in zip(theirs, range(12), strict=False)]

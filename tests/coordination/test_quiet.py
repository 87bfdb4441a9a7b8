"""Quiet hours over midnight and changes of clock, and the ceiling of unasked posts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import calendars, quiet
from coordination.rules.quiet import Cause, Peace, Saying, Verdict
from tests.coordination import wall_clocks

SHANGHAI = Peace("Asia/Shanghai")
MORNING, NIGHT = "2026-11-25T10:00+08:00", "2026-11-25T23:00+08:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-11-25T20:59:59+08:00", False),
        ("2026-11-25T21:00+08:00", True),
        ("2026-11-26T00:00+08:00", True),
        ("2026-11-26T07:59:59+08:00", True),
        ("2026-11-26T08:00+08:00", False),
        ("2026-11-25T16:00+00:00", True),  # the group's clock decides, not the reader's
    ],
)
def test_the_night_is_quiet(instant: str, expected: bool) -> None:
    assert quiet.is_quiet(SHANGHAI, at(instant)) is expected


@pytest.mark.parametrize(
    ("peace", "instant", "until"),
    [
        (SHANGHAI, MORNING, MORNING),
        (SHANGHAI, NIGHT, "2026-11-26T08:00+08:00"),
        (SHANGHAI, "2026-11-26T03:00+08:00", "2026-11-26T08:00+08:00"),
        (Peace("Asia/Shanghai", time(12), time(14)), "2026-11-25T12:30+08:00", "2026-11-25T14:00+08:00"),
        (Peace("Asia/Shanghai", time(9), time(9)), NIGHT, NIGHT),  # no quiet hours at all
        (Peace("Asia/Shanghai", time(22), time(0)), NIGHT, "2026-11-26T00:00+08:00"),
        # An end that the clocks leap over is the end of the leap.
        (Peace("Europe/Berlin", time(21), time(2, 30)), "2027-03-27T23:00+01:00", "2027-03-28T03:00+02:00"),
        # An end shown twice is the first, or the second when the first has passed.
        (Peace("Europe/Berlin", time(21), time(2, 30)), "2026-10-25T01:00+02:00", "2026-10-25T02:30+02:00"),
        (Peace("Europe/Berlin", time(21), time(2, 30)), "2026-10-25T02:10+01:00", "2026-10-25T02:30+01:00"),
        # The only hour that is not quiet does not exist that night.
        (Peace("Europe/Berlin", time(3), time(2)), "2027-03-27T12:00+01:00", "2027-03-29T02:00+02:00"),
        # An end that a leap over midnight swallowed is the first minute after it.
        (Peace("America/Toronto", time(22), time(23, 45)), "1919-03-30T23:29:30-05:00", "1919-03-31T00:30:30-04:00"),
        # The day of the end does not exist.
        (Peace("Pacific/Apia"), "2011-12-29T22:00-10:00", "2011-12-31T08:00+14:00"),
    ],
)
def test_what_comes_in_quiet_hours_is_held_until_they_end(peace: Peace, instant: str, until: str) -> None:
    assert quiet.hold_until(peace, at(instant)) == at(until)


def test_what_is_kept_for_working_days_waits_for_the_next_one() -> None:
    friday_night = at("2026-11-27T22:00+08:00")
    china = calendars.of_country("CN")

    assert quiet.hold_until(SHANGHAI, friday_night, china) == at("2026-11-30T08:00+08:00")
    assert quiet.hold_until(SHANGHAI, at("2026-10-01T10:00+08:00"), china) == at("2026-10-08T08:00+08:00")
    assert quiet.hold_until(SHANGHAI, at(MORNING), china) == at(MORNING)


@pytest.mark.parametrize(
    ("cause", "by_day", "by_night", "over_the_ceiling"),
    [
        (Cause.ANSWER, Saying.NOW, Saying.NOW, Saying.NOW),
        (Cause.REQUESTED, Saying.NOW, Saying.HELD, Saying.NOW),
        (Cause.UNASKED, Saying.NOW, Saying.HELD, Saying.MERGED),
        (Cause.URGENT, Saying.NOW, Saying.NOW, Saying.NOW),
        (Cause.ROUND, Saying.NOW, Saying.NOW, Saying.NOW),
    ],
)
def test_why_something_is_said_decides_when(
    cause: Cause, by_day: Saying, by_night: Saying, over_the_ceiling: Saying
) -> None:
    twice = [at("2026-11-25T08:30+08:00"), at("2026-11-25T09:00+08:00")]

    assert quiet.judge(SHANGHAI, cause, at(MORNING)).saying is by_day
    assert quiet.judge(SHANGHAI, cause, at(NIGHT)).saying is by_night
    assert quiet.judge(SHANGHAI, cause, at(MORNING), twice).saying is over_the_ceiling


def test_a_held_post_says_until_when() -> None:
    verdict = quiet.judge(SHANGHAI, Cause.UNASKED, at(NIGHT))

    assert verdict == Verdict(Saying.HELD, at("2026-11-26T08:00+08:00"))


def test_the_ceiling_counts_the_groups_own_day() -> None:
    yesterday = at("2026-11-24T23:59+08:00")
    today = at("2026-11-25T00:01+08:00")

    assert quiet.posts_left(SHANGHAI, at(MORNING), []) == 2
    assert quiet.posts_left(SHANGHAI, at(MORNING), [yesterday, yesterday, today]) == 1
    assert quiet.posts_left(SHANGHAI, at(MORNING), [today] * 3) == 0
    assert quiet.posts_left(Peace("Asia/Shanghai", ceiling=0), at(MORNING), []) == 0


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
HOURS = st.builds(Peace, st.sampled_from(wall_clocks.ZONES), st.times(), st.times())


@settings(max_examples=150, deadline=None)
@given(HOURS, MOMENTS)
def test_what_is_held_comes_as_soon_as_it_may_and_not_before(peace: Peace, moment: datetime) -> None:
    until = quiet.hold_until(peace, moment)

    assert until >= moment
    assert not quiet.is_quiet(peace, until)
    # Where clocks go back within quiet hours, what was already quiet may be loud again for a while.
    if until > moment and wall_clocks.is_plain(until.date(), peace.zone):
        assert all(quiet.is_quiet(peace, moment + (until - moment) * n / 50) for n in range(50))


@settings(max_examples=100, deadline=None)
@given(HOURS, st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(0, 24 * 60 - 1))
def test_nothing_unasked_is_ever_said_in_quiet_hours(peace: Peace, day: date, minute: int) -> None:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)

    verdict = quiet.judge(peace, Cause.UNASKED, moment)

    assert (verdict.saying is Saying.NOW) is not quiet.is_quiet(peace, moment)
    assert verdict.until is None or quiet.judge(peace, Cause.UNASKED, verdict.until).saying is Saying.NOW

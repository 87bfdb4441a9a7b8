"""After a stop: on time, late with the true time, skipped with a reason, said; many missed runs become one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import calendars, instants, late
from coordination.rules.late import CatchUp, Kind, Place, Reason, Running, Verdict
from coordination.rules.patterns import Daily, MonthWorkdays, Weekly
from coordination.rules.recurrences import OffDay, Rule
from tests.coordination import wall_clocks

CHINA = calendars.of_country("CN")
SHANGHAI = Place("Asia/Shanghai", CHINA)
MORNINGS = Rule(Daily(), time(8, 30), "Asia/Shanghai", off_day=OffDay.SKIP)


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("kind", "due", "now", "running"),
    [
        (Kind.DIGEST, "2026-11-24T08:30", "2026-11-24T08:29", Running.EARLY),
        (Kind.DIGEST, "2026-11-24T08:30", "2026-11-24T08:30", Running.ON_TIME),
        (Kind.DIGEST, "2026-11-24T08:30", "2026-11-24T08:35", Running.ON_TIME),
        (Kind.DIGEST, "2026-11-24T08:30", "2026-11-24T09:12", Running.LATE),
        (Kind.DIGEST, "2026-11-24T08:30", "2026-11-24T14:00", Running.LATE),
        (Kind.DIGEST, "2026-11-24T08:30", "2026-11-24T14:01", Running.SKIP),
        (Kind.DIGEST, "2026-11-24T08:30", "2026-11-25T08:10", Running.SKIP),
        (Kind.DIGEST, "2026-11-24T16:00", "2026-11-24T16:40", Running.LATE),
        (Kind.DIGEST, "2026-11-24T16:00", "2026-11-24T17:40", Running.SKIP),
        (Kind.DIGEST, "2026-11-24T23:30", "2026-11-25T00:10", Running.SKIP),
        (Kind.SUMMARY, "2026-11-27T15:00", "2026-11-30T11:59", Running.LATE),  # Friday to Monday
        (Kind.SUMMARY, "2026-11-27T15:00", "2026-11-30T12:01", Running.SKIP),
        (Kind.SUMMARY, "2026-09-30T15:00", "2026-10-08T11:00", Running.LATE),  # over the feast
        (Kind.CHECK_IN, "2026-11-26T15:00", "2026-11-26T18:30", Running.LATE),
        (Kind.CHECK_IN, "2026-11-26T15:00", "2026-11-26T19:30", Running.SKIP),
        (Kind.REMINDER, "2026-11-26T09:00", "2026-11-26T20:00", Running.LATE),
        (Kind.REMINDER, "2026-11-26T09:00", "2026-11-27T00:01", Running.SKIP),
        (Kind.NOTE, "2026-11-26T09:00", "2026-11-26T20:00", Running.LATE),
        (Kind.NOTE, "2026-11-26T09:00", "2026-11-27T09:00", Running.SKIP),
        (Kind.ONE_OFF, "2026-11-26T08:59", "2026-11-26T09:00", Running.ON_TIME),  # F092
        (Kind.ONE_OFF, "2026-11-26T08:59", "2026-11-26T12:00", Running.LATE),
        (Kind.ONE_OFF, "2026-11-26T08:59", "2026-11-28T12:00", Running.SAY),
        (Kind.REQUEST, "2026-11-26T10:10", "2026-11-26T10:00", Running.EARLY),
        (Kind.REQUEST, "2026-11-26T10:10", "2026-11-26T10:12", Running.ON_TIME),
        (Kind.REQUEST, "2026-11-26T10:10", "2026-11-26T13:00", Running.SAY),  # "in 10 minutes", three hours late
    ],
)
def test_each_kind_has_its_window(kind: Kind, due: str, now: str, running: Running) -> None:
    verdict = late.judge(kind, local(due), local(now), SHANGHAI)

    not_run = running in {Running.SKIP, Running.SAY}
    assert verdict == Verdict(running, local(due), Reason.WINDOW if not_run else None)


def test_five_missed_hours_become_one_run_and_the_older_ones_are_named() -> None:
    weekdays = Rule(Weekly((0, 1, 2, 3, 4)), time(8, 30), "Asia/Shanghai")

    caught = late.catch_up(weekdays, local("2026-11-23T08:30"), local("2026-11-27T09:12"), CHINA)

    assert caught == CatchUp(local("2026-11-27T08:30"), (local("2026-11-23T08:30"), local("2026-11-26T08:30")))


def test_a_single_missed_run_is_itself() -> None:
    due = local("2026-11-24T08:30")

    assert late.catch_up(MORNINGS, due, local("2026-11-24T20:00"), CHINA) == CatchUp(due)


def test_a_run_of_a_rule_that_was_changed_meanwhile_is_still_considered() -> None:
    due = local("2026-11-24T09:00")

    assert late.catch_up(MORNINGS, due, local("2026-11-24T09:10"), CHINA) == CatchUp(due)
    assert late.catch_up(MORNINGS, due, local("2026-11-25T09:10"), CHINA) == CatchUp(
        local("2026-11-25T08:30"), (due, due)
    )


@pytest.mark.parametrize("year", [2031, 2400, 4900])
def test_a_clock_years_ahead_finds_one_run_and_skips_the_rest_as_one(year: int) -> None:
    due, now = local("2026-11-24T08:30"), datetime(year, 6, 7, tzinfo=UTC)

    caught = late.catch_up(MORNINGS, due, now, CHINA)

    assert caught.due <= now < caught.due + timedelta(days=10)
    assert caught.skipped is not None
    assert caught.skipped[0] == due


def test_a_clock_set_back_does_not_leave_a_schedule_waiting_for_years() -> None:
    computed_in_2030, now = local("2030-05-05T08:30"), local("2026-11-24T07:00")

    assert late.mend(MORNINGS, computed_in_2030, now, CHINA) == local("2026-11-24T08:30")


def test_what_is_due_stays_due_when_clocks_are_mended() -> None:
    due = local("2026-11-24T08:30")

    assert late.mend(MORNINGS, due, local("2026-11-24T08:31"), CHINA) == due
    assert late.mend(MORNINGS, due, local("2026-11-24T08:00"), CHINA) == due


def test_a_rule_that_has_ended_waits_for_nothing() -> None:
    ended = Rule(Daily(), time(9), "Asia/Shanghai", until=date(2026, 11, 1))

    assert late.mend(ended, local("2030-01-01T09:00"), local("2026-11-24T08:00"), CHINA) is None


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SCHEDULES = st.builds(
    Rule,
    st.sampled_from([Daily(), Weekly((4,)), Weekly((0, 2)), MonthWorkdays((-1,))]),
    st.times(),
    st.sampled_from(wall_clocks.ZONES),
    off_day=st.sampled_from(OffDay),
)


@settings(max_examples=100, deadline=None)
@given(SCHEDULES, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_of_all_missed_runs_the_last_one_before_now_is_considered(rule: Rule, start: datetime, down: timedelta) -> None:
    due = instants.next_after(rule, start, CHINA)
    assert due is not None
    now = due + down

    caught = late.catch_up(rule, due, now, CHINA)

    assert due <= caught.due <= now
    following = instants.next_after(rule, caught.due, CHINA)
    assert following is None or following > now
    assert (caught.skipped is None) is (caught.due == due)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(Kind),
    MOMENTS,
    st.timedeltas(timedelta(0), timedelta(days=20)),
    st.timedeltas(timedelta(0), timedelta(days=20)),
)
def test_the_later_it_gets_the_less_is_run(kind: Kind, due: datetime, sooner: timedelta, more: timedelta) -> None:
    place = Place("Europe/Berlin", calendars.MON_FRI)
    order = [Running.ON_TIME, Running.LATE, Running.SKIP, Running.SAY]

    first = late.judge(kind, due, due + sooner, place).running
    second = late.judge(kind, due, due + sooner + more, place).running

    assert order.index(first) <= order.index(second)

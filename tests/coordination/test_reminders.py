"""Reminders before a date: steps, short notice, quiet hours, what silences them, snoozes within bounds."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import absence, calendars, instants, occurrences, quiet, reminders
from coordination.rules.quiet import Peace
from coordination.rules.reminders import Habits, Promise, Reminder, Snooze, Step
from coordination.rules.tasks import Due, State, Task
from tests.coordination import wall_clocks

CHINA = calendars.of_country("CN")
SHANGHAI = Habits(Peace("Asia/Shanghai"), CHINA)
FRIDAY = Due(date(2026, 12, 4))


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


GIVEN = local("2026-11-10T10:12")
PROMISE = Promise(FRIDAY, GIVEN)


def a_task(**changes: Any) -> Task:
    return replace(Task(1, 1, 12, "Sign the contract", GIVEN, None, due=FRIDAY, original_due=FRIDAY), **changes)


def steps(promise: Promise, habits: Habits = SHANGHAI) -> list[tuple[str, str]]:
    zone = datetime.fromisoformat("2026-01-01T00:00+08:00").tzinfo
    return [(r.step.value, f"{r.at.astimezone(zone):%m-%d %H:%M}") for r in reminders.planned(promise, habits)]


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        (PROMISE, [("3d", "12-01 08:30"), ("1d", "12-03 08:30"), ("0d", "12-04 08:30")]),
        (
            Promise(FRIDAY, GIVEN, key=True),
            [("7d", "11-25 08:30"), ("3d", "12-01 08:30"), ("1d", "12-03 08:30"), ("0d", "12-04 08:30")],
        ),
        # Over National Day, with the make-up Sunday before it: working days are counted, not days.
        (
            Promise(Due(date(2026, 10, 8)), GIVEN - timedelta(days=90)),
            [("3d", "09-28 08:30"), ("1d", "09-30 08:30"), ("0d", "10-08 08:30")],
        ),
        # Due on a Sunday: the last working day before it is the day.
        (
            Promise(Due(date(2026, 11, 29)), GIVEN),
            [("3d", "11-24 08:30"), ("1d", "11-26 08:30"), ("0d", "11-27 08:30")],
        ),
        # Given between two steps: what would have been earlier is not made up for.
        (Promise(FRIDAY, local("2026-12-01T12:00")), [("1d", "12-03 08:30"), ("0d", "12-04 08:30")]),
        # Due before the morning's hour: no reminder after the date.
        (
            Promise(Due(FRIDAY.on, local("2026-12-04T08:15")), GIVEN),
            [("3d", "12-01 08:30"), ("1d", "12-03 08:30")],
        ),
        # Short notice: hours instead of days.
        (Promise(FRIDAY, local("2026-12-03T09:00")), [("3h", "12-04 15:00"), ("1h", "12-04 17:00")]),
        (Promise(Due(FRIDAY.on, local("2026-12-04T12:00")), local("2026-12-04T09:30")), [("1h", "12-04 11:00")]),
        # Both fall into the night: one at its end.
        (Promise(Due(FRIDAY.on, local("2026-12-04T08:50")), local("2026-12-03T20:00")), [("1h", "12-04 08:00")]),
        (Promise(Due(FRIDAY.on, local("2026-12-04T07:30")), local("2026-12-03T20:00")), []),
        (Promise(FRIDAY, local("2026-12-05T09:00")), []),  # a date that had passed when it was given
    ],
)
def test_a_date_has_its_steps(promise: Promise, expected: list[tuple[str, str]]) -> None:
    assert steps(promise) == expected


def test_somebody_who_will_be_away_is_reminded_before_leaving() -> None:
    leave = absence.Absence(7, date(2026, 12, 3), date(2026, 12, 9))
    own = replace(SHANGHAI, calendar=absence.PersonalCalendar(CHINA, 7, (leave,)))

    assert steps(PROMISE, own) == [("3d", "11-27 08:30"), ("1d", "12-01 08:30"), ("0d", "12-02 08:30")]


def test_the_next_reminder_is_the_first_one_later() -> None:
    first, second, last = reminders.planned(PROMISE, SHANGHAI)

    assert reminders.next_reminder(PROMISE, SHANGHAI, GIVEN) == first
    assert reminders.next_reminder(PROMISE, SHANGHAI, first.at) == second
    assert reminders.next_reminder(PROMISE, SHANGHAI, last.at) is None


@pytest.mark.parametrize(
    ("state", "silenced"),
    [
        (State.OPEN, False),
        (State.IN_PROGRESS, False),
        (State.BLOCKED, False),
        (State.CLAIMED, True),
        (State.DONE, True),
        (State.ON_HOLD, True),
        (State.DROPPED, True),
    ],
)
def test_a_state_in_which_nothing_is_owed_silences(state: State, silenced: bool) -> None:
    first = reminders.planned(PROMISE, SHANGHAI)[0]

    assert reminders.is_silenced(a_task(state=state), PROMISE, first) is silenced


@pytest.mark.parametrize(
    ("which", "word", "silenced"),
    [
        (0, None, False),
        (0, "2026-11-30T23:59", False),
        (0, "2026-12-01T00:10", True),  # the same day
        (1, "2026-12-01T08:20", False),  # before the first one
        (1, "2026-12-01T08:30", True),
        (1, "2026-12-02T19:00", True),
        (2, "2026-12-02T19:00", False),  # it answered the first; the second was silent; the day itself is told
        (2, "2026-12-03T09:00", True),
    ],
)
def test_a_word_since_the_one_before_silences_the_next(which: int, word: str | None, silenced: bool) -> None:
    reminder = reminders.planned(PROMISE, SHANGHAI)[which]
    task = a_task(last_update_at=word and local(word))

    assert reminders.is_silenced(task, PROMISE, reminder) is silenced


@pytest.mark.parametrize("due", [None, Due(date(2026, 12, 8)), Due(FRIDAY.on, local("2026-12-04T12:00"))])
def test_a_date_that_was_changed_silences_the_old_ones_reminders(due: Due | None) -> None:
    assert reminders.is_silenced(a_task(due=due), PROMISE, reminders.planned(PROMISE, SHANGHAI)[0])


@pytest.mark.parametrize(
    ("now", "asked", "until"),
    [
        ("2026-12-01T08:40", "2026-12-01T12:00", "2026-12-01T12:00"),
        ("2026-12-01T08:40", "2026-12-01T22:00", "2026-12-02T08:00"),  # not at night
        ("2026-12-01T08:40", "2026-12-20T09:00", "2026-12-04T08:30"),  # the due day is never hidden
        ("2026-12-04T08:40", "2026-12-05T09:00", "2026-12-04T17:00"),  # nor its last hour
        ("2026-12-04T17:30", "2026-12-09T09:00", "2026-12-07T08:30"),
        ("2026-12-07T09:00", "2026-12-31T09:00", "2026-12-08T08:30"),  # late: back the next working day
    ],
)
def test_a_snooze_has_its_bounds(now: str, asked: str, until: str) -> None:
    assert reminders.snooze(local(asked), local(now), PROMISE, SHANGHAI) == Snooze(local(now), local(until))


def test_a_snooze_into_the_past_and_one_too_many_are_refused() -> None:
    with pytest.raises(Refused, match="snooze_is_over"):
        reminders.snooze(local("2026-12-01T08:00"), local("2026-12-01T08:40"), PROMISE, SHANGHAI)
    with pytest.raises(Refused, match="snoozed_enough"):
        reminders.check_snoozes(reminders.MOST_SNOOZES)
    reminders.check_snoozes(reminders.MOST_SNOOZES - 1)


def test_a_snoozed_reminder_stands_for_all_before_its_hour() -> None:
    taken = Snooze(local("2026-12-01T08:40"), local("2026-12-03T12:00"))

    snoozed = reminders.next_reminder(PROMISE, SHANGHAI, local("2026-12-01T08:40"), taken)
    afterwards = reminders.next_reminder(PROMISE, SHANGHAI, taken.until, taken)

    assert snoozed == Reminder(Step.SNOOZED, taken.until, taken.taken_at)
    assert afterwards is not None
    assert afterwards.step is Step.SAME_DAY


def test_a_word_after_the_snooze_silences_it() -> None:
    snoozed = Reminder(Step.SNOOZED, local("2026-12-03T12:00"), local("2026-12-01T08:40"))

    assert not reminders.is_silenced(a_task(last_update_at=local("2026-12-01T08:39")), PROMISE, snoozed)
    assert reminders.is_silenced(a_task(last_update_at=local("2026-12-02T10:00")), PROMISE, snoozed)


def test_a_reminder_is_unique_by_task_person_step_and_date() -> None:
    first, second, _ = reminders.planned(PROMISE, SHANGHAI)
    key = first.key(1, 7, FRIDAY)

    others = [
        first.key(2, 7, FRIDAY),
        first.key(1, 8, FRIDAY),
        second.key(1, 7, FRIDAY),
        first.key(1, 7, Due(date(2026, 12, 8))),
        first.key(1, 7, Due(FRIDAY.on, local("2026-12-04T12:00"))),
        Reminder(Step.SNOOZED, local("2026-12-03T12:00"), GIVEN).key(1, 7, FRIDAY),
        Reminder(Step.SNOOZED, local("2026-12-03T13:00"), GIVEN).key(1, 7, FRIDAY),
    ]

    assert key == occurrences.Key("task:1:person:7", "reminder:3d", "2026-12-04")
    assert len({key, *others}) == len(others) + 1


def test_a_run_of_a_schedule_has_one_key_in_every_zone() -> None:
    here = occurrences.of_schedule(5, "digest", local("2026-11-24T08:30"))

    assert here == occurrences.of_schedule(5, "digest", datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    assert here == occurrences.Key("schedule:5", "digest", "2026-11-24T00:30:00+00:00")


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
HABITS = st.builds(
    Habits,
    st.builds(Peace, st.sampled_from(wall_clocks.ZONES)),
    st.sampled_from([calendars.MON_FRI, CHINA]),
    at=st.times(time(8), time(20)),
)


@settings(max_examples=150, deadline=None)
@given(HABITS, MOMENTS, st.integers(0, 40), st.booleans(), st.booleans())
def test_reminders_come_in_order_by_day_between_the_giving_and_the_date(
    habits: Habits, given_at: datetime, days: int, key: bool, hour_named: bool
) -> None:
    at = given_at + timedelta(days=days, hours=5) if hour_named else None
    due = Due(instants.local_day(given_at, habits.peace.zone) + timedelta(days=days), at)

    planned = reminders.planned(Promise(due, given_at, key), habits)

    instants_of = [reminder.at for reminder in planned]
    assert instants_of == sorted(set(instants_of))
    assert all(given_at < at < reminders.ends_at(due, habits) for at in instants_of)
    assert not any(quiet.is_quiet(habits.peace, at) for at in instants_of)
    assert len({r.step for r in planned}) == len(planned) <= (4 if key else 3)
    if {r.step for r in planned}.isdisjoint({Step.THREE_HOURS, Step.ONE_HOUR}):
        assert all(habits.calendar.is_workday(instants.local_day(at, habits.peace.zone)) for at in instants_of)


@settings(max_examples=150, deadline=None)
@given(
    HABITS,
    MOMENTS,
    st.timedeltas(timedelta(minutes=1), timedelta(days=40)),
    st.timedeltas(timedelta(-40), timedelta(40)),
)
def test_a_snooze_never_hides_the_due_day_or_keeps_lateness_away_for_long(
    habits: Habits, now: datetime, put_off: timedelta, until_due: timedelta
) -> None:
    due = Due(instants.local_day(now + until_due, habits.peace.zone), now + until_due)
    promise = Promise(due, now - timedelta(days=60))

    taken = reminders.snooze(now + put_off, now, promise, habits)

    assert not quiet.is_quiet(habits.peace, taken.until)
    to_come = [r.at for r in reminders.planned(promise, habits) if r.at > now]
    if to_come:
        assert taken.until <= to_come[-1]
    elif until_due < reminders.LAST_CALL:
        workday = calendars.next_workday(habits.calendar, instants.local_day(now, habits.peace.zone))
        assert instants.local_day(taken.until, habits.peace.zone) <= workday

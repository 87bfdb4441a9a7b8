"""What of a reminder holds now, what may be put off to, and the steps that a group chooses."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import reminders
from coordination.rules.reminders import Promise, Snooze
from tests.coordination.test_reminders import FRIDAY, GIVEN, PROMISE, SHANGHAI, local, steps


@pytest.mark.parametrize(
    ("now", "snoozed", "expected"),
    [
        ("2026-12-03T08:29", None, None),
        ("2026-12-03T08:30", None, "1d"),
        ("2026-12-03T23:59", None, "1d"),
        ("2026-12-04T00:01", None, None),  # yesterday's is not made up for
        ("2026-12-04T09:00", ("2026-12-03T15:00", "2026-12-04T10:00"), None),  # put off beyond today's step
        ("2026-12-04T10:00", ("2026-12-03T15:00", "2026-12-04T10:00"), "snoozed"),
        ("2026-12-03T09:00", ("2026-12-01T15:00", "2026-12-02T10:00"), "1d"),  # that one was over long ago
    ],
)
def test_what_holds_now_is_the_newest_step_of_the_day_unless_it_is_put_off(
    now: str, snoozed: tuple[str, str] | None, expected: str | None
) -> None:
    put = None if snoozed is None else Snooze(local(snoozed[0]), local(snoozed[1]))
    found = reminders.current(PROMISE, SHANGHAI, local(now), put)
    assert (None if found is None else found.step.value) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-01T08:31", ["12-01 09:31", "12-01 11:31", "12-02 08:30"]),
        ("2026-12-03T20:30", ["12-04 08:00", "12-04 08:30"]),  # quiet hours hold both of the hours
        ("2026-12-04T08:31", ["12-04 09:31", "12-04 11:31", "12-04 17:00"]),  # the day itself: an hour before the end
        ("2026-12-04T16:30", ["12-04 17:00"]),
        ("2026-12-06T09:00", ["12-06 10:00", "12-06 12:00", "12-07 08:30"]),  # late: the next working day at most
    ],
)
def test_what_is_offered_stays_before_the_date_and_out_of_quiet_hours(now: str, expected: list[str]) -> None:
    zone = local(now).tzinfo
    found = [f"{at.astimezone(zone):%m-%d %H:%M}" for at in reminders.offered(local(now), PROMISE, SHANGHAI)]
    assert found == expected


@settings(max_examples=60)
@given(st.integers(0, 30 * 24 * 60), st.booleans())
def test_whatever_is_offered_can_be_taken_and_is_still_to_come(minutes: int, key: bool) -> None:
    now = GIVEN + timedelta(minutes=minutes)
    promise = replace(PROMISE, key=key)
    found = reminders.offered(now, promise, SHANGHAI)
    assert found
    assert list(found) == sorted(set(found))
    for at in found:
        assert reminders.snooze(at, now, promise, SHANGHAI).until == at > now


@pytest.mark.parametrize(
    ("before", "key", "expected"),
    [
        ((5, 3, 1, 0), False, ["5d", "3d", "1d", "0d"]),
        ((1, 0), True, ["7d", "1d", "0d"]),
        ((0,), False, ["0d"]),
        ((), True, []),
    ],
)
def test_a_group_chooses_its_steps(before: tuple[int, ...], key: bool, expected: list[str]) -> None:
    promise, habits = replace(PROMISE, key=key), replace(SHANGHAI, before=before)
    assert [step for step, _ in steps(promise, habits)] == expected
    assert not (before == () and reminders.planned(Promise(FRIDAY, local("2026-12-04T09:00")), habits))

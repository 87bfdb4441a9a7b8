"""When a task is due, when it is late, and who may change the date (rules 2 and 5)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from coordination.errors import Refused
from coordination.rules import dues, tasks
from tests.coordination import samples

SHANGHAI = "Asia/Shanghai"  # UTC+8
SIX = time(18, 0)


@pytest.mark.parametrize(
    ("now", "zone", "today", "open_on"),
    [
        (datetime(2026, 11, 24, 9, 59, tzinfo=UTC), SHANGHAI, date(2026, 11, 24), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), SHANGHAI, date(2026, 11, 24), date(2026, 11, 25)),
        (datetime(2026, 11, 24, 15, 59, tzinfo=UTC), SHANGHAI, date(2026, 11, 24), date(2026, 11, 25)),
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), SHANGHAI, date(2026, 11, 25), date(2026, 11, 25)),
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), "America/New_York", date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_a_groups_day_is_local_and_open_until_working_hours_end(
    now: datetime, zone: str, today: date, open_on: date
) -> None:
    day = dues.day_of(now, zone, SIX)

    assert (day.today, day.open_on) == (today, open_on)


@pytest.mark.parametrize(
    ("due", "late_from"),
    [
        (tasks.Due(date(2026, 11, 24)), datetime(2026, 11, 24, 10, 0, tzinfo=UTC)),
        (
            tasks.Due(date(2026, 11, 24), datetime(2026, 11, 24, 3, 30, tzinfo=UTC)),
            datetime(2026, 11, 24, 3, 30, 1, tzinfo=UTC),
        ),
        (
            tasks.Due(date(2026, 11, 24), datetime(2026, 11, 24, 14, 0, tzinfo=UTC)),
            datetime(2026, 11, 24, 14, 0, 1, tzinfo=UTC),
        ),
    ],
)
def test_a_task_is_late_from_its_hour_or_from_the_end_of_the_working_day(due: tasks.Due, late_from: datetime) -> None:
    task = samples.task(due=due)

    before = dues.day_of(late_from - timedelta(seconds=1), SHANGHAI, SIX)
    after = dues.day_of(late_from, SHANGHAI, SIX)

    assert not dues.is_late(task, before)
    assert dues.is_late(task, after)
    assert dues.ends_at(due, after) in {late_from, late_from - timedelta(seconds=1)}


@pytest.mark.parametrize(
    ("state", "late"),
    [
        (tasks.State.OPEN, True),
        (tasks.State.IN_PROGRESS, True),
        (tasks.State.BLOCKED, True),
        (tasks.State.CLAIMED, False),
        (tasks.State.ON_HOLD, False),
        (tasks.State.DONE, False),
        (tasks.State.DROPPED, False),
    ],
)
def test_only_what_is_still_owed_is_late(state: tasks.State, late: bool) -> None:
    assert dues.is_late(samples.task(state=state, due=samples.due(1)), samples.DAY) is late


def test_a_task_without_a_date_is_never_late() -> None:
    assert not dues.is_late(samples.task(), samples.DAY)


def test_the_first_date_ever_agreed_stays_the_original() -> None:
    task = dues.changed(samples.task(), samples.due(20))

    later = dues.changed(task, samples.due(2, 12))
    removed = dues.changed(later, None)
    again = dues.changed(removed, samples.due(9, 12))

    assert [one.original_due for one in (task, later, removed, again)] == [samples.due(20)] * 4
    assert again.due == samples.due(9, 12)


def test_the_same_date_again_changes_nothing() -> None:
    task = samples.task(due=samples.due(20))

    assert dues.changed(task, samples.due(20)) is task


def test_an_ended_task_has_no_date_to_change() -> None:
    with pytest.raises(Refused, match=r"refused\.task_ended"):
        dues.changed(samples.task(state=tasks.State.DONE), samples.due(20))


@pytest.mark.parametrize(
    ("task", "due", "leads", "may_report", "asks"),
    [
        (samples.task(due=samples.due(20)), samples.due(27), True, False, False),
        (samples.task(due=samples.due(20)), samples.due(27), False, True, True),
        (samples.task(due=samples.due(20)), samples.due(10), False, True, True),
        (samples.task(due=samples.due(20)), samples.due(20), False, False, False),
        (samples.task(), samples.due(27), False, True, False),
        (samples.task(), samples.due(27), False, False, True),
        (samples.task(due=samples.due(20)), None, True, True, False),
    ],
)
def test_a_lead_changes_a_date_and_an_owner_asks(
    task: tasks.Task, due: tasks.Due | None, leads: bool, may_report: bool, asks: bool
) -> None:
    assert dues.asks_a_lead(task, due, leads=leads, may_report=may_report) is asks


def test_only_a_lead_takes_a_date_away() -> None:
    with pytest.raises(Refused, match=r"refused\.lead_removes_date"):
        dues.asks_a_lead(samples.task(due=samples.due(20)), None, leads=False, may_report=True)

"""What a summary counts as done, moved and put off, and which days it is about (voice.md, section 5)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coordination.rules import events, summaries, tasks
from tests.coordination import samples

State = tasks.State
Period = summaries.Period


def told(task_id: int, kind: str = "progress", *, before: tasks.Task, after: tasks.Task) -> events.Event:
    return samples.event(replace(before, id=task_id), replace(after, id=task_id), kind=kind)


OPEN = samples.task()
DONE = samples.task(state=State.DONE)
MOVING = samples.task(state=State.IN_PROGRESS, percent=60)


def dated(on: date | None, at: datetime | None = None) -> tasks.Task:
    return samples.task(due=None if on is None else tasks.Due(on, at))


def test_done_is_what_is_still_done_at_the_end_in_the_order_it_was_done() -> None:
    log = [
        told(1, before=OPEN, after=DONE),
        told(2, before=OPEN, after=DONE),
        told(3, before=OPEN, after=MOVING),
        told(1, before=DONE, after=MOVING),
        told(4, before=OPEN, after=DONE),
        told(1, before=MOVING, after=DONE),
    ]

    assert summaries.ended_in(log) == [2, 4, 1]


def test_moved_is_what_went_on_once_each_and_not_what_was_only_created() -> None:
    log = [
        samples.event(None, replace(MOVING, id=9)),
        told(1, before=OPEN, after=MOVING),
        told(1, before=MOVING, after=replace(MOVING, percent=70)),
        told(2, before=OPEN, after=replace(OPEN, title="Sign the lease")),
    ]

    assert summaries.moved_in(log) == [1]


def test_what_was_taken_back_or_typed_otherwise_moved_nothing() -> None:
    undone = [
        samples.event(OPEN, MOVING, change=1),
        samples.event(MOVING, OPEN, change=2, kind="undone", undoes=1),
    ]
    reopened_by_undo = [
        samples.event(MOVING, DONE, change=3),
        samples.event(DONE, MOVING, change=4, kind="undone", undoes=3),
    ]
    corrected = [
        samples.event(OPEN, MOVING, change=5),
        samples.event(MOVING, OPEN, change=5, kind=events.CORRECTED),
    ]

    assert [summaries.moved_in(log) for log in (undone, reopened_by_undo, corrected)] == [[], [], []]


def test_what_an_edit_says_instead_moved() -> None:
    log = [
        samples.event(OPEN, MOVING, change=1),
        samples.event(MOVING, OPEN, change=1, kind=events.CORRECTED),
        samples.event(OPEN, replace(MOVING, percent=70), change=1),
        samples.event(replace(MOVING, percent=70), MOVING, change=2),
    ]

    assert summaries.moved_in(log) == [OPEN.id]


BLOCKED = samples.task(state=State.BLOCKED, reason="permit")


@pytest.mark.parametrize(
    ("log", "blocked", "freed"),
    [
        ([told(1, before=OPEN, after=BLOCKED)], {1}, set()),
        ([told(1, before=OPEN, after=BLOCKED), told(1, before=BLOCKED, after=MOVING)], set(), {1}),
        ([told(1, before=BLOCKED, after=OPEN), told(1, before=OPEN, after=BLOCKED)], {1}, set()),
        ([told(1, before=BLOCKED, after=replace(BLOCKED, reason="money"))], set(), set()),
        ([told(1, before=BLOCKED, after=DONE)], set(), set()),
    ],
)
def test_newly_blocked_and_freed_is_how_the_period_leaves_them(
    log: list[events.Event], blocked: set[int], freed: set[int]
) -> None:
    assert summaries.blocked_in(log) == frozenset(blocked)
    assert summaries.freed_in(log) == frozenset(freed)


def test_a_period_is_counted_from_its_events_and_what_was_dropped_counts_nowhere() -> None:
    log = [
        *(samples.event(None, replace(OPEN, id=number)) for number in (1, 2, 3, 4, 5)),
        told(1, before=OPEN, after=DONE),
        told(2, before=OPEN, after=MOVING),
        told(3, before=OPEN, after=BLOCKED),
        told(4, before=OPEN, after=replace(OPEN, state=State.DROPPED)),
        told(5, before=BLOCKED, after=OPEN),
        told(2, "due", before=dated(NOV_20), after=dated(DEC_2)),
    ]

    assert summaries.tally_of(log) == summaries.Tally(done=1, new=4, moved=2, slipped=1, blocked=1, freed=1)


NOV_20, DEC_2, DEC_9 = date(2026, 11, 20), date(2026, 12, 2), date(2026, 12, 9)


@pytest.mark.parametrize(
    ("steps", "slip"),
    [
        ([("due", NOV_20, DEC_2)], (NOV_20, DEC_2)),
        ([("due", NOV_20, DEC_2), ("granted", DEC_2, DEC_9)], (NOV_20, DEC_9)),
        ([("due", NOV_20, DEC_2), ("undone", DEC_2, NOV_20)], None),
        ([("due", DEC_2, NOV_20)], None),
        ([("due", None, DEC_2)], None),
        ([("due", NOV_20, None)], None),
        ([("amended", NOV_20, DEC_2)], None),
    ],
)
def test_a_slip_shows_both_dates_of_the_whole_period(
    steps: list[tuple[str, date | None, date | None]], slip: tuple[date, date] | None
) -> None:
    log = [told(1, kind, before=dated(old), after=dated(new)) for kind, old, new in steps]

    found = {task_id: (old.on, new.on) for task_id, (old, new, _) in summaries.shifts_in(log).items()}

    assert found == ({} if slip is None else {1: slip})


NOON, NIGHT = datetime(2026, 11, 20, 4, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "later"),
    [
        (tasks.Due(NOV_20), tasks.Due(DEC_2), True),
        (tasks.Due(DEC_2), tasks.Due(NOV_20, NOON), False),
        (tasks.Due(NOV_20, NOON), tasks.Due(NOV_20, NIGHT), True),
        (tasks.Due(NOV_20, NIGHT), tasks.Due(NOV_20, NOON), False),
        (tasks.Due(NOV_20, NOON), tasks.Due(NOV_20), True),
        (tasks.Due(NOV_20), tasks.Due(NOV_20, NOON), False),
        (tasks.Due(NOV_20), tasks.Due(NOV_20), False),
    ],
)
def test_a_date_is_put_off_to_a_later_day_or_hour(old: tasks.Due, new: tasks.Due, later: bool) -> None:
    assert summaries.is_later(new, old) is later


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (summaries.week_of(date(2026, 11, 27)), Period(date(2026, 11, 16), date(2026, 11, 22))),
        (summaries.month_of(date(2026, 3, 31)), Period(date(2026, 2, 1), date(2026, 2, 28))),
        (summaries.month_of(date(2026, 1, 15)), Period(date(2025, 12, 1), date(2025, 12, 31))),
        (Period(date(2026, 11, 1), date(2026, 11, 15)), Period(date(2026, 10, 17), date(2026, 10, 31))),
        (Period(date(2026, 11, 24), date(2026, 11, 24)), Period(date(2026, 11, 23), date(2026, 11, 23))),
    ],
)
def test_a_period_is_compared_with_the_one_just_before(period: Period, before: Period) -> None:
    assert period.before == before


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 29)])
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    assert summaries.week_of(day) == Period(date(2026, 11, 23), date(2026, 11, 29))


def test_a_month_of_leap_years_february_has_29_days() -> None:
    assert summaries.month_of(date(2028, 2, 10)) == Period(date(2028, 2, 1), date(2028, 2, 29))


def test_next_is_what_is_due_in_the_seven_days_after_key_work_first() -> None:
    live = [
        samples.task(number=1, due=samples.due(29)),
        samples.task(number=2, due=samples.due(30)),
        samples.task(number=3, due=samples.due(4, 12), key=True),
        samples.task(number=4, due=samples.due(6, 12), state=State.ON_HOLD),
        samples.task(number=5, due=samples.due(7, 12)),
        samples.task(number=6),
    ]

    found = summaries.next_due(live, summaries.week_of(samples.TODAY))

    assert [task.number for task in found] == [3, 2]

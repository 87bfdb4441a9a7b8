"""Dates that hang on the opening day move with it; those agreed otherwise stay."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from coordination.rules import groups, openings, plans, tasks

OLD, NEW = date(2026, 11, 28), date(2026, 12, 5)
DAYS = openings.Days(OLD, NEW)
GROUP = groups.Group(1, 1, None, "Exhibition", "en", "Asia/Shanghai", True)


def task(due: tasks.Due | None, **more: Any) -> tasks.Task:
    begun = datetime(2026, 9, 14, tzinfo=UTC)
    return tasks.Task(1, 1, 1, "Book the hall", begun, None, due=due, original_due=due, **more)


@pytest.mark.parametrize("words", ["T-30", "2 weeks before", "D-7", "开幕当天", "会后一周", "展前2个月", "opening day"])
def test_what_a_file_counts_from_the_opening_day_is_counted_from_the_new_one(words: str) -> None:
    rows = [plans.Row(1, ("Task", "Who", "Due")), plans.Row(2, ("One", "Ann", words))]
    read = [plans.read_table(rows, plans.Setting(date(2026, 9, 14), opens)) for opens in (OLD, NEW)]
    (before,), (after,) = (plan.tasks for plan in read if plan)
    assert before.counted
    assert before.due
    found = openings.moved({"counted": before.counted}, task(tasks.Due(before.due)), DAYS, GROUP)
    assert found is not None
    assert (found.due, found.original_due) == (tasks.Due(after.due or OLD), tasks.Due(before.due))


def test_a_date_without_a_count_names_none() -> None:
    rows = [plans.Row(1, ("Task", "Who", "Due")), plans.Row(2, ("One", "Ann", "2026-11-28"))]
    plan = plans.read_table(rows, plans.Setting(date(2026, 9, 14), OLD))
    assert plan is not None
    assert plan.tasks[0].counted is None


def test_an_hour_and_a_first_day_move_along_and_another_agreed_day_stays() -> None:
    row = {"counted": "30 days before opening"}
    due = tasks.Due(date(2026, 10, 29), datetime(2026, 10, 29, 7, 30, tzinfo=UTC))
    found = openings.moved(row, task(due, start_on=date(2026, 10, 20)), DAYS, GROUP)
    assert found is not None
    assert found.due == tasks.Due(date(2026, 11, 5), datetime(2026, 11, 5, 7, 30, tzinfo=UTC))
    assert found.start_on == date(2026, 10, 27)
    agreed = replace(task(due), due=tasks.Due(date(2026, 11, 1)))
    assert openings.moved(row, agreed, DAYS, GROUP) is None
    assert openings.moved(row, task(due), openings.Days(OLD, OLD), GROUP) is None


def test_what_had_no_date_for_want_of_an_opening_day_gets_one() -> None:
    found = openings.moved({"counted": "30 days before opening"}, task(None), openings.Days(None, NEW), GROUP)
    assert found is not None
    assert found.due == found.original_due == tasks.Due(date(2026, 11, 5))


def test_nothing_hangs_of_what_is_over() -> None:
    assert not openings.hangs({"counted": "opening day"}, task(None, state=tasks.State.DONE))
    assert not openings.hangs({"counted": None}, task(None))

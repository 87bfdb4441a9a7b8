"""What the board lists: the first few and how many more, and what is due until Sunday."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from coordination.rules import boards, groups, tasks
from tests.coordination import samples


def test_a_long_list_gives_five_and_the_number_of_the_others() -> None:
    shown = boards.shown([samples.task(number=n) for n in range(1, 13)])

    assert [task.number for task in shown.tasks] == [1, 2, 3, 4, 5]
    assert (shown.total, shown.more) == (12, 7)


def test_a_page_of_a_longer_list_knows_the_whole() -> None:
    assert boards.shown([samples.task()], 40).more == 39
    assert boards.NOTHING.more == 0


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"due": samples.due(24)}, True),
        ({"due": samples.due(29)}, True),
        ({"due": samples.due(30)}, False),
        ({"due": samples.due(23)}, False),
        ({"due": samples.due(24, at=datetime(2026, 11, 24, 1, tzinfo=UTC))}, False),
        ({"due": samples.due(24, at=datetime(2026, 11, 24, 9, tzinfo=UTC))}, True),
        ({"due": samples.due(25), "state": tasks.State.ON_HOLD}, False),
        ({"due": samples.due(25), "state": tasks.State.CLAIMED}, False),
        ({"due": samples.due(25), "state": tasks.State.BLOCKED}, True),
        ({}, False),
    ],
)
def test_due_this_week_is_what_is_owed_until_sunday_and_not_late(values: dict[str, Any], shown: bool) -> None:
    found = boards.due_between([samples.task(**values)], samples.DAY, boards.week_end(samples.TODAY))

    assert bool(found) is shown


@pytest.mark.parametrize(("day", "sunday"), [(23, 29), (24, 29), (29, 29), (30, 6)])
def test_a_week_ends_on_sunday(day: int, sunday: int) -> None:
    month = 11 if sunday == 29 else 12

    assert boards.week_end(date(2026, 11, day)) == date(2026, month, sunday)


def chat(**values: Any) -> groups.Chat:
    return groups.Chat(1, -100, **{"type": "supergroup", "may_pin": True, **values})


def group(**values: Any) -> groups.Group:
    usual: dict[str, Any] = {"next_number": 2}
    return groups.Group(7, 1, None, "Exhibition", "en", "UTC", **{**usual, **values})


NOTHING = boards.Upkeep()
KEPT = boards.Upkeep(edits=True, posts=True)
NO_BOARD = groups.Settings(board=False)


@pytest.mark.parametrize(
    ("of_group", "of_chat", "stands", "upkeep"),
    [
        ({}, {}, False, KEPT),
        ({}, {}, True, KEPT),
        ({"next_number": 1}, {}, False, NOTHING),
        ({"next_number": 1}, {}, True, KEPT),
        ({}, {"may_pin": None}, False, NOTHING),
        ({}, {"may_pin": None}, True, boards.Upkeep(edits=True)),
        ({}, {"may_pin": False}, False, boards.Upkeep(hints=True)),
        ({}, {"may_pin": False}, True, boards.Upkeep(edits=True, hints=True)),
        ({}, {"may_pin": False, "hints": (boards.HINT,)}, False, NOTHING),
        ({}, {"may_pin": False, "hints": (boards.HINT,)}, True, boards.Upkeep(edits=True)),
        ({"next_number": 1}, {"may_pin": False}, False, NOTHING),
        ({"settings": NO_BOARD}, {}, True, NOTHING),
        ({"settings": NO_BOARD}, {"may_pin": False}, False, NOTHING),
        ({"kind": groups.GroupKind.PERSONAL}, {"type": "private"}, False, NOTHING),
        ({}, {"type": "private"}, False, NOTHING),
        ({}, {"state": groups.ChatState.PAUSED}, True, NOTHING),
        ({}, {"state": groups.ChatState.LEFT, "may_pin": False}, True, NOTHING),
    ],
)
def test_a_change_edits_the_board_posts_it_or_hints_at_the_missing_right(
    of_group: dict[str, Any], of_chat: dict[str, Any], stands: bool, upkeep: boards.Upkeep
) -> None:
    assert boards.upkeep(group(**of_group), chat(**of_chat), stands=stands) == upkeep


@pytest.mark.parametrize(
    ("now", "turned"),
    [
        ("2026-11-24T02:00", "2026-11-23T16:00"),
        ("2026-11-24T09:59", "2026-11-23T16:00"),
        ("2026-11-24T10:00", "2026-11-24T10:00"),
        ("2026-11-24T15:59", "2026-11-24T10:00"),
        ("2026-11-24T16:00", "2026-11-24T16:00"),
    ],
)
def test_a_board_turns_when_a_day_begins_and_when_its_working_hours_end(now: str, turned: str) -> None:
    at = datetime.fromisoformat(f"{now}+00:00")

    assert boards.turned_at(at, "Asia/Shanghai", time(18)) == datetime.fromisoformat(f"{turned}+00:00")

"""What the morning digest names, once each, and never more than fits (voice.md, section 4)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.rules import boards, calendars, digests, groups, tasks
from tests.coordination import samples

State = tasks.State
SETTINGS = groups.Settings()


def sections(*live: tasks.Task) -> digests.Sections:
    return digests.sections(live, samples.DAY, SETTINGS, calendars.MON_FRI)


def numbered(number: int, **values: Any) -> tasks.Task:
    return samples.task(id=1000 + number, number=number, **values)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"due": samples.due(24)}, "due_today"),
        ({"due": samples.due(23)}, "late"),
        ({"due": samples.due(27)}, "soon"),
        ({"due": samples.due(28)}, None),
        ({"state": State.BLOCKED}, "stuck"),
        ({"state": State.BLOCKED, "due": samples.due(23)}, "late"),
        ({"state": State.IN_PROGRESS, "last_update_at": samples.NOW - timedelta(days=7)}, "stuck"),
        ({"state": State.IN_PROGRESS, "last_update_at": samples.NOW - timedelta(days=6)}, None),
        ({"state": State.IN_PROGRESS, "created_at": samples.NOW - timedelta(days=8)}, "stuck"),
        ({"state": State.OPEN, "created_at": samples.NOW - timedelta(days=80)}, None),
        ({"state": State.ON_HOLD, "review_on": date(2026, 11, 24)}, "stuck"),
        ({"state": State.ON_HOLD, "review_on": date(2026, 11, 25)}, None),
        ({"state": State.ON_HOLD, "due": samples.due(20)}, None),
        ({"state": State.CLAIMED, "due": samples.due(20)}, "to_confirm"),
        ({"owner": None}, "unowned"),
        ({"owner": None, "due": samples.due(24)}, "due_today"),
        ({}, None),
    ],
)
def test_a_task_stands_where_it_belongs_and_only_there(values: dict[str, Any], place: str | None) -> None:
    task = samples.task(**values)

    found = sections(task)

    places = [name for name in ("due_today", "late", "soon", "stuck", "unowned", "to_confirm") if getattr(found, name)]
    assert places == ([] if place is None else [place])
    assert digests.is_empty(found) is (place is None)


def test_late_tasks_without_a_word_come_first() -> None:
    explained = numbered(8, due=samples.due(20), last_update_at=samples.NOW)
    silent = numbered(11, due=samples.due(23))

    assert [task.number for task in sections(explained, silent).late] == [11, 8]


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2026, 11, 23), date(2026, 11, 27)),
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 11, 30)),
    ],
)
def test_soon_is_until_friday_and_on_friday_until_the_next_working_day(today: date, until: date) -> None:
    assert digests.soon_until(today, calendars.MON_FRI) == until


def lines(fitted: Sequence[boards.Shown]) -> int:
    """As the digest is written: title and answer; the two long lists task by task; one line each for the others."""
    long = sum(1 + len(one.tasks) + bool(one.more) for one in fitted[:2] if one.total)
    return 2 + long + sum(1 for one in fitted[2:] if one.total)


_MANY = st.integers(0, 40).map(lambda n: tuple(numbered(k, due=samples.due(23)) for k in range(n)))


@given(st.tuples(_MANY, _MANY, _MANY, _MANY, _MANY, _MANY), st.sampled_from([digests.LINES, digests.LINES - 1]))
def test_a_digest_never_has_more_lines_than_it_may_and_hides_nothing(
    lists: tuple[tuple[tasks.Task, ...], ...], most: int
) -> None:
    due_today, late, soon, stuck, unowned, to_confirm = lists
    found = digests.Sections(due_today, late, soon, samples.TODAY, stuck, unowned, to_confirm)

    fitted = digests.fitted(found, most)

    assert lines(fitted) <= most
    assert [one.total for one in fitted] == [len(one) for one in found.lists]
    assert all(one.tasks == whole[: len(one.tasks)] for one, whole in zip(fitted, found.lists, strict=True))


def test_what_fits_is_shown_whole() -> None:
    found = sections(
        numbered(15, due=samples.due(24)), numbered(11, due=samples.due(23)), numbered(17, due=samples.due(26))
    )

    assert all(not one.more for one in digests.fitted(found))


def test_an_owner_is_mentioned_at_the_first_of_their_tasks() -> None:
    bo = samples.owner(samples.BO)
    today = boards.shown([numbered(1), numbered(2, owner=bo), numbered(3, owner=None)])
    late = boards.shown([numbered(4), numbered(5, owner=bo), numbered(6, owner=tasks.Owner("李敏"))])

    assert digests.first_mentions([today, late]) == {1001, 1002}

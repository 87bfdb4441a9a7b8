"""What waits for what and what belongs under what never runs in a circle (rule 6)."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import links, tasks
from tests.coordination import samples


def numbered(number: int, **values: object) -> tasks.Task:
    return samples.task(id=number, number=number, **values)


@pytest.mark.parametrize(
    ("start", "target", "onward", "closes"),
    [
        (1, 1, {}, True),
        (1, 2, {}, False),
        (1, 2, {2: [1]}, True),
        (1, 2, {2: [3], 3: [4], 4: [1]}, True),
        (1, 2, {2: [3, 4], 3: [5], 4: [5], 5: []}, False),
        (1, 2, {2: [3], 3: [2]}, False),
    ],
)
def test_a_step_that_leads_back_closes_a_circle(
    start: int, target: int, onward: Mapping[int, Sequence[int]], closes: bool
) -> None:
    assert links.closes_circle(start, target, onward) is closes


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30))
def test_whatever_is_tried_nothing_waits_for_itself_in_the_end(tried: list[tuple[int, int]]) -> None:
    waits: dict[int, list[int]] = {}

    for start, target in tried:
        if not links.closes_circle(start, target, waits):
            waits.setdefault(start, []).append(target)

    left = set(waits)
    while free := {one for one in left if not any(other in left for other in waits[one])}:
        left -= free
    assert not left


def test_a_task_waits_for_another_once() -> None:
    task = links.waiting(numbered(1), numbered(2), {})

    assert task.waits_for == (2,)
    assert links.waiting(task, numbered(2), {}) is task
    assert links.not_waiting(task, numbered(2)).waits_for == ()


def test_a_circle_is_refused_by_its_numbers() -> None:
    with pytest.raises(Refused) as refused:
        links.waiting(numbered(1), numbered(2), {2: [1]})

    assert (refused.value.key, refused.value.values) == ("refused.waits_in_circle", {"number": 1, "other": 2})


def test_a_part_is_not_above_its_whole() -> None:
    assert links.under(numbered(1), numbered(2), {}).parent_id == 2
    assert links.under(numbered(1, parent_id=2), None, {}).parent_id is None
    with pytest.raises(Refused, match=r"refused\.parent_in_circle"):
        links.under(numbered(1), numbered(2), {2: [1]})


def test_a_task_waits_for_at_most_20_others() -> None:
    with pytest.raises(Refused, match=r"refused\.too_many_waits"):
        links.waiting(numbered(1, waits_for=tuple(range(10, 30))), numbered(2), {})


def test_a_duplicate_is_dropped_in_favour_of_the_other() -> None:
    merged = links.merged(numbered(1, state=tasks.State.BLOCKED, reason="permit"), numbered(2), samples.NOW)

    assert (merged.state, merged.merged_into, merged.reason) == (tasks.State.DROPPED, 2, None)
    assert tasks.broken(merged) is None


@pytest.mark.parametrize(
    ("task", "into", "key"),
    [
        (numbered(1), numbered(1), "refused.merge_with_itself"),
        (numbered(1, state=tasks.State.DONE), numbered(2), "refused.task_ended"),
        (numbered(1), numbered(2, state=tasks.State.DROPPED), "refused.task_ended"),
    ],
)
def test_nothing_is_merged_with_itself_or_with_what_has_ended(task: tasks.Task, into: tasks.Task, key: str) -> None:
    with pytest.raises(Refused) as refused:
        links.merged(task, into, samples.NOW)

    assert refused.value.key == key


def test_a_moved_task_leaves_its_number_behind_and_its_ties() -> None:
    task = numbered(1, waits_for=(5,), parent_id=6, due=samples.due(4, 12))

    left = links.moved_away(task, 900, samples.NOW)
    come = links.moved_in(task, 900, 8, 41)

    assert (left.id, left.number, left.state, left.merged_into) == (1, 1, tasks.State.DROPPED, 900)
    assert (come.id, come.group_id, come.number, come.due) == (900, 8, 41, samples.due(4, 12))
    assert (come.waits_for, come.parent_id) == ((), None)

"""Which lines of an edited message are which of the old ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.rules import lines

Pairs = lines.Pairs


@pytest.mark.parametrize(
    ("new", "old", "pairs"),
    [
        (["#12 done"], ["#12 done"], Pairs(same=((0, 0),))),
        (["#12 70%"], ["#12 60%"], Pairs(changed=((0, 0),))),
        (["something else altogether"], ["#12 60%"], Pairs(changed=((0, 0),))),
        (["a one", "b two"], ["a one"], Pairs(same=((0, 0),), added=(1,))),
        (["b two"], ["a one", "b two"], Pairs(same=((0, 1),), removed=(0,))),
        ([], ["#12 60%"], Pairs(removed=(0,))),
        (["#12 60%"], [], Pairs(added=(0,))),
        (["x", "x"], ["x"], Pairs(same=((0, 0),), added=(1,))),
        (["book the hall", "print badges"], ["print badges", "book the hall"], Pairs(same=((0, 1), (1, 0)))),
        (
            ["book the main hall", "order flowers"],
            ["print badges now", "book the hall", "order flowers"],
            Pairs(same=((1, 2),), changed=((0, 1),), removed=(0,)),
        ),
        (["落实主会场合同"], ["落实主会场"], Pairs(changed=((0, 0),))),
    ],
)
def test_lines_are_paired_by_wording_then_by_likeness_then_by_order(
    new: list[str], old: list[str], pairs: Pairs
) -> None:
    assert lines.align(new, old) == pairs


_LINES = st.lists(st.sampled_from(["#12 done", "#12 60%", "#7 blocked: permit", "落实主会场", "x", ""]), max_size=7)


@given(_LINES, _LINES)
def test_every_line_has_exactly_one_fate(new: list[str], old: list[str]) -> None:
    pairs = lines.align(new, old)

    met = [*pairs.same, *pairs.changed]
    assert sorted([at for at, _ in met] + list(pairs.added)) == list(range(len(new)))
    assert sorted([of for _, of in met] + list(pairs.removed)) == list(range(len(old)))
    assert all(new[at] == old[of] for at, of in pairs.same)
    assert not (pairs.added and pairs.removed)


@given(_LINES)
def test_an_edit_of_nothing_changes_nothing(old: list[str]) -> None:
    assert lines.align(old, old) == Pairs(same=tuple((n, n) for n in range(len(old))))

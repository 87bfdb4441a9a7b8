"""A title behind the number that a line begins with: a word of what is told of that task, unless it is joined on."""

import pytest

from tests.coordination import boards


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("#12 60% freight quotes received", {12}),
        ("#8 60% quotes received", {8}),
        ("12 60% freight quotes received", {12}),
        ("#8 60% 物流报价已收到", {8}),
        ("#12 done and freight quotes received", {12, 14}),
        ("#12 done. Freight quotes received", {12, 14}),
        ("#12 done, #14 received", {12, 14}),
        ("#12 main hall contract 60%", {12}),
    ],
)
def test_only_what_is_joined_on_is_another_task(text: str, numbers: set[int]) -> None:
    read = boards.read(text, boards.LEAD)

    assert {update.task for update in read.updates} == numbers

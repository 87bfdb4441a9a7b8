"""A report speaks of the tasks that its words name, and of no others."""

import pytest

from coordination.rules import report_tasks
from tests.coordination import samples

TITLES = {
    1: "Menu",
    2: "Menu printing",
    3: "展位图定稿",
    4: "Sign the contract with the hall and everybody in it",
    5: "Art",
    6: "取得消防批复",
}
TASKS = [samples.task(id=100 + number, number=number, title=title) for number, title in TITLES.items()]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Menu printing, was Mon 23 Nov", [2]),
        ("menu  PRINTING; Menu", [1, 2]),
        ("展位图定稿逾期，原定 11月20日", [3]),
        ("Sign the contract with the hall and everybody …", [4]),
        ("the party starts", []),
        ("#3 waits, EXH-1 too, #12 not", [1, 3]),
        ("消防批复逾期，已报审", [6]),
        ("we meet everybody in the hall", []),
        ("", []),
    ],
)
def test_a_task_is_named_by_its_title_or_its_number(words: str, numbers: list[int]) -> None:
    assert [task.number for task in report_tasks.named(words, TASKS, "EXH")] == numbers


def test_the_piece_that_names_a_task_is_what_was_said_of_it() -> None:
    assert report_tasks.clause("展商手册受阻；展位图定稿逾期，等图纸；无", TASKS[2]) == "展位图定稿逾期，等图纸"
    assert report_tasks.clause("Buses. Menu printing is late", TASKS[1]) == "Menu printing is late"
    assert report_tasks.clause("Buses", TASKS[1]) == ""

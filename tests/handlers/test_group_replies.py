"""Which tasks of which groups a list in private names, as it writes them."""

import pytest

from coordination.rules.groups import Group
from handlers import group_replies


def group(name: str, code: str | None = None) -> Group:
    return Group(7, 1, None, name, "en", "UTC", code=code)


@pytest.mark.parametrize(
    ("text", "name", "code", "numbers"),
    [
        ("Due soon: 2 tasks\nEXH-3 Sign, Mon\nEXH-12 Test", "Exhibition", "EXH", [3, 12]),
        ("\u2068EXH\u2069-3 Sign", "Exhibition", "EXH", [3]),
        ("exh-3 done", "Exhibition", "EXH", [3]),
        ("Exhibition-3 Sign", "Exhibition", None, [3]),
        ("Opening night team-4 Call", "Opening night team", None, [4]),
        ("展览-3 签合同", "展览展示组", "展览", [3]),
        ("XEXH-3 of another", "Exhibition", "EXH", []),
        ("Venue-2-3 Paint", "Venue", None, []),
        ("Venue-2-3 Paint", "Venue-2", None, [3]),
        ("the EXH list of 3", "Exhibition", "EXH", []),
    ],
)
def test_tasks_are_found_by_the_name_that_stands_before_their_number(
    text: str, name: str, code: str | None, numbers: list[int]
) -> None:
    assert [one.number for one in group_replies._mentioned(text, group(name, code))] == numbers


def test_a_task_is_written_as_it_is_found_again() -> None:
    for one in (group("Exhibition", "EXH"), group("A very long name of a working group")):
        called = group_replies.called_by(one)
        assert [found.number for found in group_replies._mentioned(f"{called}-5 x", one)] == [5]

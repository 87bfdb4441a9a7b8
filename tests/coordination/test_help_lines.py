"""Which lines ask for help, and which asks stand at the end of a period."""

import pytest

from coordination.rules import help_lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Help needed: settle the visas", "settle the visas"),
        ("HELP NEEDED : settle the visas by Friday", "settle the visas by Friday"),
        ("需协调事项：请组委会办公室于 12月3日前协调消防批复", "请组委会办公室于 12月3日前协调消防批复"),
        ("提请组委会协调: 消防批复", "消防批复"),
        ("help needed: none", "none"),
        ("we need help with the hall", None),
        ("is any help needed?", None),
        ("他说需协调：别的事", None),
        ("#12 help needed: permit", None),
    ],
)
def test_only_a_message_that_begins_so_asks_for_help(text: str, words: str | None) -> None:
    assert help_lines.read(text) == words


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        (["visas", "permit"], ("visas", "permit")),
        (["visas", "visas"], ("visas",)),
        (["visas", "None.", "permit"], ("permit",)),
        (["消防批复", "无"], ()),
        ([], ()),
    ],
)
def test_a_line_that_asks_for_nothing_takes_the_others_away(said: list[str], standing: tuple[str, ...]) -> None:
    assert help_lines.standing(said) == standing

"""How long a turn is, as typed behind `/round now`."""

import pytest

from handlers import round_wishes


@pytest.mark.parametrize(
    ("typed", "minutes", "title"),
    [
        ("1h Extra", 15, "Extra"),
        ("2 hours", 30, ""),
        ("20m Stand-up", 5, "Stand-up"),
        ("90 minutes Long one", 22, "Long one"),
        ("5 min each Rehearsal", 5, "Rehearsal"),
        ("每组 5 分钟 碰头会", 5, "碰头会"),
        ("20分钟 碰头会", 5, "碰头会"),
        ("3 min", 3, ""),  # less than a minute each: each has so many
    ],
)
def test_the_time_is_shared_out_among_four_groups_unless_it_is_said_to_be_each(
    typed: str, minutes: int, title: str
) -> None:
    length = round_wishes.LENGTH.match(typed)

    assert length is not None
    assert round_wishes.minutes_of(length, 4) == minutes
    assert typed[length.end() :] == title


def test_what_is_no_length_is_a_title() -> None:
    assert round_wishes.LENGTH.match("5 mince pies") is None
    assert round_wishes.minutes_of(None, 4) == 3

"""Which reaction is used where a chat allows only some."""

import pytest

from coordination.rules import reactions


@pytest.mark.parametrize(
    ("allowed", "emoji"),
    [
        (["✍", "👍"], "✍"),
        (["✍\ufe0f"], "✍"),
        (["👀", "👍", "❤"], "👍"),
        (["🔥", "👀"], "👀"),
        (["🔥", "👌"], None),
        ([], None),
    ],
)
def test_the_first_of_ours_that_is_allowed_is_taken(allowed: list[str], emoji: str | None) -> None:
    assert reactions.first_allowed(allowed) == emoji


def test_the_sign_that_offends_is_none_of_ours() -> None:
    assert "👌" not in reactions.KNOWN

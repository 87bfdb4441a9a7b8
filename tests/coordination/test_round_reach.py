"""Why a group of a programme hears nothing of us."""

from datetime import UTC, datetime

import pytest

from coordination.rules.groups import ChatState
from coordination.rules.round_reach import Reach, hindrance

JOINED = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("joined_at", "state", "why"),
    [
        (JOINED, ChatState.ACTIVE, None),
        (None, ChatState.ACTIVE, None),  # a chat that stands in for the group's own
        (None, ChatState.LEFT, Reach.NO_CHAT),
        (None, ChatState.PAUSED, Reach.NO_CHAT),
        (JOINED, ChatState.LEFT, Reach.REMOVED),
        (JOINED, ChatState.PAUSED, Reach.MUTE),
    ],
)
def test_a_group_is_reached_where_its_chat_lets_us_speak(
    joined_at: datetime | None, state: ChatState, why: Reach | None
) -> None:
    assert hindrance(joined_at, state) is why

"""A live round of twenty groups over HTTP at Telegram's own pace, with everything that goes wrong in one."""

from collections.abc import AsyncIterator

import pytest

from tests.simulations import round_live, round_live_check, round_making
from tests.simulations.round_town import Town


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with round_making.gathered(database_url, round_live.COUNT, round_live.BASIC, late=round_live.LATE) as opened:
        yield opened


async def test_twenty_groups_are_called_as_the_script_says_and_nothing_is_said_twice(town: Town) -> None:
    await round_live.play(town)

    await round_live_check.check(town)

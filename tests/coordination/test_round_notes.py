"""Whether a group knows that it is next, however often the order changes, on a real database."""

from collections.abc import AsyncIterator

import pytest

from coordination.services import round_notes
from coordination.services import rounds as service
from tests.coordination.committees import Committee, committee


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def test_a_group_is_told_that_it_is_next_once_until_it_is_not_any_more(opened: Committee) -> None:
    async with opened.room.tell("Ann") as (work, said):
        floor = await service.open_round(work, said, service.Wish("Second meeting"))
    one, (first, second, _) = floor.round, (turn.id for turn in floor.turns)

    async with opened.room.work() as work:
        assert not await round_notes.not_next(work, one, first)
        assert await round_notes.is_next(work, one, first)
        assert not await round_notes.is_next(work, one, first)
        assert await round_notes.is_next(work, one, second)

    async with opened.room.work() as work:
        assert await round_notes.not_next(work, one, first)
        assert not await round_notes.not_next(work, one, first)
    for _ in range(3):
        async with opened.room.work() as work:
            assert await round_notes.is_next(work, one, first)
            assert not await round_notes.is_next(work, one, first)
            assert await round_notes.not_next(work, one, first)
    async with opened.room.work() as work:
        assert not await round_notes.is_next(work, one, second)

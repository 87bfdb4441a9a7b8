"""Whether a group knows that it is next, however often the order changes, on a real database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.rules import rounds
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


async def test_a_word_counts_for_the_call_that_it_answers(opened: Committee) -> None:
    async with opened.room.tell("Ann") as (work, said):
        floor = await service.open_round(work, said, service.Wish("Second meeting"))
    one, turn = floor.round, floor.turns[0]

    async with opened.room.work() as work:
        await round_notes.spoke(work, one, turn)  # before it is called
        called = rounds.begin(floor, work.now).turns[0]
        assert not await round_notes.has_spoken(work, one, called)

        await round_notes.spoke(work, one, called)
        assert await round_notes.has_spoken(work, one, called)

        again = replace(called, state_at=work.now + timedelta(minutes=4))
        assert not await round_notes.has_spoken(work, one, again)

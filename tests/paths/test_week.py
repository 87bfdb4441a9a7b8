"""A group lives with the bot for a week: the records are as it said, and hardly anything is said unasked."""

import sys
from collections.abc import AsyncIterator

import pytest

from tests.paths import living, records, steps, week, week_records
from tests.stage import stage

MOST_UNASKED = 9
"""The greeting, the hint that there is no board yet, the board, four digests and the summary, and one to spare."""


@pytest.fixture
async def lived(database_url: str) -> AsyncIterator[living.Life]:
    """The whole week, step by step. The bot speaks the language of whoever adds it: Chinese here, English there."""
    adder = week.LI if database_url.startswith("sqlite") else week.ANN
    async with stage(database_url) as scene:
        life = await living.begin(scene, adder=adder)
        for step in week.WEEK:
            await life.live(step)
        await life.settle()
        yield life


async def test_after_a_week_the_records_are_as_it_was_lived_and_few_posts_came_unasked(
    lived: living.Life, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await lived.records()

    assert (lived.count(steps.Say, steps.Chat, steps.Forward), lived.count(steps.Press)) == (120, 40)
    assert records.broken(found) == []
    assert living.told(found) == week_records.RECORDS
    assert await lived.noticed() == []
    unasked = await lived.unasked()
    with capsys.disabled():
        sys.stdout.write(f" {len(unasked)} posts that nobody asked for ")
    assert len(unasked) <= MOST_UNASKED, unasked

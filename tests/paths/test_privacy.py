"""What `/privacy` says, in a group and in private; over HTTP."""

import pytest

from handlers import words
from tests.stage import stage


async def test_it_says_the_same_in_a_group_and_in_private(sqlite_url: str) -> None:
    async with stage(sqlite_url) as scene:
        said = await scene.ask("/privacy")
        private = await scene.client.private(scene.bo, scene.bot)
        await scene.client.say(private, scene.bo, "/privacy")
        await scene.client.wait_for_sent(private, said)
    for part in ("What is kept", "Why", "How long", "Who sees it"):
        assert part in said


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_it_fits_one_message_of_twelve_lines(language: str) -> None:
    assert len(words.say(language, "privacy.kept").split("\n")) <= 12

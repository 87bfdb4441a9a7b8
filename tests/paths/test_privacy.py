"""What `/privacy` says, in a group and in private; over HTTP."""

import pytest

from handlers import words
from tests.stage import stage


async def test_it_says_what_is_kept_and_who_sees_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as scene:
        said = await scene.ask("/privacy")
    for part in ("What is kept", "Why", "How long", "Who sees it"):
        assert part in said


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_it_fits_one_message_of_twelve_lines(language: str) -> None:
    assert len(words.say(language, "privacy.kept").split("\n")) <= 12

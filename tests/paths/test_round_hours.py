"""Drafts of a round over days over HTTP: in place they say until when, by their reader's own clock."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(sqlite_url) as opened:
        yield opened


async def test_drafts_sent_before_the_beginning_say_when_they_are_due_as_soon_as_it_is_known(scene: Stage) -> None:
    cy = scene.others["cy"]
    await scene.client.say(scene.others["Guests private"], cy, "/zone London")
    await scene.quiet()
    cities = await last(scene, "Guests private")
    await press(scene, cities, cities.buttons[0][0].text, cy)
    board = await scene.reply_to(await scene.say("/round over 3 days Review"))
    await press(scene, board, "Ask reports")
    first, second = await last(scene, "Hall private", "EXH report"), await last(scene, "Guests private", "GUE report")
    assert second.text.splitlines()[0] == "GUE report, Review"

    await press(scene, board, "Begin")
    assert (await now(scene, first)).text.splitlines()[:2] == ["EXH report, Review: by Wed 25 Nov, 10:00", ""]
    window = "Wed 25 Nov, 02:00 to Thu 26 Nov, 02:00"
    assert (await now(scene, second)).text.splitlines()[:3] == [
        "GUE report, Review: by Thu 26 Nov, 02:00 London",
        f"Your window: {window}, earlier if the groups before you are quick. It ends with your report.",
        "",
    ]
    assert (await now(scene, second)).buttons[0][0].text == "Send it"

    # A group that is quick makes the next one's window begin; what was changed in words meanwhile stays.
    await scene.say("4 more chairs", cy, chat=second.chat_id, reply_to=second.id)
    await scene.quiet()
    await press(scene, first, "Send it", scene.bo)
    await scene.app.tick()
    await scene.quiet()
    shown = (await now(scene, second)).text
    assert shown.splitlines()[:2] == ["GUE report, Review: by Wed 25 Nov, 02:00 London", ""]
    assert "4 Help needed more chairs" in shown

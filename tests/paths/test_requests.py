"""Tasks for another group of the programme, by chat: given by the committee, asked by a group, accepted, declined."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(database_url) as opened:
        yield opened


async def test_the_committee_gives_a_task_and_sees_it_by_its_groups_number(scene: Stage) -> None:
    told = await scene.ask("/task EXH Two tables at the entrance @bo by 1 Dec")
    assert told == "EXH-2 Two tables at the entrance, due Tue 1 Dec"
    await scene.quiet()
    card = await last(scene, "Hall", "Two tables")
    assert card.text.startswith("From Exhibition, Ann Lee:\n#2 Two tables at the entrance\nOwner: Bo Chen")
    await press(scene, card, "Done", scene.bo)
    assert "#2 Two tables at the entrance" in await scene.ask("/list EXH-2")
    assert "Done" in await scene.ask("/list EXH-2")

    # Small letters are words, and a group sees nothing of another.
    assert (await scene.ask("/task exh opening speech")).startswith("#1 exh opening speech")
    refused = await scene.reply_to(await scene.say("/list GUE-1", scene.bo, chat=scene.others["Hall"]))
    assert "GUE-1" in refused.text and "Send invitations" not in refused.text


async def test_a_group_asks_another_which_accepts_or_says_why_not(scene: Stage) -> None:
    hall, guests, cy = scene.others["Hall"], scene.others["Guests"], scene.others["cy"]
    put = await scene.reply_to(await scene.say("/task GUE Name badges by 1 Dec", scene.bo, chat=hall))
    assert put.text == "Asked of GUE: Name badges"
    asked = await last(scene, "Guests", "asks us")
    assert asked.text == "Exhibition asks us: Name badges, by Tue 1 Dec (Bo Chen)"
    await scene.restart()
    assert await press(scene, asked, "Accept", cy) == "Accepted: #2 Name badges"
    assert (await last(scene, "Hall")).text == "GUE accepted: GUE-2 Name badges"
    assert "#2 Name badges" in (await scene.reply_to(await scene.say("/list", cy, chat=guests))).text

    await scene.say("/task GUE Sing at the opening", scene.bo, chat=hall)
    await scene.quiet()
    asked = await last(scene, "Guests", "Sing at the opening")
    await press(scene, asked, "Decline…", cy)
    prompt = await last(scene, "Guests", "Why not?")
    await scene.say("We can't sing", cy, chat=guests, reply_to=prompt.id)
    await scene.quiet()
    assert (await now(scene, asked)).text == "Declined: Sing at the opening"
    assert (await last(scene, "Hall")).text == "GUE declined: Sing at the opening. We can't sing"
    refused = await scene.reply_to(await scene.say("/task MED Photos", scene.bo, chat=hall))
    assert "MED has no chat yet" in refused.text


async def test_dates_hang_on_the_opening_day_of_the_programme_in_every_chat_of_it(scene: Stage) -> None:
    await scene.say("/plan opens 28 Dec 2026")
    await scene.quiet()
    hall = scene.others["Hall"]
    moved = await scene.reply_to(await scene.say("/due 1 T-10", scene.bo, chat=hall))
    assert "Fri 4 Dec → Fri 18 Dec" in moved.text
    told = await scene.reply_to(await scene.say("/task 布展验收 开幕前3天", scene.bo, chat=hall))
    assert "25 Dec" in told.text
    private = scene.others["Hall private"]
    await scene.client.say(private, scene.bo, "/due 1 T-11")
    await scene.quiet()
    assert "17 Dec" in (await last(scene, "Hall private")).text
    alone = await scene.client.chat("supergroup", title="Alone", admins=[scene.bo, scene.bot])
    await scene.reply_to(await scene.say("/task Paint", scene.bo, chat=alone))
    refused = await scene.reply_to(await scene.say("/due 1 T-10", scene.bo, chat=alone))
    assert "18 Dec" not in refused.text

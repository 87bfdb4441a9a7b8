"""Tasks for another group of the programme, by chat: given by the committee, asked by a group, accepted, declined."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
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
    assert put.text == "Asked of GUE: Name badges, by Tue 1 Dec"
    asked = await last(scene, "Guests", "asks us")
    assert asked.text == "Exhibition asks us: Name badges, by Tue 1 Dec (Bo Chen)"
    await scene.restart()
    assert await press(scene, asked, "Accept", cy) == "Accepted: #2 Name badges"
    assert (await last(scene, "Hall")).text == "GUE accepted: GUE-2 Name badges, due Tue 1 Dec"
    assert (await now(scene, put)).text == "GUE accepted: GUE-2 Name badges, due Tue 1 Dec"
    assert "#2 Name badges" in (await scene.reply_to(await scene.say("/list", cy, chat=guests))).text

    await scene.say("/task GUE Sing at the opening", scene.bo, chat=hall)
    await scene.quiet()
    asked = await last(scene, "Guests", "Sing at the opening")
    await press(scene, asked, "Decline…", cy)
    prompt = await last(scene, "Guests", "Why not?")
    await scene.say("We can't sing", cy, chat=guests, reply_to=prompt.id)
    await scene.quiet()
    assert (await now(scene, asked)).text == "Declined: Sing at the opening. We can't sing"
    assert (await last(scene, "Hall")).text == "GUE declined: Sing at the opening. We can't sing"
    refused = await scene.reply_to(await scene.say("/task MED Photos", scene.bo, chat=hall))
    assert "MED has no chat yet" in refused.text


async def test_another_day_is_proposed_and_agreed_and_the_task_is_watched_from_where_it_was_asked_for(
    scene: Stage,
) -> None:
    # given a request for which the other group offers another day
    hall, guests, cy = scene.others["Hall"], scene.others["Guests"], scene.others["cy"]
    await scene.reply_to(await scene.say("/task GUE Name badges by 1 Dec", scene.bo, chat=hall))
    await scene.quiet()
    asked = await last(scene, "Guests", "asks us")
    await press(scene, asked, "Other date…", cy)
    prompt = await last(scene, "Guests", "By which day")
    told = await scene.reply_to(await scene.say("8 Dec", cy, chat=guests, reply_to=prompt.id))
    assert told.text == "Put to EXH: Tue 8 Dec for Name badges"
    await scene.quiet()
    assert "Proposed: Tue 8 Dec; EXH has to agree." in (await now(scene, asked)).text
    offered = await last(scene, "Hall", "proposes")
    assert offered.text == "GUE proposes Tue 1 Dec → Tue 8 Dec: Name badges"

    # when the group that asked keeps its day once, and then agrees to another offer, over a restart
    assert "The day stays" in await press(scene, offered, "Keep ours", scene.bo)
    again = await last(scene, "Guests", "stays with its day")
    await press(scene, again, "Other date…", cy)
    prompt = await last(scene, "Guests", "By which day")
    await scene.say("7 Dec", cy, chat=guests, reply_to=prompt.id)
    await scene.restart()
    await scene.quiet()
    offered = await last(scene, "Hall", "proposes")
    assert await press(scene, offered, "Agree", scene.bo) == "GUE accepted: GUE-2 Name badges, due Mon 7 Dec"
    assert "Due: Mon 7 Dec" in (await last(scene, "Guests", "Accepted: #2")).text

    # then it is seen where it was asked for, which hears quietly when its day moves and when it is done
    card = await scene.reply_to(await scene.say("/list GUE-2", scene.bo, chat=hall))
    assert card.text.startswith("#2 Name badges")
    hidden = await scene.reply_to(await scene.say("/list GUE-1", scene.bo, chat=hall))
    assert "GUE-1" in hidden.text and "Send invitations" not in hidden.text
    await scene.say("/due 2 9 Dec", cy, chat=guests)
    await scene.quiet()
    assert (await last(scene, "Hall")).text == "GUE-2 Name badges: Mon 7 Dec → Wed 9 Dec"
    await scene.say("/done 2", cy, chat=guests)
    await scene.quiet()
    assert (await last(scene, "Hall")).text == "Done: GUE-2 Name badges"
    assert (await last(scene, "Hall")).is_silent
    await scene.say("/update 1 60%", cy, chat=guests)
    await scene.quiet()
    assert (await last(scene, "Hall")).text == "Done: GUE-2 Name badges"


async def test_a_request_without_an_answer_is_reminded_of_once_and_goes_up_to_whoever_stands_above_both(
    scene: Stage,
) -> None:
    hall, cy = scene.others["Hall"], scene.others["cy"]
    await scene.reply_to(await scene.say("/task GUE Name badges by 1 Dec\nFlags", scene.bo, chat=hall))
    await scene.quiet()
    await press(scene, await last(scene, "Hall", "Flags"), "Take back", scene.bo)
    assert (await last(scene, "Guests", "Flags")).text == "EXH needs it no more: Flags"

    # when nobody answers for two working days, the group asked is reminded, once, and told where it goes
    for _ in range(9):
        await scene.advance(timedelta(hours=6))
    await scene.quiet()
    reminded = [one for one in await scene.client.sent(scene.others["Guests"]) if "No answer since" in one.text]
    assert len(reminded) == 1
    assert "No answer since Tue 24 Nov. It goes to Exhibition on Mon 30 Nov, 09:00" in reminded[0].text

    # then after four it goes up, once, and is decided there
    for _ in range(16):
        await scene.advance(timedelta(hours=6))
    await scene.quiet()
    passed = [one for one in await scene.client.sent(scene.chat) if one.text.startswith("EXH asks GUE: Name badges")]
    assert len(passed) == 1
    assert "now with Exhibition: Name badges" in (await last(scene, "Hall", "No answer yet")).text
    assert "GUE: decided." in await press(scene, passed[0], "Give it")
    assert (await last(scene, "Hall")).text == "GUE accepted: GUE-2 Name badges, due Tue 1 Dec"
    late = await scene.client.press(reminded[0], button(reminded[0], "Accept"), cy)
    await scene.quiet()
    assert "old" in str(await scene.client.answer(late.id)) or "before" in str(await scene.client.answer(late.id))


def button(message: views.MessageView, label: str) -> str:
    return next(one.data or "" for row in message.buttons for one in row if one.text == label)


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

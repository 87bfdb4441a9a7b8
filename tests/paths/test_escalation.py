"""A late task without a word on its way up: announced, told once each step, decided in private, stopped; over HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.stage import Stage, stage

DAY = timedelta(days=1)


async def begin(scene: Stage) -> None:
    """Tuesday 24 November 2026, 10:00 in Beijing: Ann leads; the manual is Bo's, late since Monday, nothing said."""
    await scene.ask("/list", scene.bo)
    await scene.ask("/lead @ann")
    await scene.ask("/task Exhibitor manual @bo by 2026-11-23\nFreight quote by 2026-12-18")
    for who in (scene.ann, scene.bo):
        scene.others[who.first_name] = await scene.client.private(who, scene.bot)
        await scene.client.say(scene.others[who.first_name], who, "/start")
    await scene.quiet()
    scene.world.clock.advance(timedelta())


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        await begin(opened)
        yield opened


@pytest.fixture
async def simple(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        await begin(opened)
        yield opened


async def to_morning(scene: Stage) -> None:
    """To 8:31 of the next day, from 10:00 or from 8:31."""
    await scene.quiet()
    local = scene.clock.now() + timedelta(hours=8)
    target = (local + DAY).replace(hour=8, minute=31, second=0, microsecond=0)
    await scene.advance(target - local)
    await scene.quiet()


async def digest(scene: Stage) -> list[str]:
    """The lines of the newest morning message."""
    found = [one for one in await scene.client.sent(scene.chat) if one.text.startswith("Today")]
    return found[-1].text.splitlines()


async def told(scene: Stage, name: str, opening: str) -> list[views.MessageView]:
    """What the person was told in private that begins so."""
    await scene.quiet()
    return [one for one in await scene.client.sent(scene.others[name]) if one.text.startswith(opening)]


async def press(scene: Stage, message: views.MessageView, label: str, who: views.UserView) -> views.MessageView:
    """Press a button of a message; the message as it is then."""
    newest = next(one for one in await scene.client.messages(message.chat_id) if one.id == message.id)
    await scene.client.click(newest, label, who)
    await scene.quiet()
    return next(one for one in await scene.client.messages(message.chat_id) if one.id == message.id)


def labels(message: views.MessageView) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def test_it_goes_from_the_owner_to_the_lead_as_announced_who_grants_more_time(scene: Stage) -> None:
    await to_morning(scene)
    assert "no word yet; passed to the lead Thu 26 Nov, 08:30" in await digest(scene)
    (asked,) = await told(scene, "Bo", "Late, no word yet")
    assert asked.text.splitlines()[:2] == [
        "Late, no word yet: 1 task of yours, Exhibition",
        "#1 Exhibitor manual, was Mon 23 Nov; goes to Ann Lee on Thu 26 Nov, 08:30, unless there is a word here",
    ]
    assert labels(asked) == ["Done", "Update", "More time"]
    assert await told(scene, "Ann", "To decide") == []

    await scene.restart()
    await to_morning(scene)
    await scene.app.tick()
    assert "no word; passed to the lead today" in await digest(scene)
    (decide,) = await told(scene, "Ann", "To decide")
    assert "#1 Exhibitor manual, Bo Chen: 3 working days late, no word" in decide.text
    assert len(await told(scene, "Bo", "Late, no word yet")) == 1
    assert labels(decide) == ["Nudge", "More time", "Other owner", "Done", "Update"]

    page = await press(scene, decide, "More time", scene.ann)
    assert labels(page) == ["Fri 27 Nov", "Fri 4 Dec", "Back"]
    page = await press(scene, decide, "Fri 4 Dec", scene.ann)
    assert "Due: Fri 4 Dec, 18:00 Beijing (was Mon 23 Nov)" in page.text
    assert any("Mon 23 Nov → Fri 4 Dec" in one.text for one in await scene.client.sent(scene.chat))
    assert (await press(scene, decide, "Back", scene.ann)).text == "Nothing left to answer in Exhibition."
    await to_morning(scene)
    assert "Exhibitor manual" not in "\n".join(await digest(scene)) or "Late" not in await digest(scene)
    history = await scene.ask("/list 1")
    assert "passed to the lead" in history


async def test_a_word_in_private_stops_it_and_the_lead_hears_nothing(simple: Stage) -> None:
    await to_morning(simple)
    (asked,) = await told(simple, "Bo", "Late, no word yet")
    await simple.client.say(simple.others["Bo"], simple.bo, "60%, printer's quote open", reply_to=asked)
    await to_morning(simple)

    assert await told(simple, "Ann", "To decide") == []
    assert "#1 Exhibitor manual, was Mon 23 Nov, Bo Chen: 60%, printer's quote open" in await digest(simple)


async def test_the_owner_asks_for_more_time_and_says_a_word_by_buttons(simple: Stage) -> None:
    await simple.say("/task Floor plan @bo by 2026-11-23")
    await to_morning(simple)
    (asked,) = await told(simple, "Bo", "Late, no word yet")
    assert labels(asked) == ["#1", "#3"]

    await press(simple, asked, "#1", simple.bo)
    await press(simple, asked, "More time", simple.bo)
    prompt = (await simple.client.sent(simple.others["Bo"]))[-1]
    assert prompt.text.startswith("#1 Exhibitor manual: until when, and why?")
    await simple.client.say(simple.others["Bo"], simple.bo, "27 Nov the printer is shut", reply_to=prompt)
    await simple.quiet()
    (question,) = [one for one in await simple.client.sent(simple.chat) if "more time" in one.text]
    assert "Mon 23 Nov → Fri 27 Nov" in question.text
    assert "the printer is shut" in question.text

    await press(simple, asked, "Back", simple.bo)
    left = next(one for one in await simple.client.messages(asked.chat_id) if one.id == asked.id)
    assert left.text.splitlines()[0] == "Late, no word yet: 1 task of yours, Exhibition"
    await press(simple, asked, "Update", simple.bo)
    prompt = (await simple.client.sent(simple.others["Bo"]))[-1]
    assert prompt.text.startswith("#3 Floor plan: what moved?")
    await simple.client.say(simple.others["Bo"], simple.bo, "40% walls are drawn", reply_to=prompt)
    await simple.quiet()
    assert "40%" in await simple.ask("/list 3")
    await to_morning(simple)
    assert await told(simple, "Ann", "To decide") == []


async def test_the_lead_nudges_gives_it_to_somebody_else_and_closes_it(simple: Stage) -> None:
    await to_morning(simple)
    await to_morning(simple)
    (decide,) = await told(simple, "Ann", "To decide")
    pressed = await simple.client.click(decide, "Nudge", simple.ann)
    await simple.quiet()
    answer = await simple.client.answer(pressed.id)
    assert str((answer or {})["text"]).startswith("Nudged about 1 task, by Ann Lee")
    (nudged,) = await told(simple, "Bo", "Ann Lee asks for a word on 1 task")
    assert labels(nudged) == ["Done", "Update", "More time"]

    page = await press(simple, decide, "Other owner", simple.ann)
    assert "who takes it over?" in page.text
    page = await press(simple, decide, "Ann Lee", simple.ann)
    assert "Owner: Ann Lee" in page.text
    assert any("#1" in one.text and "Ann Lee" in one.text for one in await simple.client.sent(simple.chat))
    page = await press(simple, decide, "Done", simple.ann)
    assert labels(page) == ["Back"]
    assert "Done, Thu 26 Nov" in page.text


async def test_whoever_presses_a_forged_button_or_left_the_group_gets_a_kind_answer(simple: Stage) -> None:
    await to_morning(simple)
    (asked,) = await told(simple, "Bo", "Late, no word yet")
    real = asked.buttons[0][0].data
    await simple.client.leave(simple.chat, simple.bo)
    await simple.quiet()
    for data in (real, "t1:late:1:0", "t1:latecard:zzz:0:1", "t1:lateon:1:1:1:zzzzzz", "t1:late"):
        pressed = await simple.client.press(asked, data, simple.bo)
        await simple.quiet()
        answer = await simple.client.answer(pressed.id)
        assert "old" in str((answer or {}).get("text", ""))

"""One private message with what comes due, answered, put off and replaced right there; over HTTP, both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Tuesday 24 November 2026, 10:00 in Beijing; Bo began a private chat and has tasks in two groups; Ann did not."""
    async with stage(database_url) as opened:
        venue = await opened.client.chat(
            "supergroup", title="Venue", members=[opened.bo], admins=[opened.ann, opened.bot]
        )
        for chat in (opened.chat, venue):
            await opened.ask("/list", opened.bo, chat=chat)
        await opened.ask(
            "/task Sign the lease @bo by 2026-11-30\nOrder badges @ann by 2026-11-26\nPaint @bo by 2026-12-20"
        )
        await opened.ask("/task Test the lights @bo by 2026-11-26", chat=venue)
        opened.others["private"] = await opened.client.private(opened.bo, opened.bot)
        opened.others["venue"] = venue
        await opened.client.say(opened.others["private"], opened.bo, "/start")
        await opened.quiet()
        yield opened


async def reminders(scene: Stage) -> list[views.MessageView]:
    """Those that stand in the private chat."""
    await scene.quiet()
    sent = await scene.client.sent(scene.others["private"])
    return [one for one in sent if one.text.startswith("Due soon")]


async def only(scene: Stage) -> views.MessageView:
    (found,) = await reminders(scene)
    return found


def labels(message: views.MessageView) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def press(scene: Stage, label: str) -> str:
    """Bo presses a button of the reminder; what the toast says."""
    pressed = await scene.client.click(await only_or_panel(scene), label, scene.bo)
    await scene.quiet()
    answer = await scene.client.answer(pressed.id)
    return str((answer or {}).get("text", ""))


async def only_or_panel(scene: Stage) -> views.MessageView:
    """The reminder, whatever it shows at the moment: the last message with more than one button."""
    await scene.quiet()
    sent = await scene.client.sent(scene.others["private"])
    return [one for one in sent if len(labels(one)) > 1][-1]


async def typed(scene: Stage, words: str) -> str:
    """Bo answers the prompt that stands last in the private chat; what the bot says to it."""
    await scene.quiet()
    prompt = (await scene.client.sent(scene.others["private"]))[-1]
    await scene.client.say(scene.others["private"], scene.bo, words, reply_to=prompt)
    await scene.quiet()
    return (await scene.client.sent(scene.others["private"]))[-1].text


async def test_what_comes_due_is_told_once_a_day_across_groups_and_answered_right_there(scene: Stage) -> None:
    await scene.advance(timedelta(hours=22, minutes=31))
    first = await only(scene)
    assert first.text.splitlines()[:3] == [
        "Due soon: 2 tasks of yours",
        "Venue-1 Test the lights, tomorrow",
        "Exhibition-1 Sign the lease, Mon",
    ]
    assert labels(first) == ["Venue-1", "Exhibition-1", "My tasks"]

    await scene.restart()
    await scene.advance(timedelta(hours=2))
    assert (await only(scene)).id == first.id

    await press(scene, "Venue-1")
    panel = await only_or_panel(scene)
    assert panel.id == first.id
    assert panel.text.splitlines()[:2] == ["Venue", "#1 Test the lights"]
    assert await press(scene, "Done") == "Venue-1: done"
    assert (await only(scene)).text.splitlines()[:3] == [
        "Due soon: 1 task of yours",
        "Venue-1 Test the lights: done",
        "Exhibition-1 Sign the lease, Mon",
    ]
    assert labels(await only(scene)) == ["Done", "Update", "Blocked", "More time", "Later", "My tasks"]

    await scene.say("#1 60% landlord signs", scene.bo)
    assert (await only(scene)).text.splitlines()[0] == "Due soon: all answered"
    assert "Exhibition-1 Sign the lease: moving, 60%" in (await only(scene)).text


async def test_an_update_an_obstacle_and_more_time_are_typed_in_private_and_decided_in_the_group(scene: Stage) -> None:
    await scene.ask("/lead @ann")
    await scene.advance(timedelta(hours=22, minutes=31))
    await press(scene, "Exhibition-1")
    await press(scene, "Update")
    assert await typed(scene, "40% draft sent") == "Exhibition\n#1 Sign the lease: moving, 40%"
    assert "Exhibition-1 Sign the lease: moving, 40%" in (await only(scene)).text

    await press(scene, "Blocked")
    await typed(scene, "no key to the hall")
    assert "Venue-1 Test the lights: blocked" in (await only(scene)).text
    assert "no key to the hall" in await scene.ask("/list 1", chat=scene.others["venue"])

    await scene.advance(timedelta(days=5))  # Monday morning, the day itself
    assert (await only(scene)).text.splitlines()[1] == "Exhibition-1 Sign the lease, today 18:00"
    await press(scene, "More time")
    assert "Asked in the group" in await typed(scene, "8 Dec the bank is slow")
    asked = await scene.answered("the bank is slow")
    await scene.client.click(asked, "Grant", scene.ann)
    assert "Exhibition-1 Sign the lease: Tue 8 Dec" in (await only(scene)).text


async def test_a_reminder_is_put_off_within_bounds_comes_back_in_place_of_the_older_and_is_kept(scene: Stage) -> None:
    await scene.say("/done 1", scene.bo)
    await scene.quiet()
    await scene.advance(timedelta(hours=22, minutes=31))
    first = await only(scene)
    await press(scene, "Later")
    panel = await only_or_panel(scene)
    assert labels(panel) == ["09:32", "11:32", "Thu 26 Nov, 08:30", "Back"]
    assert "It is as late as before" in await press(scene, "11:32")
    assert "Venue-1 Test the lights: again 11:32" in (await only(scene)).text

    await scene.restart()
    await scene.advance(timedelta(hours=2, minutes=50))
    assert (await only(scene)).id == first.id
    await scene.advance(timedelta(minutes=11))
    again = await only(scene)
    assert again.id != first.id
    assert again.text.splitlines()[:2] == ["Due soon: 1 task of yours", "Venue-1 Test the lights, tomorrow"]
    assert "reminder put off" in await scene.ask("/list 1", chat=scene.others["venue"])


async def test_what_was_given_at_short_notice_is_told_three_hours_and_one_hour_before(scene: Stage) -> None:
    await scene.ask("/task Call the printer @bo by 2026-11-24 18:00")
    assert await reminders(scene) == []
    await scene.advance(timedelta(hours=5, minutes=1))
    first = await only(scene)
    assert first.text.splitlines()[:2] == ["Due soon: 1 task of yours", "Exhibition-4 Call the printer, today 18:00"]
    await scene.advance(timedelta(hours=2))
    assert (await only(scene)).id != first.id
    await scene.advance(timedelta(minutes=50))
    assert len(await reminders(scene)) == 1


async def test_a_stand_in_is_reminded_in_place_of_whoever_is_away(scene: Stage) -> None:
    await scene.ask("/away 25 Nov - 27 Nov @bo")
    await scene.advance(timedelta(hours=22, minutes=31))
    assert "Exhibition-2 Order badges, tomorrow (for Ann Lee)" in (await only(scene)).text
    await press(scene, "Exhibition-2")
    assert await press(scene, "Done") == "The owner is asked in the group."
    assert "Order badges" in (await scene.answered("Order badges", chat=scene.chat)).text


async def test_a_silent_group_reminds_nobody_and_a_weekend_neither(scene: Stage) -> None:
    await scene.ask("/quiet 30 days")
    await scene.ask("/quiet 30 days", chat=scene.others["venue"])
    await scene.advance(timedelta(days=2))
    assert await reminders(scene) == []
    await scene.ask("/quiet off", chat=scene.others["venue"])
    await scene.advance(timedelta(days=2))
    assert await reminders(scene) == []


async def test_who_began_no_private_chat_is_shown_the_way_by_one_digest_alone(scene: Stage) -> None:
    offers = []
    for _ in range(2):
        await scene.advance(timedelta(hours=24))
        await scene.quiet()
        sent = [one for one in await scene.client.sent(scene.chat) if one.text.startswith("Today")]
        offers.append([button.url for row in sent[-1].buttons for button in row if button.text == "Private reminders"])
    assert offers == [["https://t.me/MusterTestBot?start=hi"], []]


async def test_a_button_acts_for_members_alone_at_any_age_and_what_stands_in_the_way_is_asked_first(
    scene: Stage,
) -> None:
    await scene.say("/done 1", scene.bo, chat=scene.others["venue"])
    await scene.quiet()
    await scene.advance(timedelta(hours=22, minutes=31))
    first = await only(scene)
    assert labels(first) == ["Done", "Update", "Blocked", "More time", "Later", "My tasks"]
    forged = first.button("Done").data
    cy = await scene.client.user("Cy", language_code="zh-hans")
    theirs = await scene.client.private(cy, scene.bot)
    await scene.client.say(theirs, cy, "/start")
    await scene.quiet()
    greeting = (await scene.client.sent(theirs))[-1]
    pressed = await scene.client.press(greeting, forged, cy)
    await scene.quiet()
    assert (await scene.client.answer(pressed.id) or {})["text"].startswith("按钮已旧")

    await scene.say("/update 1 waits for 2")
    await press(scene, "Done")
    assert "Done anyway" in labels(await only_or_panel(scene))
    await press(scene, "Done anyway")
    assert "Exhibition-1 Sign the lease: done" in (await only(scene)).text


async def test_ones_own_list_is_reminded_of_too_in_the_same_message(scene: Stage) -> None:
    private = scene.others["private"]
    await scene.client.say(private, scene.bo, "/task Renew the passport by 2026-11-26")
    await scene.quiet()
    await scene.advance(timedelta(hours=22, minutes=31))
    assert (await only(scene)).text.splitlines()[:4] == [
        "Due soon: 3 tasks of yours",
        "Venue-1 Test the lights, tomorrow",
        "#1 Renew the passport, tomorrow",
        "Exhibition-1 Sign the lease, Mon",
    ]
    await press(scene, "#1")
    assert await press(scene, "Done") == "#1: done"
    assert "#1 Renew the passport: done" in (await only(scene)).text

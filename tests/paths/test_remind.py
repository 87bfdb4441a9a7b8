"""Reminders that a group sets for itself: kept in words, said in time and once, listed, stopped; both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import app as application
from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Tuesday 24 November 2026, 10:00 in Beijing; Bo has a task."""
    async with stage(database_url) as opened:
        await opened.ask("/task Sign the contract @bo by 2026-12-04")
        await opened.ask("/list", opened.bo)
        await opened.quiet()
        yield opened


async def said(scene: Stage, opening: str) -> list[views.MessageView]:
    await scene.quiet()
    return [one for one in await scene.client.sent(scene.chat) if one.text.startswith(opening)]


async def test_what_is_set_is_echoed_with_its_time_and_zone(scene: Stage) -> None:
    for typed, echo in (
        ("/remind Fri 16:00 send your report", "Will remind Fri 27 Nov, 16:00 Beijing: send your report"),
        ("/remind me tomorrow to call the printer", "Will remind Wed 25 Nov, 09:00 Beijing: call the printer"),
        ("/remind send your report on Friday at 4pm", "Will remind Fri 27 Nov, 16:00 Beijing: send your report"),
        ("/remind in 2 hours check the hall", "Will remind Tue 24 Nov, 12:00 Beijing: check the hall"),
        ("/remind 1 tomorrow", "Will remind Wed 25 Nov, 09:00 Beijing: #1 Sign the contract"),
        ("/remind 周五16:00 交汇报", "Will remind Fri 27 Nov, 16:00 Beijing: 交汇报"),
        (
            "/remind every Mon 9:00 stand-up @bo",
            (
                "Will remind every Monday at 09:00: stand-up @bo\n"
                "Next: Mon 30 Nov, 09:00; Mon 7 Dec, 09:00; Mon 14 Dec, 09:00; Beijing"
            ),
        ),
    ):
        assert await scene.ask(typed) == echo, typed


async def test_what_can_not_be_set_is_refused_with_an_example(scene: Stage) -> None:
    for typed, answer in (
        ("/remind buy milk", 'Not recorded: no time found in "buy milk".'),
        ("/remind tomorrow", "Not recorded: what is to be said then?"),
        ("/remind yesterday 9:00 call", "Not recorded: "),
        ("/remind 9 tomorrow", "No task #9 that this chat can see."),
        ("/remind Fri 16:00 " + "x" * 600, "Not recorded: a reminder has at most 500 characters"),
    ):
        assert (await scene.ask(typed)).startswith(answer), typed
    assert (await scene.ask("/remind")).startswith("No reminders set.")


async def test_it_is_said_once_at_its_time_after_a_restart_too(scene: Stage) -> None:
    await scene.ask("/remind in 2 hours check the <hall>", scene.bo)
    await scene.ask("/remind every day 11:00 drink water")
    await scene.restart()
    await scene.advance(timedelta(hours=1, minutes=1))
    await scene.advance(timedelta(hours=1))
    await scene.app.tick()
    assert [one.text for one in await said(scene, "Reminder")] == [
        "Reminder from Ann Lee: drink water",
        "Reminder from Bo Chen: check the <hall>",
    ]

    await scene.advance(timedelta(hours=23))
    again = await said(scene, "Reminder from Ann Lee")
    assert len(again) == 2
    refused = await scene.client.click(again[-1], "Stop", scene.ann)
    await scene.quiet()
    assert (await scene.client.answer(refused.id) or {})["text"] == "Stopped"
    await scene.advance(timedelta(days=2))
    assert len(await said(scene, "Reminder from Ann Lee")) == 1  # the last one says now that it is stopped
    assert (await scene.ask("/remind")).startswith("No reminders set.")


async def test_after_a_stop_it_says_when_it_was_due_and_a_repeating_one_does_not_burst(scene: Stage) -> None:
    """F092, F093"""
    await scene.ask("/remind in 10 minutes take the call")
    await scene.ask("/remind every day 11:00 drink water")
    await scene.app.stop()
    await scene.client.advance(timedelta(days=3, hours=3))
    scene.app = application.build(scene.settings, ours=scene.clock)
    await scene.app.start()
    await scene.app.tick()

    texts = [one.text for one in await said(scene, "Reminder")]
    assert len(texts) == 2
    assert "Reminder from Ann Lee: take the call\nDue Tue 24 Nov, 10:10, sent Fri 27 Nov, 13:0" in "\n".join(texts)


async def test_a_task_that_is_done_is_not_reminded_of_and_silence_holds_what_comes_once(scene: Stage) -> None:
    await scene.ask("/remind 1 tomorrow")
    await scene.ask("/remind tomorrow 9:00 water the plants")
    await scene.say("/done 1", scene.bo)
    await scene.ask("/quiet 48h")
    await scene.advance(timedelta(hours=24))
    assert await said(scene, "Reminder") == []

    await scene.advance(timedelta(hours=24, minutes=1))
    (held,) = await said(scene, "Reminder")
    assert held.text.startswith("Reminder from Ann Lee: water the plants\nDue Wed 25 Nov, 09:00, sent Thu 26 Nov")


async def test_the_list_stops_by_number_and_only_by_whom_it_belongs_to_or_a_lead(scene: Stage) -> None:
    await scene.ask("/lead me")
    await scene.ask("/remind Fri 16:00 send your report")
    await scene.ask("/remind every Mon 9:00 stand-up", scene.bo)
    listed = await scene.reply_to(await scene.say("/remind"))
    assert listed.text.splitlines() == [
        "Reminders to come: 2",
        "1. Fri 27 Nov, 16:00: send your report",
        "2. every Monday at 09:00, next Mon 30 Nov, 09:00: stand-up",
    ]
    press = await scene.client.click(listed, "Stop 1", scene.bo)
    await scene.quiet()
    assert "lead" in (await scene.client.answer(press.id) or {})["text"]
    await scene.client.click(listed, "Stop 2", scene.ann)
    await scene.quiet()
    assert "send your report" in await scene.ask("/remind")
    assert "stand-up" not in await scene.ask("/remind")

    elsewhere = await scene.client.chat("supergroup", title="Venue", admins=[scene.bo, scene.bot])
    theirs = await scene.reply_to(await scene.say("/remind Fri 9:00 secret", scene.bo, chat=elsewhere))
    data = theirs.buttons[0][0].data
    forged = await scene.client.press(listed, data, scene.ann)
    await scene.quiet()
    assert "old" in (await scene.client.answer(forged.id) or {})["text"]


async def test_a_time_of_two_readings_is_asked_with_buttons_and_survives_a_restart(scene: Stage) -> None:
    asked = await scene.reply_to(await scene.say("/remind 3/4 send your report"))
    assert asked.text.startswith('"3/4 send your report" can be several times. When is it to be said?')
    first, second = (button.text for button in asked.buttons[0])
    assert {first, second} == {"Thu 4 Mar 2027", "Sat 3 Apr 2027"}
    await scene.restart()
    await scene.client.click(asked, "Thu 4 Mar 2027", scene.ann)
    assert len(await said(scene, "Will remind Thu 4 Mar 2027, 09:00 Beijing: send your report")) == 1
    assert "send your report" in await scene.ask("/remind")
    hours = await scene.reply_to(await scene.say("/remind Fri at 4 call ann"))
    assert [button.text for button in hours.buttons[0]] == ["Fri 27 Nov, 16:00", "Fri 27 Nov, 04:00"]
    await scene.client.click(hours, "Neither", scene.ann)
    assert len(await said(scene, '"Fri at 4 call ann": not recorded.')) == 1


async def test_what_is_set_for_the_hours_of_rest_comes_without_a_sound(scene: Stage) -> None:
    told = await scene.ask("/remind today 22:00 lock the hall")
    assert told.splitlines()[1] == "In quiet hours: it comes without a sound."
    assert len((await scene.ask("/remind today 20:00 dim the lights")).splitlines()) == 1
    await scene.advance(timedelta(hours=10, minutes=1))
    await scene.advance(timedelta(hours=2))
    assert [(one.text.rpartition(": ")[2], one.is_silent) for one in await said(scene, "Reminder")] == [
        ("dim the lights", False),
        ("lock the hall", True),
    ]

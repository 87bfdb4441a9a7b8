"""The schedule in the panel: what is to come, one run skipped, moved and put back by an admin, what was missed."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import app as application
from playground import views
from tests.paths.pressing import tap
from tests.stage import Stage, stage

ONLY = "holds for this one only"
NEWER = "skipped: I was down, and only the newest is made up for"


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Tuesday 24 November 2026, 10:00 in Beijing; a task is late, a reminder comes every Monday."""
    async with stage(database_url) as opened:
        await opened.ask("/task Book the hall @ann by 2026-11-23\nOrder badges @bo by 2026-11-25")
        await opened.ask("/remind every Mon 9:00 send your report")
        await opened.quiet()
        yield opened


async def _said(scene: Stage, opening: str) -> list[views.MessageView]:
    await scene.quiet()
    return [one for one in await scene.client.sent(scene.chat) if one.text.startswith(opening)]


async def test_an_admin_skips_and_moves_single_runs_and_what_is_shown_is_what_comes(scene: Stage) -> None:
    panel = await scene.reply_to(await scene.say("/settings"))
    page = await tap(scene, panel, "Schedule", "in the next 14 days")
    assert page.text.splitlines()[1:] == [
        "Times of Beijing",
        "1. Wed 25 Nov, 08:30: morning message",
        "2. Thu 26 Nov, 08:30: morning message",
        "3. Fri 27 Nov, 08:30: morning message",
        "4. Fri 27 Nov, 15:00: summary",
        "5. Mon 30 Nov, 08:30: morning message",
        '6. Mon 30 Nov, 09:00: reminder "send your report"',
    ]
    assert all(len(row) <= 3 for row in page.buttons)
    refused = await scene.client.click(page, "1", scene.bo)
    await scene.quiet()
    assert (await scene.client.answer(refused.id) or {})["text"] == "For an admin of this chat to answer."

    run = await tap(scene, page, "1", ONLY)
    assert run.text.startswith("Wed 25 Nov, 08:30: morning message")
    skipped = await tap(scene, run, "Skip once", "Left out: Wed 25 Nov, 08:30, morning message")
    assert "Next: Thu 26 Nov, 08:30" in skipped.text
    page = await tap(scene, skipped, "Back", "1. Wed 25 Nov, 08:30: morning message (left out)")
    run = await tap(scene, page, "4", ONLY)
    move = await tap(scene, run, "Move…", "To when?")
    moved = await tap(scene, move, "Fri 27 Nov, 18:00", "Moved: Fri 27 Nov, 15:00 → Fri 27 Nov, 18:00, summary")
    page = await tap(scene, moved, "Undo", "4. Fri 27 Nov, 15:00: summary")
    run = await tap(scene, await tap(scene, page, "2", ONLY), "Move…", "To when?")
    await scene.client.click(run, "Other time", scene.ann)
    prompt = await scene.answered("Instead of Thu 26 Nov, 08:30: when?")
    await scene.restart()
    assert 'no time found in "when it suits"' in await scene.ask("when it suits", reply_to=prompt)
    assert "in quiet hours" in await scene.ask("Thursday 23:00", reply_to=prompt)
    assert "the next one comes at that moment" in await scene.ask("Friday 8:30", reply_to=prompt)
    assert "that time has passed" in await scene.ask("2026-11-23 10:00", reply_to=prompt)
    told = await scene.ask("Thursday 11:00", reply_to=prompt)
    assert told.startswith("Moved: Thu 26 Nov, 08:30 → Thu 26 Nov, 11:00, morning message")
    page = await scene.reply_to(await scene.say("/schedule"))
    assert "2. Thu 26 Nov, 11:00: morning message (moved from Thu 26 Nov, 08:30)" in page.text
    await scene.client.click(page, "2", scene.ann)
    assert "Taken back" in await scene.ask("/undo")
    page = await scene.reply_to(await scene.say("/schedule"))
    assert "2. Thu 26 Nov, 08:30: morning message" in page.text.splitlines()

    await scene.advance(timedelta(hours=22, minutes=31))
    assert await _said(scene, "Today") == []
    await scene.advance(timedelta(days=1))
    assert [one.text.splitlines()[0] for one in await _said(scene, "Today")] == ["Today, Thu 26 Nov · 2 late"]
    gone = await scene.client.press(page, run.buttons[0][0].data, scene.ann)
    await scene.quiet()
    assert "come already" in (await scene.client.answer(gone.id) or {})["text"]


async def test_what_was_missed_is_told_with_its_reason(scene: Stage) -> None:
    await scene.app.stop()
    await scene.client.advance(timedelta(days=2, hours=23, minutes=12))
    scene.app = application.build(scene.settings, ours=scene.clock)
    await scene.app.start()
    await scene.app.tick()
    await scene.quiet()
    page = await scene.reply_to(await scene.say("/schedule"))
    past = await tap(scene, page, "Missed", "What did not come as it was meant")
    assert past.text.splitlines()[1:] == [
        "Fri 27 Nov, 08:30, morning message: sent late: I was down",
        f"Wed 25 Nov, 08:30 to Thu 26 Nov, 08:30, morning message: {NEWER}",
    ]


@pytest.fixture
async def other(sqlite_url: str) -> AsyncIterator[Stage]:
    """One database is enough where no SQL differs."""
    async with stage(sqlite_url) as opened:
        await opened.ask("/task Book the hall @ann by 2026-11-23")
        await opened.quiet()
        yield opened


async def test_what_surely_did_not_arrive_or_may_not_have_is_told(other: Stage) -> None:
    """F111: what Telegram does not take is not lost from sight."""
    await other.ask("/remind tomorrow 9:00 call the hall")
    await other.advance(timedelta(minutes=1))  # the board has come
    await other.quiet()
    await other.client.fault("drop_after", "sendMessage")
    await other.advance(timedelta(hours=22, minutes=30))
    await other.quiet()
    await other.client.fault("error", "sendMessage", code=400, description="Bad Request: message is too odd")
    await other.advance(timedelta(minutes=30))
    await other.quiet()
    page = await other.reply_to(await other.say("/schedule"))
    past = await tap(other, page, "Missed", "What did not come as it was meant")
    told = [line.partition(", ")[2].partition(", ")[2] for line in past.text.splitlines()[1:]]
    assert told == [
        "reminder: Telegram did not take it",
        "morning message: it is not known whether it arrived; not sent again",
    ]
    assert len(await _said(other, "Today")) == 1


async def test_in_ten_minutes_read_three_hours_late_is_said_and_not_kept(other: Stage) -> None:
    await other.app.stop()
    asked = await other.say("/remind in 10 minutes call the hall")
    again = await other.say("/remind every day 11:00 drink water")
    await other.client.advance(timedelta(hours=3))
    other.app = application.build(other.settings, ours=other.clock)
    await other.app.start()
    answer = (await other.reply_to(asked)).text
    assert answer.startswith("Not recorded: I was down and read this only at Tue 24 Nov, 13:0")
    assert "when Tue 24 Nov, 10:10 had passed" in answer
    assert "every day at 11:00" in (await other.reply_to(again)).text
    await other.app.tick()
    assert [one.text.splitlines()[0] for one in await _said(other, "Reminder")] == [
        "Reminder from Ann Lee: drink water"
    ]


async def test_in_private_the_schedule_is_for_admins_of_that_chat(other: Stage) -> None:
    for person, may in ((other.ann, True), (other.bo, False)):
        private = await other.client.private(person, other.bot)
        await other.say("/list", person)
        await other.client.say(private, person, "/schedule")
        picker = await other.client.wait_for_sent(private, "Of which group?")
        if may:
            page = await tap(other, picker, "Exhibition", "Settings of")
            page = await tap(other, page, "Schedule", "1. Wed 25 Nov, 08:30: morning message")
            page = await tap(other, page, "1", ONLY)
            page = await tap(other, page, "Move…", "To when?")
            await other.client.click(page, "Other time", person)
            prompt = await other.client.wait_for_sent(private, "Instead of Wed 25 Nov, 08:30")
            await other.settled()
            await other.client.say(private, person, "明天10:00", reply_to=prompt)
            told = await other.client.wait_for_sent(private, "Moved: Wed 25 Nov, 08:30 → Wed 25 Nov, 10:00")
            page = await tap(other, told, "Back", "moved from Wed 25 Nov, 08:30")
            page = await tap(other, page, "Pause", "Not paused.")
            page = await tap(other, page, "1 day", "Paused until")
        else:
            refused = await other.client.click(picker, "Exhibition", person)
            await other.quiet()
            assert (await other.client.answer(refused.id) or {})["text"] == "For an admin of this chat to answer."
    page = await other.reply_to(await other.say("/schedule"))
    assert "1. Wed 25 Nov, 10:00: morning message" in page.text


async def test_a_reminder_of_the_groups_own_is_stopped_in_the_schedule(other: Stage) -> None:
    await other.ask("/remind every Wed 9:00 send your report", other.bo)
    await other.quiet()
    read = await other.reply_to(await other.say("/schedule", other.bo))
    assert '2. Wed 25 Nov, 09:00: reminder "send your report"' in read.text
    assert [[one.text for one in row] for row in read.buttons] == [["Later"]]
    await other.client.click(read, "Later", other.bo)
    await other.quiet()
    turned = next(one for one in await other.client.sent(other.chat) if one.id == read.id)
    assert turned.text.splitlines()[2].startswith("7. ")
    assert "Earlier" in [one.text for row in turned.buttons for one in row]
    page = await other.reply_to(await other.say("/schedule"))
    assert '2. Wed 25 Nov, 09:00: reminder "send your report"' in page.text
    run = await tap(other, page, "2", "Skip and Move hold for this one only; Stop ends the reminder.")
    refused = await other.client.click(run, "Stop", other.bo)
    await other.quiet()
    assert (await other.client.answer(refused.id) or {})["text"] == "For an admin of this chat to answer."
    stopped = await tap(other, run, "Stop", 'Stopped: reminder "send your report"')
    assert "send your report" not in (await tap(other, stopped, "Back", "in the next 14 days")).text
    assert (await other.ask("/remind")).startswith("No reminders set.")
    await other.advance(timedelta(days=1))
    assert await _said(other, "Reminder") == []

"""A summary's buttons over HTTP: where each line comes from, by person, and back; nobody else's group is reached."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from handlers import presses
from playground import views
from tests.paths import people
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Three tasks: one done, one moved and freed, one blocked; all this week."""
    async with stage(database_url) as opened:
        await opened.ask("/task Sign the lease @ann by 2026-11-20\nBooth plan @bo by 2026-12-02\nBadge list @bo")
        for typed in ("/done 1 signed", "/update 3 blocked: no photos", "/update 3 free again", "/update 3 70%"):
            await opened.say(typed)
        await opened.say("/update 2 blocked: fire permit")
        await opened.quiet()
        yield opened


async def _pressed(scene: Stage, shown: views.MessageView, label: str) -> views.MessageView:
    await scene.client.click(shown, label, scene.bo)
    await scene.quiet()
    return next(one for one in await scene.client.sent(scene.chat) if one.id == shown.id)


async def test_sources_lead_to_the_messages_and_back_to_the_summary(scene: Stage) -> None:
    summary = await scene.reply_to(await scene.say("/summary"))
    assert "Done 1 (week before: 0) · new 3 · late 0 · blocked 1 (1 new)" in summary.text
    assert "Badge list, no longer blocked" in summary.text
    assert "New Sign the lease, Booth plan, Badge list" in summary.text

    sources = await _pressed(scene, summary, "Sources")
    lines = sources.text.splitlines()
    assert lines[0] == "Sources, 23-29 Nov: 7 lines"
    assert lines[1].startswith("Done: #1 Sign the lease; Ann Lee, Tue 24 Nov, 10:00")
    links = [entity["url"] for entity in sources.raw["entities"] if entity["type"] == "text_link"]
    said = next(one for one in await scene.client.messages(scene.chat) if one.text == "/done 1 signed")
    assert f"https://t.me/c/{-scene.chat.id - 10**12}/{said.id}" in links

    assert any(line.startswith("Next: #2 Booth plan; Ann Lee") for line in lines)

    again = await _pressed(scene, sources, "Back")
    assert again.text == summary.text

    counts = await _pressed(scene, again, "Counts")
    assert counts.text.splitlines()[1:7] == [
        "Done 1 (before: 0)",
        "New 3 (before: 0)",
        "Moved 1 (before: 0)",
        "Slipped 0 (before: 0)",
        "Newly blocked 1 (before: 0)",
        "Freed 1 (before: 0)",
    ]
    assert "Ann" not in counts.text


async def test_by_person_counts_in_the_order_of_names(scene: Stage) -> None:
    summary = await scene.reply_to(await scene.say("/summary"))

    shown = await _pressed(scene, summary, "By person")

    assert shown.text.splitlines()[1:] == [
        "Ann Lee: done 1, moved 0, late 0",
        "Bo Chen: done 0, moved 1, late 0",
    ]


async def test_the_form_may_be_asked_for_at_once(scene: Stage) -> None:
    for typed in ("/summary today counts", "/summary 本周 只看数字"):
        shown = await scene.reply_to(await scene.say(typed))
        assert "Newly blocked 1" in shown.text
    shown = await scene.reply_to(await scene.say("/summary week by person"))
    assert "Ann Lee: done 1, moved 0, late 0" in shown.text.splitlines()


async def test_a_lead_adds_a_line_by_button_and_nobody_else(scene: Stage) -> None:
    await people.lead(scene)
    summary = await scene.reply_to(await scene.say("/summary"))
    press = await scene.client.click(summary, "Add line", scene.bo)
    await scene.quiet()
    assert "lead" in (await scene.client.answer(press.id) or {})["text"]

    await scene.client.click(summary, "Add line", scene.ann)
    await scene.quiet()
    prompt = (await scene.client.sent(scene.chat))[-1]
    await scene.say("Hall is ours from Monday", reply_to=prompt)
    await scene.quiet()
    shown = next(one for one in await scene.client.sent(scene.chat) if one.id == summary.id)
    assert "From the lead Hall is ours from Monday" in shown.text


async def test_a_button_of_another_group_or_of_no_days_does_nothing(scene: Stage) -> None:
    summary = await scene.reply_to(await scene.say("/summary"))
    for numbers in ((999_999, 739_579, 739_585, 1), (200_001, 9, 5, 1), (1, 2**40, 2**41, 2), (1, 739_579, 739_585, 9)):
        press = await scene.client.press(summary, presses.data("sum", *numbers), scene.bo)
        await scene.quiet()
        assert "old" in (await scene.client.answer(press.id) or {})["text"]


async def test_a_posted_summary_follows_late_updates_by_edit_until_its_week_ends(scene: Stage) -> None:
    await scene.advance(timedelta(days=3, hours=5, minutes=1))
    await scene.quiet()
    (posted,) = [one for one in await scene.client.sent(scene.chat) if one.text.startswith("Exhibition, week of")]
    assert "Booth plan: fire permit" in posted.text

    await scene.say("/done 3 all here", scene.bo)
    await scene.quiet()
    await scene.advance(timedelta(minutes=2))
    await scene.quiet()
    now = next(one for one in await scene.client.sent(scene.chat) if one.id == posted.id)
    assert "Done Sign the lease, Badge list" in now.text
    assert now.text.endswith("From the records up to Fri 27 Nov, 15:03, updated")

    await scene.advance(timedelta(days=3))
    await scene.say("/update 2 free again")
    await scene.quiet()
    await scene.advance(timedelta(minutes=2))
    await scene.quiet()
    assert next(one for one in await scene.client.sent(scene.chat) if one.id == posted.id).text == now.text


async def test_the_lead_sees_the_summary_an_hour_before_and_adds_a_line_by_reply(scene: Stage) -> None:
    await people.lead(scene)
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(private, scene.ann, "/start")
    await scene.advance(timedelta(days=3, hours=4, minutes=1))
    await scene.quiet()
    await scene.advance(timedelta(minutes=1))
    await scene.quiet()
    (preview,) = [one for one in await scene.client.sent(private) if one.text.startswith("Goes out")]
    assert preview.text.startswith("Goes out Fri 27 Nov, 15:00. Reply to this message")
    assert "Exhibition, week of" in preview.text

    await scene.restart()
    await scene.client.say(private, scene.ann, "Hall is ours from Monday", reply_to=preview)
    await scene.quiet()
    shown = next(one for one in await scene.client.sent(private) if one.id == preview.id)
    assert "From the lead Hall is ours from Monday" in shown.text

    await scene.advance(timedelta(minutes=59))
    await scene.quiet()
    (posted,) = [one for one in await scene.client.sent(scene.chat) if one.text.startswith("Exhibition, week of")]
    assert "From the lead Hall is ours from Monday" in posted.text
    assert len([one for one in await scene.client.sent(private) if one.text.startswith("Goes out")]) <= 1

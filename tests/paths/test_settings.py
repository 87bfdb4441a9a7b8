"""`/settings`: pages turned by an admin, in the chat and in private, and nobody else changes anything."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths.pressing import tap
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """No zone is set by the operator."""
    async with stage(database_url, default_time_zone="") as opened:
        yield opened


async def _panel(scene: Stage) -> views.MessageView:
    return await scene.reply_to(await scene.say("/settings"))


async def test_an_admin_sets_the_group_up_in_the_chat_and_takes_it_back(scene: Stage) -> None:
    panel = await _panel(scene)
    assert "Time zone: UTC, not confirmed" in panel.text

    refused = await scene.client.click(panel, "Time zone", scene.bo)
    await scene.quiet()
    assert (await scene.client.answer(refused.id) or {})["text"] == "For an admin of this chat to answer."

    await scene.client.click(panel, "Time zone", scene.ann)
    prompt = await scene.answered("Which city's time?")
    await scene.restart()
    assert 'no city "Nowhere" found' in await scene.ask("Nowhere", reply_to=prompt)
    found = await scene.reply_to(await scene.say("慕尼黑", reply_to=prompt))
    assert "Summary: Next three times: Fri 27 Nov, 15:00; Fri 4 Dec, 15:00; Fri 11 Dec, 15:00" in found.text
    await scene.restart()
    shown = await tap(scene, found, "Berlin 03:00", "Time zone: Berlin")
    assert "Next morning message: Tue 24 Nov, 08:30" in shown.text

    page = await tap(scene, shown, "Back", "Settings of")
    assert [len(row) for row in page.buttons] == [3, 3, 3]
    page = await tap(scene, page, "Posts", "Morning message: 08:30, every workday")
    page = await tap(scene, page, "Morning message", "Next three times: Tue 24 Nov, 08:30")
    page = await tap(scene, page, "09:00", "Not saved yet.")
    assert "Tue 24 Nov, 09:00; Wed 25 Nov, 09:00; Thu 26 Nov, 09:00" in page.text
    page = await tap(scene, page, "Save", "Saved.")
    page = await tap(scene, page, "Undo", "Taken back.")
    assert "Summary: 15:00, Fri" in page.text
    page = await tap(scene, page, "Morning message", "Next three times")
    page = await tap(scene, page, "Switch off", "It is switched off.")
    page = await tap(scene, await tap(scene, page, "Back", "Morning message: off"), "Back", "Settings of")

    page = await tap(scene, page, "In chat", "how it is answered")
    page = await tap(scene, page, "What I read", "Owners too")
    page = await tap(scene, page, "everything", "Reads: everything")
    await scene.restart()
    page = await tap(scene, page, "Undo", "Reads: owners too")
    more = await tap(scene, await tap(scene, page, "Back", "Settings of"), "More…", "kept")
    assert "Documents" not in [one.text for row in more.buttons for one in row]
    page = await tap(scene, page, "Back", "Morning message: off")

    page = await tap(scene, page, "Who may", "Who may do what.")
    page = await tap(scene, page, "Closing", "Key work")
    page = await tap(scene, page, "always", "A lead closes: always")
    assert "Taken back" in await scene.ask("/undo")
    page = await tap(scene, page, "Back", "A lead closes: key work")
    page = await tap(scene, await tap(scene, page, "Back", "Settings of"), "Working days", "Own days off: 0")
    await scene.client.click(page, "Own days", scene.ann)
    days = await scene.answered("one a line")
    await scene.restart()
    assert 'no days could be read in "soon"' in await scene.ask("soon", reply_to=days)
    told = await scene.reply_to(await scene.say("2026-11-25\n2026-11-28 work", reply_to=days))
    assert told.text == "Own days off: 1. Weekend days worked: 1."
    page = await tap(scene, await tap(scene, told, "Back", "On which days"), "Back", "Settings of")
    page = await tap(scene, await tap(scene, page, "Posts", "what holds it back"), "Morning message", "It is switched")
    assert "Once it is on: Tue 24 Nov, 08:30; Thu 26" in page.text
    page = await tap(scene, page, "Switch on", "Tue 24 Nov, 08:30; Thu 26 Nov, 08:30; Fri 27 Nov, 08:30")
    page = await tap(scene, page, "Back", "Morning message: 08:30")
    page = await tap(scene, page, "Pause", "Not paused.")
    page = await tap(scene, page, "1 week", "Paused until Tue 1 Dec, 03:00")
    page = await tap(scene, page, "Undo", "Taken back.")
    assert "what holds it back" in page.text
    page = await tap(scene, await tap(scene, page, "Pause", "Not paused."), "Back", "what holds it back")
    page = await tap(scene, page, "Back", "Settings of")
    page = await tap(scene, page, "Language", "What I write")
    page = await tap(scene, page, "中文", "语言：中文")
    page = await tap(scene, page, "撤回", "Language: English")
    assert all(len(row) <= 3 for row in page.buttons)


async def test_in_private_the_panel_is_for_admins_of_that_chat(scene: Stage) -> None:
    await scene.ask("/task Book the hall")
    await scene.ask("/task Order the badges", scene.bo)
    for person, may in ((scene.ann, True), (scene.bo, False)):
        private = await scene.client.private(person, scene.bot)
        await scene.client.say(private, person, "/settings")
        picker = await scene.client.wait_for_sent(private, "Of which group?")
        if may:
            page = await tap(scene, picker, "Exhibition", "Settings of")
            page = await tap(scene, page, "In chat", "how it is answered")
            page = await tap(scene, page, "Board", "one pinned message")
            await tap(scene, page, "no", "Pinned board: no")
        else:
            refused = await scene.client.click(picker, "Exhibition", person)
            await scene.quiet()
            assert (await scene.client.answer(refused.id) or {})["text"] == "For an admin of this chat to answer."

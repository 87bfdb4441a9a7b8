"""A programme kept by its committee: sections, a group without a chat, groups at rest, the archive."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import committees
from tests.paths.committees import now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(database_url) as opened:
        yield opened


async def test_sections_are_made_by_typing_and_by_buttons_and_led(scene: Stage) -> None:
    page = await scene.reply_to(await scene.say("/plan section Venue: EXH, Media"))
    assert page.text.splitlines()[:2] == ["Venue (VEN): EXH, MED", "No lead yet."]
    assert "startgroup=" in page.text
    who = await press(scene, page, "Lead")
    assert who == "Who leads Venue? A second tap takes it back."
    await scene.client.click(await now(scene, page), "Bo Chen", scene.ann)
    await scene.quiet()
    assert "Leads: Bo Chen" in (await now(scene, page)).text

    await press(scene, await now(scene, page), "Groups")
    await scene.client.click(await now(scene, page), "✓ MED", scene.ann)
    await scene.quiet()
    assert "Venue (VEN): EXH" in await press(scene, await now(scene, page), "Done")
    assert "Leads: Bo Chen, Cy" in await scene.ask("/plan section Venue lead @cy")
    assert 'is called "Zed"' in await scene.ask("/plan section Venue lead Zed")
    refused = await scene.ask("/plan section Stage: ABC")
    assert refused.startswith('Nothing was changed: no group here is called "ABC"')

    panel = await scene.reply_to(await scene.say("/plan"))
    assert "Sections: Venue (EXH)" in panel.text
    groups = await press(scene, panel, "Groups")
    assert groups == "3 groups: which one?"
    await press(scene, await now(scene, panel), "GUE")
    await press(scene, await now(scene, panel), "Section")
    assert "Section: Venue" in await press(scene, await now(scene, panel), "Venue")

    private = scene.others["Hall private"]
    for asked, told in (("GUE-1", "#1 Send invitations"), ("MED-1", "No task MED-1 that this chat can see.")):
        await scene.say(f"/list {asked}", scene.bo, chat=private)
        await scene.quiet()
        assert (await committees.last(scene, "Hall private")).text.startswith(told)
    await scene.say("/summary all", scene.bo, chat=private)
    await scene.quiet()
    assert (await committees.last(scene, "Hall private")).text.startswith("Venue: overview")


async def test_a_group_without_a_chat_is_kept_from_the_committees(scene: Stage) -> None:
    await scene.ask("/secretary @ann")
    told = await scene.ask("/update MED-1 on behalf of Sun Li: 60%, half of it is printed")
    assert told.startswith("Media")
    card = await scene.ask("/list MED-1")
    assert "Moving, 60%" in card
    assert "for Sun Li" in card
    await scene.say("MED-1 done")
    await scene.quiet()
    assert "Done" in await scene.ask("/list MED-1")
    sure = await scene.reply_to(await scene.say("/plan conclude GUE"))
    assert sure.text.startswith("GUE still has 1 task")
    await scene.ask("/lead @ann")
    refused = await scene.ask("/update MED-1 70%", scene.bo)
    assert refused.startswith("Nothing was recorded: for a group without a chat")


async def test_a_group_rests_and_the_archive_is_read_only(scene: Stage) -> None:
    hall = scene.others["Hall"]
    page = await scene.reply_to(await scene.say("/plan dormant EXH"))
    assert "Dormant: no digests" in page.text
    await scene.quiet()
    assert (await committees.last(scene, "Hall")).text.startswith("The committee lets this group rest")
    sure = await press(scene, page, "Concluded")
    assert sure.startswith("EXH still has 1 task that is not done.")
    assert "Concluded: its work is done" in await press(scene, await now(scene, page), "Concluded")
    assert "Running." in await press(scene, await now(scene, page), "Wake")

    panel = await scene.reply_to(await scene.say("/plan"))
    assert (await press(scene, panel, "Archive", scene.bo)) == panel.text  # not his to decide
    sure = await press(scene, panel, "Archive")
    assert "nothing is written" in sure
    assert "In the archive" in await press(scene, await now(scene, panel), "Archive")
    for text, who, chat in (
        ("#1 done", scene.bo, hall),
        ("/task Another one", scene.bo, hall),
        ("/plan opens 1 Mar 2027", scene.ann, scene.chat),
        ("/notice Bring badges", scene.ann, scene.chat),
        ("/remind tomorrow 10:00 call", scene.ann, scene.chat),
    ):
        answer = await scene.reply_to(await scene.say(text, who, chat=chat))
        assert answer.text.startswith("Nothing was recorded: Exhibition is in the archive."), text
    assert "Book the hall" in (await scene.reply_to(await scene.say("/list", scene.bo, chat=hall))).text
    before = len(await scene.client.sent(hall))
    await scene.say("nice weather today", scene.bo, chat=hall)
    await scene.quiet()
    assert len(await scene.client.sent(hall)) == before

    opened = await scene.reply_to(await scene.say("/plan reopen"))
    assert "In the archive" not in opened.text
    done = await scene.say("#1 done", scene.bo, chat=hall)
    assert await scene.reaction_on(done) == "✍"

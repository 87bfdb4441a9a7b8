"""Leads and the like named by chat admins, and silence for a while; on both databases, over HTTP, across restarts."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Ann is an admin of the chat, Bo a member; both have been seen."""
    async with stage(database_url) as opened:
        await opened.ask("/task Sign the contract @bo by 2026-12-04")
        await opened.ask("/list", opened.bo)
        await opened.quiet()
        yield opened


async def test_an_admin_names_a_lead_and_from_then_on_leads_move_dates(scene: Stage) -> None:
    assert (await scene.ask("/lead")).startswith("Nobody leads here yet")
    assert (await scene.ask("/lead @bo", scene.bo)).startswith("Not changed: this is for an admin of the chat.")
    assert (await scene.ask("/lead @ann")).startswith("Lead: Ann Lee. Leads move dates")
    await scene.restart()
    assert await scene.ask("/lead") == "Lead: Ann Lee"
    assert "Ann Lee" in await scene.ask("/due 1 8 Dec permit is late", scene.bo)
    assert "Tue 8 Dec" not in await scene.ask("/list 1")

    assert (await scene.ask("/undo")).startswith("Taken back")
    assert (await scene.ask("/lead")).startswith("Nobody leads here yet")


async def test_somebody_is_named_by_a_reply_and_nobody_by_a_guess(scene: Stage) -> None:
    said = await scene.say("I can prepare it", scene.bo)
    assert await scene.ask("/liaison", reply_to=said) == "Liaison: Bo Chen; may record for others."
    assert (await scene.ask("/deputy @zed")).startswith("Not changed: nobody called @zed has written here yet.")
    assert (await scene.ask("/deputy Bob Chan")).startswith("Not changed: nobody called Bob Chan")
    assert await scene.ask("/member @bo") == "Member: Bo Chen, without another part."

    chinese = await scene.client.chat("supergroup", title="展览", members=[scene.bo], admins=[scene.ann, scene.bot])
    await scene.ask("/task 落实主会场", chat=chinese)
    assert (await scene.ask("/lead me", chat=chinese)).startswith("组长：Ann Lee。完成时限由组长调整")
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(private, scene.ann, "/lead me")
    refused = await scene.client.wait_for_sent(private, "Not changed")
    assert "in the group's own chat" in refused.text


async def test_an_anonymous_admin_is_an_admin_and_leads_nothing(scene: Stage) -> None:
    await scene.client.hide(scene.chat, scene.ann)
    assert (await scene.ask("/lead @bo")).startswith("Lead: Bo Chen.")
    assert (await scene.ask("/lead me")).startswith("Not changed: nobody called me")


async def test_a_quiet_group_gets_nothing_by_itself_and_answers_all_the_same(scene: Stage) -> None:
    assert (await scene.ask("/quiet 24h", scene.bo)).startswith("Not changed: this is for an admin")
    assert (await scene.ask("/quiet 2 days")).startswith("Quiet until Thu 26 Nov, 10:00: no digest")
    await scene.ask("/due 1 2026-11-25")
    await scene.restart()
    await scene.advance(timedelta(hours=23))
    await scene.quiet()
    assert not [one for one in await scene.client.sent(scene.chat) if one.text.startswith("Today")]
    assert "Sign the contract" in await scene.ask("/list")

    await scene.advance(timedelta(hours=48))
    assert (await scene.answered("Today, Fri 27 Nov")).text


async def test_silence_is_ended_undone_and_bounded(scene: Stage) -> None:
    assert (await scene.ask("/quiet until Monday")).startswith("Quiet until Mon 30 Nov, 08:00")
    assert (await scene.ask("/quiet off")).startswith("Not quiet any more")
    assert (await scene.ask("/undo")).startswith("Taken back")
    await scene.advance(timedelta(hours=23))
    await scene.quiet()
    assert not [one for one in await scene.client.sent(scene.chat) if one.text.startswith("Today")]
    for typed in ("/quiet 1 year", "/quiet 400 days", "/quiet 0 h", "/quiet yesterday", "/quiet whenever"):
        assert (await scene.ask(typed)).startswith("Not changed"), typed

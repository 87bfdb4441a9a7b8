"""What people choose for themselves: when they are away, who stands in, and not to be notified; over HTTP."""

from collections.abc import AsyncIterator

import pytest

from coordination.rules import absence
from coordination.services import absences
from storage import work
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Both have been seen, and Bo owns a task that is due the next day."""
    async with stage(database_url) as opened:
        await opened.ask("/task Sign the contract @bo by 2026-11-25")
        await opened.ask("/list", opened.bo)
        await opened.quiet()
        yield opened


async def kept(scene: Stage) -> list[absence.Absence]:
    """The group's absences as services read them."""
    assert scene.app.parts is not None
    async with work.reading(scene.app.parts.database, now=scene.clock.now()) as unit:
        chat = await unit.chats.by_telegram_id(scene.chat.id)
        assert chat is not None
        (group,) = await unit.groups.in_chat(chat.id)
        return list(await absences.of(unit, group))


async def test_somebody_is_away_until_they_say_they_are_back(scene: Stage) -> None:
    assert (await scene.ask("/away")).startswith("Ann Lee is not away.")
    assert await scene.ask("/away 1 Dec - 5 Dec @bo") == "Away: Ann Lee, 1-5 Dec. Bo Chen stands in."
    await scene.restart()
    assert await scene.ask("/away") == "Away: Ann Lee, 1-5 Dec. Bo Chen stands in."
    told = await scene.ask("/away 30 Nov - 2 Dec", scene.bo)
    assert told.endswith("\nBo Chen was to stand in for Ann Lee: nobody does on 1-2 Dec.")
    answer = (await scene.ask("/away 1 Dec - 5 Dec @bo")).splitlines()
    assert answer[:2] == [
        "Away: Ann Lee, 1-5 Dec. Bo Chen stands in.",
        "Bo Chen is away too: nobody stands in on 1-2 Dec.",
    ]
    await scene.ask("/away off", scene.bo)
    assert (await scene.ask("/away 4 Dec")).startswith("Away: Ann Lee, 4 Dec. Nobody stands in.")
    (only,) = await kept(scene)
    assert (only.first.day, only.last.day, only.stand_in_id) == (4, 4, None)
    assert await scene.ask("/away off") == "Ann Lee is not away any more."
    assert await kept(scene) == []


async def test_what_is_no_absence_is_refused_and_leaves_nothing(scene: Stage) -> None:
    for typed in (
        "/away whenever",
        "/away next week",
        "/away 3/4",
        "/away @bo",
        "/away 1 Dec - 5 Dec @zed",
        "/away 1 Dec - 5 Dec @ann",
        "/away 2026-11-01",
        "/away 2026-12-01 - 2029-12-01",
    ):
        assert (await scene.ask(typed)).startswith("Not recorded"), typed
    assert await kept(scene) == []


async def test_in_private_it_holds_for_every_group(scene: Stage) -> None:
    private = await scene.client.private(scene.bo, scene.bot)
    await scene.client.say(private, scene.bo, "/away until Friday @ann")
    await scene.client.wait_for_sent(private, "Away: Bo Chen, 24-27 Nov. Ann Lee stands in.")
    (only,) = await kept(scene)
    assert (only.first.day, only.last.day) == (24, 27)


async def test_an_anonymous_admin_is_nobody_to_be_away_or_spared(scene: Stage) -> None:
    await scene.client.hide(scene.chat, scene.ann)
    assert (await scene.ask("/away tomorrow")).startswith("Not changed: people say this for themselves")
    assert (await scene.ask("/mention off")).startswith("Not changed: people say this for themselves")


async def test_whoever_wants_no_mention_is_named_plainly(scene: Stage) -> None:
    said = await scene.reply_to(await scene.say("/assign 1 @bo"))
    assert (await scene.ask("/mention off", scene.bo)).startswith("You won't be mentioned in groups any more")
    await scene.restart()
    await scene.ask("/assign 1 nobody")
    said = await scene.reply_to(await scene.say("/assign 1 @bo"))
    assert "Bo Chen" in said.text
    assert not [one for one in said.entities if one["type"] == "text_mention"]
    assert (await scene.ask("/mention loudly", scene.bo)).startswith("Not changed")
    assert (await scene.ask("/mention on", scene.bo)).startswith("Your name in groups may notify you")
    await scene.ask("/assign 1 nobody")
    said = await scene.reply_to(await scene.say("/assign 1 @bo"))
    assert [one for one in said.entities if one["type"] == "text_mention"]

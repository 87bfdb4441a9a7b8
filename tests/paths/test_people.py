"""Who is meant by chat: names in either script, user names not seen yet, and several who fit."""

from collections.abc import AsyncIterator

import pytest

from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        await opened.ask("/task Something else")
        await opened.say("hello", opened.bo)
        await opened.quiet()
        yield opened


@pytest.mark.parametrize(
    ("typed", "owner"),
    [
        ("ACTION: Bo Chen to print it", "Owner: Bo Chen"),
        ("ACTION: me to print it", "Owner: Ann Lee"),
        ("行动项：我 打印手册", "Owner: Ann Lee"),
        ("ACTION: @bo to print it", "Owner: Bo Chen"),
        ("ACTION: Karl to print it", "Owner: Karl"),
    ],
)
async def test_a_name_finds_its_person(scene: Stage, typed: str, owner: str) -> None:
    assert owner in await scene.ask(typed)


async def test_a_user_name_not_seen_yet_is_kept_and_said_and_found_later(scene: Stage) -> None:
    said = await scene.say("ACTION: @cynthia_w to print it")
    await scene.reply_to(said)
    await scene.quiet()
    told = "\n".join(one.text for one in await scene.client.sent(scene.chat))
    assert "Nobody called @cynthia_w was seen here yet" in told

    cynthia = await scene.client.user("Cynthia", last_name="Wu", username="cynthia_w", language_code="en")
    await scene.client.join(scene.chat, cynthia)
    await scene.say("hello", cynthia)
    await scene.quiet()
    assert "Owner: Cynthia Wu" in await scene.ask("/list 2")


async def test_taking_what_nobody_has_is_echoed(scene: Stage) -> None:
    await scene.say("@MusterTestBot #1 I'll take it")
    await scene.quiet()

    assert "Ann Lee" in await scene.ask("/list 1")

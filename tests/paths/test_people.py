"""Who is meant by chat: names in either script, user names not seen yet, and several who fit."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import cases
from tests.stage import Stage


async def begin(scene: Stage) -> None:
    await scene.ask("/task Something else")
    await scene.say("hello", scene.bo)
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


@cases.each(
    [
        ("ACTION: Bo Chen to print it", "Owner: Bo Chen"),
        ("ACTION: me to print it", "Owner: Ann Lee"),
        ("行动项：我 打印手册", "Owner: Ann Lee"),
        ("ACTION: @bo to print it", "Owner: Bo Chen"),
        ("ACTION: Karl to print it", "Owner: Karl"),
    ]
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


async def test_in_private_every_filter_narrows_ones_own_tasks_across_groups(scene: Stage) -> None:
    other = await scene.client.chat("supergroup", title="Volunteers", members=[scene.bo], admins=[scene.ann, scene.bot])
    await scene.ask("/task Sign the lease @bo by 2026-11-20 #legal\nPaint the booth @bo\nOrder badges @ann")
    await scene.ask("/task Print the lease posters @bo by 2026-11-19 #legal", chat=other)
    await scene.ask("/list", scene.bo, chat=other)
    await scene.reaction_on(await scene.say("/update 3 blocked: no colours", scene.bo))
    private = await scene.client.private(scene.bo, scene.bot)

    async def told(typed: str) -> list[str]:
        said = await scene.client.say(private, scene.bo, typed)
        await scene.quiet()
        answer = next(one for one in await scene.client.sent(private) if one.id > said.id)
        return [line.split(",")[0] for line in answer.text.splitlines()[1:]]

    assert await told("/list late") == ["Volunteers-1 Print the lease posters", "Exhibition-2 Sign the lease"]
    assert await told("/list blocked") == ["Exhibition-3 Paint the booth"]
    assert await told("/list #legal posters") == ["Volunteers-1 Print the lease posters"]

    await scene.client.leave(other, scene.bo)
    await scene.quiet()
    assert await told("/list late") == ["Exhibition-2 Sign the lease"]

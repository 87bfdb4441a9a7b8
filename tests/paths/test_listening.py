"""Where the bot listens: as the group chose, and always where it is spoken to."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from coordination.rules.groups import Listening
from storage import work
from tests.paths import boards, cases
from tests.stage import Stage, stage


async def begin(scene: Stage) -> None:
    await scene.ask("/task Booth plan @ann\nFreight quotes @bo")
    await scene.say("hello", scene.bo)
    await scene.quiet()


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        await opened.begin(begin)
        yield opened


async def listen(scene: Stage, setting: Listening) -> None:
    """An admin chooses where the bot listens."""
    assert scene.app.parts is not None
    database = scene.app.parts.database
    locks = {scene.chat.id}
    opened = work.transaction(database, now=scene.clock.now(), bot_id=scene.bot.id, locks=locks)
    async with opened as transaction, transaction.layer() as unit:
        chat = await unit.chats.by_telegram_id(scene.chat.id)
        assert chat is not None
        group = await unit.groups.of_chat(chat.id, None)
        assert group is not None
        unit.groups.save(replace(group, settings=replace(group.settings, listening=setting)))


async def posts(scene: Stage) -> int:
    await scene.quiet()
    return len(await boards.others(scene))


async def done(scene: Stage, number: int) -> bool:
    return "Done" in (await scene.ask(f"/list {number}"))


@cases.each(
    [
        (Listening.ADDRESSED, "booth plan done", False),
        (Listening.ADDRESSED, "#1 done", False),
        (Listening.ADDRESSED, "@MusterTestBot booth plan done", True),
        (Listening.OWNERS, "booth plan done", True),
        (Listening.OWNERS, "#1 done", True),
        (Listening.ALL, "booth plan done", True),
    ]
)
async def test_what_is_taken_depends_on_the_setting(scene: Stage, setting: Listening, typed: str, taken: bool) -> None:
    await listen(scene, setting)
    await scene.say(typed)
    await scene.quiet()

    assert await done(scene, 1) == taken


@pytest.mark.parametrize(("setting", "asked"), [(Listening.OWNERS, 0), (Listening.ALL, 1)])
async def test_anothers_task_is_asked_about_only_where_all_is_heard(
    scene: Stage, setting: Listening, asked: int
) -> None:
    await listen(scene, setting)
    before = await posts(scene)
    await scene.say("freight quotes done")

    assert await posts(scene) == before + asked
    assert not await done(scene, 2)


async def test_where_only_what_is_addressed_is_heard_no_action_line_opens_a_task(scene: Stage) -> None:
    await listen(scene, Listening.ADDRESSED)
    before = await posts(scene)
    await scene.say("ACTION: Ann to send the contract")

    assert await posts(scene) == before


async def test_chinese_words_for_commands_are_heard_at_the_start_of_a_line_with_a_colon(scene: Stage) -> None:
    await listen(scene, Listening.ADDRESSED)
    card = await scene.ask("任务：落实主会场 12月4日前")

    assert card.startswith("#3 落实主会场")


async def test_a_private_chat_is_always_listened_to(scene: Stage) -> None:
    private = await scene.client.private(scene.ann)
    await scene.client.say(private, scene.ann, "/start")
    await scene.client.say(private, scene.ann, "todo: buy soap")

    assert "buy soap" in (await scene.client.wait_for_sent(private, "buy soap")).text

"""How quietly the bot says that something was recorded, and when it speaks; on both databases, over HTTP."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths import boards, cases
from tests.stage import Stage, stage


async def begin(scene: Stage) -> None:
    """A group in which Ann has a task."""
    await scene.ask("/task Book the hall @ann")
    await scene.quiet()


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        await opened.begin(begin)
        yield opened


async def posted(scene: Stage) -> list[views.MessageView]:
    """What the bot posted after the card of the first task."""
    await scene.quiet()
    return (await boards.others(scene))[1:]


async def refused(scene: Stage) -> int:
    """How many reactions were refused."""
    return len([call for call in await scene.client.calls("setMessageReaction") if call.status != 200])


@cases.each(["/update 1 60% quote received", "#1 60%", "/done 1 signed"])
async def test_ones_own_update_is_a_reaction_and_no_message(scene: Stage, typed: str) -> None:
    said = await scene.say(typed)

    assert await scene.reaction_on(said) == "✍"
    assert await posted(scene) == []


@pytest.mark.parametrize(
    ("allowed", "emoji"), [(["👍", "👌"], "👍"), (["🔥", "👀", "🫡"], "🫡"), (["✍️", "👍"], "✍"), (None, "✍")]
)
async def test_the_first_reaction_that_the_chat_allows_is_taken_and_remembered(
    scene: Stage, allowed: list[str] | None, emoji: str
) -> None:
    await scene.client.allow_reactions(scene.chat, allowed)

    for percent in (10, 20, 30):
        assert await scene.reaction_on(await scene.say(f"/update 1 {percent}%")) == emoji

    assert await posted(scene) == []
    assert await refused(scene) == (emoji != "✍")
    assert len(await scene.client.calls("getChat")) == (emoji != "✍")


@pytest.mark.parametrize("allowed", [[], ["🔥", "👌"]])
async def test_where_no_reaction_of_ours_is_allowed_one_silent_line_says_it(scene: Stage, allowed: list[str]) -> None:
    await scene.client.allow_reactions(scene.chat, allowed)

    first = await scene.reply_to(await scene.say("/update 1 10%"))
    second = await scene.reply_to(await scene.say("/update 1 20%"))

    assert [(one.text, one.is_silent) for one in (first, second)] == [("#1 10%", True), ("#1 20%", True)]
    assert await refused(scene) == 1
    assert all("👌" not in str(call.params) for call in await scene.client.calls("setMessageReaction"))


async def test_a_message_that_takes_no_reaction_is_answered_and_the_next_one_reacted_to(scene: Stage) -> None:
    await scene.client.fault("error", "setMessageReaction", code=400, description="Bad Request: REACTION_INVALID")

    line = await scene.reply_to(await scene.say("/update 1 10%"))

    assert line.text == "#1 10%"
    assert await scene.reaction_on(await scene.say("/update 1 20%")) == "✍"


async def test_where_telegram_does_not_say_what_is_allowed_nothing_is_learned(scene: Stage) -> None:
    await scene.client.allow_reactions(scene.chat, ["👍"])
    await scene.client.fault("error", "getChat", code=500, description="Internal Server Error")

    line = await scene.reply_to(await scene.say("/update 1 10%"))

    assert line.text == "#1 10%"
    assert await scene.reaction_on(await scene.say("/update 1 20%")) == "👍"


async def test_reactions_that_come_back_are_used_once_an_admin_sees_to_the_bot(scene: Stage) -> None:
    await scene.client.allow_reactions(scene.chat, [])
    await scene.reply_to(await scene.say("/update 1 10%"))
    await scene.client.allow_reactions(scene.chat, None)
    await scene.client.demote(scene.chat, scene.bot)
    await scene.client.promote(scene.chat, scene.bot)
    await scene.quiet()

    assert await scene.reaction_on(await scene.say("/update 1 20%")) == "✍"


async def test_a_message_deleted_meanwhile_is_not_answered(scene: Stage) -> None:
    fault = await scene.client.fault("slow", "setMessageReaction", seconds=30)
    said = await scene.say("/update 1 10%")
    await scene.client.wait_for_call("getUpdates")
    await scene.client.delete(said)
    await scene.client.release(fault)

    assert await posted(scene) == []
    assert "10%" in await scene.ask("/list 1")


async def test_anothers_task_is_asked_of_its_owner_by_title(scene: Stage) -> None:
    await scene.say("hello", scene.bo)
    question = await scene.reply_to(await scene.say("/update 1 60% quote received", scene.bo))

    assert question.text.splitlines() == [
        'Bo Chen reports on #1 Book the hall: "60% quote received". Ann Lee, is that right?',
        'Until then it stays "not started"; the remark is kept.',
    ]
    assert [one.id for one in await posted(scene)] == [question.id]


async def test_a_mistyped_number_shows_itself_by_the_title(scene: Stage) -> None:
    await scene.say("hello", scene.bo)
    await scene.ask("/task Order badges @bo")

    question = await scene.reply_to(await scene.say("/done 1", scene.bo))

    assert "#1 Book the hall" in question.text


async def test_nothing_to_report_is_said_in_one_line(scene: Stage) -> None:
    """F041."""
    quiet = await scene.client.chat("supergroup", title="Quiet", admins=[scene.ann, scene.bot])
    answer = await scene.reply_to(await scene.say("/summary", chat=quiet))

    assert answer.text == "Nothing to report for 23-24 Nov."

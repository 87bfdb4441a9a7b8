"""Sending: once, in order, whole; where nobody knows whether it arrived, by the kind of message."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from coordination import messages
from coordination.messages import Purpose
from tests.paths import staging
from tests.paths.saying import ACCEPTED_BUT_THE_ANSWER_LOST, later, named, posted, stands
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


@pytest.fixture
async def one(sqlite_url: str) -> AsyncIterator[Stage]:
    """A stage for what does not depend on the database."""
    async with stage(sqlite_url) as opened:
        yield opened


AGAIN = sorted(messages.SENT_AGAIN_ONCE)
ONCE = sorted(set(Purpose) - messages.SENT_AGAIN_ONCE)


@pytest.mark.parametrize("purpose", AGAIN)
async def test_an_answer_of_unknown_fate_goes_once_more_and_is_marked(one: Stage, purpose: Purpose) -> None:
    """F070, F071"""
    await one.client.fault(ACCEPTED_BUT_THE_ANSWER_LOST, "sendMessage")
    with staging.speaking("post", posted(purpose)):
        await one.say("/post")
        await later(one)
        (row,) = await staging.settled(one)

    assert (row.state, row.note) == ("sent", "may stand twice")
    assert len(await one.client.sent(one.chat)) == 2


@pytest.mark.parametrize("purpose", AGAIN)
async def test_it_never_goes_a_third_time(one: Stage, purpose: Purpose) -> None:
    """F071: one layer decides, not each by itself."""
    await one.client.fault(ACCEPTED_BUT_THE_ANSWER_LOST, "sendMessage", times=None)
    with staging.speaking("post", posted(purpose)):
        await one.say("/post")
        await later(one)
        (row,) = await staging.settled(one)

    assert row.state == "uncertain"
    assert len(await one.client.sent(one.chat)) == 2


@pytest.mark.parametrize("purpose", ONCE)
async def test_a_digest_of_unknown_fate_is_not_sent_again_but_counted(one: Stage, purpose: Purpose) -> None:
    """F070, F071"""
    await one.client.fault(ACCEPTED_BUT_THE_ANSWER_LOST, "sendMessage")
    with staging.speaking("post", posted(purpose)):
        await one.say("/post")
        (row,) = await staging.settled(one)

    assert (row.state, row.note) == ("uncertain", "no answer known")
    assert len(await one.client.sent(one.chat)) == 1


@pytest.mark.parametrize("kind", ["drop", "html"], ids=["the connection is cut", "F074 a 502 with a page"])
async def test_what_may_have_been_taken_counts_as_unknown(one: Stage, kind: str) -> None:
    await one.client.fault(kind, "sendMessage", times=2)
    with staging.speaking("answer", posted(Purpose.ANSWER)), staging.speaking("digest", posted(Purpose.DIGEST)):
        await one.say("/digest")
        await staging.settled(one)
        await one.say("/answer")
        await later(one)
        digest, answer = await staging.settled(one)

    assert (digest.state, answer.state, answer.note) == ("uncertain", "sent", "may stand twice")
    assert [each.text for each in await one.client.sent(one.chat)] == ["a answer"]


async def test_what_was_not_taken_is_sent_later_and_is_no_doubtful_case(one: Stage) -> None:
    """An error that Telegram itself answers with is a refusal: nothing was done."""
    await one.client.fault("error", "sendMessage", code=429, description="Too Many Requests: retry after 1")
    with staging.speaking("digest", posted(Purpose.DIGEST)):
        await one.say("/digest")
        await later(one)
        (row,) = await staging.settled(one)

    assert (row.state, row.note) == ("sent", None)
    assert len(await one.client.sent(one.chat)) == 1


# -- edits, reactions, pins, deletions ----------------------------------------------


async def test_an_edit_of_unknown_fate_is_made_again_and_not_modified_is_success(one: Stage) -> None:
    """F048"""
    with staging.speaking("name", named()):
        await one.say("/name")
        await one.quiet()
        await one.client.fault(ACCEPTED_BUT_THE_ANSWER_LOST, "editMessageText")
        await one.say("/name edit second text")
        await later(one)
        assert await stands(one) == ["second text"]

    _, second = await one.client.calls("editMessageText")
    assert "not modified" in second.description
    assert (await staging.outbox(one))[-1].state == "sent"


async def test_several_changes_that_wait_become_one_edit(scene: Stage) -> None:
    """F068"""
    with staging.speaking("name", named()):
        await scene.say("/name")
        await scene.quiet()
        deeds = [staging.saying(scene, f"/name edit text {number}") for number in range(5)]
        staging.at_once(scene, *deeds)
        assert await stands(scene) == ["text 4"]

    assert len(await scene.client.calls("editMessageText")) <= 2


async def test_a_board_that_an_admin_deleted_is_posted_anew_once(scene: Stage) -> None:
    """F055"""
    with staging.speaking("name", named(pinned=True)):
        await scene.say("/name")
        await scene.quiet()
        await scene.client.delete((await scene.client.sent(scene.chat))[0])
        await scene.say("/name edit second text")
        await scene.quiet()
        await scene.say("/name edit third text")
        assert await stands(scene) == ["third text"]

    (board,) = await scene.client.sent(scene.chat)
    assert len(await scene.client.calls("sendMessage")) == 2
    assert board.id in (await scene.client.look(scene.chat)).pins


async def test_a_card_that_an_admin_deleted_is_let_go(one: Stage) -> None:
    with staging.speaking("name", named()):
        await one.say("/name")
        await one.quiet()
        await one.client.delete((await one.client.sent(one.chat))[0])
        await one.say("/name card second text")
        assert await stands(one) == []

    assert (await staging.outbox(one))[-1].state == "dropped"


async def test_a_message_too_old_to_delete_is_passed_over_and_the_rest_goes_on(sqlite_url: str) -> None:
    """F056"""
    async with stage(sqlite_url) as one:
        chat = await one.client.chat("group", title="Small", members=[one.ann, one.bot])
        with staging.speaking("name", named()):
            await one.say(f"/name@{one.bot.username}", chat=chat)
            await one.quiet()
            await one.client.advance(timedelta(days=3))
            await one.say(f"/name@{one.bot.username} delete", chat=chat)
            await one.quiet()
            await one.say(f"/name@{one.bot.username} card second text", chat=chat)
            await one.quiet()

        assert [each.text for each in await one.client.sent(chat)] == ["second text"]
        assert [row.state for row in await staging.outbox(one)] == ["sent", "dropped", "sent"]


@pytest.mark.parametrize(
    ("verb", "method"), [("pin", "pinChatMessage"), ("delete", "deleteMessage"), ("react", "setMessageReaction")]
)
async def test_what_does_no_harm_twice_is_done_again(one: Stage, verb: str, method: str) -> None:
    with staging.speaking("name", named()):
        await one.say("/name")
        await one.quiet()
        await one.client.fault("drop", method)
        await one.say(f"/name {verb}")
        await later(one)
        await one.quiet()

    assert [call.is_ok for call in await one.client.calls(method)] == [False, True]
    assert (await staging.outbox(one))[-1].state == "sent"


async def test_an_edit_waits_until_its_message_is_sent(scene: Stage) -> None:
    with staging.speaking("name", named()):
        fault = await scene.client.fault("slow_answer", "sendMessage", seconds=30)
        await scene.say("/name")
        await scene.answered("first text")
        await scene.ask("/list", chat=await scene.client.chat(title="Other", admins=[scene.ann, scene.bot]))
        await scene.say("/name edit second text")
        await scene.client.release(fault)
        assert await stands(scene) == ["second text"]

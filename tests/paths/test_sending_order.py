"""Sending in order and whole: long texts, slow answers, rows tried again."""

from collections.abc import AsyncIterator
from functools import partial

import pytest

from coordination import messages
from coordination.messages import Purpose
from playground.client_deeds import Sent
from tests.paths import logbook, staging
from tests.paths.saying import ACCEPTED_BUT_THE_ANSWER_LOST, later, named, stands
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


# -- order, length, form --------------------------------------------------------------


async def test_answers_of_a_chat_come_in_the_order_of_the_questions(scene: Stage) -> None:
    with staging.speaking("echo", lambda request: [messages.Post(request.place, request.args)]):
        staging.at_once(scene, *(staging.saying(scene, f"/echo {number}") for number in range(20)))
        assert await stands(scene) == [str(number) for number in range(20)]


async def test_what_is_tried_again_keeps_its_place(scene: Stage) -> None:
    await scene.client.fault(ACCEPTED_BUT_THE_ANSWER_LOST, "sendMessage")
    with staging.speaking("echo", lambda request: [messages.Post(request.place, request.args)]):
        staging.at_once(scene, *(staging.saying(scene, f"/echo {number}") for number in range(4)))
        await later(scene)
        assert await stands(scene) == ["0", "0", "1", "2", "3"]


async def test_a_call_that_fails_again_and_again_is_made_at_longer_and_longer_intervals(one: Stage) -> None:
    fault = await one.client.fault("html", "setMessageReaction", times=None)
    with staging.speaking("name", named()):
        await one.say("/name react")
        waits = []
        for _ in range(7):
            row = await staging.put_off(one)
            waits.append(round((row.not_before - one.clock.now()).total_seconds()))
            await one.client.advance(row.not_before - one.clock.now())
            await one.client.wait_for(partial(_called, one, len(waits) + 1))
        await one.client.release(fault)

    assert waits == [1, 2, 5, 10, 30, 60, 60]


async def _called(scene: Stage, times: int) -> bool:
    return len(await scene.client.calls("setMessageReaction")) >= times


async def test_one_slow_answer_keeps_the_order_of_its_chat_and_no_other_chat_waits(scene: Stage) -> None:
    other = await scene.client.chat(title="Other", admins=[scene.ann, scene.bot])
    fault = await scene.client.fault("slow", "sendMessage", chat_id=scene.chat.id, seconds=30)
    with staging.speaking("echo", lambda request: [messages.Post(request.place, request.args)]):
        staging.at_once(scene, *(staging.saying(scene, f"/echo {number}") for number in range(3)))
        await scene.say("/echo elsewhere", chat=other)
        await scene.client.wait_for_sent(other, "elsewhere")
        assert await scene.client.sent(scene.chat) == []
        await scene.client.release(fault)
        assert await stands(scene) == ["0", "1", "2"]


LINE = "<b>Überschrift</b> <i>mit 👩‍👩‍👧 und &lt;Zeichen&gt;</i> <code>a_b*c</code>\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 2500, id="12,500 letters"),
        pytest.param("😀" * 3000, id="F038 6,000 units of emoji"),
        pytest.param(f"<i>{'long ' * 1500}</i>", id="F037 one mark over all of it"),
        pytest.param(LINE * 200, id="many marks"),
        pytest.param("x" * 9000, id="one word"),
        pytest.param(
            "".join(f'<a href="https://example.org/{"p" * 160}{n}">task {n}</a>\n' for n in range(60)),
            id="F040 long addresses",
        ),
        pytest.param("<blockquote>y</blockquote>\n" * 1250, id="F039 short visible, long raw"),
    ],
)
async def test_a_long_text_goes_in_parts_in_order_each_of_them_valid(one: Stage, text: str) -> None:
    """The playground checks markup and length as Telegram does; a violation fails the stage."""
    with staging.speaking(
        "long", lambda request: [messages.Post(request.place, text, reply_to=request.message_id, silent=False)]
    ):
        said = await one.say("/long")
        await one.quiet()

    parts = await one.client.sent(one.chat)
    assert len(parts) > 1
    assert all(len(each.text.encode("utf-16-le")) // 2 <= 4096 for each in parts)
    assert [each.reply_to for each in parts] == [said.id] + [None] * (len(parts) - 1)
    assert [each.is_silent for each in parts] == [False] + [True] * (len(parts) - 1)
    assert {row.state for row in await staging.outbox(one)} == {"sent"}


async def test_the_parts_of_a_long_text_stay_together_and_in_their_topic(scene: Stage) -> None:
    """F009"""
    forum = await scene.client.chat(title="Forum", is_forum=True, admins=[scene.ann, scene.bot])
    topic = await scene.client.topic(forum, "Design")
    with (
        staging.speaking("long", lambda request: [messages.Post(request.place, "word " * 2500, Purpose.SUMMARY)]),
        staging.speaking("short", lambda request: [messages.Post(request.place, "short", Purpose.SUMMARY)]),
    ):
        await scene.say("/long", chat=forum, topic=topic)
        await scene.say("/short", chat=forum, topic=topic)
        await scene.quiet()

    sent = await scene.client.sent(forum)
    assert {each.topic_id for each in sent} == {topic.id}


async def test_when_a_part_is_refused_the_rest_is_not_sent(one: Stage, log: logbook.Logbook) -> None:
    await one.client.fault("error", "sendMessage", skip=1, code=400, description="Bad Request: BUTTON_DATA_INVALID")
    with staging.speaking("long", lambda request: [messages.Post(request.place, "word " * 2500)]):
        await one.say("/long")
        rows = await staging.settled(one)

    assert [row.state for row in rows] == ["sent", "dead", "dropped", "dropped"][: len(rows)]
    assert log.of("Telegram refused a message")[0]["why"] == "bad_request"


async def test_an_empty_text_is_never_sent(one: Stage) -> None:
    """F041"""
    with staging.speaking("empty", lambda request: [messages.Post(request.place, " \n<b> </b>")]):
        await one.say("/empty")
        assert await staging.settled(one) == []


async def test_the_answer_arrives_although_the_question_was_deleted(scene: Stage) -> None:
    """F054"""
    fault = await scene.client.fault("slow", "sendMessage", seconds=30)
    said = await scene.say("/list")
    await scene.client.delete(said)
    await scene.client.release(fault)
    await scene.quiet()

    (answer,) = await scene.client.sent(scene.chat)
    assert answer.reply_to is None


async def test_an_album_is_one_message_with_one_answer(one: Stage) -> None:
    """F057"""
    await one.ask("/task Book the hall @ann")
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\0IEND\xaeB`\x82"
    pictures = [Sent(png, f"{number}.png", "photo") for number in range(3)]
    await one.client.album(one.chat, one.ann, pictures, text="/update 1 60% see pictures")
    await one.quiet()

    assert (await one.ask("/list 1")).count("60%") >= 1
    assert len(await one.client.calls("setMessageReaction")) == 1

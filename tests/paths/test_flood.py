"""Flood limits: Telegram's waits are obeyed chat by chat, and kept from being asked for at all."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial

import pytest

from coordination import messages
from tests.paths import boards, logbook, staging
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


async def test_a_wait_that_is_asked_for_is_kept_and_the_message_goes_once(scene: Stage) -> None:
    """F066"""
    await scene.client.flood(7, "sendMessage")
    await scene.say("/list")
    await staging.put_off(scene)
    await scene.client.advance(timedelta(seconds=5))
    await scene.client.advance(timedelta(seconds=3))
    await scene.quiet()

    refused, sent = await scene.client.calls("sendMessage")
    assert sent.at - refused.at >= timedelta(seconds=7)
    (row,) = await staging.outbox(scene)
    assert (row.state, row.note) == ("sent", None)


async def test_the_wait_of_one_chat_holds_no_other(scene: Stage) -> None:
    """F063: slow mode asks for an hour."""
    other = await scene.client.chat(title="Other", admins=[scene.ann, scene.bot])
    await scene.client.flood(3590, "sendMessage", chat_id=scene.chat.id)
    staging.at_once(scene, *(staging.saying(scene, f"/list {number}") for number in range(1, 4)))
    await staging.put_off(scene)
    for _ in range(3):
        await scene.ask("/list", chat=other)

    assert len([call for call in await scene.client.calls("sendMessage") if call.chat_id == scene.chat.id]) == 1


async def test_what_waits_keeps_its_order_when_the_wait_is_over(scene: Stage) -> None:
    await scene.client.flood(30, "sendMessage")
    with staging.speaking("echo", lambda request: [messages.Post(request.place, request.args)]):
        staging.at_once(scene, *(staging.saying(scene, f"/echo {number}") for number in range(3)))
        await staging.put_off(scene)
        await scene.say("/echo 3")
        await scene.client.advance(timedelta(seconds=31))
        await scene.quiet()

    assert [each.text for each in await scene.client.sent(scene.chat)] == ["0", "1", "2", "3"]


async def test_a_wait_outlives_a_restart(scene: Stage) -> None:
    await scene.client.flood(3600, "sendMessage")
    await scene.say("/list")
    await staging.put_off(scene)
    await scene.restart()
    await scene.say("/list")
    await scene.client.wait_for(partial(_all_taken, scene))
    assert len(await scene.client.calls("sendMessage")) == 1

    await scene.client.advance(timedelta(seconds=3601))
    await scene.quiet()
    assert len(await boards.others(scene)) == 2


async def _all_taken(scene: Stage) -> bool:
    return not await scene.client.pending(scene.bot)


async def test_a_wait_of_hours_is_told_to_the_operator_and_nothing_is_tried_before(
    scene: Stage, log: logbook.Logbook
) -> None:
    """F069"""
    await scene.client.flood(3 * 3600, "sendMessage")
    await scene.say("/list")
    await staging.put_off(scene)
    for _ in range(11):
        await scene.client.advance(timedelta(minutes=15))
    assert len(await scene.client.calls("sendMessage")) == 1
    assert log.of("Telegram asks for a long wait")[0]["seconds"] == 3 * 3600

    await scene.client.advance(timedelta(minutes=20))
    await scene.quiet()
    assert len(await boards.others(scene)) == 1


async def test_edits_obey_the_wait_as_well(scene: Stage) -> None:
    """F068"""
    card = await scene.reply_to(await scene.say("/task Book the hall @ann"))
    await scene.quiet()
    await scene.client.flood(20, "editMessageText")
    await scene.say("/update 1 10%")
    await staging.put_off(scene)
    for percent in (20, 30, 40):
        await scene.say(f"/update 1 {percent}%")
    await scene.client.wait_for(partial(_all_taken, scene))
    await scene.client.advance(timedelta(seconds=21))
    await scene.quiet()

    assert len([call for call in await scene.client.calls("editMessageText") if call.is_ok]) == 1
    assert "40%" in next(each for each in await scene.client.sent(scene.chat) if each.id == card.id).text


@pytest.fixture
async def paced(sqlite_url: str) -> AsyncIterator[Stage]:
    """With Telegram's limits in force, and the bot's own pace below them."""
    pace = {"messages_per_second": 30, "chat_messages_per_second": 1, "group_messages_per_minute": 20}
    async with stage(sqlite_url, **pace) as opened:
        await opened.client.limits(on=True)
        yield opened


async def test_forty_messages_to_one_group_arrive_in_order_without_one_refusal(paced: Stage) -> None:
    """F067"""
    with staging.speaking("echo", lambda request: [messages.Post(request.place, request.args)]):
        staging.at_once(paced, *(staging.saying(paced, f"/echo {number}") for number in range(40)))
        for count in range(1, 41):
            await paced.client.wait_for(partial(_posted, paced, count))
            await paced.client.advance(timedelta(seconds=3.1))
        await paced.quiet()

    assert [each.text for each in await paced.client.sent(paced.chat)] == [str(number) for number in range(40)]
    calls = await paced.client.calls("sendMessage")
    assert {call.status for call in calls} == {200}
    times = [call.at for call in calls]
    assert max(_within(times, begin, timedelta(minutes=1)) for begin in times) <= 20


async def _posted(scene: Stage, count: int) -> bool:
    return len(await boards.others(scene)) >= count


def _within(times: list[datetime], begin: datetime, window: timedelta) -> int:
    return sum(begin <= at < begin + window for at in times)


async def test_a_message_to_each_of_sixty_groups_arrives_once_at_thirty_a_second(paced: Stage) -> None:
    """However messages bunch on their way: a refusal costs a second, no message."""
    chats = [await paced.client.chat(title=f"Group {n}", admins=[paced.ann, paced.bot]) for n in range(60)]
    with staging.speaking("echo", lambda request: [messages.Post(request.place, request.args)]):
        staging.at_once(paced, *(staging.saying(paced, "/echo here", chat=chat) for chat in chats))
        await paced.client.wait_for(partial(_taken, paced, len(chats)))
        await paced.quiet()

    taken = [call for call in await paced.client.calls("sendMessage") if call.is_ok]
    assert sorted(str(call.chat_id) for call in taken) == sorted(str(chat.id) for chat in chats)
    assert max(_within([call.at for call in taken], call.at, timedelta(seconds=1)) for call in taken) <= 30
    assert {(row.state, row.note) for row in await staging.outbox(paced)} == {("sent", None)}


async def _taken(scene: Stage, count: int) -> bool:
    return sum(call.is_ok for call in await scene.client.calls("sendMessage")) >= count

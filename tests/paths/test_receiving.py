"""Receiving: acknowledged only when kept; restarts, redeliveries, other pollers, odd updates, a broken network."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot import receiver
from storage import tables
from tests.paths import boards, logbook, staging
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


async def titles(scene: Stage) -> list[str]:
    assert scene.app.parts is not None
    found = await staging.rows(scene.app.parts.database, tables.tasks)
    return [row.title for row in sorted(found, key=lambda row: (row.group_id, row.number))]


async def test_a_webhook_that_is_still_set_is_removed_and_nothing_that_waits_is_lost(one: Stage) -> None:
    """F076, F077"""
    await one.app.stop()
    await staging.call(one, "setWebhook", url="http://127.0.0.1:9/elsewhere")
    await one.say("/task Book the hall")
    await one.restart()

    assert (await one.answered("Book the hall")).text.startswith("#1 Book the hall")
    call = (await one.client.calls("deleteWebhook"))[-1]
    assert not call.params.get("drop_pending_updates")


async def test_a_webhook_set_while_the_bot_polls_is_removed_again(one: Stage, log: logbook.Logbook) -> None:
    """F076: somebody tries out a tool with the same token."""
    await staging.call(one, "setWebhook", url="http://127.0.0.1:9/elsewhere")
    await log.wait("a webhook was set for this bot; it is removed")
    await one.say("/task Book the hall")

    assert await one.answered("Book the hall")


async def test_updates_that_came_while_the_bot_was_down_are_handled_in_order(scene: Stage) -> None:
    """F077"""
    await scene.app.stop()
    for number in range(5):
        await scene.say(f"/task Order item {number}")
    await scene.restart()
    await scene.quiet()

    assert await titles(scene) == [f"Order item {number}" for number in range(5)]


async def test_a_batch_that_is_delivered_again_has_no_second_effect(scene: Stage) -> None:
    """F079"""
    for number in range(3):
        await scene.ask(f"/task Order item {number}")
    await scene.say("/update 1 note once only")
    await scene.quiet()
    sent = len(await boards.others(scene))
    await scene.restart()
    await scene.client.bring_back(last=4)
    await scene.ask("/list")

    assert await titles(scene) == [f"Order item {number}" for number in range(3)]
    assert len(await boards.others(scene)) == sent + 1


async def test_the_kinds_of_updates_are_named_at_every_start(one: Stage) -> None:
    """F081: another tool had set a narrower list, and it would stay in force."""
    await one.app.stop()
    await staging.call(one, "getUpdates", allowed_updates=["message"], timeout=0)
    await one.restart()
    card = await one.reply_to(await one.say("/task Book the hall @ann"))
    press = await one.client.click(card, "Done", one.ann)
    await one.quiet()

    asked = (await one.client.calls("getUpdates"))[-1].params["allowed_updates"]
    assert set(asked) == set(receiver.ALLOWED_UPDATES)
    assert await one.client.answer(press.id) is not None


ODD: tuple[dict[str, Any], ...] = (
    {"brand_new_kind": {"a": 1}},  # F082
    {},
    {"message": None},
    {"message": {"message_id": 1}},
    {"message": "text"},
    {"callback_query": {"id": "1"}},
    {"my_chat_member": {"chat": {}}},
)


async def test_updates_that_can_t_be_read_spoil_only_themselves(scene: Stage) -> None:
    first, second = staging.saying(scene, "/task First"), staging.saying(scene, "/task Second")
    _, *injected, _ = staging.at_once(scene, first, *map(staging.injecting, ODD), second)
    await scene.answered("Second")

    assert await titles(scene) == ["First", "Second"]
    kept = await staging.inbox(scene)
    assert {kept[each["update_id"]].outcome for each in injected} <= {"ignored", "unreadable"}


HUGE = 2**64 - 1


BEYOND: tuple[dict[str, Any], ...] = (
    {"chat": {"id": HUGE, "type": "group", "title": "x"}},
    {"from": {"id": HUGE, "is_bot": False, "first_name": "x"}},
    {"message_id": HUGE},
    {"date": 10**18},
    {"date": -(10**18)},
    {"message_thread_id": HUGE, "is_topic_message": True},
    {"migrate_to_chat_id": HUGE},
)


async def test_numbers_beyond_64_bits_spoil_only_their_update(scene: Stage) -> None:
    """F120"""
    message: dict[str, Any] = {
        "message_id": 1,
        "date": 1_796_000_000,
        "chat": {"id": scene.chat.id, "type": "supergroup", "title": "Exhibition"},
        "from": {"id": scene.ann.id, "is_bot": False, "first_name": "Ann"},
        "text": "/task Beyond",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
    }
    first, second = staging.saying(scene, "/task First"), staging.saying(scene, "/task Second")
    odd = [staging.injecting({"message": message | changed}) for changed in BEYOND]
    staging.at_once(scene, first, *odd, second)
    await scene.answered("Second")

    assert [title for title in await titles(scene) if title != "Beyond"] == ["First", "Second"]


async def test_ids_beyond_32_bits_are_kept(scene: Stage) -> None:
    """F120"""
    far = await scene.client.user("Far", id=7_000_000_000_001, username="far")
    chat = await scene.client.chat(
        "supergroup",
        title="Far",
        id=-1_009_999_999_999,
        members=[far],
        admins=[scene.bot],
        last_message_id=3_000_000_000,
    )
    assert (await scene.ask("/task Book the hall @far", far, chat=chat)).startswith("#1 Book the hall")


async def test_a_second_poller_is_named_once_a_minute_and_waited_out(one: Stage, log: logbook.Logbook) -> None:
    """F075"""
    await one.client.fault("error", "getUpdates", times=3, **CONFLICT)
    await one.say("/task Book the hall")
    for times in range(1, 4):
        await one.client.wait_for(partial(_refused, one, times))
        await log.wait("another process asks Telegram for the same bot's updates")
        await one.client.advance(timedelta(seconds=receiver.CONFLICT_SECONDS))

    assert await one.answered("Book the hall")
    assert len(log.of("another process asks Telegram for the same bot's updates")) == 1


CONFLICT = {"code": 409, "description": "Conflict: terminated by other getUpdates request"}


async def _refused(scene: Stage, times: int) -> bool:
    return sum(call.status == 409 for call in await scene.client.calls("getUpdates")) >= times


async def test_scheduled_posts_are_not_doubled_while_another_process_polls(one: Stage) -> None:
    """F075: updates stop, the clock does not."""
    await one.ask("/task Book the hall @ann by 2026-11-25")
    await one.client.fault("error", "getUpdates", times=None, **CONFLICT)
    await one.advance(timedelta(hours=22, minutes=31))
    await one.advance(timedelta(minutes=1))
    await one.app.sent()

    assert len([each for each in await one.client.sent(one.chat) if each.text.startswith("Today, Wed 25 Nov")]) == 1


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        pytest.param("html", {}, id="F074 a 502 with a page"),
        pytest.param("drop", {}, id="the connection is cut before"),
        pytest.param("drop_after", {}, id="the connection is cut after"),
        pytest.param("error", {"code": 500, "description": "Internal Server Error"}, id="a 500"),
        pytest.param(
            "error",
            {"code": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}},
            id="a 429",
        ),
    ],
)
async def test_polling_survives_a_broken_answer(one: Stage, kind: str, details: dict[str, Any]) -> None:
    await one.client.fault(kind, "getUpdates", times=2, **details)
    await one.say("/task Book the hall")
    for _ in range(3):
        await one.client.advance(timedelta(seconds=5))

    assert await one.answered("Book the hall")
    assert await titles(one) == ["Book the hall"]


async def test_a_bot_that_starts_while_telegram_fails_waits_for_it(one: Stage) -> None:
    await one.app.stop()
    await one.client.fault("html", "deleteWebhook", times=2)
    await one.say("/task Book the hall")
    await one.restart()
    for _ in range(3):
        await one.client.advance(timedelta(seconds=5))

    assert await one.answered("Book the hall")


async def test_numbers_that_fall_after_a_quiet_week_are_heard(sqlite_url: str) -> None:
    """After a week without updates Telegram goes on with any number, also a smaller one."""
    async with stage(sqlite_url, poll_seconds=1) as scene:
        await scene.ask("/task First")
        asked = len(await scene.client.calls("getUpdates"))
        await scene.client.wait_for(lambda: _asked(scene, asked + 2))
        await scene.client.skip_updates(-1000)
        assert (await scene.ask("/task Second")).startswith("#2 Second")


async def _asked(scene: Stage, count: int) -> bool:
    return len(await scene.client.calls("getUpdates")) >= count


async def test_messages_of_a_chat_keep_their_order_through_one_batch_and_many(scene: Stage) -> None:
    tasks = "/task " + "\n".join(f"Task {number}" for number in range(1, 4))
    reports = [f"/update {number % 3 + 1} {number}% so far" for number in range(12)]
    staging.at_once(scene, *(staging.saying(scene, text) for text in (tasks, *reports)))
    await scene.quiet()
    for number in range(12, 15):
        await scene.say(f"/update {number % 3 + 1} {number}% so far")
    await scene.quiet()

    assert scene.app.parts is not None
    updates = await staging.rows(scene.app.parts.database, tables.updates)
    assert [row.percent for row in sorted(updates, key=lambda row: row.id)] == list(range(15))

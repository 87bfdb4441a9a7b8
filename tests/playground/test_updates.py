"""getUpdates: keeping, confirming, kinds asked for, one poller at a time, numbers, coming again."""

import asyncio
from datetime import timedelta

from playground.client import Client
from playground.views import ChatView, UserView
from tests.playground.robots import Robot, kind_of


async def test_updates_stay_until_a_higher_offset_confirms_them(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    # given three messages
    for text in ("one", "two", "three"):
        await stage.say(desk, ann, text)
    # when they are fetched twice without an offset
    first = await robot.ok("getUpdates")
    assert await robot.ok("getUpdates") == first
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    # then an offset confirms what lies before it
    second = await robot.ok("getUpdates", offset=first[1]["update_id"])
    assert [update["message"]["text"] for update in second] == ["two", "three"]
    assert await robot.ok("getUpdates", offset=first[2]["update_id"] + 1) == []
    assert await stage.pending(robot.id) == []


async def test_a_negative_offset_keeps_only_the_last(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    for text in ("one", "two", "three"):
        await stage.say(desk, ann, text)
    assert [each["message"]["text"] for each in await robot.ok("getUpdates", offset=-1)] == ["three"]


async def test_a_limit_is_kept_and_a_silly_one_passed_over(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    for number in range(105):
        await stage.say(desk, ann, f"{number}")
    assert len(await robot.ok("getUpdates", limit=2)) == 2
    assert len(await robot.ok("getUpdates", limit=5000)) == 100


async def test_a_long_poll_ends_when_something_happens(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    polling = asyncio.create_task(robot.ok("getUpdates", timeout=50))
    await stage.say(desk, ann, "hello")
    (update,) = await polling
    assert update["message"]["text"] == "hello"


async def test_a_second_poller_ends_the_first_with_409(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    first = asyncio.create_task(robot.call("getUpdates", timeout=50))
    await stage.wait_for(lambda: stage.is_polling(robot.id))
    second = asyncio.create_task(robot.call("getUpdates", timeout=50))
    answer = await first
    assert (answer.status, answer.body["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await stage.say(desk, ann, "hello")
    assert len((await second).body["result"]) == 1


async def test_two_bots_poll_side_by_side(stage: Client, robot: Robot, desk: ChatView, ann: UserView) -> None:
    other = Robot(await stage.bot("OtherBot"), robot.url, robot.session)
    first = asyncio.create_task(robot.ok("getUpdates", timeout=50))
    second = asyncio.create_task(other.ok("getUpdates", timeout=50))
    await stage.say(desk, ann, "for the first")
    assert len(await first) == 1
    await stage.say(await stage.private(ann, other.id), ann, "for the second")
    (update,) = await second
    assert update["message"]["text"] == "for the second"


async def test_kinds_that_are_off_by_default_come_only_when_named(
    stage: Client, robot: Robot, hall: ChatView, ann: UserView, bo: UserView
) -> None:
    # given an admin bot that has named no kinds
    await stage.promote(hall, robot.id)
    said = await stage.say(hall, bo, "done")
    await stage.react(said, ann, "👍")
    await stage.leave(hall, bo)
    assert await robot.kinds() == ["my_chat_member", "message", "left_chat_member"]
    # when it names them
    await robot.ok("getUpdates", allowed_updates=["message_reaction", "chat_member"])
    await stage.react(said, ann)
    await stage.join(hall, bo)
    # then they come, and only they
    assert await robot.kinds() == ["message_reaction", "chat_member"]


async def test_allowed_updates_stay_until_others_are_named_and_an_empty_list_is_the_default(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    await robot.ok("getUpdates", allowed_updates=["callback_query"])
    await robot.ok("getUpdates")
    await stage.say(desk, ann, "unheard")
    assert await robot.kinds() == []
    await robot.ok("getUpdates", allowed_updates=[])
    await stage.say(desk, ann, "heard")
    assert await robot.kinds() == ["message"]


async def test_updates_older_than_a_day_are_forgotten(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    await stage.say(desk, ann, "old")
    await stage.advance(timedelta(hours=23))
    await stage.say(desk, ann, "new")
    await stage.advance(timedelta(hours=2))
    assert [each["message"]["text"] for each in await robot.updates()] == ["new"]


async def test_a_batch_can_come_again_though_it_was_confirmed(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    # given a confirmed batch
    for text in ("one", "two"):
        await stage.say(desk, ann, text)
    batch = await robot.updates()
    # when it comes again, ahead of a newer one, and the bot still asks beyond it
    await stage.say(desk, ann, "three")
    assert await stage.bring_back(3, robot.id) == [each["update_id"] for each in batch] + [batch[-1]["update_id"] + 1]
    again = await robot.ok("getUpdates", offset=batch[-1]["update_id"] + 1)
    # then it is the same, once
    assert again[:2] == batch
    assert [each["message"]["text"] for each in again] == ["one", "two", "three"]
    assert len(await robot.ok("getUpdates", offset=batch[-1]["update_id"] + 1)) == 1


async def test_update_numbers_can_jump(stage: Client, robot: Robot, desk: ChatView, ann: UserView) -> None:
    await stage.say(desk, ann, "one")
    await stage.skip_updates(5000, robot.id)
    await stage.say(desk, ann, "two")
    first, second = await robot.updates()
    assert second["update_id"] - first["update_id"] == 5001


async def test_an_injected_update_comes_exactly_as_given_and_is_no_violation(stage: Client, robot: Robot) -> None:
    number = await stage.inject({"brand_new_kind": {"a": 1}})
    assert await robot.updates() == [{"update_id": number, "brand_new_kind": {"a": 1}}]
    await stage.inject({"update_id": 9, "message": "no message at all"})
    assert (await robot.ok("getUpdates"))[0]["update_id"] == 9


async def test_an_update_of_the_world_that_breaks_the_schema_is_a_violation(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    await stage.say(desk, ann, "x", extra={"invented_field": 1})
    (violation,) = await stage.forgive()
    assert violation.text.endswith("Update.message.invented_field is unknown to Bot API 10.3")


async def test_a_poll_whose_client_goes_away_takes_no_updates_with_it(
    stage: Client, robot: Robot, desk: ChatView, ann: UserView
) -> None:
    polling = asyncio.create_task(robot.ok("getUpdates", timeout=50))
    await stage.wait_for(lambda: stage.is_polling(robot.id))
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await stage.say(desk, ann, "still there")
    assert [kind_of(each) for each in await robot.updates()] == ["message"]


async def test_answered_presses_and_old_ones(stage: Client, robot: Robot, desk: ChatView, ann: UserView) -> None:
    # given a pressed button
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await robot.ok("sendMessage", chat_id=desk.id, text="?", reply_markup=markup)
    (sent,) = await stage.sent(desk)
    press = await stage.click(sent, "Yes", ann)
    (update,) = await robot.updates()
    assert (update["callback_query"]["data"], update["callback_query"]["id"]) == ("y", press.id)
    # when it is answered
    assert await stage.answer(press.id) is None
    await robot.ok("answerCallbackQuery", callback_query_id=press.id, text="noted", show_alert=True)
    assert await stage.answer(press.id) == {"text": "noted", "show_alert": True}
    # then another is too old after a while, as is one that never was
    late = await stage.click(sent, "y", ann)
    await stage.advance(timedelta(minutes=2))
    words = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await robot.refused("answerCallbackQuery", callback_query_id=late.id) == words
    assert await robot.refused("answerCallbackQuery", callback_query_id="7") == words

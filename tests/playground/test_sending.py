"""sendMessage and its kin: what is taken, what is refused and in which words."""

from datetime import timedelta
from typing import Any

import pytest

from playground.client import Client
from playground.views import ChatView, UserView
from tests.playground.robots import Robot

BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]]}


async def test_a_sent_text_stands_in_the_chat_with_its_entities_and_buttons(
    stage: Client, robot: Robot, hall: ChatView
) -> None:
    # when
    result = await robot.ok(
        "sendMessage", chat_id=hall.id, text="<b>Due</b> today", parse_mode="HTML", reply_markup=BUTTONS
    )
    # then
    assert result["text"] == "Due today"
    assert result["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    (sent,) = await stage.sent(hall)
    assert (sent.id, sent.text, sent.bot_id) == (result["message_id"], "Due today", robot.id)
    assert [button.text for row in sent.buttons for button in row] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": ""}, "400 Bad Request: message text is empty"),
        ({"text": " \n "}, "400 Bad Request: text must be non-empty"),
        ({"text": "<i></i>", "parse_mode": "HTML"}, "400 Bad Request: text must be non-empty"),
        ({"text": "x" * 4097}, "400 Bad Request: message is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "chat_id": ""}, "400 Bad Request: chat_id is empty"),
        ({"text": "x", "chat_id": 12345}, "400 Bad Request: chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "400 Bad Request: chat not found"),
        ({"text": "x", "message_thread_id": 7}, "400 Bad Request: message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "400 Bad Request: message to be replied not found"),
    ],
)
async def test_what_telegram_refuses_is_refused_in_its_words(
    robot: Robot, hall: ChatView, params: dict[str, Any], words: str
) -> None:
    assert await robot.refused("sendMessage", **{"chat_id": hall.id, **params}) == words


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": "项" * 22}, "400 Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "400 Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "x", "web_app": {"url": "https://example.org"}}, "400 Bad Request: BUTTON_TYPE_INVALID"),
        (
            {"text": "x"},
            "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "url": "nowhere"},
            "400 Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_a_bad_button_loses_the_whole_message(
    stage: Client, robot: Robot, hall: ChatView, button: dict[str, Any], words: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert await robot.refused("sendMessage", chat_id=hall.id, text="x", reply_markup=markup) == words
    assert await stage.sent(hall) == []


async def test_64_bytes_of_data_fit_and_a_web_app_may_stand_in_a_private_chat(robot: Robot, desk: ChatView) -> None:
    row = [{"text": "x", "callback_data": "项" * 21 + "a"}, {"text": "y", "web_app": {"url": "https://example.org"}}]
    await robot.ok("sendMessage", chat_id=desk.id, text="x", reply_markup={"inline_keyboard": [row]})


async def test_a_hundred_and_one_buttons_are_too_many(robot: Robot, hall: ChatView) -> None:
    rows = [[{"text": "x", "callback_data": "y"}]] * 101
    words = await robot.refused("sendMessage", chat_id=hall.id, text="x", reply_markup={"inline_keyboard": rows})
    assert words == "400 Bad Request: REPLY_MARKUP_TOO_LONG"


async def test_more_than_a_hundred_entities_are_noted_and_the_rest_dropped(
    stage: Client, robot: Robot, hall: ChatView
) -> None:
    result = await robot.ok("sendMessage", chat_id=hall.id, text="<b>x</b> " * 120, parse_mode="HTML")
    assert len(result["entities"]) == 100
    (violation,) = await stage.forgive()
    assert violation.text == "sendMessage: 120 entities, Telegram keeps 100"


async def test_an_answer_stays_with_what_it_answers(stage: Client, robot: Robot, hall: ChatView, bo: UserView) -> None:
    # given
    asked = await stage.say(hall, bo, "how far are we?")
    # when
    result = await robot.ok(
        "sendMessage", chat_id=hall.id, text="60%", reply_parameters={"message_id": asked.id, "quote": "how far"}
    )
    # then
    assert result["reply_to_message"]["text"] == "how far are we?"
    assert result["quote"] == {"text": "how far", "position": 0, "is_manual": True}
    assert "is_topic_message" not in result


async def test_a_missing_answer_is_no_matter_where_the_bot_said_so(robot: Robot, hall: ChatView) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    result = await robot.ok("sendMessage", chat_id=hall.id, text="x", reply_parameters=reply)
    assert "reply_to_message" not in result


async def test_a_mention_of_a_person_names_them_and_of_nobody_is_plain_text(
    robot: Robot, hall: ChatView, ann: UserView
) -> None:
    text = f'<a href="tg://user?id={ann.id}">Ann</a> <a href="tg://user?id=5">Nobody</a>'
    result = await robot.ok("sendMessage", chat_id=hall.id, text=text, parse_mode="HTML")
    (entity,) = result["entities"]
    assert (entity["type"], entity["user"]["first_name"]) == ("text_mention", "Ann")


async def test_given_entities_are_taken_as_they_are(robot: Robot, hall: ChatView) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 2}]
    result = await robot.ok("sendMessage", chat_id=hall.id, text="😀 x", entities=entities)
    assert result["entities"] == entities


async def test_silence_and_protection_are_kept(stage: Client, robot: Robot, hall: ChatView) -> None:
    result = await robot.ok("sendMessage", chat_id=hall.id, text="x", disable_notification=True, protect_content=True)
    assert result["has_protected_content"] is True
    assert (await stage.sent(hall))[0].is_silent


async def test_method_names_may_be_written_in_any_case(robot: Robot, hall: ChatView) -> None:
    assert (await robot.ok("SENDMESSAGE", chat_id=hall.id, text="x"))["text"] == "x"


async def test_a_method_nobody_knows_is_404_and_one_not_written_is_500_and_noted(
    stage: Client, robot: Robot, hall: ChatView
) -> None:
    assert await robot.refused("sendNothing") == "404 Not Found: method not found"
    answer = await robot.call("sendDice", chat_id=hall.id)
    assert answer.status == 500
    assert [each.text for each in await stage.forgive()] == ["sendDice: not written yet: sendDice"]


async def test_parameters_the_schema_does_not_know_are_noted(stage: Client, robot: Robot, hall: ChatView) -> None:
    await robot.ok("sendMessage", chat_id=hall.id, text="x", reply_to_message_id=3)
    (violation,) = await stage.forgive()
    assert "reply_to_message_id is unknown" in violation.text


async def test_a_chat_action_is_shown_or_refused(robot: Robot, hall: ChatView) -> None:
    assert await robot.ok("sendChatAction", chat_id=hall.id, action="typing") is True
    words = await robot.refused("sendChatAction", chat_id=hall.id, action="dancing")
    assert words == "400 Bad Request: wrong parameter action in request"


async def test_the_flood_limits_answer_429_with_the_seconds_to_wait(
    stage: Client, robot: Robot, hall: ChatView
) -> None:
    # given twenty messages within a minute
    await stage.limits(on=True)
    for _ in range(20):
        await robot.ok("sendMessage", chat_id=hall.id, text="x")
        await stage.advance(timedelta(seconds=1))
    # then the next one has to wait for the first to leave the minute, also as an edit
    answer = await robot.call("sendMessage", chat_id=hall.id, text="x")
    assert answer.body["description"] == "Too Many Requests: retry after 40"
    assert answer.body["parameters"] == {"retry_after": 40}
    assert answer.headers["retry-after"] == "40"
    edit = await robot.call("editMessageText", chat_id=hall.id, message_id=1, text="y")
    assert edit.status == 429
    # and then it goes
    await stage.advance(timedelta(seconds=40))
    await robot.ok("sendMessage", chat_id=hall.id, text="x")

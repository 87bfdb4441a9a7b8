"""The Bot API's types as checks."""

from typing import Any

import pytest

from playground import schema

MESSAGE: dict[str, Any] = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}


@pytest.mark.parametrize(
    ("kind", "value", "problems"),
    [
        ("Message", MESSAGE, []),
        ("Message", {**MESSAGE, "date": "1"}, ["Message.date: '1' is no Integer"]),
        ("Message", {"message_id": 1, "date": 1}, ["Message.chat is missing"]),
        ("Message", {**MESSAGE, "txt": 1}, ["Message.txt is unknown to Bot API 10.3"]),
        ("Message", {**MESSAGE, "is_topic_message": False}, ["Message.is_topic_message: False is not True"]),
        ("Message", {**MESSAGE, "from": {"id": 1}},
         ["Message.from.first_name is missing", "Message.from.is_bot is missing"]),
        ("Message", {**MESSAGE, "entities": {}}, ["Message.entities: {} is no Array of MessageEntity"]),
        ("Message", {**MESSAGE, "pinned_message": {"chat": MESSAGE["chat"], "message_id": 1, "date": 0}}, []),
        ("Update", {"update_id": 1, "message": MESSAGE}, []),
        ("Update", {"message": MESSAGE}, ["Update.update_id is missing"]),
        ("Integer", True, ["Integer: True is no Integer"]),
        ("ReactionType", {"type": "emoji", "emoji": "👍"}, []),
        ("ReactionType", {"type": "smile"}, ["ReactionType: {'type': 'smile'} is no ReactionType"]),
        ("Integer or String", [], ["Integer or String: [] is no Integer"]),
        ("ChatMember", {"status": "left", "user": {"id": 1, "is_bot": False, "first_name": "A"}}, []),
    ],
)  # fmt: skip
def test_values_are_held_against_their_type(kind: str, value: Any, problems: list[str]) -> None:
    assert schema.problems(kind, value) == problems


@pytest.mark.parametrize(
    ("params", "problems"),
    [
        ({"chat_id": 1, "text": "x"}, []),
        ({"chat_id": "@x", "text": "x"}, []),
        ({"text": "x"}, ["sendMessage.chat_id is missing"]),
        ({"chat_id": 1, "text": "x", "reply_to_message_id": 3},
         ["sendMessage.reply_to_message_id is unknown to Bot API 10.3"]),
        ({"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}, []),
        ({"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [{"text": "a"}]}},
         ["sendMessage.reply_markup.inline_keyboard[]: {'text': 'a'} is no Array of InlineKeyboardButton"]),
    ],
)  # fmt: skip
def test_requests_are_held_against_their_method(params: dict[str, Any], problems: list[str]) -> None:
    assert schema.request_problems("sendMessage", params) == problems


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("Integer", "-12", -12),
        ("Boolean", "True", True),
        ("Boolean", "0", False),
        ("String", "12", "12"),
        ("Integer or String", "-1001500000001", -1001500000001),
        ("Integer or String", "@group", "@group"),
        ("Array of String", '["a"]', ["a"]),
        ("InputFile or String", "12", "12"),
    ],
)
def test_form_fields_are_read_as_their_type(kind: str, text: str, value: Any) -> None:
    assert schema.decode(kind, text) == value


@pytest.mark.parametrize(("kind", "text"), [("Integer", "1.5"), ("Boolean", "maybe"), ("Array of String", "a,b")])
def test_form_fields_that_say_nothing_of_the_kind_are_refused(kind: str, text: str) -> None:
    with pytest.raises(schema.UndecodableError):
        schema.decode(kind, text)


def test_the_facts_are_those_of_bot_api_10_3() -> None:
    assert schema.facts()["bot_api_version"]["version"] == "10.3"
    assert len(schema.methods()) == 185


@pytest.mark.parametrize("name", sorted(schema.facts()["types"]))
def test_every_type_can_be_checked(name: str) -> None:
    assert schema.problems(name, 5) == schema.problems(name, 5)
    assert schema.problems(f"Array of {name}", []) == []

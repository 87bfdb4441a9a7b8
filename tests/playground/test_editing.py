"""Edits, deletions, pins and reactions of bots."""

from datetime import timedelta
from typing import Any

import pytest

from playground.client import Client
from playground.views import ChatView, UserView
from tests.playground.robots import Robot

NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


@pytest.fixture
async def sent(robot: Robot, hall: ChatView) -> dict[str, Any]:
    """A message of the bot with a button."""
    result: dict[str, Any] = await robot.ok("sendMessage", chat_id=hall.id, text="old", reply_markup=BUTTONS)
    return {"chat_id": hall.id, "message_id": result["message_id"]}


async def test_an_edit_changes_text_and_takes_buttons_away(
    stage: Client, robot: Robot, hall: ChatView, sent: dict[str, Any]
) -> None:
    await stage.advance(timedelta(minutes=1))
    result = await robot.ok("editMessageText", **sent, text="<i>new</i>", parse_mode="HTML")
    assert (result["text"], result["edit_date"] - result["date"]) == ("new", 60)
    (shown,) = await stage.sent(hall)
    assert (shown.text, shown.buttons) == ("new", ())


async def test_the_same_content_again_is_not_modified(robot: Robot, sent: dict[str, Any]) -> None:
    words = await robot.refused("editMessageText", **sent, text="old", reply_markup=BUTTONS)
    assert words == NOT_MODIFIED
    await robot.ok("editMessageText", **sent, text="old")
    assert await robot.refused("editMessageReplyMarkup", **sent) == NOT_MODIFIED


async def test_only_the_buttons_change_with_edit_reply_markup(
    stage: Client, robot: Robot, hall: ChatView, sent: dict[str, Any]
) -> None:
    other = {"inline_keyboard": [[{"text": "Undo", "callback_data": "u"}]]}
    await robot.ok("editMessageReplyMarkup", **sent, reply_markup=other)
    (shown,) = await stage.sent(hall)
    assert (shown.text, shown.button("Undo").data) == ("old", "u")


async def test_a_caption_is_edited_where_there_is_a_file(robot: Robot, hall: ChatView, sent: dict[str, Any]) -> None:
    result = await robot.ok("sendDocument", chat_id=hall.id, document=b"x", caption="one")
    edited = await robot.ok(
        "editMessageCaption", chat_id=hall.id, message_id=result["message_id"], caption="<b>two</b>", parse_mode="HTML"
    )
    assert (edited["caption"], edited["document"]) == ("two", result["document"])
    words = await robot.refused("editMessageCaption", **sent, caption="x")
    assert words == "400 Bad Request: there is no caption in the message to edit"
    words = await robot.refused("editMessageText", chat_id=hall.id, message_id=result["message_id"], text="x")
    assert words == "400 Bad Request: there is no text in the message to edit"


async def test_missing_and_others_messages_can_not_be_edited(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    theirs = await stage.say(hall, bo, "mine")
    words = await robot.refused("editMessageText", chat_id=hall.id, message_id=99, text="x")
    assert words == "400 Bad Request: message to edit not found"
    words = await robot.refused("editMessageText", chat_id=hall.id, message_id=theirs.id, text="x")
    assert words == "400 Bad Request: message can't be edited"
    words = await robot.refused("editMessageText", chat_id=hall.id, text="x")
    assert words == "400 Bad Request: message identifier is not specified"


async def test_a_deleted_message_is_gone_for_every_method(
    stage: Client, robot: Robot, hall: ChatView, sent: dict[str, Any]
) -> None:
    await stage.promote(hall, robot.id)
    assert await robot.ok("deleteMessage", **sent) is True
    for method, verb in (
        ("deleteMessage", "delete"),
        ("pinChatMessage", "pin"),
        ("setMessageReaction", "react"),
    ):
        words = await robot.refused(method, **sent)
        assert words.endswith(
            (f"message to {verb} not found", "not enough rights to manage pinned messages in the chat")
        )
    words = await robot.refused("editMessageText", **sent, text="x")
    assert words == "400 Bad Request: message to edit not found"


async def test_a_bot_deletes_others_messages_as_an_admin_only(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    theirs = await stage.say(hall, bo, "mine")
    where = {"chat_id": hall.id, "message_id": theirs.id}
    assert await robot.refused("deleteMessage", **where) == "400 Bad Request: message can't be deleted"
    await stage.promote(hall, robot.id, ["can_delete_messages"])
    await robot.ok("deleteMessage", **where)


async def test_after_48_hours_a_plain_bot_can_not_delete_its_message(
    stage: Client, robot: Robot, sent: dict[str, Any]
) -> None:
    await stage.advance(timedelta(hours=49))
    words = await robot.refused("deleteMessage", **sent)
    assert words == "400 Bad Request: message can't be deleted for everyone"


async def test_several_messages_are_deleted_at_once_and_missing_ones_passed_over(
    stage: Client, robot: Robot, hall: ChatView, sent: dict[str, Any]
) -> None:
    numbers = [sent["message_id"], 99]
    assert await robot.ok("deleteMessages", chat_id=hall.id, message_ids=numbers) is True
    assert await stage.sent(hall) == []
    words = await robot.refused("deleteMessages", chat_id=hall.id, message_ids=[])
    assert words == "400 Bad Request: message identifiers are not specified"


async def test_a_pin_needs_the_right_and_is_told_of(
    stage: Client, robot: Robot, hall: ChatView, sent: dict[str, Any]
) -> None:
    words = await robot.refused("pinChatMessage", **sent)
    assert words == "400 Bad Request: not enough rights to manage pinned messages in the chat"
    await stage.promote(hall, robot.id, ["can_pin_messages"])
    await robot.updates()
    await robot.ok("pinChatMessage", **sent, disable_notification=True)
    assert (await stage.look(hall)).pins == (sent["message_id"],)
    (update,) = await robot.updates()
    assert update["message"]["pinned_message"]["message_id"] == sent["message_id"]
    assert (await robot.ok("getChat", chat_id=hall.id))["pinned_message"]["message_id"] == sent["message_id"]
    await robot.ok("unpinChatMessage", chat_id=hall.id)
    assert (await stage.look(hall)).pins == ()


async def test_all_pins_go_at_once(stage: Client, robot: Robot, hall: ChatView, sent: dict[str, Any]) -> None:
    await stage.promote(hall, robot.id)
    await robot.ok("pinChatMessage", **sent)
    await robot.ok("unpinAllChatMessages", chat_id=hall.id)
    assert (await stage.look(hall)).pins == ()


async def test_a_reaction_stands_on_the_message_until_it_is_taken_away(
    stage: Client, robot: Robot, hall: ChatView, bo: UserView
) -> None:
    said = await stage.say(hall, bo, "done")
    where = {"chat_id": hall.id, "message_id": said.id}
    await robot.ok("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "✍️"}])
    (shown,) = await stage.messages(hall)
    assert [(each.user_id, each.emoji) for each in shown.reactions] == [(robot.id, "✍")]
    await robot.ok("setMessageReaction", **where)
    assert (await stage.messages(hall))[0].reactions == ()


@pytest.mark.parametrize(
    ("allowed", "emoji", "words"),
    [
        ([], "✍", "400 Bad Request: REACTION_INVALID"),
        (["👍"], "✍", "400 Bad Request: REACTION_INVALID"),
        (None, "🦖", "400 Bad Request: REACTION_INVALID"),
    ],
)
async def test_a_reaction_the_chat_does_not_allow_is_refused(
    stage: Client, robot: Robot, hall: ChatView, allowed: list[str] | None, emoji: str, words: str
) -> None:
    said = await stage.say(hall, hall.members[0].id, "done")
    await stage.allow_reactions(hall, allowed)
    reaction = [{"type": "emoji", "emoji": emoji}]
    assert await robot.refused("setMessageReaction", chat_id=hall.id, message_id=said.id, reaction=reaction) == words


async def test_two_reactions_are_too_many(stage: Client, robot: Robot, hall: ChatView, bo: UserView) -> None:
    said = await stage.say(hall, bo, "done")
    reaction = [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}]
    words = await robot.refused("setMessageReaction", chat_id=hall.id, message_id=said.id, reaction=reaction)
    assert words == "400 Bad Request: REACTIONS_TOO_MANY"

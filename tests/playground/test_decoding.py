"""python-telegram-bot reads every answer and every update of the playground."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
import telegram
from telegram.request import HTTPXRequest

from playground import methods
from playground.client import Client
from playground.client_deeds import Sent
from playground.serve import Served
from playground.views import ChatView, UserView
from tests.playground.robots import Robot
from tests.playground.test_files import png

KEYBOARD = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Yes", callback_data="y")]])


@pytest.fixture
async def bot(served: Served, robot: Robot, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    """The library's bot, with its own HTTP client."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    requests = HTTPXRequest(), HTTPXRequest()
    library = telegram.Bot(
        robot.view.token,
        base_url=served.bot_url,
        base_file_url=served.file_url,
        request=requests[0],
        get_updates_request=requests[1],
    )
    async with library:
        yield library


@pytest.fixture
async def forum(stage: Client, robot: Robot, ann: UserView, bo: UserView) -> ChatView:
    """A forum in which the bot is an admin."""
    return await stage.chat("supergroup", title="Forum", is_forum=True, owner=ann, members=[bo], admins=[robot.id])


Deed = Callable[[telegram.Bot, int, int], Awaitable[Any]]

DEEDS: dict[str, Deed] = {
    "getMe": lambda bot, chat, message: bot.get_me(),
    "sendMessage": lambda bot, chat, message: bot.send_message(
        chat, "<b>x</b>", parse_mode="HTML", reply_to_message_id=message, reply_markup=KEYBOARD
    ),
    "sendPhoto": lambda bot, chat, message: bot.send_photo(chat, png(20, 10), caption="x"),
    "sendDocument": lambda bot, chat, message: bot.send_document(chat, b"x", filename="x.txt", caption="x"),
    "sendVideo": lambda bot, chat, message: bot.send_video(chat, b"x", caption="x"),
    "sendVoice": lambda bot, chat, message: bot.send_voice(chat, b"x", caption="x"),
    "sendAudio": lambda bot, chat, message: bot.send_audio(chat, b"x", caption="x"),
    "sendChatAction": lambda bot, chat, message: bot.send_chat_action(chat, "typing"),
    "editMessageText": lambda bot, chat, message: bot.edit_message_text("y", chat, message, reply_markup=KEYBOARD),
    "editMessageReplyMarkup": lambda bot, chat, message: bot.edit_message_reply_markup(
        chat, message, reply_markup=KEYBOARD
    ),
    "setMessageReaction": lambda bot, chat, message: bot.set_message_reaction(chat, message, "✍"),
    "pinChatMessage": lambda bot, chat, message: bot.pin_chat_message(chat, message, disable_notification=True),
    "unpinChatMessage": lambda bot, chat, message: bot.unpin_chat_message(chat, message),
    "unpinAllChatMessages": lambda bot, chat, message: bot.unpin_all_chat_messages(chat),
    "deleteMessage": lambda bot, chat, message: bot.delete_message(chat, message),
    "deleteMessages": lambda bot, chat, message: bot.delete_messages(chat, [message]),
    "getChat": lambda bot, chat, message: bot.get_chat(chat),
    "getChatMember": lambda bot, chat, message: bot.get_chat_member(chat, bot.id),
    "getChatAdministrators": lambda bot, chat, message: bot.get_chat_administrators(chat),
    "getChatMemberCount": lambda bot, chat, message: bot.get_chat_member_count(chat),
    "setMyCommands": lambda bot, chat, message: bot.set_my_commands(
        [("task", "New task")], scope=telegram.BotCommandScopeChat(chat), language_code="zh"
    ),
    "getMyCommands": lambda bot, chat, message: bot.get_my_commands(scope=telegram.BotCommandScopeChat(chat)),
    "deleteMyCommands": lambda bot, chat, message: bot.delete_my_commands(),
    "setMyName": lambda bot, chat, message: bot.set_my_name("Muster"),
    "getMyName": lambda bot, chat, message: bot.get_my_name(),
    "setMyDescription": lambda bot, chat, message: bot.set_my_description("x"),
    "getMyDescription": lambda bot, chat, message: bot.get_my_description(),
    "setMyShortDescription": lambda bot, chat, message: bot.set_my_short_description("x"),
    "getMyShortDescription": lambda bot, chat, message: bot.get_my_short_description(),
    "setWebhook": lambda bot, chat, message: bot.set_webhook(
        "http://127.0.0.1:9/hook", secret_token="s", allowed_updates=["message"]
    ),
    "getWebhookInfo": lambda bot, chat, message: bot.get_webhook_info(),
    "deleteWebhook": lambda bot, chat, message: bot.delete_webhook(drop_pending_updates=True),
    "getUpdates": lambda bot, chat, message: bot.get_updates(timeout=0, allowed_updates=["message"]),
    "leaveChat": lambda bot, chat, message: bot.leave_chat(chat),
}
ELSEWHERE = {"answerCallbackQuery", "editMessageCaption", "editMessageMedia", "getFile"}
"""Methods whose answers are read in tests of their own."""


def test_every_written_method_is_called_by_the_library() -> None:
    assert DEEDS.keys() | ELSEWHERE == methods.METHODS.keys()


@pytest.mark.parametrize("method", sorted(DEEDS))
async def test_the_library_reads_every_answer(
    stage: Client, bot: telegram.Bot, forum: ChatView, ann: UserView, method: str
) -> None:
    message = await bot.send_message(forum.id, "x")
    result = await DEEDS[method](bot, forum.id, message.message_id)
    assert result is not None
    call = (await stage.calls(method))[-1]
    assert call.is_ok, call


async def test_the_library_reads_files_captions_and_presses(
    stage: Client, bot: telegram.Bot, desk: ChatView, ann: UserView
) -> None:
    sent = await bot.send_document(desk.id, b"hello", filename="plan.txt", reply_markup=KEYBOARD)
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"hello"
    edited = await bot.edit_message_caption(desk.id, sent.message_id, caption="the plan", reply_markup=KEYBOARD)
    assert isinstance(edited, telegram.Message)
    assert edited.caption == "the plan"
    await stage.click((await stage.sent(desk))[0], "Yes", ann)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert await query.answer("noted") is True


async def test_a_press_on_a_message_that_is_gone_is_read_as_inaccessible(
    stage: Client, bot: telegram.Bot, desk: ChatView, ann: UserView
) -> None:
    await bot.send_message(desk.id, "?", reply_markup=KEYBOARD)
    (sent,) = await stage.sent(desk)
    await stage.delete(sent)
    await stage.click(sent, "y", ann, gone=True)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "y"
    assert query.message is not None
    assert not query.message.is_accessible


async def test_the_library_reads_every_kind_of_update(
    stage: Client, bot: telegram.Bot, robot: Robot, forum: ChatView, ann: UserView, bo: UserView
) -> None:
    # given everything is asked for
    await bot.get_updates(timeout=0, allowed_updates=list(telegram.constants.UpdateType))
    cy = await stage.user("Cy")
    # when all kinds of things happen
    topic = await stage.topic(forum, "Catering")
    said = await stage.say(forum, bo, "/done@MusterTestBot 5", topic=topic)
    await stage.edit(said, "/done@MusterTestBot 6")
    await stage.react(said, ann, "👍")
    await stage.rename_topic(forum, topic, "Food")
    await stage.close_topic(forum, topic)
    await stage.reopen_topic(forum, topic)
    await stage.pin(said)
    await stage.retitle(forum, "Forum 2")
    await stage.join(forum, cy)
    await stage.promote(forum, cy)
    await stage.restrict(forum, cy)
    await stage.kick(forum, cy)
    channel = await stage.chat("channel", title="News", owner=ann, admins=[robot.id])
    await stage.link(channel, forum)
    post = await stage.say(channel, ann, "news")
    await stage.react(post, ann, "🔥")
    group = await stage.chat("group", owner=ann, members=[robot.id])
    await stage.migrate(group)
    desk = await stage.private(ann, robot.id)
    await stage.forward(desk, ann, said)
    await stage.album(desk, ann, [Sent(png(5, 5), "a.png", "photo"), Sent(png(5, 5), "b.png", "photo")], text="both")
    await stage.send(desk, ann, Sent(b"x", "a.ogg", "voice"))
    await stage.block(ann)
    await stage.inject({"brand_new_kind": {"a": 1}})
    # then the library reads all of it
    updates = await bot.get_updates(timeout=0)
    assert len(updates) == len(await stage.pending(robot.id)) == 26
    kinds = {key for update in updates for key in update.to_dict() if key != "update_id"}
    assert kinds == {
        "message", "edited_message", "channel_post", "message_reaction", "message_reaction_count", "chat_member",
        "my_chat_member", "brand_new_kind",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("details", "error", "text"),
    [
        ({"code": 403, "description": "Forbidden: bot was blocked by the user"}, telegram.error.Forbidden, "blocked"),
        ({"code": 400, "description": "Bad Request: TOPIC_CLOSED"}, telegram.error.BadRequest, "[Tt]opic_closed"),
        ({"code": 409, "description": "Conflict: x"}, telegram.error.Conflict, "Conflict"),
        ({"code": 401, "description": "Unauthorized"}, telegram.error.InvalidToken, "Unauthorized"),
        ({"code": 500, "description": "Internal Server Error"}, telegram.error.NetworkError, "Internal"),
    ],
)
async def test_the_library_knows_the_errors(
    stage: Client, bot: telegram.Bot, details: dict[str, Any], error: type[Exception], text: str
) -> None:
    await stage.fault("error", "getChat", **details)
    with pytest.raises(error, match=text):
        await bot.get_chat(1)


async def test_the_library_knows_floods_upgrades_pages_and_cut_lines(
    stage: Client, bot: telegram.Bot, robot: Robot, ann: UserView
) -> None:
    await stage.flood(7, "getChat")
    with pytest.raises(telegram.error.RetryAfter) as flood:
        await bot.get_chat(1)
    assert flood.value.retry_after == timedelta(seconds=7)
    group = await stage.chat("group", owner=ann, members=[robot.id])
    new = await stage.migrate(group)
    with pytest.raises(telegram.error.ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    for kind in ("html", "drop", "drop_after"):
        await stage.fault(kind, "getMe")
        with pytest.raises(telegram.error.NetworkError):
            await bot.get_me()

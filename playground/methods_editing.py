"""The methods that change what was sent: edits, deletions, pins, reactions; Telegram's checks in its words."""

from datetime import timedelta
from typing import Any

from playground import chat_life, chats, checks, errors, keyboards, messages, methods_sending, reactions, talk, wire
from playground.requests import Request

DELETABLE_FOR = timedelta(hours=48)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def edit_text(request: Request) -> dict[str, Any]:
    """Change the text of a message of the bot."""
    if not request.text("text"):
        raise errors.bad_request("message text is empty")
    body = methods_sending.text_body(request, "text")
    if not body["text"]:
        raise errors.bad_request("text must be non-empty")
    chat, sent = edited(request)
    if "text" not in sent.body:
        raise errors.bad_request("there is no text in the message to edit")
    return change(request, chat, sent, body)


def edit_caption(request: Request) -> dict[str, Any]:
    """Change the caption of a file of the bot; an empty one takes it away."""
    body = methods_sending.caption_body(request)
    chat, sent = edited(request)
    if "photo" not in sent.body and "document" not in sent.body:
        raise errors.bad_request("there is no caption in the message to edit")
    return change(request, chat, sent, body)


def edit_markup(request: Request) -> dict[str, Any]:
    """Change only the buttons."""
    chat, sent = edited(request)
    kept = ("text", "entities", "caption", "caption_entities")
    return change(request, chat, sent, {key: sent.body[key] for key in kept if key in sent.body})


def edited(request: Request) -> tuple[chats.Chat, messages.Message]:
    """Find the message of the bot that is to be edited."""
    if request.text("inline_message_id"):
        raise errors.NotWritten("inline messages")
    chat = request.chat()
    checks.reachable(request, chat)
    if request.number("message_id") is None:
        raise errors.bad_request("message identifier is not specified")
    return chat, checks.own_message(request, chat, "edit")


def change(
    request: Request,
    chat: chats.Chat,
    sent: messages.Message,
    content: dict[str, Any],
    *,
    replaced: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Put new content and buttons in place (of `replaced` fields too); no `reply_markup` means no buttons."""
    markup = keyboards.kept(request.params.get("reply_markup"), chat)
    gone = {*replaced, "text", "entities", "caption", "caption_entities", "reply_markup"}
    body = {key: value for key, value in sent.body.items() if key not in gone} | content
    if markup:
        body["reply_markup"] = markup
    if body == sent.body:
        raise errors.bad_request(_NOT_MODIFIED)
    checks.count(request, chat)
    sent.body, sent.edited_at = body, request.world.now()
    request.world.changes.tell()
    return wire.message(chat, sent)


def delete_message(request: Request) -> bool:
    """Delete a message: the bot's own, or as an admin anybody's; not after 48 hours."""
    chat = request.chat()
    checks.reachable(request, chat)
    sent = checks.any_message(request, chat, "delete")
    _check_deletable(request, chat, sent)
    talk.delete(request.world, chat, sent)
    return True


def delete_messages(request: Request) -> bool:
    """Delete up to a hundred messages; those that can't be found are passed over."""
    numbers = request.items("message_ids")
    if not 0 < len(numbers) <= 100:
        raise errors.bad_request("message identifiers are not specified" if not numbers else "too many messages")
    chat = request.chat()
    checks.reachable(request, chat)
    found = [sent for number in numbers if (sent := chat.message(number))]
    for sent in found:
        _check_deletable(request, chat, sent)
    for sent in found:
        talk.delete(request.world, chat, sent)
    return True


def _check_deletable(request: Request, chat: chats.Chat, sent: messages.Message) -> None:
    old = request.world.now() - sent.at > DELETABLE_FOR
    may_all = chat.kind != chats.PRIVATE and checks.has_right(chat, request.bot, "can_delete_messages")
    if may_all and chat.kind == chats.SUPERGROUP:
        return
    if sent.bot_id != request.bot.id and not may_all and chat.kind != chats.PRIVATE:
        raise errors.bad_request("message can't be deleted")
    if old:
        raise errors.bad_request("message can't be deleted for everyone")


def pin(request: Request) -> bool:
    """Pin a message; a service message tells of it."""
    chat = request.chat()
    checks.reachable(request, chat)
    _check_may_pin(request, chat)
    sent = checks.any_message(request, chat, "pin")
    if sent.is_service:
        raise errors.bad_request("message can't be pinned")
    chat_life.pin(request.world, chat, request.bot.user, sent)
    return True


def unpin(request: Request) -> bool:
    """Take a pin off: the one named, or the latest."""
    chat = request.chat()
    checks.reachable(request, chat)
    _check_may_pin(request, chat)
    number = request.number("message_id") or (chat.pins[-1] if chat.pins else None)
    if number is None:
        return True
    sent = chat.message(number)
    if sent is None:
        raise errors.bad_request("message to unpin not found")
    chat_life.unpin(request.world, chat, sent)
    return True


def unpin_all(request: Request) -> bool:
    """Take all pins off."""
    chat = request.chat()
    checks.reachable(request, chat)
    _check_may_pin(request, chat)
    for number in tuple(chat.pins):
        chat_life.unpin(request.world, chat, chat.messages[number])
    return True


def _check_may_pin(request: Request, chat: chats.Chat) -> None:
    """Bots pin as admins only, whatever a chat permits its members; in private chats always."""
    right = "can_edit_messages" if chat.kind == chats.CHANNEL else "can_pin_messages"
    member = chat.member(request.bot.id)
    is_admin = chat.kind == chats.PRIVATE or (member is not None and member.is_admin)
    if not is_admin or not checks.has_right(chat, request.bot, right):
        raise errors.bad_request("not enough rights to manage pinned messages in the chat")


def set_reaction(request: Request) -> bool:
    """Set the bot's reaction on a message; an empty list takes it away."""
    chat = request.chat()
    checks.reachable(request, chat)
    sent = checks.any_message(request, chat, "react")
    names = reactions.read(request.params.get("reaction"), chat)
    if sent.is_service and names:
        raise errors.bad_request("REACTION_INVALID")
    if names:
        sent.reactions[request.bot.id] = names
    else:
        sent.reactions.pop(request.bot.id, None)
    request.world.changes.tell()
    return True

"""What Telegram asks before a bot may act in a chat: membership, rights, topics, answered messages, pace."""

from typing import Any

from playground import chats, errors, members, messages, people
from playground.requests import Request

_KIND_WORDS = {chats.GROUP: "group", chats.SUPERGROUP: "supergroup", chats.CHANNEL: "channel"}
PERMISSION_WORDS = {
    "can_send_messages": "text messages",
    "can_send_photos": "photos",
    "can_send_documents": "documents",
    "can_send_videos": "videos",
    "can_send_audios": "music",
    "can_send_voice_notes": "voice messages",
}


def reachable(request: Request, chat: chats.Chat) -> None:
    """Refuse with a 403 if the bot can't write to this chat at all."""
    if chat.kind == chats.PRIVATE:
        _reachable_person(chat)
        return
    if chat.is_deleted:
        raise errors.forbidden("the group chat was deleted")
    member = chat.members.get(request.bot.id)
    kind = _KIND_WORDS[chat.kind]
    if member and member.status is members.Status.KICKED:
        raise errors.forbidden(f"bot was kicked from the {kind} chat")
    if member is None or not member.is_present:
        raise errors.forbidden(f"bot is not a member of the {kind} chat")


def _reachable_person(chat: chats.Chat) -> None:
    person = chat.person
    if person is None or person.is_bot:
        raise errors.forbidden("bot can't send messages to bots")
    if person.is_deactivated:
        raise errors.forbidden("user is deactivated")
    if chat.is_blocked:
        raise errors.forbidden("bot was blocked by the user")
    if not chat.is_started:
        raise errors.forbidden("bot can't initiate conversation with a user")


def has_right(chat: chats.Chat, bot: people.Bot, right: str) -> bool:
    """Say whether the bot has a right or permission here: as an admin, by restriction, or as everybody."""
    member = chat.member(bot.id)
    if chat.kind == chats.PRIVATE or (member and member.status is members.Status.CREATOR):
        return True
    if member is None:
        return False
    if member.status is members.Status.ADMINISTRATOR:
        return right in member.rights or right.startswith("can_send")
    if right in members.PERMISSIONS:
        kept = member.rights if member.status is members.Status.RESTRICTED else chat.permissions
        return right in kept
    return False


def may_send(request: Request, chat: chats.Chat, permission: str) -> None:
    """Refuse if the bot may not send this kind of message here."""
    reachable(request, chat)
    member = chat.member(request.bot.id)
    if chat.kind == chats.CHANNEL and not has_right(chat, request.bot, "can_post_messages"):
        raise errors.bad_request("need administrator rights in the channel chat")
    if member is not None and not has_right(chat, request.bot, permission):
        raise errors.bad_request(f"not enough rights to send {PERMISSION_WORDS[permission]} to the chat")


def thread(request: Request, chat: chats.Chat) -> int | None:
    """Read `message_thread_id`; refuse what isn't a topic (General has none: 1 is no thread) or is closed."""
    wanted = request.number("message_thread_id")
    if wanted is None:
        _open(request, chat, chat.general)
        return None
    topic = chat.topic(wanted) if chat.is_forum and wanted != chats.GENERAL_TOPIC_ID else None
    if topic is None or topic.is_deleted:
        raise errors.bad_request("message thread not found")
    _open(request, chat, topic)
    return topic.id


def _open(request: Request, chat: chats.Chat, topic: chats.Topic) -> None:
    if chat.is_forum and topic.is_closed:
        member = chat.member(request.bot.id)
        if not (member and member.is_admin and has_right(chat, request.bot, "can_manage_topics")):
            raise errors.bad_request("TOPIC_CLOSED")


def replied(request: Request, chat: chats.Chat) -> tuple[messages.Message | None, dict[str, Any]]:
    """Find the message answered and its quote. Raises Refusal unless `allow_sending_without_reply` covers it."""
    given = request.params.get("reply_parameters")
    if not isinstance(given, dict) or not given.get("message_id"):
        return None, {}
    other = given.get("chat_id")
    if other is not None and other != chat.id:
        raise errors.NotWritten("an answer in another chat")
    found = chat.message(given["message_id"])
    if found is None and given.get("allow_sending_without_reply") is not True:
        raise errors.bad_request("message to be replied not found")
    return found, _quote(found, given) if found else {}


def _quote(found: messages.Message, given: dict[str, Any]) -> dict[str, Any]:
    quote = str(given.get("quote") or "")
    if not quote:
        return {}
    if quote not in found.text:
        raise errors.bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote, "position": found.text.index(quote), "is_manual": True}}


def count(request: Request, chat: chats.Chat) -> None:
    """Count a message against the flood limits. Raises Refusal 429."""
    seconds = request.world.limits.wait_for(request.bot.id, chat.id, request.world.now())
    if seconds:
        raise errors.too_many_requests(seconds)


def own_message(request: Request, chat: chats.Chat, verb: str) -> messages.Message:
    """Find the bot's message of `message_id` to edit. Raises Refusal in Telegram's words."""
    found = chat.message(request.number("message_id"))
    if found is None:
        raise errors.bad_request(f"message to {verb} not found")
    if found.bot_id != request.bot.id or found.is_service:
        raise errors.bad_request(f"message can't be {verb}ed")
    return found


def any_message(request: Request, chat: chats.Chat, verb: str) -> messages.Message:
    """Find whosever message to pin, react to and so on. Raises Refusal in Telegram's words."""
    found = chat.message(request.number("message_id"))
    if found is None:
        raise errors.bad_request(f"message to {verb} not found")
    return found

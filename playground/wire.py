"""A message as bots are shown it: the Bot API's Message object, made from the world's state at that moment."""

from typing import Any

from playground import chats, messages


def message(chat: chats.Chat, sent: messages.Message, *, with_reply: bool = True) -> dict[str, Any]:
    """Give the Message object; the answered message is one level deep, as at Telegram."""
    answer: dict[str, Any] = {"message_id": sent.id, "date": int(sent.at.timestamp()), "chat": chat.wire()}
    if sent.sender:
        answer["from"] = sent.sender
    if sent.sender_chat:
        answer["sender_chat"] = sent.sender_chat
    if sent.topic_id:
        answer |= {"message_thread_id": sent.topic_id, "is_topic_message": True}
    elif sent.thread_id:
        answer["message_thread_id"] = sent.thread_id
    if sent.edited_at:
        answer["edit_date"] = int(sent.edited_at.timestamp())
    answer |= sent.body
    replied = _replied(chat, sent) if with_reply else None
    if replied:
        answer["reply_to_message"] = message(chat, replied, with_reply=False)
    return answer


def _replied(chat: chats.Chat, sent: messages.Message) -> messages.Message | None:
    """Find what is answered; in a topic, a message that answers nothing points at the topic's first message."""
    found = chat.message(sent.reply_to)
    if not found and sent.topic_id and sent.topic_id != sent.id and "external_reply" not in sent.body:
        return chat.message(sent.topic_id)
    return found


def inaccessible(chat: chats.Chat, message_id: int) -> dict[str, Any]:
    """Give what stands for a message that is too old or gone (date 0)."""
    return {"chat": chat.wire(), "message_id": message_id, "date": 0}


def reaction(name: str) -> dict[str, Any]:
    """Give a ReactionType for an emoji or `custom:ID`."""
    if name.startswith("custom:"):
        return {"type": "custom_emoji", "custom_emoji_id": name.removeprefix("custom:")}
    return {"type": "emoji", "emoji": name}

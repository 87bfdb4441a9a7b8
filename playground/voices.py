"""In whose name a person's message appears: their own, the group's, a channel's; nothing of what is said."""

from typing import Any

from playground import chats, errors, messages, people
from playground.world import World


def of(world: World, chat: chats.Chat, user: people.User, as_chat: int | None) -> messages.Message:
    """Begin a message in the right name: `from` and `sender_chat` as bots see them. Misuse: no such channel."""
    if chat.kind == chats.CHANNEL:
        return messages.Message(sender_chat=chat.wire(), actor_id=user.id)
    if as_chat is not None:
        channel = world.chats.get(as_chat)
        if channel is None or channel.kind != chats.CHANNEL:
            raise errors.Misuse(f"{as_chat} is no channel")
        return messages.Message(sender=people.CHANNEL_POSTER, sender_chat=channel.wire(), actor_id=user.id)
    member = chat.member(user.id)
    if member and member.is_anonymous:
        body = {"author_signature": member.title} if member.title else {}
        return messages.Message(body=body, sender=people.ANONYMOUS_ADMIN, sender_chat=chat.wire(), actor_id=user.id)
    return messages.Message(sender=user.wire(), actor_id=user.id)


def service(world: World, chat: chats.Chat, user: people.User, body: dict[str, Any]) -> messages.Message:
    """Post a service message in the name of whoever did it; a bot's own ones are marked as the bot's."""
    sent = of(world, chat, user, None)
    sent.body = {**sent.body, **body}
    sent.bot_id = user.id if user.is_bot else None
    return world.post(chat, sent)

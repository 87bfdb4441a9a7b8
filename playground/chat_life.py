"""What becomes of chats: upgrade to a supergroup, topics, titles, pins, deletion; with the service messages."""

from playground import chats, errors, messages, people, voices, wire
from playground.world import World


def migrate(world: World, chat: chats.Chat, by: people.User, to: int = 0) -> chats.Chat:
    """Upgrade a basic group; the old id answers only with the new one from then on. `to` picks the new id."""
    if chat.kind != chats.GROUP or chat.migrated_to:
        raise errors.Misuse(f"{chat.name} can't become a supergroup")
    new = chats.Chat(to, chats.SUPERGROUP, chat.title, members=dict(chat.members), migrated_from=chat.id)
    new.reactions, new.permissions, new.description = chat.reactions, chat.permissions, chat.description
    world.add_chat(new)
    voices.service(world, chat, by, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    voices.service(world, new, by, {"migrate_from_chat_id": chat.id})
    return new


def open_topic(world: World, chat: chats.Chat, by: people.User, name: str) -> chats.Topic:
    """Make a topic; its id is that of the service message. Misuse: not a forum."""
    if not chat.is_forum:
        raise errors.Misuse(f"{chat.name} has no topics")
    topic = chats.Topic(chat.last_message_id + 1, name)
    chat.topics[topic.id] = topic
    _tell_in_topic(world, chat, by, (topic, "forum_topic_created"))
    return topic


def close_topic(world: World, chat: chats.Chat, by: people.User, topic_id: int | None) -> None:
    """Close a topic (`None`: General)."""
    topic = _topic(chat, topic_id)
    topic.is_closed = True
    _tell_in_topic(world, chat, by, (topic, "forum_topic_closed"))


def reopen_topic(world: World, chat: chats.Chat, by: people.User, topic_id: int | None) -> None:
    """Open a closed topic again (`None`: General)."""
    topic = _topic(chat, topic_id)
    topic.is_closed = False
    _tell_in_topic(world, chat, by, (topic, "forum_topic_reopened"))


def rename_topic(world: World, chat: chats.Chat, by: people.User, named: tuple[int | None, str]) -> None:
    """Give a topic (id, name) another name."""
    topic = _topic(chat, named[0])
    topic.name = named[1]
    _tell_in_topic(world, chat, by, (topic, "forum_topic_edited"))


def delete_topic(world: World, chat: chats.Chat, topic_id: int) -> None:
    """Delete a topic with all it holds; bots are told nothing."""
    topic = _topic(chat, topic_id)
    topic.is_deleted = True
    for sent in chat.messages.values():
        if sent.topic_id == topic_id:
            sent.is_deleted = True
    world.changes.tell()


def _topic(chat: chats.Chat, topic_id: int | None) -> chats.Topic:
    found = chat.topic(topic_id)
    if found is None or found.is_deleted:
        raise errors.Misuse(f"{chat.name} has no topic {topic_id}")
    return found


def _tell_in_topic(world: World, chat: chats.Chat, by: people.User, told: tuple[chats.Topic, str]) -> None:
    topic, what = told
    details: dict[str, object] = {}
    if what == "forum_topic_created":
        details = {"name": topic.name, "icon_color": topic.icon_color}
    elif what == "forum_topic_edited":
        details = {"name": topic.name}
    sent = voices.of(world, chat, by, None)
    sent.body = {**sent.body, what: details}
    sent.bot_id = by.id if by.is_bot else None
    sent.topic_id = None if topic is chat.general else topic.id
    world.post(chat, sent)


def retitle(world: World, chat: chats.Chat, by: people.User, title: str) -> None:
    """Give a chat another title."""
    chat.title = title
    voices.service(world, chat, by, {"new_chat_title": title})


def pin(world: World, chat: chats.Chat, by: people.User, sent: messages.Message) -> None:
    """Pin a message; the service message shows what was pinned."""
    if sent.id in chat.pins:
        return
    chat.pins.append(sent.id)
    told = voices.of(world, chat, by, None)
    told.body = {**told.body, "pinned_message": wire.message(chat, sent, with_reply=False)}
    told.bot_id = by.id if by.is_bot else None
    told.topic_id = sent.topic_id
    world.post(chat, told)


def unpin(world: World, chat: chats.Chat, sent: messages.Message) -> None:
    """Take a pin off; there is no message about it."""
    if sent.id in chat.pins:
        chat.pins.remove(sent.id)
    world.changes.tell()


def delete_group(world: World, chat: chats.Chat) -> None:
    """Delete a group for everybody: bots that write to it are told that it was deleted."""
    chat.is_deleted = True
    world.changes.tell()


def allow_reactions(world: World, chat: chats.Chat, emoji: tuple[str, ...] | None) -> None:
    """Say which reactions a chat takes (`None`: all, empty: none)."""
    chat.reactions = emoji
    world.changes.tell()


def permit(world: World, chat: chats.Chat, permissions: frozenset[str]) -> None:
    """Say what plain members may do."""
    chat.permissions = permissions
    world.changes.tell()


def rename_user(world: World, user: people.User, **names: str) -> None:
    """Give a person or bot other names (first_name, last_name, username)."""
    for key, value in names.items():
        setattr(user, key, value)
    world.changes.tell()

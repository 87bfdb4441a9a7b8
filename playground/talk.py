"""What people write: lines, files, albums, edits, forwards, channel posts; what bots are shown follows by itself."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from playground import chats, errors, files, members, messages, people, voices
from playground import entities as automatic
from playground.world import World


@dataclass(frozen=True, slots=True)
class Words:
    """A text or caption and how it is said. `entities` are those a client would set (text_mention, code, …).

    `topic` is a topic's id (`None`: General); `as_chat` the channel a person writes as; `extra` further fields of the
    Message, taken as they are (via_bot, quote, …).
    """

    text: str = ""
    reply_to: int | None = None
    topic: int | None = None
    entities: tuple[dict[str, Any], ...] = ()
    as_chat: int | None = None
    extra: dict[str, Any] = dataclasses.field(default_factory=dict)


def say(world: World, chat: chats.Chat, user: people.User, words: Words) -> messages.Message:
    """Send a text as a person (or, in a channel, as the channel). Misuse: the person can't."""
    if not words.text:
        raise errors.Misuse("nothing was said")
    return _send(world, chat, user, (words, _text_body(words, "text", "entities")))


def send_file(world: World, chat: chats.Chat, user: people.User, sent: tuple[str, files.Upload, Words]) -> Any:
    """Send a file of a kind (photo, document, voice, video, audio) with the words as its caption."""
    kind, upload, words = sent
    stored = world.files.keep(kind, upload)
    body = {**stored.body(), **_text_body(words, "caption", "caption_entities")}
    return _send(world, chat, user, (words, body))


def send_album(
    world: World, chat: chats.Chat, user: people.User, sent: tuple[list[tuple[str, files.Upload]], Words]
) -> list[messages.Message]:
    """Send several files as one album; the caption stands on the first."""
    album = str(13_000_000_000_000_000 + world.new_number("album"))
    answer = []
    for index, (kind, upload) in enumerate(sent[0]):
        words = sent[1] if index == 0 else dataclasses.replace(sent[1], text="", entities=())
        words = dataclasses.replace(words, extra={**words.extra, "media_group_id": album})
        answer.append(send_file(world, chat, user, (kind, upload, words)))
    return answer


def edit(world: World, chat: chats.Chat, sent: messages.Message, words: Words) -> messages.Message:
    """Change the text or caption of a person's message. Misuse: it is a bot's or a service message."""
    if sent.bot_id is not None or sent.is_service:
        raise errors.Misuse(f"message {sent.id} is not a person's")
    keys = ("text", "entities") if "text" in sent.body else ("caption", "caption_entities")
    kept = {key: value for key, value in sent.body.items() if key not in keys}
    sent.body = {**kept, **_text_body(words, *keys)}
    sent.edited_at = world.now()
    world.tell_of_edit(chat, sent)
    return sent


def delete(world: World, chat: chats.Chat, sent: messages.Message) -> None:
    """Delete a message as a person does; bots are told nothing."""
    sent.is_deleted = True
    if sent.id in chat.pins:
        chat.pins.remove(sent.id)
    world.changes.tell()


def forward(
    world: World, chat: chats.Chat, user: people.User, source: tuple[messages.Message, Words]
) -> messages.Message:
    """Forward a message; its origin shows who wrote it first."""
    original, words = source
    body = {k: v for k, v in original.body.items() if k not in ("reply_markup", "media_group_id", "forward_origin")}
    body["forward_origin"] = original.body.get("forward_origin") or _origin(original)
    return _send(world, chat, user, (words, body))


def _origin(original: messages.Message) -> dict[str, Any]:
    at = int(original.at.timestamp())
    shown = original.sender_chat
    if shown and shown["type"] == "channel":
        return {"type": "channel", "chat": shown, "message_id": original.id, "date": at}
    if shown:
        return {"type": "chat", "sender_chat": shown, "date": at}
    return {"type": "user", "sender_user": original.sender, "date": at}


def _text_body(words: Words, key: str, entities_key: str) -> dict[str, Any]:
    if not words.text:
        return {}
    found = automatic.found_in(words.text, [dict(entity) for entity in words.entities])
    return {key: words.text, entities_key: found} if found else {key: words.text}


def _send(world: World, chat: chats.Chat, user: people.User, said: tuple[Words, dict[str, Any]]) -> messages.Message:
    words, body = said
    _check_may_speak(world, chat, user)
    sent = voices.of(world, chat, user, words.as_chat)
    sent.body = {**body, **words.extra, **sent.body}
    place_in_thread(chat, sent, topic=words.topic, reply_to=words.reply_to)
    if chat.is_forum:
        _check_topic(chat, user, sent)
    if chat.kind == chats.PRIVATE:
        chat.is_started = True
    world.post(chat, sent)
    if chat.kind == chats.CHANNEL and chat.linked_id:
        _forward_to_discussion(world, chat, sent)
    return sent


def place_in_thread(chat: chats.Chat, sent: messages.Message, *, topic: int | None, reply_to: int | None) -> None:
    """Set topic, thread and answered message: an answer stays in its topic, elsewhere it opens a thread of its own."""
    replied = chat.message(reply_to)
    sent.reply_to = replied.id if replied else None
    if topic and topic != chats.GENERAL_TOPIC_ID:
        sent.topic_id = topic
    elif replied and replied.topic_id:
        sent.topic_id = replied.topic_id
    elif replied and chat.kind == chats.SUPERGROUP:
        sent.thread_id = replied.thread_id or replied.id


def _check_may_speak(world: World, chat: chats.Chat, user: people.User) -> None:
    if chat.kind == chats.PRIVATE:
        if chat.is_blocked:
            raise errors.Misuse(f"{user.name} has blocked the bot; unblock first")
        return
    member = chat.member(user.id)
    if member is None or chat.migrated_to or chat.is_deleted:
        raise errors.Misuse(f"{user.name} is not in {chat.name} ({chat.id})")
    muted = member.status is members.Status.RESTRICTED and "can_send_messages" not in member.rights
    if muted or (chat.kind == chats.CHANNEL and not member.is_admin):
        raise errors.Misuse(f"{user.name} may not write in {chat.name}")


def _check_topic(chat: chats.Chat, user: people.User, sent: messages.Message) -> None:
    topic, member = chat.topic(sent.topic_id), chat.member(user.id)
    if topic is None or topic.is_deleted or (topic.is_closed and not (member and member.is_admin)):
        raise errors.Misuse(f"topic {sent.topic_id} is closed or gone")


def _forward_to_discussion(world: World, channel: chats.Chat, sent: messages.Message) -> None:
    """Put a channel post into the linked group as Telegram does, from user 777000."""
    group = world.chats[channel.linked_id or 0]
    body = {**{k: v for k, v in sent.body.items() if k != "reply_markup"}, "is_automatic_forward": True}
    body["forward_origin"] = _origin(sent)
    world.post(
        group,
        messages.Message(body=body, sender=people.FORWARDER, sender_chat=channel.wire(), actor_id=people.FORWARDER_ID),
    )

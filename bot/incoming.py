"""Turn Telegram's update into plain values; it knows no database, no route and no words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import telegram

from coordination.rules import people
from handlers import request

_CONTROLS = {code: " " for code in [*range(0x20), *range(0x7F, 0xA0)] if code not in (0x09, 0x0A)}
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Each is replaced by one character of the same length in UTF-16, so that entity offsets stay right (F034)."""

_FILES = ("animation", "document", "video", "audio", "voice", "video_note")  # an animation comes as a document too


@dataclass(frozen=True, slots=True)
class SeenChat:
    telegram_id: int
    type: str
    title: str
    is_forum: bool


@dataclass(frozen=True, slots=True)
class SeenPerson:
    telegram_id: int
    name: str
    username: str | None
    language_code: str | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update as values; ids are Telegram's, nothing is looked up yet."""

    update_id: int
    kind: request.Kind
    chat: SeenChat
    said_at: datetime
    topic_id: int | None = None
    person: SeenPerson | None = None
    anonymous: bool = False
    message_id: int | None = None
    text: str = ""
    entities: tuple[request.Entity, ...] = ()
    reply: request.Reply | None = None
    files: tuple[request.File, ...] = ()
    album: str | None = None
    forwarded: bool = False
    press_id: str | None = None
    data: str = ""
    pressed_message_id: int | None = None
    facts: dict[str, str] = field(default_factory=dict)
    mentioned: tuple[SeenPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are on Telegram."""

    telegram_id: int
    username: str

    def is_called(self, name: str) -> bool:
        return name.casefold() == self.username.casefold()


def read(update: telegram.Update, me: Identity) -> Incoming | None:
    """`None` for what is never for us: channels, other bots, automatic forwards, kinds we do not know."""
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member, "me")
    if update.chat_member is not None:
        return _membership(update.update_id, update.chat_member, "person")
    if update.message is not None:
        return _message(update.update_id, request.Kind.MESSAGE, update.message, me)
    if update.edited_message is not None:
        return _message(update.update_id, request.Kind.EDIT, update.edited_message, me)
    return None


def _message(update_id: int, kind: request.Kind, message: telegram.Message, me: Identity) -> Incoming | None:
    if message.is_automatic_forward or _is_other_bot(message, me) or _is_as_channel(message):
        return None
    facts = _service_facts(message, me)
    text = message.text if message.text is not None else (message.caption or "")
    marked = message.entities if message.text is not None else message.caption_entities
    as_chat = message.sender_chat is not None
    return Incoming(
        update_id=update_id,
        kind=request.Kind.SERVICE if facts else kind,
        chat=_chat(message.chat),
        said_at=message.date,
        topic_id=message.message_thread_id if message.is_topic_message else None,
        person=None if as_chat else _person(message.from_user),
        anonymous=message.sender_chat is not None and message.sender_chat.id == message.chat.id,
        message_id=message.message_id,
        text=text.translate(_CONTROLS),
        entities=_entities(text, marked),
        reply=_reply(message, me),
        files=_files(message),
        album=message.media_group_id,
        forwarded=message.forward_origin is not None,
        facts=facts,
        mentioned=_mentioned(marked),
    )


def _is_other_bot(message: telegram.Message, me: Identity) -> bool:
    if message.via_bot is not None and message.via_bot.id != me.telegram_id:
        return True
    author = message.from_user
    return author is not None and author.is_bot and author.id not in people.STAND_INS


def _is_as_channel(message: telegram.Message) -> bool:
    """Somebody writing as a channel is no person and no admin: nothing is read from it (F017, F018)."""
    return message.sender_chat is not None and message.sender_chat.id != message.chat.id


def _press(update_id: int, query: telegram.CallbackQuery) -> Incoming | None:
    message = query.message
    if message is None:
        return None
    topic = None
    if isinstance(message, telegram.Message) and message.is_topic_message:
        topic = message.message_thread_id
    return Incoming(
        update_id=update_id,
        kind=request.Kind.PRESS,
        chat=_chat(message.chat),
        said_at=_EPOCH,  # a press carries no date of its own: the pipeline takes the instant of handling
        topic_id=topic,
        person=_person(query.from_user),
        press_id=query.id,
        data=(query.data or "").translate(_CONTROLS),
        pressed_message_id=message.message_id,
    )


def _membership(update_id: int, change: telegram.ChatMemberUpdated, who: str) -> Incoming:
    member = change.new_chat_member
    facts = {
        "event": "membership",
        "who": who,
        "old": str(change.old_chat_member.status),
        "new": str(member.status),
        "telegram_id": str(member.user.id),
    }
    facts["may_pin"] = "yes" if may_pin(member) else "no"
    changed = _person(member.user) if who == "person" else None  # no bot is one of a group's people
    if isinstance(member, telegram.ChatMemberRestricted):
        facts["may_send"] = "yes" if member.can_send_messages else "no"
    return Incoming(
        update_id=update_id,
        kind=request.Kind.MEMBER,
        chat=_chat(change.chat),
        said_at=change.date,
        person=_person(change.from_user),
        facts=facts,
        mentioned=() if changed is None else (changed,),
    )


def may_pin(member: telegram.ChatMember) -> bool:
    """Bots pin as admins only, whatever a chat permits its members."""
    if isinstance(member, telegram.ChatMemberAdministrator):
        return bool(member.can_pin_messages)
    return isinstance(member, telegram.ChatMemberOwner)


def _service_facts(message: telegram.Message, me: Identity) -> dict[str, str]:
    if message.migrate_to_chat_id is not None:
        return {"event": "migrated_to", "chat_id": str(message.migrate_to_chat_id)}
    if message.migrate_from_chat_id is not None:
        return {"event": "migrated_from", "chat_id": str(message.migrate_from_chat_id)}
    if message.new_chat_title is not None:
        return {"event": "title", "title": message.new_chat_title.translate(_CONTROLS)}
    if message.left_chat_member is not None:
        return {"event": "left", "telegram_id": str(message.left_chat_member.id)}
    if message.new_chat_members:
        return {"event": "joined", "us": str(any(m.id == me.telegram_id for m in message.new_chat_members))}
    if message.forum_topic_edited is not None:
        return {"event": "forum_topic_edited", "title": (message.forum_topic_edited.name or "").translate(_CONTROLS)}
    for name in ("forum_topic_created", "forum_topic_closed", "forum_topic_reopened"):
        if getattr(message, name) is not None:
            return {"event": name}
    return {}


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _chat(chat: telegram.Chat) -> SeenChat:
    title = chat.title or chat.full_name or ""
    return SeenChat(chat.id, str(chat.type), title.translate(_CONTROLS), bool(chat.is_forum))


def _person(user: telegram.User | None) -> SeenPerson | None:
    if user is None or user.is_bot or user.id in people.STAND_INS:
        return None
    return SeenPerson(user.id, (user.full_name or "").translate(_CONTROLS), user.username, user.language_code)


def _mentioned(marked: Iterable[telegram.MessageEntity]) -> tuple[SeenPerson, ...]:
    return tuple(person for entity in marked if (person := _person(entity.user)) is not None)


def _reply(message: telegram.Message, me: Identity) -> request.Reply | None:
    answered = message.reply_to_message
    if answered is None or answered.forum_topic_created is not None:
        return None  # every message of a topic "answers" the service message that opened it
    author = None if answered.sender_chat is not None else answered.from_user
    return request.Reply(
        message_id=answered.message_id,
        from_us=author is not None and author.id == me.telegram_id,
        text=(answered.text or answered.caption or "").translate(_CONTROLS),
        author_name=(author.full_name or "").translate(_CONTROLS) if author else "",
        author_telegram_id=author.id if author and not author.is_bot else None,
        files=_files(answered),
    )


def _files(message: telegram.Message) -> tuple[request.File, ...]:
    if message.photo:
        return (request.File("photo", message.photo[-1].file_id, size=message.photo[-1].file_size),)
    for kind in _FILES:
        sent = getattr(message, kind)
        if sent is not None:
            name = getattr(sent, "file_name", None) or ""
            return (request.File(kind, sent.file_id, name.translate(_CONTROLS), sent.file_size),)
    return ()


def _entities(text: str, marked: Iterable[telegram.MessageEntity]) -> tuple[request.Entity, ...]:
    points = CodePoints(text)
    return tuple(
        request.Entity(
            kind=str(entity.type),
            start=points.of(entity.offset),
            end=points.of(entity.offset + entity.length),
            telegram_id=entity.user.id if entity.user is not None else None,
            url=entity.url,
        )
        for entity in marked
    )


class CodePoints:
    """From offsets in UTF-16 units of a text to offsets in its code points (F033)."""

    def __init__(self, text: str) -> None:
        self._astral = [place for place, letter in enumerate(text) if letter > "\uffff"]

    def of(self, offset: int) -> int:
        point = offset
        for place in self._astral:
            if place >= point:
                break
            point -= 1
        return point

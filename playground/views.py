"""The world as finished values, for pages and tests: what stands where now; they travel as JSON and change nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground import chats, messages, people, wire
from playground.world import World


@dataclass(frozen=True, slots=True)
class UserView:
    """A person or a bot."""

    id: int
    name: str
    first_name: str
    last_name: str
    username: str
    is_bot: bool


@dataclass(frozen=True, slots=True)
class BotView:
    """A bot with its token and its menu of commands (default scope)."""

    id: int
    name: str
    username: str
    token: str
    has_privacy: bool
    commands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic of a forum; `id` `None` is General."""

    id: int | None
    name: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody who is in a chat."""

    id: int
    name: str
    status: str
    is_bot: bool
    is_anonymous: bool


@dataclass(frozen=True, slots=True)
class ChatView:
    """A chat. `bot_id` is set for a private one: the bot it is with. `reactions` `None` allows all."""

    id: int
    kind: str
    title: str
    username: str
    is_forum: bool
    bot_id: int | None = None
    members: tuple[MemberView, ...] = ()
    topics: tuple[TopicView, ...] = ()
    pins: tuple[int, ...] = ()
    reactions: tuple[str, ...] | None = None
    migrated_to: int | None = None
    is_blocked: bool = False
    last_message_id: int = 0


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A button under a message: pressed with `data`, or opening `url`."""

    text: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file in a message; `path` is what `/file/bot<token>/` is followed by."""

    kind: str
    file_id: str
    name: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class ReactionView:
    """One person's (or bot's) reaction."""

    user_id: int
    emoji: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as it stands now.

    `text` is text or caption without formatting, `entities` as in the Bot API (UTF-16 offsets). `bot_id` is the bot
    that sent it, `user_id` whoever really wrote; `sender_name` is what the chat shows. `service` names what a service
    message tells of. `private_bot_id` is set in a private chat: the bot it is with. `raw` is the Bot API's Message.
    """

    chat_id: int
    id: int
    at: datetime
    text: str
    entities: tuple[dict[str, Any], ...] = ()
    buttons: tuple[tuple[ButtonView, ...], ...] = ()
    bot_id: int | None = None
    user_id: int | None = None
    sender_name: str = ""
    topic_id: int | None = None
    reply_to: int | None = None
    edited_at: datetime | None = None
    is_pinned: bool = False
    is_silent: bool = False
    is_deleted: bool = False
    is_forwarded: bool = False
    service: str = ""
    reactions: tuple[ReactionView, ...] = ()
    file: FileView | None = None
    private_bot_id: int | None = None
    raw: dict[str, Any] = field(default_factory=dict)

    def button(self, name: str) -> ButtonView:
        """Find a button by its text or data. Raises LookupError."""
        for each in (button for row in self.buttons for button in row):
            if name in (each.text, each.data):
                return each
        raise LookupError(f"message {self.id} has no button {name!r}")


def of_user(user: people.User) -> UserView:
    """Show a person."""
    return UserView(user.id, user.name, user.first_name, user.last_name, user.username, user.is_bot)


def of_bot(bot: people.Bot) -> BotView:
    """Show a bot."""
    menu = bot.commands.get(('{"type": "default"}', ""), [])
    commands = tuple((each["command"], each["description"]) for each in menu)
    return BotView(bot.id, bot.user.name, bot.user.username, bot.token, bot.privacy, commands)


def of_chat(chat: chats.Chat) -> ChatView:
    """Show a chat with its members, topics and pins."""
    topics = [TopicView(None, chat.general.name, chat.general.is_closed)] if chat.is_forum else []
    topics += [TopicView(each.id, each.name, each.is_closed) for each in chat.topics.values() if not each.is_deleted]
    return ChatView(
        id=chat.id,
        kind=chat.kind,
        title=chat.name,
        username=chat.username,
        is_forum=chat.is_forum,
        bot_id=chat.bot_id,
        members=tuple(
            MemberView(each.user.id, each.user.name, each.status.value, each.user.is_bot, each.is_anonymous)
            for each in chat.present()
        ),
        topics=tuple(topics),
        pins=tuple(chat.pins),
        reactions=chat.reactions,
        migrated_to=chat.migrated_to,
        is_blocked=chat.is_blocked,
        last_message_id=chat.last_message_id,
    )


def of_message(world: World, chat: chats.Chat, sent: messages.Message) -> MessageView:
    """Show a message as it stands now."""
    return MessageView(
        chat_id=chat.id,
        id=sent.id,
        at=sent.at,
        text=sent.text,
        entities=tuple(sent.entities),
        buttons=tuple(tuple(map(_button, row)) for row in sent.buttons),
        bot_id=sent.bot_id,
        user_id=sent.actor_id,
        sender_name=_sender_name(sent),
        topic_id=sent.topic_id,
        reply_to=sent.reply_to,
        edited_at=sent.edited_at,
        is_pinned=sent.id in chat.pins,
        is_silent=sent.is_silent,
        is_deleted=sent.is_deleted,
        is_forwarded="forward_origin" in sent.body,
        service=next(iter(messages.SERVICE & sent.body.keys()), ""),
        reactions=tuple(ReactionView(user, emoji) for user, names in sent.reactions.items() for emoji in names),
        file=_file(world, sent),
        private_bot_id=chat.bot_id,
        raw=wire.message(chat, sent),
    )


def _button(button: dict[str, Any]) -> ButtonView:
    return ButtonView(str(button["text"]), str(button.get("callback_data", "")), str(button.get("url", "")))


def _sender_name(sent: messages.Message) -> str:
    if sent.sender_chat:
        return str(sent.sender_chat.get("title", ""))
    shown = sent.sender or {}
    return f"{shown.get('first_name', '')} {shown.get('last_name', '')}".strip()


def _file(world: World, sent: messages.Message) -> FileView | None:
    for kind in ("photo", "document", "voice", "video", "audio"):
        shown = sent.body.get(kind)
        shown = shown[-1] if isinstance(shown, list) else shown
        stored = world.files.kept.get(shown["file_id"]) if shown else None
        if stored:
            return FileView(kind, stored.file_id, stored.upload.name, stored.upload.size, stored.path)
    return None


def all_chats(world: World) -> list[ChatView]:
    """Show all chats, private ones last."""
    return [of_chat(chat) for chat in world.all_chats()]


def all_messages(world: World, chat: chats.Chat, after: int = 0) -> list[MessageView]:
    """Show a chat's messages with higher numbers than `after`, oldest first, without the deleted ones."""
    kept = [sent for sent in chat.messages.values() if sent.id > after and not sent.is_deleted]
    return [of_message(world, chat, sent) for sent in kept]

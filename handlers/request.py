"""What came in, as values: one message, edit, press or change of membership; it knows nothing of Telegram's library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from coordination.messages import Place
from coordination.rules import access, groups, people
from coordination.services.groups import Defaults


class Kind(StrEnum):
    MESSAGE = "message"
    EDIT = "edit"
    PRESS = "press"
    MEMBER = "member"  # the bot's own membership changed, or a person came or left
    SERVICE = "service"  # migration, topic life, title


class EntityKind(StrEnum):
    COMMAND = "bot_command"
    MENTION = "mention"
    TEXT_MENTION = "text_mention"
    CODE = "code"
    PRE = "pre"
    QUOTE = "blockquote"
    URL = "url"
    TEXT_LINK = "text_link"


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked stretch of the text, in code points (Telegram's UTF-16 units are converted at the edge, F033)."""

    kind: str
    start: int
    end: int
    person: people.Person | None = None  # of a text mention, once the pipeline has stored it
    telegram_id: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """Something sent along: Telegram's file id and kind (photo, document, voice, video …)."""

    kind: str
    file_id: str
    name: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The message answered: ours or not, and which of our named messages (slot) it is, if any."""

    message_id: int
    from_us: bool
    text: str = ""
    author_name: str = ""
    author_telegram_id: int | None = None
    slot: str | None = None
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One update, resolved as far as a handler needs it.

    `said_at` is the message's date (what "tomorrow" means), `now` the instant of handling; both aware, UTC.
    `command` is without slash and bot name, lower case; `args` is the text after it. `actor` is `None` for anonymous
    admins and channels (`anonymous` says so). `group` is `None` while the chat is not used as one. `language` is the
    reader's: the group's in a group, the person's in private.
    """

    kind: Kind
    update_id: int
    chat: groups.Chat
    place: Place
    said_at: datetime
    now: datetime
    language: str
    bot_username: str
    actor: people.Person | None = None
    anonymous: bool = False
    group: groups.Group | None = None
    openings: Mapping[int, date] = field(default_factory=dict)  # opening days of programmes, by group that may be meant
    membership: people.Membership | None = None
    message_id: int | None = None
    text: str = ""
    entities: tuple[Entity, ...] = ()
    command: str | None = None
    args: str = ""
    args_start: int = 0  # code point offset of args in text, so that entities can be found in it
    addressed: bool = False  # command, reply to us, mention of us, or a private chat
    reply: Reply | None = None
    files: tuple[File, ...] = ()
    table: str | None = None  # what stands in the file sent, a line a row, where a prompt asked for a table
    album: str | None = None
    forwarded: bool = False
    press_id: str | None = None  # callback query id
    data: str = ""  # callback data
    pressed_message_id: int | None = None
    pressed_slot: str | None = None
    is_chat_admin: bool | None = None  # known only where the route declared the need
    is_other_admin: bool | None = None  # the same of the chat of the second group that a button names
    sees_all: bool = False  # everything said here is sent to us, as far as the route asked to know
    facts: dict[str, str] = field(default_factory=dict)  # of MEMBER and SERVICE kinds: old and new state, ids
    defaults: Defaults = field(default_factory=lambda: Defaults("en", "UTC"))

    @property
    def is_private(self) -> bool:
        return self.chat.type == "private"

    @property
    def door(self) -> access.Door:
        """Which chats may be used at all."""
        return self.defaults.door

"""The list of chats on the page: groups, channels, private chats of every person with every bot, and what is unread."""

import itertools
from dataclasses import dataclass, field
from datetime import datetime

from playground import chats, messages, page_faces, page_look, page_service, page_time, people
from playground.world import World

COUNTED = 100
"""Unread messages are counted up to this many in one chat; beyond, "99+" is shown."""

Spot = tuple[str, int | None]
"""A chat's key and a topic (`None`: General, or no topics)."""


@dataclass(slots=True)
class Seen:
    """What the page has shown so far: the newest message of each chat and topic."""

    upto: dict[Spot, int] = field(default_factory=dict)

    def mark(self, look: page_look.Look) -> None:
        """Take all of the looked-at chat and topic as read."""
        if look.chat:
            self.upto[page_look.key(look.chat), look.topic] = look.chat.last_message_id

    def unread(self, chat: chats.Chat) -> list[messages.Message]:
        """List the newest that have not been shown, COUNTED at most, without service messages."""
        key = page_look.key(chat)
        read = {topic: upto for (name, topic), upto in self.upto.items() if name == key}
        oldest = 0 if chat.is_forum else read.get(None, 0)
        newer = itertools.takewhile(lambda sent: sent.id > oldest, reversed(chat.messages.values()))
        unread = (
            sent
            for sent in newer
            if sent.id > read.get(sent.topic_id if chat.is_forum else None, 0)
            and not sent.is_deleted
            and not sent.is_service
        )
        return list(itertools.islice(unread, COUNTED))


@dataclass(frozen=True, slots=True)
class Row:
    """One chat in the list. `is_quiet`: everything unread was sent silently."""

    key: str
    title: str
    initials: str
    hue: int
    last: str = ""
    time: str = ""
    unread: str = ""
    is_quiet: bool = False
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Chats of one kind under a heading."""

    key: str
    title: str
    rows: tuple[Row, ...]


def sections(look: page_look.Look, seen: Seen) -> list[Section]:
    """List all chats in a steady order: groups, channels, then people by bot."""
    world, words = look.world, look.words
    kept = [chat for chat in world.chats.values() if not chat.is_deleted and not chat.migrated_to]
    found = [
        Section("groups", words("groups"), _rows(look, seen, [c for c in kept if c.is_group])),
        Section("channels", words("channels"), _rows(look, seen, [c for c in kept if not c.is_group])),
    ]
    for bot in world.bots.values():
        title = words("privates", bot=bot.user.name)
        rows = tuple(_private_row(look, seen, (bot, user)) for user in page_look.humans(world))
        found.append(Section(f"bot{bot.id}", title, rows))
    return [section for section in found if section.rows]


def _rows(look: page_look.Look, seen: Seen, found: list[chats.Chat]) -> tuple[Row, ...]:
    return tuple(_row(look, seen, chat) for chat in found)


def _private_row(look: page_look.Look, seen: Seen, pair: tuple[people.Bot, people.User]) -> Row:
    bot, user = pair
    chat = look.world.privates.get((bot.id, user.id))
    return _row(look, seen, chat or chats.Chat(user.id, chats.PRIVATE, person=user, bot_id=bot.id))


def _row(look: page_look.Look, seen: Seen, chat: chats.Chat) -> Row:
    last = next((sent for sent in reversed(chat.messages.values()) if not sent.is_deleted), None)
    unread = seen.unread(chat)
    return Row(
        key=page_look.key(chat),
        title=chat.name,
        initials=page_faces.initials(chat.name),
        hue=page_faces.hue(chat.id),
        last=_last(look, chat, last) if last else _about(look, chat),
        time=_when(look, last.at) if last else "",
        unread=_counted(len(unread)),
        is_quiet=all(sent.is_silent for sent in unread),
        is_current=look.chat is not None and page_look.key(look.chat) == page_look.key(chat),
    )


def _counted(count: int) -> str:
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count or "")


def _last(look: page_look.Look, chat: chats.Chat, sent: messages.Message) -> str:
    if sent.is_service:
        return page_service.sentence(look.words, sent)
    text = page_service.excerpt_of_wire(look.words, sent.body)
    is_own = chat.kind != chats.CHANNEL and not (chat.kind == chats.PRIVATE and sent.bot_id is None)
    return f"{page_faces.sender_name(sent)}: {text}" if is_own else text


def _about(look: page_look.Look, chat: chats.Chat) -> str:
    """Say something of a chat in which nothing was said yet."""
    if chat.person:
        return f"@{chat.person.username}" if chat.person.username else ""
    return look.words.members(len(chat.present()))


def _when(look: page_look.Look, at: datetime) -> str:
    here, today = at.astimezone(look.zone), look.world.now().astimezone(look.zone)
    return page_time.minute(here) if here.date() == today.date() else page_time.day(here, today, look.language)


def total_unread(world: World, seen: Seen) -> int:
    """Count what is unread everywhere."""
    kept = [chat for chat in world.all_chats() if not chat.is_deleted and not chat.migrated_to]
    return sum(len(seen.unread(chat)) for chat in kept)

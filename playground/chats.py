"""Where things are said: private chats, groups, supergroups, forums with topics, channels; state without behaviour."""

from dataclasses import dataclass, field
from typing import Any

from playground import people
from playground.members import PERMISSIONS, Member
from playground.messages import Message

PRIVATE, GROUP, SUPERGROUP, CHANNEL = "private", "group", "supergroup", "channel"
GENERAL_TOPIC_ID = 1


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the service message that made it."""

    id: int
    name: str
    icon_color: int = 0x6FB9F0
    is_closed: bool = False
    is_deleted: bool = False


@dataclass(slots=True)
class Chat:
    """One chat. A private chat is one between `person` and the bot `bot_id`; its id is the person's.

    `reactions`: `None` allows every emoji, an empty tuple none. `permissions` hold for plain members.
    """

    id: int
    kind: str
    title: str = ""
    username: str = ""
    description: str = ""
    is_forum: bool = False
    person: people.User | None = None
    bot_id: int | None = None
    is_started: bool = False
    is_blocked: bool = False
    is_deleted: bool = False
    general: Topic = field(default_factory=lambda: Topic(GENERAL_TOPIC_ID, "General"))
    reactions: tuple[str, ...] | None = None
    permissions: frozenset[str] = frozenset(PERMISSIONS) - {"can_change_info", "can_edit_tag"}
    linked_id: int | None = None
    migrated_to: int | None = None
    migrated_from: int | None = None
    last_poster_bot: int | None = None
    last_message_id: int = 0
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pins: list[int] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Say whether this is a basic group or a supergroup."""
        return self.kind in (GROUP, SUPERGROUP)

    @property
    def name(self) -> str:
        """Give the title, or the person's name."""
        return self.person.name if self.person else self.title

    def wire(self) -> dict[str, Any]:
        """Give the Chat object of the Bot API."""
        answer: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.person:
            person = self.person.wire()
            answer |= {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        else:
            answer["title"] = self.title
            if self.username:
                answer["username"] = self.username
        if self.is_forum:
            answer["is_forum"] = True
        return answer

    def member(self, user_id: int) -> Member | None:
        """Find a person who is in the chat now, or `None`."""
        found = self.members.get(user_id)
        return found if found and found.is_present else None

    def present(self) -> list[Member]:
        """List who is in the chat now."""
        return [member for member in self.members.values() if member.is_present]

    def message(self, message_id: int | None) -> Message | None:
        """Find a message that was not deleted, or `None`."""
        found = self.messages.get(message_id or 0)
        return found if found and not found.is_deleted else None

    def topic(self, thread_id: int | None) -> Topic | None:
        """Find a topic of a forum; `None` as id means General; `None` as answer means there is no such topic."""
        if thread_id is None or thread_id == GENERAL_TOPIC_ID:
            return self.general if self.is_forum else None
        return self.topics.get(thread_id)

"""One message as the world keeps it; how it looks to a bot is written in `wire`."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NEVER = datetime.fromtimestamp(0, UTC)
Reactions = dict[int, tuple[str, ...]]

SERVICE = frozenset((
    "new_chat_members", "left_chat_member", "new_chat_title", "pinned_message", "migrate_to_chat_id",
    "migrate_from_chat_id", "group_chat_created", "supergroup_chat_created", "forum_topic_created",
    "forum_topic_closed", "forum_topic_reopened", "forum_topic_edited", "channel_chat_created",
    "delete_chat_photo", "new_chat_photo", "message_auto_delete_timer_changed", "video_chat_started",
    "video_chat_ended",
))  # fmt: skip
"""Fields that make a message a service message."""


@dataclass(slots=True)
class Message:
    """A message of one chat. `body` holds the content as the Bot API writes it (text, entities, photo, service fields).

    `sender` is whom `from` shows (a stand-in for anonymous admins), `actor_id` who really wrote. `topic_id` is set in
    a forum's topics, `thread_id` also for answers elsewhere. `reactions` by user id: emoji, or `custom:ID`. Number,
    chat and time are given when it is posted.
    """

    body: dict[str, Any] = field(default_factory=dict)
    chat_id: int = 0
    id: int = 0
    at: datetime = NEVER
    sender: dict[str, Any] | None = None
    sender_chat: dict[str, Any] | None = None
    actor_id: int | None = None
    bot_id: int | None = None
    topic_id: int | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    edited_at: datetime | None = None
    is_deleted: bool = False
    is_silent: bool = False
    reactions: Reactions = field(default_factory=dict)

    @property
    def is_service(self) -> bool:
        """Say whether this tells of something that happened to the chat."""
        return not SERVICE.isdisjoint(self.body)

    @property
    def text(self) -> str:
        """Give text or caption."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def entities(self) -> list[dict[str, Any]]:
        """Give the entities of text or caption."""
        found: list[dict[str, Any]] = self.body.get("entities") or self.body.get("caption_entities") or []
        return found

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        """Give the rows of the inline keyboard."""
        rows: list[list[dict[str, Any]]] = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

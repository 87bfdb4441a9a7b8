"""A chat as an update shows it: its upgrade, titles, topics and rights, kept as they are now; it answers nothing."""

from dataclasses import replace

from bot import incoming
from coordination import ports
from coordination.rules import groups
from coordination.services import topics
from handlers.request import Kind

_BY_SOMEBODY = frozenset({Kind.MESSAGE, Kind.EDIT, Kind.PRESS})


async def follow_upgrade(work: ports.Work, seen: incoming.Incoming) -> None:
    """Either service message of an upgrade to a supergroup moves the chat, in any order and any number (F002)."""
    event, other = seen.facts.get("event"), seen.facts.get("chat_id")
    if other is None:
        return
    if event == "migrated_to":
        await work.chats.migrate(seen.chat.telegram_id, int(other))
    elif event == "migrated_from":
        await work.chats.migrate(int(other), seen.chat.telegram_id)


def as_seen(work: ports.Work, chat: groups.Chat | None, seen: incoming.Incoming, may_pin: bool | None) -> groups.Chat:
    """The chat as Telegram shows it now; what is said in one that we left means that we are back. `may_pin`: what was
    asked about our rights, where that is not known yet.

    What still comes from the group it was before its upgrade tells nothing.
    """
    if chat is not None and chat.telegram_id != seen.chat.telegram_id:
        return chat
    fresh = groups.Chat(
        id=work.new_id() if chat is None else chat.id,
        telegram_id=seen.chat.telegram_id,
        type=seen.chat.type,
        title=seen.chat.title,
        is_forum=seen.chat.is_forum,
    )
    if chat is not None:
        fresh = replace(
            chat, type=fresh.type, title=fresh.title or chat.title, is_forum=fresh.is_forum or chat.is_forum
        )
    if fresh.state is groups.ChatState.LEFT and seen.kind in _BY_SOMEBODY:
        fresh = replace(fresh, state=groups.ChatState.ACTIVE)
    if seen.facts.get("event") == "forum_topic_reopened":
        fresh = replace(fresh, hints=tuple(hint for hint in fresh.hints if hint != f"topic:{seen.topic_id}"))
    if fresh.may_pin is None:
        fresh = replace(fresh, may_pin=may_pin)
    if fresh != chat:
        work.chats.save(fresh)
    return fresh


async def follow_titles(work: ports.Work, chat: groups.Chat, known_as: str, seen: incoming.Incoming) -> None:
    """Groups that go by the title of their chat or topic."""
    if known_as and known_as != chat.title:
        await topics.follow_title(work, chat.id, known_as, chat.title)
    if seen.facts.get("event") == "forum_topic_edited" and seen.topic_id is not None:
        await topics.rename(work, chat, seen.topic_id, seen.facts.get("title", ""))

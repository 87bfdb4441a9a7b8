"""Letting a chat in: whether it may be used, what is asked of the operator, and their answer; makes no text.

A chat is let in once it has a group, so that nothing changes for chats that were in use before the door was shut.
"""

from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import access, groups, people

ASKED, TURNED_AWAY = "access:asked", "access:turned_away"
"""Hints of a chat: the operator was asked, on the day that follows; the operator said no."""


async def may_enter(work: ports.Work, door: access.Door, chat: groups.Chat, actor: people.Person | None) -> bool:
    """Tell whether the chat may be used: let in before, the operator's own, or the private one of somebody whose
    group is."""
    if door.way is access.Way.OPEN or await work.groups.in_chat(chat.id):
        return True
    if await is_operators(work, door, chat):
        return True
    if chat.type != "private" or actor is None:
        return False
    return any(not one.left for one in await work.people.memberships(actor.id))


async def is_operators(work: ports.Work, door: access.Door, chat: groups.Chat) -> bool:
    """Tell whether it is the chat whose id the operator set, also after its upgrade to a supergroup (F003)."""
    if door.way is not access.Way.APPROVAL:
        return False
    known = await work.chats.by_telegram_id(door.operator_chat)
    return known is not None and known.id == chat.id


async def ask(work: ports.Work, door: access.Door, chat: groups.Chat) -> groups.Chat | None:
    """The operator's chat, if they are to be asked now: once a day, and not after they said no."""
    today = f"{ASKED}:{work.now.date().isoformat()}"
    if TURNED_AWAY in chat.hints or today in chat.hints:
        return None
    work.chats.save(replace(chat, hints=(*_others(chat), today)))
    known = await work.chats.by_telegram_id(door.operator_chat)
    if known is not None:
        return known
    kind = "private" if door.operator_chat > 0 else "supergroup"
    made = groups.Chat(work.new_id(), door.operator_chat, kind)
    work.chats.save(made)
    return made


async def asking(work: ports.Work, chat_id: int) -> groups.Chat:
    """The chat that an answer of the operator is about. Raises `Refused` where there is none."""
    try:
        chat = await work.chats.get(chat_id)
    except LookupError:
        raise Refused("refused.old_button") from None
    if not any(hint.startswith("access:") for hint in chat.hints):
        raise Refused("refused.old_button")
    return chat


def turn_away(work: ports.Work, chat: groups.Chat) -> None:
    """The operator's no; a later yes takes it back."""
    work.chats.save(replace(chat, hints=(*_others(chat), TURNED_AWAY)))


def let_in(work: ports.Work, chat: groups.Chat) -> groups.Chat:
    """Forget that it was asked about; the caller makes its group."""
    fresh = replace(chat, hints=_others(chat))
    if fresh != chat:
        work.chats.save(fresh)
    return fresh


def _others(chat: groups.Chat) -> tuple[str, ...]:
    return tuple(hint for hint in chat.hints if not hint.startswith("access:"))

"""A group in a real database and requests from it, for handlers that read and write; knows no handler."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from coordination import messages
from coordination.rules import groups, tasks
from coordination.services import groups as groups_service
from handlers.request import Kind, Request
from storage import engines, work
from tests.handlers import stories

BOT = 42
CHAT = -1001500000001


@asynccontextmanager
async def update(database: engines.Database, now: datetime = stories.NOW) -> AsyncIterator[work.UnitOfWork]:
    """One update in a transaction of its own."""
    opened = work.transaction(database, now=now, bot_id=BOT, locks=[CHAT])
    async with opened as transaction, transaction.layer() as unit:
        yield unit


async def founded(
    database: engines.Database, language: str, *found: tasks.Task, now: datetime = stories.NOW
) -> groups.Group:
    """A group with its digest and summary, its zone confirmed, and these tasks."""
    defaults = groups_service.Defaults(language, "Asia/Shanghai", zone_confirmed=True)
    async with update(database, now) as unit:
        chat = groups.Chat(unit.new_id(), CHAT, "supergroup", "Exhibition")
        unit.chats.save(chat)
        group = await groups_service.open_group(
            unit, chat, messages.Place(chat.id), first_text="", actor=None, defaults=defaults
        )
        for task in found:
            unit.tasks.save(_of_group(task, group))
    return group


def _of_group(task: tasks.Task, group: groups.Group) -> tasks.Task:
    return replace(task, group_id=group.id, owner=tasks.Owner("Ann"), version=1)


def request(group: groups.Group, **values: Any) -> Request:
    """A message in the group's chat, in its language."""
    usual: dict[str, Any] = {
        "kind": Kind.MESSAGE,
        "update_id": 1,
        "chat": groups.Chat(group.chat_id, CHAT, "supergroup", "Exhibition"),
        "place": messages.Place(group.chat_id),
        "said_at": stories.NOW,
        "now": stories.NOW,
        "language": group.language,
        "bot_username": "MusterBot",
        "group": group,
        "message_id": 77,
    }
    return Request(**{**usual, **values})

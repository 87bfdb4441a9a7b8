"""A group's chat on a real database: people who say things, each message a transaction of its own; knows no handler."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from coordination import messages, ports
from coordination.rules import events, groups, people, tasks
from coordination.services import changes
from coordination.services import groups as group_service
from coordination.services import people as people_service
from coordination.services import tasks as task_service
from storage import engines, work
from tests.coordination import samples

CHAT = -1_001_500_000_001
DEFAULTS = group_service.Defaults("en", samples.ZONE, zone_confirmed=True)


@dataclass(slots=True)
class Room:
    """`tell` is one message; `now` moves only by `pass_`. Nobody leads until `make_lead`."""

    database: engines.Database
    now: datetime = samples.NOW
    telegram_id: int = CHAT
    group_id: int = 0
    who: dict[str, people.Person] = field(default_factory=dict)
    last_message: int = 100

    @contextlib.asynccontextmanager
    async def work(self) -> AsyncIterator[ports.Work]:
        """One update: committed at the end, dropped by an exception."""
        async with (
            work.transaction(self.database, now=self.now, bot_id=1, locks=[self.telegram_id]) as transaction,
            transaction.layer() as unit,
        ):
            yield unit

    async def open(self, *names: str, chat_type: str = "supergroup") -> None:
        """Make the chat a group, with these people in it."""
        async with self.work() as unit:
            chat = groups.Chat(unit.new_id(), self.telegram_id, chat_type, "Exhibition")
            unit.chats.save(chat)
            group = await group_service.open_group(
                unit, chat, messages.Place(chat.id), first_text="/task hall", actor=None, defaults=DEFAULTS
            )
            self.group_id = group.id
        for name in names:
            await self.join(name)

    async def join(self, name: str, username: str | None = None) -> people.Person:
        """Somebody says something for the first time."""
        telegram_id = 7_000_000_000 + len(self.who)
        seen = people_service.Seen(telegram_id, name, username)
        async with self.work() as unit:
            person = await people_service.arrive(unit, seen)
            assert person is not None
            await people_service.appear(unit, await unit.groups.get(self.group_id), person)
        self.who[name] = person
        return person

    async def give_part(self, name: str, part: people.Part) -> None:
        async with self.work() as unit:
            membership = await unit.people.membership(self.group_id, self.who[name].id)
            assert membership is not None
            unit.people.save_membership(replace(membership, part=part))

    async def set(self, **settings: Any) -> None:
        """Change settings of the group."""
        async with self.work() as unit:
            group = await unit.groups.get(self.group_id)
            unit.groups.save(replace(group, settings=replace(group.settings, **settings)))

    def pass_(self, **time: float) -> None:
        """Let time pass (as `timedelta` takes it)."""
        self.now += timedelta(**time)

    @contextlib.asynccontextmanager
    async def tell(
        self, name: str | None, text: str = "words", *, message: int | None = None
    ) -> AsyncIterator[tuple[ports.Work, changes.Said]]:
        """One message of somebody's (`None`: an anonymous admin); `message` says an earlier one again, or an edit."""
        if message is None:
            self.last_message += 1
            message = self.last_message
        async with self.work() as unit:
            group = await unit.groups.get(self.group_id)
            source = events.Source(group.chat_id, message)
            actor = None if name is None else self.who[name]
            yield unit, changes.Said(group, actor, self.now, unit.new_id(), text, source)

    async def create(self, name: str | None, title: str = "Book the hall", **draft: Any) -> tasks.Task:
        """A new task; owners are named by `owner="Ann"`."""
        owner = draft.pop("owner", None)
        if owner is not None:
            draft["owners"] = (samples.owner(self.who[owner]),)
        async with self.tell(name, title) as (unit, said):
            made = await task_service.create(unit, said, tasks.Draft(title, **draft))
        return made.task

    async def task(self, number: int) -> tasks.Task:
        """The task as it is stored now."""
        async with self.work() as unit:
            found = await unit.tasks.by_number(self.group_id, number)
        assert found is not None
        return found

    async def log(self, number: int) -> list[events.Event]:
        """The task's events as stored, oldest first."""
        async with self.work() as unit:
            found = await unit.tasks.by_number(self.group_id, number)
            assert found is not None
            return list(await unit.events.of_task(self.group_id, found.id, limit=1000))[::-1]

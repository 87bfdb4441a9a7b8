"""What a group's records hold, read whole from the database, and the rules that they keep at every moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from coordination import ports
from coordination.rules import events as happened
from coordination.rules import fields, groups, tasks
from storage import engines, tables, work

EVERYTHING = 10_000
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
MAY_CHANGE_ORIGINAL = frozenset({"undone", "corrected", "amended"})
"""Kinds of the events by which somebody takes back or re-words what they had said themselves."""


@dataclass(frozen=True, slots=True)
class Records:
    """A group, its tasks by number, its events and updates by id, and the names of its people."""

    group: groups.Group
    tasks: Mapping[int, tasks.Task]
    events: Mapping[int, happened.Event]
    updates: Mapping[int, happened.Update]
    people: Mapping[int, str]

    def log(self, task_id: int) -> list[happened.Event]:
        """The events of one task, oldest first."""
        return [event for event in self.events.values() if event.task_id == task_id]


async def of_chat(database: engines.Database, telegram_id: int) -> Records | None:
    """`None` while the chat is no group's."""
    async with work.reading(database, now=datetime.now(UTC)) as unit:
        chat = await unit.chats.by_telegram_id(telegram_id)
        group = None if chat is None else await unit.groups.of_chat(chat.id, None)
        if group is None:
            return None
        page = await unit.tasks.find(group.id, ports.TaskFilter(live=False), limit=EVERYTHING)
        log = await unit.events.since(group.id, *ALWAYS)
        members = await unit.people.members(group.id)
        told = await unit.updates.since(group.id, *ALWAYS)
    return Records(
        group,
        {task.number: task for task in page.tasks},
        {event.id: event for event in log},
        {update.id: update for update in told},
        {person.id: person.name for person, _ in members},
    )


def broken(found: Records) -> list[str]:
    """Every rule of product.md that these records break, in words."""
    return [*_of_numbers(found), *_of_tasks(found), *_of_links(found)]


def _of_numbers(found: Records) -> Iterator[str]:
    numbers = sorted(found.tasks)
    if numbers != list(range(1, found.group.next_number)):
        yield f"numbers {numbers} where the next is {found.group.next_number}"


def _of_tasks(found: Records) -> Iterator[str]:
    for task in found.tasks.values():
        rule = tasks.broken(task)
        if rule is not None:
            yield f"#{task.number}: {rule}"
        log = found.log(task.id)
        if fields.replay(log) != task:
            yield f"#{task.number}: its events replay to {fields.replay(log)}"
        if [event.at for event in log] != sorted(event.at for event in log):
            yield f"#{task.number}: its events are out of order"
        for event in log[1:]:
            if (event.before or {}).get("original_due") and event.kind not in MAY_CHANGE_ORIGINAL:
                yield f"#{task.number}: its original date was changed by {event.kind}"


def _of_links(found: Records) -> Iterator[str]:
    ids = {task.id: task for task in found.tasks.values()}
    for name, onward in (
        ("waits", {task.id: set(task.waits_for) for task in ids.values()}),
        ("lies", {task.id: {task.parent_id} - {None} for task in ids.values()}),
    ):
        left: dict[int, set[int]] = {one: {int(to) for to in tos if to is not None} for one, tos in onward.items()}
        if strange := {to for tos in left.values() for to in tos} - ids.keys():
            yield f"something {name} by tasks of another group: {strange}"
        while free := [one for one, tos in left.items() if not tos & left.keys()]:
            for one in free:
                del left[one]
        if left:
            yield f"something {name} in a circle: {[ids[one].number for one in left]}"


def changed(before: Records, after: Records) -> list[str]:
    """What was overwritten or forgotten between two moments, in words; things may only be added."""
    said: list[str] = []
    for name in ("events", "updates"):
        old: Mapping[int, object] = getattr(before, name)
        new: Mapping[int, object] = getattr(after, name)
        said += [f"{name}: {one} became {new.get(key)}" for key, one in old.items() if new.get(key) != one]
    for number, task in before.tasks.items():
        now = after.tasks.get(number)
        if now is None or now.id != task.id:
            said.append(f"#{number} names another task now")
        elif task.original_due not in (None, now.original_due) and not _was_said_otherwise(before, after, task.id):
            said.append(f"#{number}: its original date became {now.original_due}")
    return said


def _was_said_otherwise(before: Records, after: Records, task_id: int) -> bool:
    new = [event for event in new_events(before, after) if event.task_id == task_id]
    return any(event.kind in MAY_CHANGE_ORIGINAL and "original_due" in (event.before or {}) for event in new)


def new_events(before: Records, after: Records) -> list[happened.Event]:
    """The events that came between two moments."""
    return [event for number, event in after.events.items() if number not in before.events]


async def read_messages(database: engines.Database) -> set[tuple[int, int]]:
    """Telegram's ids of chat and message of every message of which a line was carried out."""
    lines, chats = tables.lines.c, tables.chats.c
    asked = sa.select(chats.telegram_id, lines.message_id).where(lines.chat_id == chats.id, lines.text != "")
    async with database.reader() as reader:
        return {(row.telegram_id, row.message_id) for row in await reader.execute(asked)}


async def inbox(database: engines.Database) -> dict[int, str]:
    """What became of each update: its outcome, and the error of one that failed."""
    async with database.reader() as reader:
        found = await reader.execute(sa.select(tables.inbox.c.update_id, tables.inbox.c.outcome, tables.inbox.c.error))
        return {row.update_id: f"{row.outcome} {row.error or ''}".strip() for row in found}


async def outbox(database: engines.Database) -> dict[int, str]:
    """The state of each row of the outbox, with its note."""
    async with database.reader() as reader:
        found = await reader.execute(sa.select(tables.outbox.c.id, tables.outbox.c.state, tables.outbox.c.note))
        return {row.id: f"{row.state} {row.note or ''}".strip() for row in found}

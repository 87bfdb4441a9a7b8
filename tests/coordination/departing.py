"""Chats that join a programme and take it back, for tests; each with a task of its own."""

from dataclasses import replace

from coordination import messages, ports
from coordination.rules import groups, people, tasks
from coordination.services import (
    departures,
    log,
)
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from tests.coordination.committees import Committee
from tests.coordination.rooms import CHAT, DEFAULTS, Room


async def hall_of(opened: Committee, number: int = 1) -> Room:
    """A chat with a task of its own, of which Bo and Li are members."""
    hall = Room(opened.room.database, now=opened.room.now, telegram_id=CHAT - number)
    async with hall.work() as work:
        chat = groups.Chat(work.new_id(), hall.telegram_id, "supergroup", "Hall people", may_pin=True)
        work.chats.save(chat)
        kept = replace(DEFAULTS, zone_confirmed=False)
        place = messages.Place(chat.id)
        group = await groups_service.open_group(work, chat, place, first_text="hello", actor=None, defaults=kept)
        hall.group_id = group.id
    for name in ("Bo", "Li"):
        async with hall.work() as work:
            person = people.Person(work.new_id(), 9_000_000_000 + number * 10 + len(hall.who), name, started=True)
            work.people.save(person)
            work.people.save_membership(people.Membership(hall.group_id, person.id))
        hall.who[name] = person
    await hall.create("Li", "Own work")
    return hall


async def join(opened: Committee, hall: Room, code: str = "EXH") -> int:
    """The change by which the chat took the place."""
    async with hall.tell("Li") as (work, said):
        await programme_service.join(work, said, opened.seats[code].seat.join_code)
        return said.change_id


async def back(hall: Room, change_id: int) -> departures.Departed:
    async with hall.tell("Li") as (work, said):
        await log.take_back(work, said, change_id, is_admin=True)
        left = await departures.of_update(work)
    assert left is not None
    return left


async def titles(room: Room, group_id: int) -> dict[int, str]:
    """Live tasks by number."""
    async with room.work() as work:
        page = await work.tasks.find(group_id, ports.TaskFilter(live=False), limit=50)
    return {one.number: one.title for one in page.tasks if one.state is not tasks.State.DROPPED}


async def said_of(room: Room, group_id: int, task_id: int) -> list[str]:
    async with room.work() as work:
        return [one.text for one in await work.updates.of_task(group_id, task_id)]

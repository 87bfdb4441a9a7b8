"""A committee with its groups on a real database, made of a plan as services make it; knows no handler."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from coordination import messages, ports
from coordination.rules import groups, people, programmes
from coordination.services import groups as groups_service
from coordination.services import plans
from coordination.services import programmes as programme_service
from storage import engines
from tests.coordination import rooms, samples

ROWS: tuple[dict[str, Any], ...] = (
    {"title": "Book the hall", "group": "Exhibition", "owners": ["Bo"], "due": "2026-12-04", "state": "doing"},
    {"title": "Press kit", "group": "Media", "owners": [], "due": "2026-12-11", "state": "done", "percent": 100},
    {"title": "Send invitations", "group": "Guests", "owners": ["@cy"], "due": None, "state": "blocked"},
    {"title": "Order lunch", "group": None, "owners": [], "due": "2026-12-01", "due_time": "12:30", "state": None},
)


def reading(*rows: dict[str, Any]) -> dict[str, Any]:
    """A reading of these rows as JSON, as a reader of plans gives it."""
    blank = {"start": None, "due": None, "due_time": None, "percent": None, "parent": None, "ref": None, "reason": None}
    return {
        "tasks": [{**blank, "row": place, **row} for place, row in enumerate(rows, 2)],
        "report_back": [],
    }


@dataclass(slots=True)
class Committee:
    """`room` is the committee's own chat; `seats` are its groups by code."""

    room: rooms.Room
    seats: dict[str, programme_service.Seated] = field(default_factory=dict)

    async def send(self, *rows: dict[str, Any]) -> programmes.PlanFile:
        """A plan that Ann sent and that was read."""
        async with self.room.tell("Ann") as (work, said):
            plan = plans.receive(work, said, plans.Sent("plan.csv", "file"))
            return plans.note_reading(work, plan, reading(*rows))

    async def accept(self, plan: programmes.PlanFile, *, alone: bool = False) -> plans.Preview:
        """Ann takes it over."""
        async with self.room.tell("Ann") as (work, said):
            return await plans.accept(work, said, plan, alone=alone)

    async def learn(self) -> None:
        """Read the groups anew."""
        async with self.room.work() as work:
            programme = await work.programmes.of_committee(self.room.group_id)
            assert programme is not None
            self.seats = {one.seat.code: one for one in await programme_service.seated(work, programme)}

    async def group(self, work: ports.Work) -> groups.Group:
        """The committee's own group."""
        return await work.groups.get(self.room.group_id)

    async def join(self, code: str, *leads: str, number: int = 1) -> rooms.Room:
        """Another chat takes the place of this code; the people named lead it and have begun private chats."""
        room = rooms.Room(self.room.database, now=self.room.now, telegram_id=rooms.CHAT - number)
        async with room.work() as work:
            chat = groups.Chat(work.new_id(), room.telegram_id, "supergroup", f"Chat of {code}", may_pin=True)
            work.chats.save(chat)
            place = messages.Place(chat.id)
            group = await groups_service.open_group(
                work, chat, place, first_text="hello", actor=None, defaults=rooms.DEFAULTS
            )
            room.group_id = group.id
        for name in leads:
            await self._come(room, name)
        async with room.tell(leads[0] if leads else None) as (work, said):
            await programme_service.join(work, said, self.seats[code].seat.join_code)
        await self.learn()
        return room

    async def _come(self, room: rooms.Room, name: str) -> None:
        number = 8_000_000_000 + abs(room.telegram_id) % 1000 * 10 + len(room.who)
        async with room.work() as work:
            person = people.Person(work.new_id(), number, name, started=True)
            work.people.save(person)
            work.people.save_membership(people.Membership(room.group_id, person.id, people.Part.LEAD))
            work.chats.save(groups.Chat(work.new_id(), number, "private", name))
        room.who[name] = person


@contextlib.asynccontextmanager
async def committee(url: str) -> AsyncIterator[Committee]:
    """The programme of `ROWS`: three groups without a chat yet; Ann leads the committee, Bo is a member."""
    database = await engines.open(url)
    try:
        room = rooms.Room(database, now=samples.NOW)
        await room.open("Ann", "Bo")
        await room.give_part("Ann", people.Part.LEAD)
        made = Committee(room)
        await made.accept(await made.send(*ROWS))
        await made.learn()
        yield made
    finally:
        await database.close()

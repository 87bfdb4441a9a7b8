"""A group with a lead and a deputy whose mornings are fired one after the other, on SQLite; it asserts nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from coordination.rules import digests, groups, instants, people
from coordination.services import groups as groups_service
from coordination.services import schedules
from storage import engines
from tests.coordination import samples
from tests.coordination.rooms import Room

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@dataclass(slots=True)
class Mornings:
    """`told` is who was told what in private: day, name, level and numbers, in order."""

    room: Room
    told: list[tuple[int, str, str, list[int]]] = field(default_factory=list)
    views: dict[int, digests.DigestView] = field(default_factory=dict)

    async def fire(self, day: date, kind: str = groups_service.DIGEST) -> schedules.Fired | None:
        """What the schedule of that kind says at 8:30 of the day (a summary at 15:00)."""
        at = groups_service.DIGEST_AT if kind == groups_service.DIGEST else groups_service.SUMMARY_AT
        self.room.now = instants.resolve(day, at, samples.ZONE) + timedelta(seconds=20)
        async with self.room.work() as work:
            every = await work.schedules.of_group(self.room.group_id)
            fired = await schedules.fire(work, next(one for one in every if one.kind == kind).id)
        if not isinstance(fired, schedules.Fired):
            return None
        if isinstance(fired.view, digests.DigestView):
            self.views[day.day] = fired.view
        for one in fired.told:
            numbers = [standing.task.number for standing in one.standings]
            self.told.append((day.day, one.person.name, one.level.value, numbers))
        return fired

    async def until(self, last: date) -> None:
        """Every morning from the one after the last that was fired."""
        first = max((TUESDAY.replace(day=day) for day in self.views), default=MONDAY) + timedelta(days=1)
        for ahead in range((last - first).days + 1):
            await self.fire(first + timedelta(days=ahead))

    def heard(self) -> list[tuple[int, str, str]]:
        """Day, name and level of all that was told."""
        return [(day, name, level) for day, name, level, _ in self.told]

    def to_work(self, day: date, hour: int = 10) -> None:
        """Let it be that hour of the day in the group."""
        self.room.now = instants.resolve(day, time(hour), samples.ZONE)


@asynccontextmanager
async def mornings(url: str, *, private: tuple[str, ...] = ("Ann", "Bo", "Cy", "Di")) -> AsyncIterator[Mornings]:
    """Monday 23 November 2026, 10:00: Ann leads, Di is her deputy, Bo and Cy are members; `private` began a chat."""
    database = await engines.open(url)
    room = Room(database)
    room.now = samples.NOW - timedelta(days=1)
    await room.open("Ann", "Bo", "Cy", "Di")
    await room.give_part("Ann", people.Part.LEAD)
    await room.give_part("Di", people.Part.DEPUTY)
    async with room.work() as work:
        for name in private:
            work.people.save(replace(room.who[name], started=True))
            work.chats.save(groups.Chat(work.new_id(), room.who[name].telegram_id, "private"))
    yield Mornings(room)
    await database.close()

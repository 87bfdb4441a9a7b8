"""A group with a digest and a summary on a real database, and the firing of what is due; it asserts nothing."""

from datetime import UTC, date, datetime, timedelta

from coordination import messages, ports
from coordination.rules import groups, tasks
from coordination.services import groups as groups_service
from coordination.services import schedules
from storage import engines
from tests.storage import samples

ZONE = "Asia/Shanghai"
DEFAULTS = groups_service.Defaults("en", ZONE, zone_confirmed=True)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """An instant by the clocks of Beijing."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


MONDAY_NOON = at(23, 12)
DUE = at(24, 8, 30)
NEXT = at(25, 8, 30)
SUMMARY_DUE = at(27, 15)


async def founded(database: engines.Database, *, defaults: groups_service.Defaults = DEFAULTS) -> groups.Group:
    """A group since Monday noon with its digest and summary, and a task that is late."""
    async with samples.update(database, now=MONDAY_NOON) as unit:
        chat = samples.chat(unit.new_id())
        unit.chats.save(chat)
        group = await groups_service.open_group(
            unit, chat, messages.Place(chat.id), first_text="hello", actor=None, defaults=defaults
        )
        due = tasks.Due(date(2026, 11, 20))
        unit.tasks.save(samples.task(1, group.id, due=due, original_due=due, created_at=MONDAY_NOON))
        return group


async def schedule_of(database: engines.Database, group: groups.Group, kind: str = "digest") -> ports.Schedule:
    async with samples.update(database) as unit:
        return next(one for one in await unit.schedules.of_group(group.id) if one.kind == kind)


async def save(database: engines.Database, *records: ports.Schedule | groups.Group | groups.Chat | tasks.Task) -> None:
    async with samples.update(database) as unit:
        for record in records:
            match record:
                case ports.Schedule():
                    unit.schedules.save(record)
                case groups.Group():
                    unit.groups.save(record)
                case groups.Chat():
                    unit.chats.save(record)
                case tasks.Task():
                    unit.tasks.save(record)


async def fire(database: engines.Database, schedule: ports.Schedule, now: datetime) -> schedules.Fired | None:
    async with samples.update(database, now=now) as unit:
        fired = await schedules.fire(unit, schedule.id)
    assert fired is None or isinstance(fired, schedules.Fired)
    return fired

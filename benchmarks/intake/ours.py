"""Muster as it runs, on a board seeded with the benchmark's groups and tasks; reactions off, so that it answers."""

import sys
from dataclasses import replace
from datetime import UTC, datetime

import storage
from benchmarks.intake import load
from bot import process
from bot.settings import load as load_settings
from coordination.rules import groups, people, tasks
from storage import work


async def seed(url: str) -> None:
    """Forty groups of one member and twenty tasks each, which the member owns."""
    await storage.migrate(url)
    database = await storage.open(url)
    now = datetime.now(UTC)
    async with work.transaction(database, now=now, bot_id=load.BOT_ID, locks=()) as transaction:
        for place in range(load.CHATS):
            async with transaction.layer() as unit:
                _seed_group(unit, place, now)
    await database.close()


def _seed_group(unit: work.UnitOfWork, place: int, now: datetime) -> None:
    shown = load.person(place)
    chat = groups.Chat(unit.new_id(), load.chat_id(place), "supergroup", f"Group {place}", reaction=None)
    person = people.Person(unit.new_id(), shown["id"], shown["first_name"], shown["username"], "en")
    group = groups.Group(
        unit.new_id(), chat.id, None, chat.title, "en", "Asia/Shanghai", zone_confirmed=True, next_number=load.TASKS + 1
    )
    unit.chats.save(chat)
    unit.people.save(person)
    unit.groups.save(group)
    unit.people.save_membership(people.Membership(group.id, person.id, since=now))
    for number in range(1, load.TASKS + 1):
        task = tasks.Task(unit.new_id(), group.id, number, f"Task {number}", now, person.id)
        unit.tasks.save(replace(task, owner=tasks.Owner(person.name, person.id)))


async def main(server: str, path: str) -> int:
    url = f"sqlite+aiosqlite:///{path}"
    await seed(url)
    settings = load_settings(
        {
            "BOT_TOKEN": load.TOKEN,
            "TELEGRAM_API_URL": server,
            "DATABASE_URL": url,
            "DEFAULT_TIME_ZONE": "Asia/Shanghai",
            "MESSAGES_PER_SECOND": "1000",
            "CHAT_MESSAGES_PER_SECOND": "1000",
            "GROUP_MESSAGES_PER_MINUTE": "1000",
            "LOG_LEVEL": "WARNING",
        }
    )
    return await process.run(settings)


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(sys.argv[1], sys.argv[2]))

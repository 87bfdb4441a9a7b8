"""Requests between groups on a real database: who may answer, what is watched, and where one without an answer goes."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from coordination.errors import Refused
from coordination.rules import calendars, requests, tasks
from coordination.services import programmes as programme_service
from coordination.services import request_watch, sections
from coordination.services import requests as service
from tests.coordination import committees, rooms
from tests.coordination.committees import Committee

DUE = tasks.Due(date(2026, 12, 1))


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committees.committee(sqlite_url) as made:
        yield made


async def put(opened: Committee, asker: rooms.Room, target: str) -> service.Asked:
    """Somebody who leads the asking group asks for tables."""
    name = next(iter(asker.who))
    async with asker.tell(name, "tables") as (work, said):
        group = await work.groups.get(opened.seats[target].group.id)
        return service.ask(work, said, group, tasks.Draft("Tables", due=DUE))


async def step(opened: Committee, asked: service.Asked, at: datetime) -> request_watch.Step | None:
    opened.room.now = at
    async with opened.room.work() as work:
        return await request_watch.step(work, asked.id)


def hour(day: int, at: int = 2) -> datetime:
    """That day of November, so many hours of UTC; the groups live in a zone eight hours ahead."""
    return datetime(2026, 11, day, at, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked_on", "at", "reminded_on", "up_on"),
    [
        (date(2026, 11, 24), 2, date(2026, 11, 26), date(2026, 11, 30)),
        (date(2026, 11, 27), 15, date(2026, 12, 1), date(2026, 12, 3)),
        (date(2026, 11, 27), 17, date(2026, 12, 1), date(2026, 12, 3)),
    ],
)
def test_both_steps_come_at_nine_after_working_days(asked_on: date, at: int, reminded_on: date, up_on: date) -> None:
    asked_at = datetime.combine(asked_on, time(at), UTC)
    waiting = requests.Waiting(asked_at, "Asia/Shanghai", calendars.of_country("CN"))
    nine = time(1, tzinfo=UTC)
    assert waiting.reminds_at == datetime.combine(reminded_on, nine)
    assert waiting.goes_up_at == datetime.combine(up_on, nine)


async def test_it_goes_to_the_section_of_both_where_that_has_a_chat_and_else_to_the_committee(
    opened: Committee,
) -> None:
    # given two groups of one section with a chat, and one that stands under the committee
    async with opened.room.tell("Ann") as (work, said):
        section = await sections.make(work, said, "Venue", code="VEN")
    hall, media = await opened.join("EXH", "Li", number=1), await opened.join("MED", "Mo", number=2)
    guests = await opened.join("GUE", "Gu", number=3)
    async with opened.room.tell("Ann") as (work, said):
        for code in ("EXH", "MED"):
            await sections.put(work, said, opened.seats[code].group.id, section.group.id)
    opened.seats["VEN"] = programme_service.Seated(section.seat, section.group)
    chat = await opened.join("VEN", "Vi", number=4)
    inside, outside = await put(opened, hall, "MED"), await put(opened, hall, "GUE")

    # (what stands above a group gives, what stands beside it asks)
    for room, typed, gives in ((chat, "EXH Tables", True), (chat, "GUE Tables", False), (hall, "VEN Tables", False)):
        async with room.work() as work:
            found = await service.addressed(work, await work.groups.get(room.group_id), typed)
            assert found is not None and found.from_above is gives

    # when two working days pass, each is reminded of once
    assert await step(opened, inside, hour(25)) is None
    first = await step(opened, inside, hour(26))
    assert first is not None and first.above is None
    assert first.next_above is not None and first.next_above.id == chat.group_id
    assert await step(opened, inside, hour(27)) is None

    # then one goes to the section, the other to the committee, and whoever stands elsewhere can't decide it
    passed = await step(opened, inside, hour(30))
    assert passed is not None and passed.above is not None and passed.above.id == chat.group_id
    assert await step(opened, inside, hour(30)) is None
    passed = await step(opened, outside, hour(30))
    assert passed is not None and passed.above is not None and passed.above.id == opened.room.group_id
    async with chat.work() as work:
        with pytest.raises(Refused):
            await service.of_above(work, await work.groups.get(chat.group_id), outside.id)
        assert (await service.of_above(work, await work.groups.get(chat.group_id), inside.id)).id == inside.id
    for room in (media, guests):
        async with room.work() as work:
            with pytest.raises(Refused):
                await service.of_asker(work, await work.groups.get(room.group_id), inside.id)


async def test_only_the_lead_of_the_group_asked_answers_and_the_day_agreed_is_the_tasks_own(opened: Committee) -> None:
    hall, guests = await opened.join("EXH", "Li", number=1), await opened.join("GUE", "Gu", "Go", number=2)
    asked = await put(opened, hall, "GUE")
    await guests.join("Na")
    other = replace(DUE, on=date(2026, 12, 8))
    async with guests.tell("Na") as (work, said):
        for answer in (service.accept(work, said, asked), service.propose(work, said, asked, other)):
            with pytest.raises(Refused):
                await answer
    async with guests.tell("Gu") as (work, said):
        with pytest.raises(Refused):
            await service.propose(work, said, asked, DUE)
        offered = await service.propose(work, said, asked, other)
    assert offered.answering.id == hall.group_id
    second = await put(opened, hall, "GUE")
    async with guests.tell("Gu") as (work, said):
        second = await service.propose(work, said, second, other)
        assert (await service.accept(work, said, second)).due == DUE
    async with hall.tell("Li") as (work, said):
        task = await service.agree(work, said, offered)
    assert (task.due, task.original_due, task.asked_by) == (other, other, hall.group_id)
    assert task.group_id == guests.group_id
    async with hall.work() as work:
        with pytest.raises(Refused):
            await service.of_id(work, asked.id)
        found = await request_watch.card(work, await work.groups.get(hall.group_id), "gue", task.number)
        assert found[1].id == task.id
        with pytest.raises(Refused):
            await request_watch.card(work, await work.groups.get(hall.group_id), "gue", 1)

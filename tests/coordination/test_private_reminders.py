"""Whom a group reminds in private, of what, and when nobody; on both databases."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from coordination.rules import absence, groups, instants, reports, tasks
from coordination.services import (
    absences,
    owed_reports,
    private_reminders,
    reminder_joins,
    reminder_views,
    schedules,
)
from coordination.services import dues as dues_service
from coordination.services import groups as groups_service
from coordination.services import reports as reports_service
from storage import engines
from tests.coordination import samples
from tests.coordination.rooms import Room


@pytest.fixture
async def room(database: engines.Database) -> AsyncIterator[Room]:
    """Ann and Bo began private chats, Cy did not."""
    opened = Room(database)
    await opened.open("Ann", "Bo", "Cy")
    async with opened.work() as work:
        for name in ("Ann", "Bo"):
            work.people.save(replace(opened.who[name], started=True))
            work.chats.save(groups.Chat(work.new_id(), opened.who[name].telegram_id, "private"))
    yield opened


async def morning(room: Room, day: date) -> Sequence[reminder_views.Reminded]:
    """What the group's morning of that day says."""
    room.now = instants.resolve(day, groups_service.DIGEST_AT, samples.ZONE) + timedelta(seconds=20)
    async with room.work() as work:
        kinds = {one.kind: one for one in await work.schedules.of_group(room.group_id)}
        schedule = kinds[groups_service.REMINDERS]
        return await private_reminders.fire(work, schedule, await work.groups.get(room.group_id))


def told(found: Sequence[reminder_views.Reminded]) -> dict[str, list[int]]:
    return {one.person.name: [entry.task.number for entry in one.entries] for one in found}


def workday(days: int) -> date:
    """So many days after the first day, which is a working one."""
    return samples.NOW.date() + timedelta(days=days)


async def _due(room: Room, name: str, on: date, **draft: object) -> tasks.Task:
    return await room.create("Cy", f"Task of {name}", owner=name, due=tasks.Due(on), **draft)


async def test_each_step_is_told_once_to_its_owner_alone(room: Room) -> None:
    next_week = workday(0) + timedelta(days=7 - workday(0).weekday())  # a Monday
    friday = next_week + timedelta(days=4)
    await _due(room, "Ann", friday)
    await _due(room, "Cy", friday)
    heard = {}
    for ahead in range(5):
        heard[ahead] = told(await morning(room, next_week + timedelta(days=ahead)))
        assert told(await morning(room, next_week + timedelta(days=ahead))) == {}

    assert heard == {0: {}, 1: {"Ann": [1]}, 2: {}, 3: {"Ann": [1]}, 4: {"Ann": [1]}}


async def test_a_word_another_date_and_an_end_silence_it(room: Room) -> None:
    next_week = workday(0) + timedelta(days=7 - workday(0).weekday())
    friday = next_week + timedelta(days=4)
    for _ in range(3):
        await _due(room, "Ann", friday)
    room.now = instants.resolve(next_week + timedelta(days=3), groups_service.DIGEST_AT, samples.ZONE) - timedelta(
        hours=9
    )
    async with room.tell("Ann") as (work, said):
        await reports_service.complete(work, said, [1])
    async with room.tell("Ann") as (work, said):
        await dues_service.change_due(work, said, 2, tasks.Due(friday + timedelta(days=28)))
    assert told(await morning(room, next_week + timedelta(days=3))) == {"Ann": [3]}
    async with room.tell("Ann") as (work, said):
        await reports_service.report(work, said, [3], reports.Report(reports.Kind.PROGRESS, percent=60))
    assert told(await morning(room, friday)) == {}


async def test_a_stand_in_answers_and_without_one_nobody(room: Room) -> None:
    next_week = workday(0) + timedelta(days=7 - workday(0).weekday())
    tuesday = next_week + timedelta(days=1)
    await _due(room, "Ann", next_week + timedelta(days=4))
    async with room.work() as work:
        away = absence.Absence(room.who["Ann"].id, tuesday, tuesday, room.who["Bo"].id)
        await absences.go(work, away, workday(0))
    (only,) = await morning(room, tuesday)
    assert (only.person.name, only.entries[0].acts_for and only.entries[0].acts_for.name) == ("Bo", "Ann")

    thursday = next_week + timedelta(days=3)
    async with room.work() as work:
        await absences.go(work, absence.Absence(room.who["Ann"].id, thursday, thursday), tuesday)
    assert told(await morning(room, thursday)) == {}


async def test_a_silenced_group_and_a_run_too_late_remind_nobody(room: Room) -> None:
    next_week = workday(0) + timedelta(days=7 - workday(0).weekday())
    friday = next_week + timedelta(days=4)
    await _due(room, "Ann", friday)
    async with room.tell("Ann") as (work, said):
        await groups_service.pause(work, said, instants.resolve(friday, groups_service.DIGEST_AT, samples.ZONE))
    assert told(await morning(room, next_week + timedelta(days=1))) == {}
    assert told(await morning(room, friday)) == {"Ann": [1]}
    assert told(await morning(room, friday + timedelta(days=1))) == {}


async def test_a_clock_that_was_set_back_loses_no_step_that_comes_at_an_hour(room: Room) -> None:
    await _due(room, "Ann", workday(0))  # at short notice: three hours and one hour before 18:00
    heard = []
    for hour, minute in ((15, 0), (14, 20), (14, 20), (15, 0), (17, 0), (16, 1), (17, 1)):
        room.now = instants.resolve(workday(0), time(hour, minute), samples.ZONE) + timedelta(seconds=20)
        async with room.work() as work:
            every = {one.kind: one for one in await work.schedules.of_group(room.group_id)}
            found = await schedules.fire(work, every[groups_service.REMINDERS].id)
        assert isinstance(found, Sequence)
        heard.append((hour, told(found)))
        if found == []:
            async with room.work() as work:
                kept = await work.schedules.get(every[groups_service.REMINDERS].id)
            assert kept is not None
            assert kept.next_due_at is not None
            assert room.now < kept.next_due_at

    assert [one for one in heard if one[1]] == [(15, {"Ann": [1]}), (17, {"Ann": [1]})]


async def test_a_report_joins_the_reminder_that_was_sent_at_the_same_moment_until_it_is_in(room: Room) -> None:
    friday = workday(0) + timedelta(days=11 - workday(0).weekday())
    await _due(room, "Ann", friday)
    due_at = instants.resolve(friday, time(17, 0), samples.ZONE)
    report = reminder_joins.Owed(4711, room.group_id, "EXH", "Second meeting", due_at, samples.ZONE, is_turn=True)
    async with room.work() as work:
        assert await reminder_joins.join(work, room.who["Ann"], [report]) is None
    await morning(room, friday)
    ann = replace(room.who["Ann"], started=True)
    for _ in range(2):
        async with room.work() as work:
            joined = await reminder_joins.join(work, ann, [report])
        assert joined is not None
        assert joined.reports == (report,)
        assert [entry.task.number for entry in joined.entries] == [1]

    room.now = due_at - timedelta(hours=3)
    async with room.work() as work:
        assert await reminder_joins.join(work, ann, [report]) is None
        assert await owed_reports.missing(work, [report]) == (report,)
    room.now = due_at
    async with room.work() as work:
        assert await owed_reports.missing(work, [report]) == ()

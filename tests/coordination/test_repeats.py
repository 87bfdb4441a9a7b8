"""Repeating tasks: which lines say so, when the next one is due, and what becomes of the one that is open."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.errors import Refused
from coordination.rules import calendars, names, people, reading_new, repeats, reports, tasks, when
from coordination.rules.patterns import Unit
from coordination.services import links, moves
from coordination.services import repeats as service
from coordination.services import reports as reports_service
from storage import engines
from tests.coordination.rooms import Room

ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, 10:00 in Beijing
ROSTER = names.Roster((names.Known(1, ("Ann Lee",), "ann"), names.Known(2, ("李敏",), "limin")))


def read(line: str, language: str = "en") -> repeats.Wish | None:
    frame = when.Frame(now=NOW, zone=ZoneInfo(ZONE), language=language)
    found = reading_new.new_task(line, frame, ROSTER)
    return repeats.read(found.title, found.due, frame)


def following(repeat: repeats.Repeat, meant_for: date, now: datetime = NOW) -> date | None:
    due = repeats.following(repeat, meant_for, now, ZONE, calendars.MON_FRI)
    return None if due is None else due.on


@pytest.mark.parametrize(
    ("line", "title", "first", "second"),
    [
        ("Send the report @ann every last workday", "Send the report", "2026-11-30", "2026-12-31"),
        ("Every first working day: close the books", "close the books", "2026-12-01", "2027-01-01"),
        ("Send the report every Friday @ann", "Send the report", "2026-11-27", "2026-12-04"),
        ("Water the plants every 2 weeks", "Water the plants", "2026-12-08", "2026-12-22"),
        ("Water the plants every two weeks by Friday", "Water the plants", "2026-11-27", "2026-12-11"),
        ("Water the plants by Friday every 2 weeks", "Water the plants", "2026-11-27", "2026-12-11"),
        ("Check the stand monthly", "Check the stand", "2026-12-24", "2027-01-24"),
        ("Review the budget every quarter", "Review the budget", "2027-02-24", "2027-05-24"),
        ("Pay the rent every month on the 31st", "Pay the rent", "2026-11-30", "2026-12-31"),
        ("Back up the disk every other day", "Back up the disk", "2026-11-24", "2026-11-26"),
        ("Renew the licence every year", "Renew the licence", "2027-11-24", "2028-11-24"),
        ("报送月报 李敏 每月最后一个工作日", "报送月报", "2026-11-30", "2026-12-31"),
        ("检查展台 每两周", "检查展台", "2026-12-08", "2026-12-22"),
        ("每周五报送周报 李敏", "报送周报", "2026-11-27", "2026-12-04"),
    ],
)
def test_a_line_says_how_its_task_repeats(line: str, title: str, first: str, second: str) -> None:
    wish = read(line)
    assert wish is not None
    assert (wish.title, wish.due.on.isoformat()) == (title, first)
    found = following(wish.repeat, wish.due.on)
    assert found is not None
    assert found.isoformat() == second


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("Clean the filters every 2 weeks after completion", repeats.Interval(2, Unit.WEEK)),
        ("Clean the filters every month after it is done", repeats.Interval(1, Unit.MONTH)),
        ("Clean the filters every 3 days after completion", repeats.Interval(3, Unit.DAY)),
        ("清洗滤网 办结后每3天", repeats.Interval(3, Unit.DAY)),
        ("清洗滤网 完成后每季度", repeats.Interval(3, Unit.MONTH)),
    ],
)
def test_from_completion(line: str, after: repeats.Interval) -> None:
    wish = read(line)
    assert wish is not None
    assert wish.repeat.after == after
    done_at = NOW + timedelta(days=40)
    assert following(wish.repeat, wish.due.on, done_at) == after.after(date(2027, 1, 3))


@pytest.mark.parametrize(
    "line",
    [
        "Book the hall @ann by Friday !",
        "Weekly report @ann by Friday",
        "Read the daily",
        "Explain why every week counts",
        "Write the every-day guide",
        "每日简报 12月4日前",
        "整理每周例会纪要",
    ],
)
def test_a_word_inside_a_title_repeats_nothing(line: str) -> None:
    assert read(line) is None


def test_an_interval_nobody_means_is_no_rule() -> None:
    with pytest.raises(ValueError, match="interval"):
        read("Clean the filters every 900 days")


def test_days_missed_are_not_made_up_for_and_an_hour_that_has_passed_is_left_out() -> None:
    weekly = read("Send the report every Friday")
    assert weekly is not None
    assert following(weekly.repeat, date(2026, 11, 27), NOW + timedelta(days=30)) == date(2026, 12, 25)
    hourly = read("Check the door every day at 9:00")
    assert hourly is not None
    assert following(hourly.repeat, date(2026, 11, 20)) == date(2026, 11, 25)  # it is ten already
    until = read("Send the report every Friday until 4 Dec 2026")
    assert until is not None
    assert following(until.repeat, date(2026, 12, 4)) is None


@settings(max_examples=80)
@given(st.sampled_from(["every Friday", "every last workday", "every 3 days", "monthly"]), st.integers(0, 900))
def test_the_next_one_is_later_than_the_last_and_never_in_the_past(words: str, days: int) -> None:
    wish = read(f"Check the stand {words}")
    assert wish is not None
    now = NOW + timedelta(days=days)
    found = following(wish.repeat, wish.due.on, now)
    assert found is not None
    assert found > wish.due.on
    assert found >= now.date()
    assert repeats.from_values(repeats.to_values(wish.repeat, ZONE), ZONE) == wish.repeat


# -- as groups keep them ------------------------------------------------------------------


@pytest.fixture
async def room(database: engines.Database) -> AsyncIterator[Room]:
    opened = Room(database)
    await opened.open("Ann", "Bo", "Cy")
    yield opened


async def begin(room: Room, words: str = "every Friday") -> tasks.Task:
    wish = read(f"Send the report {words}")
    assert wish is not None
    task = await room.create("Ann", wish.title, owner="Bo", due=wish.due, tags=("paper",))
    async with room.tell("Ann") as (work, said):
        await service.begin(work, said, task, wish.repeat)
    return task


async def report(room: Room, number: int, kind: reports.Kind, who: str = "Bo") -> list[service.Followed]:
    async with room.tell(who) as (work, said):
        await reports_service.report(work, said, [number], reports.Report(kind, "why"))
        return await service.follow(work)


async def open_numbers(room: Room) -> list[int]:
    async with room.work() as work:
        group = await work.groups.get(room.group_id)
        return [one.task.number for one in await service.of_group(work, group) if one.task is not None]


async def test_the_next_takes_what_the_last_had_and_one_is_open_at_a_time(room: Room) -> None:
    task = await begin(room)
    (followed,) = await report(room, task.number, reports.Kind.DONE)
    made = followed.task
    assert made is not None
    assert (made.title, made.tags, made.state) == ("Send the report", ("paper",), tasks.State.OPEN)
    assert made.owner is not None
    assert made.owner.name == "Bo"
    assert made.due is not None
    assert task.due is not None
    assert made.due.on == task.due.on + timedelta(days=7)

    assert await report(room, task.number, reports.Kind.REOPENED) == []
    assert await open_numbers(room) == [task.number]
    async with room.work() as work:
        gone = await work.tasks.get(room.group_id, made.id)
    assert gone is not None
    assert (gone.state, gone.merged_into) == (tasks.State.DROPPED, task.id)


async def test_one_that_somebody_works_on_stays_when_the_last_is_reopened(room: Room) -> None:
    task = await begin(room)
    (followed,) = await report(room, task.number, reports.Kind.DONE)
    assert followed.task is not None
    await report(room, followed.task.number, reports.Kind.NOTE)
    await report(room, task.number, reports.Kind.REOPENED)
    assert await open_numbers(room) == [followed.task.number]


async def test_it_follows_a_merge_and_ends_with_its_last_day(room: Room) -> None:
    task = await begin(room)
    other = await room.create("Ann", "The same report", owner="Bo", due=task.due)
    async with room.tell("Bo") as (work, said):
        await links.merge(work, said, task.number, other.number)
        assert await service.follow(work) == []
    assert await open_numbers(room) == [other.number]

    last = await begin(room, "every Friday until 27 Nov 2026")
    (followed,) = await report(room, last.number, reports.Kind.DONE)
    assert followed.task is None
    assert await open_numbers(room) == [other.number]


async def test_it_goes_with_its_task_to_another_group_and_goes_on_there(room: Room) -> None:
    task = await begin(room)
    async with room.work() as work:
        here = await work.groups.get(room.group_id)
        there = replace(here, id=work.new_id(), topic_id=5, name="Venue", next_number=1)
        work.groups.save(there)
    async with room.tell("Bo") as (work, said):
        moved = await moves.move(work, said, task.number, there)
        assert await service.follow(work) == []
    assert await open_numbers(room) == []
    async with room.work() as work:
        (series,) = await service.of_group(work, there)
        assert series.task is not None
        assert series.task.id == moved.task.id


async def test_only_its_people_and_leads_stop_it(room: Room) -> None:
    await begin(room)
    async with room.work() as work:
        (series,) = await service.of_group(work, await work.groups.get(room.group_id))
    await room.give_part("Ann", people.Part.LEAD)
    async with room.tell("Cy") as (work, said):
        with pytest.raises(Refused, match="leads_only"):
            await service.stop(work, said, series.schedule.id)
    async with room.tell("Bo") as (work, said):
        assert not (await service.stop(work, said, series.schedule.id)).is_on
    assert await open_numbers(room) == []
    async with room.tell("Bo") as (work, said):
        with pytest.raises(Refused, match="old_button"):
            await service.stop(work, said, 999_999)

"""The next edition: groups without persons, a plan by days before the opening, what was left, what was learnt."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination import ports
from coordination.errors import Refused
from coordination.rules import calendars, editions, groups, people, phases, tasks
from coordination.rules.openings import Days
from coordination.services import editions as service
from coordination.services import last_edition, lives, plan_actuals, plan_openings, sections, successions
from coordination.services import programmes as programme_service
from tests.coordination import samples
from tests.coordination.committees import Committee, committee

OPENING, NEXT = date(2026, 12, 18), date(2027, 12, 17)
"""Two Fridays."""

SHIFT = editions.Shift(OPENING, NEXT, calendars.MON_FRI, ZoneInfo(samples.ZONE))


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    """Exhibition stands in the section Venue; the opening day is set."""
    async with committee(sqlite_url) as one:
        async with one.room.tell("Ann") as (work, said):
            await plan_openings.move(work, said, Days(None, OPENING))
            venue = await sections.make(work, said, "Venue")
            await sections.put(work, said, one.seats["EXH"].group.id, venue.group.id)
            await last_edition.learn(work, said, "Book  halls a year ahead")
        yield one


async def wished(opened: Committee, name: str = "Forum 2027") -> ports.Question:
    async with opened.room.tell("Ann") as (work, said):
        return service.wish(work, said, editions.Wish(name, NEXT))


@pytest.mark.parametrize(
    ("name", "next_"),
    [
        ("Global Digital Forum 2027", "Global Digital Forum 2028"),
        ("全球数字大会2027", "全球数字大会2028"),
        ("2026/2027 Forum", "2026/2028 Forum"),
        ("Forum", "Forum 2028"),
        ("Hall 20271", "Hall 20271 2028"),
    ],
)
def test_the_name_takes_the_year_of_the_new_opening(name: str, next_: str) -> None:
    assert editions.next_name(name, date(2028, 5, 18)) == next_


@given(st.integers(-700, 700))
@settings(max_examples=200)
def test_a_date_keeps_its_distance_to_the_opening_and_falls_on_a_working_day(distance: int) -> None:
    on = date.fromordinal(OPENING.toordinal() + distance)
    moved = SHIFT.day(on)

    assert distance == 0 or calendars.MON_FRI.is_workday(moved)
    off = (moved - NEXT).days - distance
    assert abs(off) <= 2
    assert off * distance >= 0  # never nearer to the opening than it was


def test_an_hour_stays_the_hour_of_the_day() -> None:
    due = tasks.Due(date(2026, 12, 1), datetime(2026, 12, 1, 4, 30, tzinfo=UTC))
    assert SHIFT.due(due) == tasks.Due(date(2027, 11, 30), datetime(2027, 11, 30, 4, 30, tzinfo=UTC))
    assert SHIFT.due(None) is None


def test_what_was_done_by_an_instant_is_counted() -> None:
    begun, later, last = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 5, 9))
    rows = [
        (tasks.State.DONE, begun, later, 3),
        (tasks.State.DROPPED, begun, later, 2),
        (tasks.State.OPEN, later, None, 4),
    ]
    assert editions.share(rows, begun) == editions.Share(0, 5)
    assert editions.share(rows, last) == editions.Share(3, 7)
    assert (editions.Share(3, 7).percent, editions.Share(0, 0).percent) == (43, 0)


async def test_it_is_shown_what_would_begin_and_nothing_is_written(opened: Committee) -> None:
    question = await wished(opened)
    async with opened.room.work() as work:
        seen = await service.preview(work, question)
        assert (seen.groups, seen.sections, seen.tasks, seen.carried, seen.again, seen.lessons) == (3, 1, 4, 3, 0, 1)
        assert seen.vacant == (("", people.Part.LEAD),)
        assert await service.of_code(work, service.code_of(question)) == question
        with pytest.raises(Refused, match="no_such_code"):
            await service.of_code(work, f"NX_{question.id}_AAAAAAAAAA")
        with pytest.raises(Refused, match="old_button"):
            await service.wished(work, 404)
    async with opened.room.tell("Ann") as (work, said):
        early = service.wish(work, said, editions.Wish("Forum", OPENING))
        with pytest.raises(Refused, match="before_this"):
            await service.preview(work, early)


async def test_in_the_same_chat_the_old_programme_is_archived_and_its_chats_join_again(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    question = await wished(opened)
    async with opened.room.tell("Ann") as (work, said):
        work.plans.save_phase(phases.Phase(work.new_id(), said.group.id, 1, "第1周", "第1周", phases.Gate.PASSED))
        begun = await service.begin(work, said, question)
        await lives.check_written(work, said.group)
        with pytest.raises(Refused, match="over"):
            await service.wished(work, question.id)
    old_id, opened.room.group_id = opened.room.group_id, begun.committee.id
    await opened.learn()

    async with opened.room.work() as work:
        old, new = await work.groups.get(old_id), await work.groups.get(begun.committee.id)
        before = await work.programmes.get(begun.seen.source.id)
        assert before is not None
        assert before.archived_at == work.now
        assert (old.life, (await work.chats.get(old.chat_id)).type) == (groups.Life.ARCHIVED, "none")
        assert (new.name, new.kind, new.next_number) == ("Forum 2027", groups.GroupKind.COMMITTEE, 2)
        assert [one.part for _, one in await work.people.members(new.id)] == [people.Part.MEMBER] * 2
        found = {
            code: (await work.tasks.find(one.group.id, ports.TaskFilter(live=False), limit=9)).tasks
            for code, one in opened.seats.items()
        }
        (hall_task,), (kit,), _ = found.values()
        assert (hall_task.title, hall_task.due, hall_task.owner) == (
            "Book the hall",
            tasks.Due(date(2027, 12, 3)),
            None,
        )
        assert (kit.state, kit.percent) == (tasks.State.OPEN, None)
        carried = await work.editions.carried(hall_task.id)
        assert carried == editions.Carried(hall_task.id, "EXH-1", before.name)
        assert await work.editions.carried(kit.id) is None
        first = await plan_actuals.view(work, new)
        assert first is not None
        assert (first.total, first.planned) == (4, 0)
        assert [(one.name, one.gate) for one in await work.plans.phases_of(new.id)] == [("第1周", phases.Gate.OPEN)]
        section = await sections.of_group(work, opened.seats["EXH"].group)
        assert section is not None
        assert section.name == "Venue"
        assert [(code, one.words) for code, one in await last_edition.lessons(work, new)] == [
            ("", "Book halls a year ahead")
        ]
    code = opened.seats["EXH"].seat.join_code
    async with hall.tell("Li") as (work, said):
        assert await successions.applies(work, said.group, code)
        joined = await successions.join(work, said, code)
        assert (joined.tasks, joined.seated.group.next_number) == (1, 2)
        here = await work.groups.of_chat(said.group.chat_id, None)
        assert here is not None
        assert here.id == opened.seats["EXH"].group.id
        assert not await successions.applies(work, here, code)


async def test_a_task_carried_twice_says_so(opened: Committee) -> None:
    question = await wished(opened)
    async with opened.room.tell("Ann") as (work, said):
        begun = await service.begin(work, said, question)
    opened.room.group_id = begun.committee.id
    async with opened.room.tell("Ann") as (work, said):
        again = service.wish(work, said, editions.Wish("Forum 2028", date(2028, 12, 15)))
        assert (await service.preview(work, again)).again == 3
        await service.begin(work, said, again)
        programme = await work.programmes.after(begun.programme.id)
        assert programme is not None
        first = (await programme_service.seated(work, programme))[0]
        (task,) = (await work.tasks.find(first.group.id, ports.TaskFilter(), limit=9)).tasks
        carried = await work.editions.carried(task.id)
        assert carried is not None
        assert (carried.times, carried.edition) == (2, "Forum 2027")


async def test_today_is_compared_with_the_same_day_of_the_last_edition(opened: Committee) -> None:
    async with opened.room.work() as work:
        assert await last_edition.same_day(work, await opened.group(work)) is None
    question = await wished(opened)
    async with opened.room.tell("Ann") as (work, said):
        begun = await service.begin(work, said, question)
    opened.room.group_id = begun.committee.id
    opened.room.now = datetime(2027, 12, 10, 2, tzinfo=UTC)
    async with opened.room.work() as work:
        seen = await last_edition.same_day(work, await opened.group(work))
    assert seen is not None
    assert (seen.days, seen.now, seen.then) == (7, editions.Share(0, 4), editions.Share(1, 4))

"""Sections, editions and committees that are taken back: a chat of theirs is what it was."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

import pytest

from coordination.errors import Refused
from coordination.rules import editions as edition_rules
from coordination.rules import events, groups, programmes
from coordination.rules.openings import Days
from coordination.services import (
    beginnings,
    departures,
    editions,
    notices,
    plan_openings,
    plans,
    rollups,
    sections,
    successions,
    undo,
)
from coordination.services import programmes as programme_service
from tests.coordination import samples
from tests.coordination.committees import Committee, committee
from tests.coordination.departing import back, hall_of, join, titles


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def test_a_section_gives_its_groups_and_its_overview_back(opened: Committee) -> None:
    async with opened.room.tell("Ann") as (work, said):
        venue = await sections.make(work, said, "Venue")
        await sections.put(work, said, opened.seats["EXH"].group.id, venue.group.id)
    hall = await hall_of(opened)
    async with hall.tell("Li") as (work, said):
        joined = await programme_service.join(work, said, venue.seat.join_code)
        await rollups.ensure(work, joined.seated.group)
        change_id = said.change_id

    await back(hall, change_id)

    async with hall.work() as work:
        group = await work.groups.get(hall.group_id)
        (overview,) = [one for one in await work.schedules.of_group(group.id) if one.kind == rollups.KIND]
        below = await work.groups.get(opened.seats["EXH"].group.id)
        assert (group.kind, group.parent_id, group.name) == (groups.GroupKind.GROUP, None, "Hall people")
        assert (overview.enabled, overview.next_due_at, below.parent_id) == (False, None, venue.group.id)
    async with hall.tell("Li") as (work, said):
        joined = await programme_service.join(work, said, venue.seat.join_code)
        await rollups.ensure(work, joined.seated.group)
        (overview,) = [one for one in await work.schedules.of_group(hall.group_id) if one.kind == rollups.KIND]
        assert overview.enabled
        assert overview.next_due_at is not None


async def test_a_chat_that_went_into_the_next_edition_has_the_last_one_again(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with opened.room.tell("Ann") as (work, said):
        await plan_openings.move(work, said, Days(None, date(2026, 12, 18)))
    async with opened.room.tell("Ann") as (work, said):
        question = editions.wish(work, said, edition_rules.Wish("Forum 2027", date(2027, 12, 17)))
        begun = await editions.begin(work, said, question)
    async with opened.room.work() as work:
        seats = await programme_service.seated(work, begun.programme)
        place = next(one for one in seats if one.seat.code == "EXH").seat
    async with hall.tell("Li") as (work, said):
        assert await successions.applies(work, said.group, place.join_code)
        joined = await successions.join(work, said, place.join_code)
        change_id, coming = said.change_id, joined.seated.group.id
    old, hall.group_id = hall.group_id, coming
    await hall.create("Li", "New since")

    left = await back(hall, change_id)

    assert (left.edition, left.group.id, left.tasks) == (True, old, 2)
    async with hall.work() as work:
        here = await work.groups.of_chat(left.group.chat_id, None)
        chat = await work.chats.get((await work.groups.get(coming)).chat_id)
        seat = await work.programmes.seat_of(coming)
    assert here is not None
    assert seat is not None
    assert (here.id, chat.type, seat.joined_at) == (old, programmes.NO_CHAT, None)
    assert set((await titles(hall, coming)).values()) == {"Book the hall", "New since"}
    hall.group_id = old
    async with hall.tell("Li") as (work, said):
        again = await successions.join(work, said, place.join_code)
        kinds = [one.kind for one in await work.schedules.of_group(again.seated.group.id)]
    assert again.seated.group.id == coming
    assert len(kinds) == len(set(kinds))


async def test_a_joining_of_an_older_version_stays(opened: Committee) -> None:
    old = events.Event(1, 2, 3, programme_service.JOINED, samples.NOW, None, before={}, after={"programme": "Forum"})
    assert not departures.can_be_taken_back(old)
    assert undo.deed_of(old) is None


async def _joined_since(opened: Committee) -> None:
    await opened.join("EXH", "Wu")


async def _told_since(opened: Committee) -> None:
    async with opened.room.tell("Ann") as (work, said):
        await notices.send(work, await notices.draft(work, said, "Badges by Friday"))


async def _nothing_since(opened: Committee) -> None: ...


@pytest.mark.parametrize(("since", "ended"), [(_nothing_since, True), (_joined_since, False), (_told_since, False)])
async def test_a_committee_is_a_group_by_itself_again_when_its_plan_is_taken_back(
    opened: Committee, since: Callable[[Committee], Awaitable[None]], ended: bool
) -> None:
    await since(opened)
    async with opened.room.tell("Ann") as (work, said):
        plan = await work.plans.newest(said.group.id, programmes.PlanState.ACCEPTED)
        assert plan is not None
        await plans.take_back(work, said, plan)
        assert await beginnings.take_back(work, said, plan.ended_at) is ended
    async with opened.room.work() as work:
        group = await opened.group(work)
        programme = await work.programmes.of_committee(group.id)
        media = await work.groups.get(opened.seats["MED"].group.id)
        assert media.parent_id is not None
        above = await work.groups.get(media.parent_id)
    assert (group.kind is groups.GroupKind.GROUP, programme is None, above.id != group.id) == (ended, ended, ended)
    if ended:
        hall = await hall_of(opened)
        with pytest.raises(Refused, match="no_such_code"):
            await join(opened, hall)
        await opened.accept(await opened.send({"title": "Flags", "group": "Protocol", "owners": []}))
        await opened.learn()
        assert list(opened.seats) == ["PRO"]


async def test_a_committee_that_an_opening_day_made_is_none_without_it(opened: Committee) -> None:
    hall = await hall_of(opened)
    async with hall.tell("Li") as (work, said):
        await plan_openings.move(work, said, Days(None, date(2027, 5, 20)))
        change_id = said.change_id
    hall.pass_(minutes=5)
    async with hall.tell("Li") as (work, said):
        at = await plan_openings.made_at(work, said.group, change_id)
        await plan_openings.take_back(work, said, change_id)
        assert said.group.kind is groups.GroupKind.COMMITTEE
        assert await beginnings.take_back(work, said, at)
    async with hall.work() as work:
        group = await work.groups.get(hall.group_id)
        assert group.kind is groups.GroupKind.GROUP
        assert await work.programmes.of_committee(group.id) is None
    assert await join(opened, hall)

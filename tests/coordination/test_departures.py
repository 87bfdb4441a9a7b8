"""A joining taken back: the chat is what it was, the place waits with all that was recorded, and nothing is lost."""

import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, groups, people, programmes, reports, rounds, tasks
from coordination.rules.round_reports import Report, State
from coordination.services import (
    changes,
    departures,
    links,
    lives,
    log,
    moves,
    notices,
    requests,
    round_reports,
    undo,
)
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from coordination.services import reports as report_service
from coordination.services import rounds as rounds_service
from coordination.services import tasks as tasks_service
from tests.coordination.committees import Committee, committee
from tests.coordination.departing import back, hall_of, join, said_of, titles
from tests.coordination.rooms import Room

Happens = Callable[[Committee, Room], Awaitable[None]]


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def test_the_place_waits_again_and_the_chat_is_what_it_was(opened: Committee) -> None:
    waiting = opened.seats["EXH"].group
    hall = await hall_of(opened)
    async with hall.work() as work:
        work.people.save_membership(people.Membership(waiting.id, hall.who["Li"].id, people.Part.LEAD))
        before = await work.groups.get(hall.group_id)
    change_id = await join(opened, hall)
    joined = await hall.task(2)
    assert (joined.title, joined.owner and joined.owner.person_id) == ("Book the hall", hall.who["Bo"].id)
    async with hall.tell("Bo", "2 60% quote is in") as (work, said):
        await report_service.report(work, said, [2], reports.Report(reports.Kind.PROGRESS, "quote is in", percent=60))
    signs = await hall.create("Li", "Signs")
    async with hall.tell("Li") as (work, said):
        await links.wait_for(work, said, signs.number, [2])
    async with opened.room.tell("Ann") as (work, said):
        given = await requests.give(work, said, await work.groups.get(hall.group_id), tasks.Draft("Rug"))
        media = opened.seats["MED"].group
        kit = await work.tasks.by_number(media.id, 1)
        assert kit is not None
        work.tasks.save(replace(kit, waits_for=(joined.id, signs.id), version=kit.version + 1))
        work.notices.save(replace((await notices.draft(work, said, "Photos by Monday")).notice))
    async with opened.room.tell("Ann") as (work, said):
        sent = await notices.send(work, await notices.draft(work, said, "Badges by Friday"))
    async with hall.tell("Li") as (work, said):
        seen, receipt = await notices.of_group(work, hall.group_id, sent.notice.id)
        assert await notices.receive(work, seen.notice, receipt, said.actor)

    left = await back(hall, change_id)

    assert (left.code, left.name, left.tasks, left.receipts, left.edition) == ("EXH", "Exhibition", 2, 1, False)
    assert await titles(hall, hall.group_id) == {1: "Own work", 3: "Signs"}
    assert await titles(hall, waiting.id) == {1: "Book the hall", 2: "Rug"}
    async with hall.work() as work:
        group, place = await work.groups.get(hall.group_id), await work.programmes.by_join_code(_code(opened))
        assert place is not None
        assert replace(group, next_number=before.next_number) == before
        assert (place.group_id, place.joined_at) == (waiting.id, None)
        assert (await work.groups.get(waiting.id)).code == "EXH"
        assert await work.programmes.seat_of(hall.group_id) is None
        again = await work.tasks.by_number(waiting.id, 1)
        assert again is not None
        assert (again.percent, again.owner) == (60, tasks.Owner("Bo"))
        assert (await work.tasks.get(hall.group_id, given.id)) is not None
        kit = await work.tasks.by_number(media.id, 1)
        assert kit is not None
        assert kit.waits_for == (again.id,)
        own = await work.tasks.by_number(hall.group_id, 3)
        assert own is not None
        assert own.waits_for == ()
        plan = await work.plans.newest(opened.room.group_id, programmes.PlanState.ACCEPTED)
        assert plan is not None
        assert again.id in programmes.became(plan).values()
        receipts = {one.group_id: one.received_at for one in await work.notices.receipts(sent.notice.id)}
        assert receipts[waiting.id] is None
        there = await work.people.membership(waiting.id, hall.who["Li"].id)
        here = await work.people.membership(hall.group_id, hall.who["Li"].id)
    assert there is not None
    assert here is not None
    assert (there.part, there.left, here.part, here.left) == (people.Part.LEAD, False, people.Part.MEMBER, False)
    assert await said_of(hall, waiting.id, again.id) == ["quote is in"]
    async with hall.tell("Li") as (work, said):
        with pytest.raises(Refused, match="changed_since"):
            await log.take_back(work, said, change_id, is_admin=True)

    other = await hall_of(opened, 2)
    await join(opened, other)
    assert await titles(other, other.group_id) == {1: "Own work", 2: "Book the hall", 3: "Rug"}
    assert await join(opened, hall, "MED")  # the chat itself is free for another place
    assert await titles(hall, hall.group_id) == {1: "Own work", 3: "Signs", 5: "Press kit"}


def _code(opened: Committee) -> str:
    return opened.seats["EXH"].seat.join_code


async def test_whoever_joined_takes_it_back_by_the_command_and_only_an_admin_does(opened: Committee) -> None:
    hall = await hall_of(opened)
    change_id = await join(opened, hall)
    async with hall.tell("Li") as (work, said):
        shown = [one for one in (await log.page(work, said.group, log.Filter(), 0, 20)).entries if one.can_undo]
        assert {one.event.change_id for one in shown} == {change_id}
        assert {one.event.kind for one in shown} == {programme_service.JOINED, groups_service.ZONE}
        with pytest.raises(Refused, match="undo_admins_only"):
            await log.take_back(work, said, change_id, is_admin=False)
        with pytest.raises(Refused, match="undo_admins_only"):
            await undo.undo(work, said)
    async with hall.tell("Li") as (work, said):
        undone = await undo.undo(work, said, is_admin=True)
        assert (undone.tasks, await departures.of_update(work) is not None) == ((), True)
    assert await titles(hall, hall.group_id) == {1: "Own work"}
    async with hall.tell("Li") as (work, said):
        assert not [one for one in (await log.page(work, said.group, log.Filter(), 0, 20)).entries if one.can_undo]
        last = await work.events.last_change_by(said.group.id, hall.who["Li"].id, hall.now - timedelta(days=1))
        assert last is not None  # the task of their own; neither the joining nor its undoing is offered again
        assert {one.kind for one in await work.events.of_change(said.group.id, last)} <= events.CREATIONS


async def _reported(opened: Committee, hall: Room) -> None:
    async with opened.room.tell("Ann") as (work, said):
        floor = await rounds_service.open_round(
            work, said, rounds_service.Wish("Second", meets_at=said.at + timedelta(days=2))
        )
        turn = next(one for one in floor.turns if one.group_id == hall.group_id)
    async with hall.tell("Li") as (work, said):
        await round_reports.send(work, turn, Report(), said.actor, leads=True)


async def _called(opened: Committee, hall: Room) -> None:
    async with opened.room.tell("Ann") as (work, said):
        floor = await rounds_service.open_round(work, said, rounds_service.Wish("Now"))
        rounds_service.step(work, floor, lambda one: rounds.begin(one, work.now))


async def _archived(opened: Committee, hall: Room) -> None:
    async with opened.room.tell("Ann") as (work, said):
        await lives.archive(work, said)


@pytest.mark.parametrize(
    ("happens", "key"),
    [(_reported, "place.reported"), (_called, "place.called"), (_archived, "archive.read_only")],
)
async def test_what_the_committee_has_heard_keeps_the_place(opened: Committee, happens: Happens, key: str) -> None:
    hall = await hall_of(opened)
    change_id = await join(opened, hall)
    await happens(opened, hall)

    with pytest.raises(Refused) as refused:
        await back(hall, change_id)

    assert refused.value.key == key
    assert await titles(hall, hall.group_id) == {1: "Own work", 2: "Book the hall"}


async def test_a_round_that_waits_for_reports_goes_on_with_the_place(opened: Committee) -> None:
    hall = await hall_of(opened)
    change_id = await join(opened, hall)
    async with opened.room.tell("Ann") as (work, said):
        meets_at = said.at + timedelta(days=2)
        floor = await rounds_service.open_round(work, said, rounds_service.Wish("Second", meets_at=meets_at))
        turn = next(one for one in floor.turns if one.group_id == hall.group_id)
        work.rounds.save_report(rounds_service.kept(turn, Report(state=State.DRAFT)))

    await back(hall, change_id)

    async with opened.room.work() as work:
        turns = {one.group_id for one in await work.rounds.turns(floor.round.id)}
        kept = await work.rounds.report(turn.id)
    assert turns == {one.group.id for one in opened.seats.values()}
    assert kept is not None
    assert kept.group_id == opened.seats["EXH"].group.id


async def test_a_request_to_a_group_that_has_left_is_over(opened: Committee) -> None:
    hall = await hall_of(opened)
    change_id = await join(opened, hall)
    async with opened.room.tell("Ann") as (work, said):
        asker = await work.groups.get(opened.seats["MED"].group.id)
        target = await work.groups.get(hall.group_id)
        asked = requests.ask(work, replace(said, group=asker), target, tasks.Draft("Photo wall"))
    async with hall.tell("Li") as (work, said):
        assert (await requests.of_target(work, said.group, asked.id)).title == "Photo wall"

    await back(hall, change_id)

    async with hall.tell("Li") as (work, said):
        with pytest.raises(Refused, match="old_button"):
            await requests.of_target(work, said.group, asked.id)


async def _live(room: Room, *group_ids: int) -> list[tasks.Task]:
    """What stands in these groups and is not another one's double."""
    async with room.work() as work:
        pages = [await work.tasks.find(one, ports.TaskFilter(live=False), limit=100) for one in group_ids]
    return [one for page in pages for one in page.tasks if one.merged_into is None]


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_is_lost_whatever_was_done_meanwhile(opened: Committee, seed: int) -> None:
    chance = random.Random(seed)
    waiting, media = opened.seats["EXH"].group, opened.seats["MED"].group
    await opened.accept(
        await opened.send(*({"title": f"Row {n}", "group": "Exhibition", "owners": []} for n in range(6)))
    )
    hall = await hall_of(opened)
    change_id = await join(opened, hall)
    for step in range(25):
        number = chance.randint(1, 7 + step // 3)
        with contextlib.suppress(Refused):
            async with hall.tell("Li") as (work, said):
                await _something(work, said, (chance.choice("cummwpdg"), number, chance.randint(1, 7)), media)
    everything = await _live(hall, hall.group_id, media.id)
    said_before = sum([len(await said_of(hall, one.group_id, one.id)) for one in everything])

    await back(hall, change_id)

    stands = await _live(hall, hall.group_id, waiting.id, media.id)
    assert sorted((one.title, one.state) for one in stands) == sorted((one.title, one.state) for one in everything)
    assert sum([len(await said_of(hall, one.group_id, one.id)) for one in stands]) == said_before
    async with hall.work() as work:
        own = await work.tasks.find(hall.group_id, ports.TaskFilter(live=False), limit=100)
    here = {one.id for one in own.tasks}
    for one in stands:
        assert (one.parent_id is None) or (one.parent_id in here) == (one.id in here)
        assert all((other in here) == (one.id in here) for other in one.waits_for)


async def _something(work: ports.Work, said: changes.Said, what: tuple[str, int, int], media: groups.Group) -> None:
    """One thing that people do, by its letter, with a task and another one."""
    deed, number, other = what
    if deed == "c":
        await tasks_service.create(work, said, tasks.Draft(f"Begun {said.change_id}"))
    elif deed == "u":
        how = reports.Report(reports.Kind.PROGRESS, f"at {number}", percent=number)
        await report_service.report(work, replace(said, is_admin=True), [number], how)
    elif deed == "m":
        await links.merge(work, said, number, other)
    elif deed == "w":
        await links.wait_for(work, said, number, [other])
    elif deed == "p":
        await links.set_parent(work, said, number, other)
    elif deed == "d":
        await report_service.report(work, said, [number], reports.Report(reports.Kind.DROPPED, "no need"))
    else:
        await moves.move(work, said, number, media)

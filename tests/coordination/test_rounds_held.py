"""Rounds, reports, notices and roll-ups of a committee on a real database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coordination import ports
from coordination.errors import Refused
from coordination.rules import lights, people, rounds
from coordination.rules.round_reports import Part, Report, State
from coordination.rules.rounds import TurnState
from coordination.services import notices, rollups, summaries
from coordination.services import round_reports as reports_service
from coordination.services import rounds as service
from tests.coordination.committees import Committee, committee
from tests.coordination.rooms import Room

FRIDAY = datetime(2026, 12, 4, 6, 0, tzinfo=UTC)


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def begin(opened: Committee, meets_at: datetime | None = None) -> rounds.Floor:
    async with opened.room.tell("Ann") as (work, said):
        return await service.open_round(work, said, service.Wish("Second meeting", meets_at))


async def seen(opened: Committee, work: ports.Work) -> service.Board:
    group = await opened.group(work)
    floor = await service.current(work, group)
    assert floor is not None
    return await service.board(work, group, floor)


async def step(opened: Committee, state: TurnState) -> rounds.Floor:
    """The turn on the floor ends so."""
    async with opened.room.work() as work:
        board = await seen(opened, work)
        speaking = board.floor.speaking
        assert speaking is not None
        return service.step(work, board.floor, lambda one: rounds.move_on(one, speaking.id, state, work.now))


async def test_a_round_is_opened_in_plan_order_with_its_hours_and_only_one(opened: Committee) -> None:
    floor = await begin(opened, FRIDAY)

    assert floor.round.reports_due_at == datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    async with opened.room.work() as work:
        board = await seen(opened, work)
        assert [board.code(turn) for turn in board.floor.turns] == ["EXH", "MED", "GUE"]
        assert (await service.board_of_turn(work, floor.turns[0])) == board
    with pytest.raises(Refused, match="open_already"):
        await begin(opened)
    async with opened.room.work() as work:
        service.step(work, floor, lambda one: rounds.cancel(one, work.now))
    with pytest.raises(Refused, match="hour_passed"):
        await begin(opened, opened.room.now - timedelta(hours=1))
    near = await begin(opened, opened.room.now + timedelta(hours=3))
    assert near.round.reports_due_at == opened.room.now + timedelta(hours=2)


async def test_whoever_was_not_heard_comes_first_next_time_and_is_counted(opened: Committee) -> None:
    floor = await begin(opened)
    async with opened.room.work() as work:
        service.step(work, floor, lambda one: rounds.begin(one, work.now))
    await step(opened, TurnState.REPORTED)
    await step(opened, TurnState.REPORTED)
    floor = await step(opened, TurnState.ABSENT)
    async with opened.room.work() as work:
        service.step(work, floor, lambda one: rounds.close(one, None, work.now))
        assert await service.current(work, await opened.group(work)) is None
    await begin(opened)
    async with opened.room.work() as work:
        board = await seen(opened, work)
        assert [board.code(turn) for turn in board.floor.turns] == ["GUE", "EXH", "MED"]
        assert await service.missed_before(work, opened.seats["GUE"].group.id) == 1
        assert await service.missed_before(work, opened.seats["EXH"].group.id) == 0


async def test_only_the_committees_people_hold_its_round(opened: Committee) -> None:
    floor = await begin(opened)
    async with opened.room.work() as work:
        group = await opened.group(work)
        await service.check(work, group, opened.room.who["Ann"], is_admin=False)
        await service.check(work, group, None, is_admin=True)
        with pytest.raises(Refused, match="chairs_only"):
            await service.check(work, group, opened.room.who["Bo"], is_admin=False)
        with pytest.raises(Refused, match="old_button"):
            await service.of_committee(work, opened.seats["EXH"].group, floor.round.id)
        with pytest.raises(Refused, match="no_programme"):
            await service.programme_of(work, opened.seats["EXH"].group)
    await opened.room.give_part("Bo", people.Part.SECRETARY)
    async with opened.room.work() as work:
        await service.check(work, await opened.group(work), opened.room.who["Bo"], is_admin=False)


async def test_reports_are_asked_for_once(opened: Committee) -> None:
    floor = await begin(opened)
    async with opened.room.work() as work:
        service.ask(work, floor.round)
        assert await service.once(work, floor.round, "missing")
        assert not await service.once(work, floor.round, "missing")
    async with opened.room.work() as work:
        assert (await seen(opened, work)).is_asked


async def own_turn(hall: Room, work: ports.Work, floor: rounds.Floor) -> tuple[rounds.Turn, Report]:
    turn = next(one for one in floor.turns if one.group_id == hall.group_id)
    return await reports_service.of_turn(work, hall.group_id, turn.id)


async def test_a_report_is_changed_sent_approved_returned_and_accepted(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    floor = await begin(opened)
    li = hall.who["Li"]
    async with hall.work() as work:
        group = await work.groups.get(hall.group_id)
        assert [person.name for person, _, _ in await service.reporters(work, group)] == ["Li"]
        assert await reports_service.part_of(work, group, li) is people.Part.LEAD
        with pytest.raises(Refused, match="reporters_only"):
            await reports_service.part_of(work, group, opened.room.who["Bo"])
        turn, draft = await own_turn(hall, work, floor)
        with pytest.raises(Refused, match="old_button"):
            await reports_service.of_turn(work, opened.seats["MED"].group.id, turn.id)
        changed = await reports_service.change(work, turn, draft, "4 the fire permit")
        sent = await reports_service.send(work, turn, changed, None, leads=False)
        assert (sent.state, sent.part(Part.HELP)) == (State.SENT, "the fire permit")
        with pytest.raises(Refused, match="sent_already"):
            await reports_service.send(work, turn, sent, None, leads=False)
        approved = await reports_service.send(work, turn, sent, li, leads=True)
        assert (approved.state, approved.approved_by) == (State.APPROVED, li.id)
        back = await reports_service.give_back(work, turn, approved, "which permit?")
        with pytest.raises(Refused, match="nothing_to_return"):
            await reports_service.give_back(work, turn, back, "again")
        again = await reports_service.send(work, turn, back, li, leads=True)
        await reports_service.accept(work, turn, again)
    async with hall.work() as work:
        turn, kept = await own_turn(hall, work, floor)
        assert kept.state is State.ACCEPTED
        last = await work.rounds.last_accepted(hall.group_id)
        assert last is not None
        assert last.report == kept
        corrected = await reports_service.change(work, turn, kept, "4 nothing")
        assert (corrected.state, corrected.corrected_at) == (State.ACCEPTED, work.now)
        assert corrected.part(Part.HELP) == ""
        assert [one.parts for one in await work.rounds.versions(turn.id)][-1] == kept.parts
        with pytest.raises(Refused, match="sent_already"):
            await reports_service.send(work, turn, corrected, li, leads=True)


async def test_a_report_is_drafted_from_everything_since_the_last_accepted_one(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with hall.work() as work:
        group = await work.groups.get(hall.group_id)
        first = await reports_service.records(work, group)
    assert first.since == hall.now - service.FIRST_LOOK
    floor = await begin(opened)
    async with hall.work() as work:
        turn, draft = await own_turn(hall, work, floor)
        await reports_service.accept(work, turn, await reports_service.send(work, turn, draft, None, leads=True))
    hall.pass_(days=9)
    async with hall.work() as work:
        later = await reports_service.records(work, await work.groups.get(hall.group_id))
    assert later.since == opened.room.now
    assert [task.title for task in later.silent] == ["Book the hall"]


async def test_a_notice_is_numbered_confirmed_changed_and_withdrawn(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with opened.room.tell("Ann") as (work, said):
        with pytest.raises(Refused, match="no_words"):
            await notices.draft(work, said, " ")
        sent = await notices.send(work, await notices.draft(work, said, "Badge photos\nby Monday"))
        with pytest.raises(Refused, match="sent_already"):
            await notices.send(work, sent)
    assert (sent.notice.number, sent.notice.title, sent.notice.body) == (1, "Badge photos", "by Monday")
    assert [one.seat.code for one in sent.missing] == ["EXH", "MED", "GUE"]
    async with hall.work() as work:
        of, receipt = await notices.of_group(work, hall.group_id, sent.notice.id)
        assert await notices.receive(work, of.notice, receipt, hall.who["Li"])
        _, again = await notices.of_group(work, hall.group_id, sent.notice.id)
        assert not await notices.receive(work, of.notice, again, hall.who["Li"])
        with pytest.raises(Refused, match="old_button"):
            await notices.of_group(work, opened.room.group_id, sent.notice.id)
    async with opened.room.work() as work:
        group = await opened.group(work)
        now = await notices.of_committee(work, group, sent.notice.id)
        assert now.confirmed == 1
        assert [one.seat.code for one in await notices.to_remind(work, now)] == ["MED", "GUE"]
        assert await notices.to_remind(work, now) == []
        assert len(await notices.to_remind(work, now, at_once=True)) == 2
        assert [one.number for one in await work.notices.unconfirmed(opened.seats["MED"].group.id)] == [1]
        changed = await notices.reword(work, now, "Badge photos by Tuesday")
        assert (changed.notice.title, changed.notice.version) == ("Badge photos by Tuesday", 2)
        gone = await notices.withdraw(work, changed)
        for refused in (notices.withdraw(work, gone), notices.reword(work, gone, "x"), notices.to_remind(work, gone)):
            with pytest.raises(Refused, match="withdrawn"):
                await refused
        with pytest.raises(Refused, match="old_button"):
            await notices.of_committee(work, opened.seats["EXH"].group, sent.notice.id)


async def test_a_draft_is_dropped_and_a_group_at_night_is_asleep(opened: Committee) -> None:
    await opened.join("EXH", "Li")
    opened.room.pass_(hours=13)
    async with opened.room.tell("Ann") as (work, said):
        draft = await notices.draft(work, said, "urgent Hall closed")
        assert [one.seat.code for one in draft.asleep] == ["EXH"]
        notices.cancel(work, draft)
    async with opened.room.work() as work:
        dropped = await notices.of_committee(work, await opened.group(work), draft.notice.id)
        with pytest.raises(Refused, match="sent_already"):
            notices.cancel(work, dropped)


async def test_the_roll_up_counts_every_group_and_what_is_asked(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with hall.tell("Li", "the fire permit") as (work, said):
        await summaries.ask_help(work, said, "the fire permit")
    async with opened.room.work() as work:
        view = await rollups.view(work, await opened.group(work))
        with pytest.raises(Refused, match="no_programme"):
            await rollups.view(work, opened.seats["EXH"].group)
    assert (view.count(lights.Light.GREEN), view.count(lights.Light.YELLOW)) == (2, 1)
    assert [line.code for line in view.worst_first] == ["GUE", "EXH", "MED"]
    assert view.asks == (("EXH", "the fire permit"),)


async def test_the_roll_up_comes_on_friday_once_and_not_to_a_silent_committee(opened: Committee) -> None:
    async def fire() -> rollups.Fired | None:
        async with opened.room.work() as work:
            group = await opened.group(work)
            schedule = next(one for one in await work.schedules.of_group(group.id) if one.kind == rollups.KIND)
            return await rollups.fire(work, schedule, group)

    opened.room.now = datetime(2026, 11, 27, 9, 0, 30, tzinfo=UTC)
    first = await fire()
    assert first is not None
    assert not first.is_late
    assert await fire() is None
    async with opened.room.work() as work:
        group = await opened.group(work)
        work.groups.save(replace(group, paused_until=datetime(2027, 1, 1, tzinfo=UTC)))
    opened.room.now = datetime(2026, 12, 4, 9, 0, 30, tzinfo=UTC)
    assert await fire() is None
    async with opened.room.work() as work:
        kept = next(one for one in await work.schedules.of_group(group.id) if one.kind == rollups.KIND)
        await rollups.ensure(work, group)
        assert len([one for one in await work.schedules.of_group(group.id) if one.kind == rollups.KIND]) == 1
    assert kept.last_outcome == "skipped:paused"


async def test_a_chat_that_joins_takes_over_the_turn_and_the_receipts_of_its_place(opened: Committee) -> None:
    floor = await begin(opened)
    async with opened.room.tell("Ann") as (work, said):
        sent = await notices.send(work, await notices.draft(work, said, "Badge photos"))

    hall = await opened.join("EXH", "Li")

    async with opened.room.work() as work:
        board = await seen(opened, work)
        assert [board.code(turn) for turn in board.floor.turns] == ["EXH", "MED", "GUE"]
        assert board.floor.turns[0].group_id == hall.group_id
        assert board.floor.turns[0].id == floor.turns[0].id
        now = await notices.of_committee(work, await opened.group(work), sent.notice.id)
        assert [one.seat.code for one in now.missing] == ["EXH", "MED", "GUE"]
        assert [one.number for one in await work.notices.unconfirmed(hall.group_id)] == [1]

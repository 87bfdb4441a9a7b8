"""Rounds on a schedule, reports passed on, and what a round brought forth, on a real database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, round_figures, rounds, tasks, when
from coordination.rules.round_reports import Part, State
from coordination.rules.rounds import TurnState
from coordination.services import foresight, round_passes, round_schedules, single_runs
from coordination.services import round_reports as reports_service
from coordination.services import round_results as results
from coordination.services import rounds as service
from tests.coordination.committees import Committee, committee

FRIDAY = when.Moment(date(2026, 12, 4), datetime(2026, 12, 4, 14, 0, tzinfo=UTC))
FORTNIGHT = when.Recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=14;BYMINUTE=0", FRIDAY)


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def keep(opened: Committee, wish: service.Wish) -> ports.Schedule:
    async with opened.room.tell("Ann") as (work, said):
        work.groups.save(replace(said.group, zone_confirmed=True))
    async with opened.room.tell("Ann") as (work, said):
        return await round_schedules.keep(work, said, wish, FORTNIGHT)


async def due(opened: Committee, schedule: ports.Schedule) -> rounds.Floor | None:
    async with opened.room.work() as work:
        opening = await round_schedules.due(work, schedule.id)
        return None if opening is None else await round_schedules.open_for(work, opening)


async def test_a_round_is_opened_ahead_of_its_hour_once_and_follows_its_run(opened: Committee) -> None:
    schedule = await keep(opened, service.Wish("Meeting", minutes=5))
    assert schedule.next_due_at is not None
    meets_at = schedule.next_due_at
    async with opened.room.work() as work:
        opens = round_schedules.opens_at(await opened.group(work), schedule, meets_at)
        coming = await foresight.coming(work, await opened.group(work))
    assert next(one.outcome for one in coming if one.schedule.kind == round_schedules.KIND) == "sent"

    opened.room.now = opens - timedelta(minutes=1)
    assert await due(opened, schedule) is None
    opened.room.now = opens
    floor = await due(opened, schedule)
    assert floor is not None
    assert (floor.round.title, floor.round.minutes, floor.round.meets_at) == ("Meeting", 5, meets_at)
    assert await due(opened, schedule) is None

    async with opened.room.tell("Ann") as (work, said):
        assert floor.round.run_on is not None
        found = await single_runs.find(work, said.group, schedule.id, floor.round.run_on)
        await single_runs.move(work, said, found, datetime.combine(floor.round.run_on, time(16)))
    async with opened.room.work() as work:
        drift = await round_schedules.drift(work, await opened.group(work), floor.round)
    assert drift == round_schedules.Drift(meets_at=meets_at + timedelta(hours=2))
    async with opened.room.tell("Ann") as (work, said):
        await single_runs.leave_out(work, said, schedule.id, floor.round.run_on)
    async with opened.room.work() as work:
        drift = await round_schedules.drift(work, await opened.group(work), floor.round)
    assert drift == round_schedules.Drift(left_out=True)

    # Called off by that, and put back: it is opened once more.
    async with opened.room.work() as work:
        await round_schedules.left_out(work, floor.round)
        service.step(work, floor, lambda one: rounds.cancel(one, work.now))
    assert await due(opened, schedule) is None
    async with opened.room.tell("Ann") as (work, said):
        await single_runs.put_back(work, said, schedule.id, floor.round.run_on)
    again = await due(opened, schedule)
    assert again is not None
    assert again.round.run_on == floor.round.run_on
    assert await due(opened, schedule) is None


async def test_a_run_that_nobody_opened_is_opened_at_its_hour_and_none_while_another_is_open(opened: Committee) -> None:
    schedule = await keep(opened, service.Wish("Meeting", live_only=True))
    assert schedule.next_due_at is not None
    opened.room.now = schedule.next_due_at + timedelta(seconds=20)
    async with opened.room.work() as work:
        kept = await work.schedules.get(schedule.id)
        assert kept is not None
        opening = await round_schedules.fire(work, kept, await opened.group(work))
        assert opening is not None
        floor = await round_schedules.open_for(work, opening)
    assert floor.round.live_only
    assert floor.round.meets_at is None
    async with opened.room.work() as work:
        later = await work.schedules.get(schedule.id)
        assert later is not None
        assert later.next_due_at is not None
    opened.room.now = later.next_due_at + timedelta(seconds=20)
    async with opened.room.work() as work:
        assert await round_schedules.fire(work, later, await opened.group(work)) is None
        again = await work.schedules.get(schedule.id)
        assert again is not None
        assert again.last_outcome == "skipped:round_open"
        stopped = await round_schedules.stop(work, await opened.group(work), schedule.id)
        assert await round_schedules.of_committee(work, await opened.group(work)) == []
        with pytest.raises(Refused, match="old_button"):
            await round_schedules.stop(work, opened.seats["EXH"].group, stopped.id)


async def test_a_report_is_passed_on_within_the_group_alone(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li", "Gil")
    async with opened.room.tell("Ann") as (work, said):
        floor = await service.open_round(work, said, service.Wish("Meeting"))
    async with hall.work() as work:
        group = await work.groups.get(hall.group_id)
        turn = next(one for one in floor.turns if one.group_id == hall.group_id)
        _, report = await reports_service.of_turn(work, hall.group_id, turn.id)
        with pytest.raises(Refused, match="old_button"):
            await round_passes.pass_on(work, turn, report, group, opened.room.who["Bo"].id)
    assert group.life is groups.Life.RUNNING


async def test_numbers_asks_and_tasks_of_a_round_are_kept_as_they_were(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with opened.room.tell("Ann") as (work, said):
        floor = await service.open_round(work, said, service.Wish("Meeting"))
    async with hall.work() as work:
        turn = next(one for one in floor.turns if one.group_id == hall.group_id)
        _, draft = await reports_service.of_turn(work, hall.group_id, turn.id)
        changed = await reports_service.change(work, turn, draft, "4 the fire permit")
        await reports_service.send(work, turn, changed, hall.who["Li"], leads=True)
    async with opened.room.tell("Ann") as (work, said):
        with pytest.raises(Refused, match="none_held"):
            await results.decide(work, said, "buses")
        live = service.step(work, floor, lambda one: rounds.begin(one, work.now))
    async with opened.room.tell("Ann") as (work, said):
        seen = await service.board(work, said.group, live)
        await results.decide(work, said, "buses from 1 Jan", turn_id=turn.id)
        made = await results.take_on(work, said, seen, turn, tasks.Draft("EXH: the fire permit"))
        other = next(one for one in live.turns if one.id != turn.id)
        with pytest.raises(Refused, match="asks_nothing"):
            await results.take_on(work, said, seen, other, tasks.Draft("x"))
    async with opened.room.work() as work:
        seen = await service.board(work, await opened.group(work), live)
        await results.freeze(work, seen)
        first = await results.of(work, seen)
    assert [(one.words, one.is_open) for one in first.asks] == [("the fire permit", True)]
    assert [one.text for one in first.decisions] == ["buses from 1 Jan"]
    assert first.figures[turn.id].count(round_figures.Figure.ALL) == 1

    async with opened.room.work() as work:
        kept = await work.tasks.get(opened.room.group_id, made.id)
        assert kept is not None
        work.tasks.save(replace(kept, state=tasks.State.DONE, percent=100, version=kept.version + 1))
    async with hall.tell("Li", "one more") as (work, said):
        task = await work.tasks.by_number(hall.group_id, 1)
        assert task is not None
        work.tasks.save(replace(task, state=tasks.State.DROPPED, percent=None, reason="x", version=task.version + 1))
    async with opened.room.work() as work:
        seen = await service.board(work, await opened.group(work), live)
        await results.freeze(work, seen)
        again = await results.of(work, seen)
    assert [one.is_open for one in again.asks] == [False]
    assert again.figures == first.figures
    assert seen.reports[turn.id].state is State.APPROVED
    assert seen.reports[turn.id].part(Part.HELP) == "the fire permit"
    assert live.turn(turn.id).state in (TurnState.CALLED, TurnState.REPORTING, TurnState.WAITING)

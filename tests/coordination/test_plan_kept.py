"""A plan is kept: phases with gates, milestones, the first plan against the records, dates moved and answered."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordination import ports
from coordination.errors import Refused
from coordination.rules import owners, people, phases, plan_points, tasks
from coordination.rules.plans import weights
from coordination.services import owners as owner_service
from coordination.services import plan_actuals, plan_moves, plan_phases, plan_reach, plans, reports, shift_answers
from tests.coordination import committees, samples

Fate = phases.Fate
Gate = phases.Gate

KEPT: tuple[dict[str, Any], ...] = (
    {"title": "Book the hall", "group": "Week 1", "owners": ["Bo"], "ref": "1", "due": "2026-11-20", "key": True},
    {"title": "Venue signed", "group": "Week 1", "ref": "2", "due": "2026-12-04", "after": ["1"], "kind": "milestone"},
    {"title": "Draw the booths", "group": "Week 2", "ref": "3", "due": "2026-12-08", "after": ["2"], "owners": ["@bo"]},
    {"title": "Programme frozen", "group": "Week 2", "ref": "4", "kind": "milestone"},
    {"title": "Print the map", "group": "Week 2", "ref": "5", "due": "2026-12-11", "after": ["3"]},
)


@pytest.fixture
async def committee(sqlite_url: str) -> AsyncIterator[committees.Committee]:
    async with committees.committee(sqlite_url) as made:
        yield made


async def kept(committee: committees.Committee) -> None:
    await committee.accept(await committee.send(*KEPT), alone=True)


async def task(committee: committees.Committee, title: str) -> tasks.Task:
    async with committee.room.work() as work:
        there = await plan_reach.tasks_of(work, await committee.group(work))
        return next(one for _, one in there if one.title == title)


async def phase(committee: committees.Committee, number: int) -> phases.Standing:
    async with committee.room.work() as work:
        return await plan_phases.by_number(work, await committee.group(work), number)


async def settle(committee: committees.Committee, standing: phases.Standing, title: str, fate: Fate) -> None:
    async with committee.room.tell("Ann") as (work, said):
        piece = next(one for one in standing.open if one.title == title)
        await plan_phases.settle(work, said, (standing, piece), fate, reason="not needed")


@pytest.mark.parametrize(
    ("cell", "title", "kind", "key", "bare"),
    [
        ("", "◆ Venue signed", "milestone", False, "Venue signed"),
        ("Milestone", "Venue", "milestone", False, "Venue"),
        ("节点", "会场", "milestone", False, "会场"),
        ("", "[Gate] Go or no go", "gate", False, "[Gate] Go or no go"),
        ("", "★ Book hall", None, True, "Book hall"),
        ("High", "Book hall", None, True, "Book hall"),
        ("", "落实会场（重点）", None, True, "落实会场（重点）"),
        ("low", "Milestones of the year", None, False, "Milestones of the year"),
    ],
)
def test_signs_and_columns_say_what_weighs(cell: str, title: str, kind: str | None, key: bool, bare: str) -> None:
    assert (weights.kind(cell, title), weights.is_key(cell, title), weights.bare(title)) == (kind, key, bare)


def test_milestones_come_by_day_and_the_undated_where_they_were_entered() -> None:
    dated = [("", samples.task(id=100 + n, number=n, due=samples.due(n))) for n in (3, 1)]
    found = plan_points.in_order([dated[0], ("", samples.task(id=100 + 9, number=9)), dated[1]])
    assert [one.number for _, one in found] == [1, 3, 9]


async def test_a_plan_brings_phases_milestones_and_key_work(committee: committees.Committee) -> None:
    await kept(committee)
    await kept(committee)
    async with committee.room.work() as work:
        group = await committee.group(work)
        found = await plan_phases.view(work, group)
        assert [(one.phase.name, one.figures.total, one.phase.gate) for one in found] == [
            ("Week 1", 2, Gate.OPEN),
            ("Week 2", 3, Gate.OPEN),
        ]
        points = await plan_actuals.milestones(work, group)
        assert [one.title for _, one in points] == ["Venue signed", "Programme frozen"]
    assert (await task(committee, "Book the hall")).key


async def test_a_gate_asks_what_becomes_of_open_work_and_freezes_its_numbers(committee: committees.Committee) -> None:
    await kept(committee)
    standing = await phase(committee, 1)
    with pytest.raises(Refused, match=r"gate\.undecided"):
        async with committee.room.tell("Ann") as (work, said):
            await plan_phases.decide(work, said, standing)
    await settle(committee, standing, "Book the hall", Fate.NEXT)
    await settle(committee, await phase(committee, 1), "Venue signed", Fate.OWED)
    async with committee.room.tell("Ann") as (work, said):
        decided = await plan_phases.decide(work, said, await plan_phases.one(work, said.group, standing.phase.id))
    assert (decided.phase.gate, decided.phase.frozen) == (Gate.CONDITIONAL, phases.Figures(1, 0, 0))
    assert "week2" in (await task(committee, "Book the hall")).tags
    signed = await task(committee, "Venue signed")
    async with committee.room.tell("Ann") as (work, said):
        await reports.complete(work, said, [signed.number], insisted=True)
    async with committee.room.tell("Ann") as (work, said):
        again = await plan_phases.decide(work, said, await plan_phases.one(work, said.group, standing.phase.id))
        assert (again.phase.gate, again.phase.frozen) == (Gate.PASSED, phases.Figures(1, 0, 0))
        assert (await plan_phases.reopen(work, said, again)).phase.gate is Gate.OPEN


async def test_a_piece_is_dropped_at_the_last_gate_for_there_is_no_next_phase(committee: committees.Committee) -> None:
    await kept(committee)
    standing = await phase(committee, 2)
    with pytest.raises(Refused, match=r"gate\.no_next_phase"):
        await settle(committee, standing, "Print the map", Fate.NEXT)
    await settle(committee, standing, "Print the map", Fate.DROPPED)
    assert (await task(committee, "Print the map")).reason == "not needed"
    with pytest.raises(Refused):
        await phase(committee, 3)


async def test_the_first_plan_stays_whatever_a_newer_one_says(committee: committees.Committee) -> None:
    await kept(committee)
    newer = [{**row, "due": "2026-12-20"} if row["ref"] == "1" else row for row in KEPT]
    await committee.accept(await committee.send(*newer), alone=True)
    async with committee.room.work() as work:
        group = await committee.group(work)
        assert (await plan_actuals.view(work, group)) is not None
        first = await work.plans.first(group.id, plans.State.ACCEPTED)
        assert first is not None and len((first.reading or {})["tasks"]) == len(committees.ROWS)


async def test_the_first_plan_follows_its_tasks_into_the_chat_that_takes_their_place(
    committee: committees.Committee,
) -> None:
    await committee.learn()
    await committee.join(next(code for code, one in committee.seats.items() if one.group.name == "Media"), "Li")
    async with committee.room.work() as work:
        found = await plan_actuals.view(work, await committee.group(work))
    assert found is not None
    assert (found.total, found.done) == (len(committees.ROWS), 1)


async def test_planned_and_done_are_counted_and_each_that_slipped_is_named() -> None:
    done = samples.task(
        id=100 + 1, number=1, state=tasks.State.DONE, percent=100, due=samples.due(1), ended_at=samples.NOW
    )
    late = samples.task(id=100 + 2, number=2, due=tasks.Due(date(2026, 11, 20)))
    moved = samples.task(id=100 + 3, number=3, due=tasks.Due(date(2026, 12, 20)))
    rows = [({"due": "2026-11-20"}, one) for one in (done, late, moved)] + [
        ({"due": None}, samples.task(id=100 + 4, number=4))
    ]
    found = plan_points.actual(("plan", date(2026, 11, 1)), [("EXH", *one) for one in rows], date(2026, 11, 24))
    assert (found.planned, found.done_of_planned, found.total) == (3, 1, 4)
    assert [(one.task.number, one.days) for one in found.slipped] == [(3, 30), (2, 4)]


async def test_a_milestone_moves_what_hangs_on_it_and_owners_accept(committee: committees.Committee) -> None:
    await kept(committee)
    await committee.room.join("Cy")
    signed = await task(committee, "Venue signed")
    async with committee.room.tell("Ann") as (work, said):
        found = await plan_moves.preview(work, said.group, signed, date(2026, 12, 9))
        moves = [(one.before.title, one.after.due.on) for one in found.shifts if one.after.due]
        # five days on, and a Saturday or Sunday becomes the Monday after
        assert moves == [
            ("Venue signed", date(2026, 12, 9)),
            ("Draw the booths", date(2026, 12, 14)),
            ("Print the map", date(2026, 12, 16)),
        ]
        await plan_moves.move(work, said, found)
        asked = shift_answers.ask(work, said, found.shifts, {})
        change_id = said.change_id
    booths = await task(committee, "Draw the booths")
    assert booths.original_due == tasks.Due(date(2026, 12, 8))
    with pytest.raises(Refused, match=r"shift\.nothing_yours"):
        async with committee.room.tell("Cy") as (work, said):
            await shift_answers.accept(work, said, asked.question.id)
    async with committee.room.tell("Ann") as (work, said):
        answered = await shift_answers.accept(work, said, asked.question.id)
        assert answered.open == (() if booths.owner is None or booths.owner.person_id is None else (booths,))
    async with committee.room.tell("Ann") as (work, said):
        assert await plan_moves.take_back(work, said, change_id) == (3, 0)
    assert (await task(committee, "Venue signed")).due == tasks.Due(date(2026, 12, 4))


async def test_one_task_moves_alone_and_what_is_over_does_not(committee: committees.Committee) -> None:
    await kept(committee)
    signed = await task(committee, "Venue signed")
    async with committee.room.tell("Ann") as (work, said):
        found = await plan_moves.preview(work, said.group, signed, date(2026, 12, 9))
        assert len((await plan_moves.move(work, said, found, alone=True)).shifts) == 1
    assert (await task(committee, "Print the map")).due == tasks.Due(date(2026, 12, 11))
    signed = await task(committee, "Venue signed")
    async with committee.room.tell("Ann") as (work, said):
        with pytest.raises(Refused, match=r"milestone\.due_then"):
            await plan_moves.preview(work, said.group, signed, date(2026, 12, 9))
        over = replace(signed, state=tasks.State.DROPPED)
        with pytest.raises(Refused, match=r"refused\.task_ended"):
            await plan_moves.preview(work, said.group, over, date(2026, 12, 10))


async def test_a_newer_plan_finds_owners_that_joined_meanwhile(committee: committees.Committee) -> None:
    room = await committee.join("GUE", "Li") if "GUE" in committee.seats else None
    if room is None:
        code = next(code for code, one in committee.seats.items() if one.group.name == "Guests")
        room = await committee.join(code, "Li")
    async with room.work() as work:
        known = await work.people.get(room.who["Li"].id)
        assert known is not None
        work.people.save(replace(known, username="li"))
        work.people.save_membership(people.Membership(room.group_id, known.id))
    await committee.accept(await committee.send({"title": "Seat the guests", "group": "Guests", "owners": ["@li"]}))
    async with room.work() as work:
        found = await work.tasks.find(room.group_id, ports.TaskFilter(live=True), limit=50)
        seated = next(one for one in found.tasks if one.title == "Seat the guests")
        assert seated.owner is not None and seated.owner.person_id == known.id


async def test_a_newer_plan_is_taken_field_by_field_and_undoes_nothing_that_it_only_repeats(
    committee: committees.Committee,
) -> None:
    await kept(committee)
    booths = await task(committee, "Draw the booths")
    async with committee.room.tell("Ann") as (work, said):
        given = owners.Assignment(owners.Way.REPLACE, (tasks.Owner("Cy"),))
        await owner_service.assign(work, said, [booths.number], given)
    newer = [dict(row) for row in KEPT]
    newer[0] |= {"owners": ["Wang Hao"], "start": "2026-11-01"}
    newer[4] |= {"key": True}
    seen = await committee.accept(await committee.send(*newer), alone=True)
    assert [(one.owners, one.start, one.key) for one in seen.difference.changed] == [
        (("Wang Hao",), date(2026, 11, 1), None),
        (None, None, True),
    ]
    hall, again = await task(committee, "Book the hall"), await task(committee, "Draw the booths")
    assert hall.owner is not None and again.owner is not None
    assert (hall.owner.name, hall.start_on, again.owner.name) == ("Wang Hao", date(2026, 11, 1), "Cy")

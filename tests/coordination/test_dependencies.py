"""What waits for what through a whole programme: found, held in one step, freed, moved along, read from a plan."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from coordination.errors import Refused
from coordination.rules import people, plan_waits, tasks
from coordination.rules.plans import awaited
from coordination.services import dependencies, digests, links, lists, reports, undo
from handlers import links_said, task_waits
from tests.coordination import committees

WAITING = (
    {"title": "Book the hall", "group": "Exhibition", "ref": "E1"},
    {"title": "Draw the booths", "group": "Exhibition", "ref": "E2", "after": ["E1"]},
    {"title": "Print the map", "group": "Media", "ref": "M1", "after": ["Draw the booths", "nothing of ours"]},
    {"title": "Hand out maps", "group": None, "ref": "C1", "after": ["M1"]},
)


@pytest.fixture
async def committee(sqlite_url: str) -> AsyncIterator[committees.Committee]:
    async with committees.committee(sqlite_url) as made:
        await made.accept(await made.send(*WAITING))
        await made.learn()
        yield made


async def own(committee: committees.Committee, title: str, group_id: int | None = None) -> tasks.Task:
    async with committee.room.work() as work:
        wanted = group_id or committee.room.group_id
        return next(one for one in await lists.every_live(work, await work.groups.get(wanted)) if one.title == title)


async def of(committee: committees.Committee, code: str, title: str) -> tasks.Task:
    return await own(committee, title, committee.seats[code].group.id)


async def finish(committee: committees.Committee, task: tasks.Task) -> None:
    async with committee.room.tell("Ann") as (work, said):
        here = replace(said, group=await work.groups.get(task.group_id))
        await reports.complete(work, here, [task.number], insisted=True)


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("3", ["3"]),
        ("3; 5FS+2d", ["3", "5"]),
        ("#4 and #7", ["4", "7"]),
        ("6FS-1 day", ["6"]),
        ("1.2、1.3", ["1.2", "1.3"]),
        ("第3项", ["3"]),
        ("Sign contract and pay", ["Sign contract and pay"]),
        ("-", []),
        ("无", []),
        ("n/a", []),
    ],
)
def test_a_cell_names_what_a_row_waits_for(cell: str, named: list[str]) -> None:
    assert list(awaited.split(cell)) == named


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("after 9", [9]),
        ("only after #9, #10", [9, 10]),
        ("after 9 is done", [9]),
        ("在9之后", [9]),
        ("前置：9", [9]),
        ("after 9 Dec", []),
        ("after 9am", []),
        ("在9楼", []),
        ("在12月4日之后", []),
    ],
)
def test_words_behind_a_number_say_what_it_waits_for(typed: str, numbers: list[int]) -> None:
    said = [one for one in links_said.read(typed) if one.kind is links_said.Kind.WAITS]
    assert [ref.number for one in said for ref in one.refs] == numbers


@pytest.mark.parametrize(
    ("line", "title", "numbers"),
    [
        ("Hang the signs after #9", "Hang the signs", [9]),
        ("Hang the signs, after #9 and #10", "Hang the signs", [9, 10]),
        ("布展（等 #9 办结）", "布展", [9]),
        ("布展，前置：#9、#10", "布展", [9, 10]),
        ("Party after 9", "Party after 9", []),
        ("Meet after the show", "Meet after the show", []),
    ],
)
def test_a_new_task_says_at_its_end_what_it_waits_for(line: str, title: str, numbers: list[int]) -> None:
    rest, refs = task_waits.split(line)
    assert (rest, [ref.number for ref in refs]) == (title, numbers)


def test_a_plan_that_waits_in_circles_loses_the_step_that_closes_one() -> None:
    rows = [{"title": str(n), "ref": str(n), "after": [str((n + 1) % 400)]} for n in range(400)]
    kept, told = plan_waits.read(rows)
    assert (len(kept), [one.kind for one in told]) == (399, [plan_waits.CIRCLE])
    assert plan_waits.without_circles({1: [2]}, [(2, 1), (3, 1)]) == ([(3, 1)], [(2, 1)])


async def test_a_plan_makes_tasks_wait_across_its_groups(committee: committees.Committee) -> None:
    hall = await of(committee, "EXH", "Book the hall")
    async with committee.room.work() as work:
        hanging = await dependencies.hanging(work, hall)
        assert [one.title for one in hanging] == ["Draw the booths", "Print the map", "Hand out maps"]
        called = await dependencies.references(work, hanging, committee.room.group_id)
        (awaited_there,) = await dependencies.waiting_for(work, hanging[1])
        assert awaited_there.title == "Draw the booths"
        assert called[0].startswith("EXH-") and called[2].startswith("#")
    again = await committee.accept(await committee.send(*WAITING))
    assert (len(again.difference.new), len((await of(committee, "EXH", "Draw the booths")).waits_for)) == (0, 1)


async def test_a_circle_through_other_groups_is_named(committee: committees.Committee) -> None:
    hall, maps = await of(committee, "EXH", "Book the hall"), await own(committee, "Hand out maps")
    with pytest.raises(Refused) as refused:
        async with committee.room.tell("Ann") as (work, said):
            here = replace(said, group=await work.groups.get(hall.group_id))
            await links.wait_for(work, here, hall.number, (), beyond=(maps,))
    assert refused.value.key == "refused.waits_in_long_circle"
    assert str(refused.value.values["circle"]).count("→") == 3


async def test_the_committee_holds_what_hangs_on_its_task_in_all_groups_and_takes_it_back(
    committee: committees.Committee,
) -> None:
    permit = await committee.room.create("Ann", "Get the permit")
    hall = await of(committee, "EXH", "Book the hall")
    async with committee.room.tell("Ann") as (work, said):
        here = replace(said, group=await work.groups.get(hall.group_id))
        await links.wait_for(work, here, hall.number, (), beyond=(permit,))
    async with committee.room.tell("Ann") as (work, said):
        held = await links.hold_all(work, said, permit.number, "no permit yet")
    assert len(held) == 4
    assert (await of(committee, "EXH", "Draw the booths")).state is tasks.State.ON_HOLD
    async with committee.room.tell("Ann") as (work, said):
        assert len((await undo.undo(work, said)).tasks) == 4
    assert (await of(committee, "EXH", "Draw the booths")).state is tasks.State.OPEN


async def test_whoever_was_waiting_reads_once_in_the_digest_that_they_can_begin(
    committee: committees.Committee,
) -> None:
    await finish(committee, await of(committee, "EXH", "Book the hall"))
    group_id = committee.seats["EXH"].group.id
    for expected in (["Draw the booths"], []):
        async with committee.room.work() as work:
            view = await digests.view(work, await work.groups.get(group_id))
            freed = [] if view is None else [one.task.title for one in view.freed]
            assert freed == expected
            if view is not None:
                await digests.said(work, await work.groups.get(group_id), view)


async def test_what_hangs_together_goes_on_doing_so_when_a_chat_takes_its_place(
    committee: committees.Committee,
) -> None:
    await committee.join("EXH", "Li")
    booths, print_ = await of(committee, "EXH", "Draw the booths"), await of(committee, "MED", "Print the map")
    assert booths.id in print_.waits_for
    async with committee.room.work() as work:
        assert [one.title for one in await dependencies.waiting_for(work, booths)] == ["Book the hall"]


async def test_a_lead_of_a_group_holds_only_what_is_its_own(committee: committees.Committee) -> None:
    room = await committee.join("EXH", "Li")
    await room.give_part("Li", people.Part.LEAD)
    hall = await of(committee, "EXH", "Book the hall")
    async with room.tell("Li") as (work, said):
        held = await links.hold_all(work, said, hall.number, "no permit")
    assert [one.task.title for one in held] == ["Draw the booths"]

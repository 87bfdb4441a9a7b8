"""A programme made of a plan: groups before their chats, joining, a newer plan, taking it back, tasks across groups."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, programmes, tasks
from coordination.services import groups as groups_service
from coordination.services import plans, requests
from coordination.services import programmes as programme_service
from tests.coordination.committees import ROWS, Committee, committee


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def found(opened: Committee, group_id: int) -> list[tasks.Task]:
    async with opened.room.work() as work:
        page = await work.tasks.find(group_id, ports.TaskFilter(live=False), limit=50)
        return sorted(page.tasks, key=lambda task: task.number)


async def test_a_plan_makes_groups_and_tasks_as_they_stand(opened: Committee) -> None:
    assert list(opened.seats) == ["EXH", "MED", "GUE"]
    (hall,) = await found(opened, opened.seats["EXH"].group.id)
    (kit,) = await found(opened, opened.seats["MED"].group.id)
    (invitations,) = await found(opened, opened.seats["GUE"].group.id)
    (lunch,) = await found(opened, opened.room.group_id)

    assert (hall.state, hall.owner, hall.due) == (
        tasks.State.IN_PROGRESS,
        tasks.Owner("Bo"),
        tasks.Due(date(2026, 12, 4)),
    )
    assert (kit.state, kit.percent, invitations.state) == (tasks.State.DONE, 100, tasks.State.BLOCKED)
    assert invitations.owner == tasks.Owner("cy", username="cy")
    assert lunch.due == tasks.Due(date(2026, 12, 1), datetime(2026, 12, 1, 4, 30, tzinfo=UTC))
    async with opened.room.work() as work:
        group = await opened.group(work)
        chat = await work.chats.get(opened.seats["EXH"].group.chat_id)
        kinds = [one.kind for one in await work.schedules.of_group(group.id)]
    assert group.kind is groups.GroupKind.COMMITTEE
    assert (chat.type, chat.state) == (programmes.NO_CHAT, groups.ChatState.LEFT)
    assert "rollup" in kinds


async def test_a_chat_takes_its_place_with_the_tasks_that_wait_there(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    (task,) = await found(opened, hall.group_id)
    async with hall.work() as work:
        group = await work.groups.get(hall.group_id)
        before = await work.groups.get(opened.room.group_id)

    assert (task.number, task.title, task.merged_into) == (1, "Book the hall", None)
    assert (group.name, group.code, group.parent_id) == ("Exhibition", "EXH", before.id)
    assert opened.seats["EXH"].seat.joined_at == hall.now
    for code, key in ((opened.seats["EXH"].seat.join_code, "joined_already"), ("NOSUCHCODE", "no_such_code")):
        with pytest.raises(Refused, match=key):
            async with hall.tell("Li") as (work, said):
                await programme_service.join(work, said, code)
    with pytest.raises(Refused, match="has_a_place"):
        async with hall.tell("Li") as (work, said):
            await programme_service.join(work, said, opened.seats["MED"].seat.join_code)
    with pytest.raises(Refused, match="not_a_group"):
        async with opened.room.tell("Ann") as (work, said):
            await programme_service.join(work, said, opened.seats["MED"].seat.join_code)
    with pytest.raises(Refused, match="place_taken"):
        await opened.join("EXH", "Wu", number=2)


async def test_a_newer_plan_is_taken_over_as_a_difference_and_taken_back(opened: Committee) -> None:
    newer = await opened.send(
        {**ROWS[0], "due": "2026-12-09"}, ROWS[1], ROWS[2], {"title": "Badges", "group": "Exhibition", "owners": []}
    )
    seen = await opened.accept(newer)

    assert [one.row["title"] for one in seen.difference.new] == ["Badges"]
    assert [one.due for one in seen.difference.changed] == [date(2026, 12, 9)]
    assert [task.title for _, task in seen.difference.gone] == ["Order lunch"]
    assert seen.difference.same == 2
    group_id = opened.seats["EXH"].group.id
    hall, badges = await found(opened, group_id)
    assert (hall.due, hall.original_due) == (tasks.Due(date(2026, 12, 9)), tasks.Due(date(2026, 12, 4)))
    async with opened.room.tell("Ann") as (work, said):
        kept = await work.plans.newest(opened.room.group_id, programmes.PlanState.ACCEPTED)
        assert kept is not None
        assert await plans.take_back(work, said, kept) == (2, 0)
    hall, badges = await found(opened, group_id)
    assert (hall.due, badges.state) == (tasks.Due(date(2026, 12, 4)), tasks.State.DROPPED)


async def test_a_plan_is_decided_once_and_taken_back_within_a_day(opened: Committee) -> None:
    plan = await opened.send(*ROWS)
    async with opened.room.work() as work:
        plans.cancel(work, plan)
    async with opened.room.work() as work:
        group = await opened.group(work)
        with pytest.raises(Refused, match="decided"):
            await plans.open_plan(work, group, plan.id, programmes.PlanState.READ)
        with pytest.raises(Refused, match="old_button"):
            await plans.open_plan(work, opened.seats["EXH"].group, plan.id, programmes.PlanState.READ)
        old = await work.plans.newest(group.id, programmes.PlanState.ACCEPTED)
    assert old is not None
    opened.room.pass_(days=2)
    with pytest.raises(Refused, match="too_late"):
        async with opened.room.tell("Ann") as (work, said):
            await plans.take_back(work, said, old)


async def test_every_row_may_be_a_task_of_the_group_itself(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with hall.tell("Li") as (work, said):
        plan = plans.note_reading(
            work,
            plans.receive(work, said, plans.Sent("own.csv", "x")),
            {
                "tasks": [
                    {
                        "row": 2,
                        "title": "Signs",
                        "group": "Media",
                        "owners": [],
                        "due": None,
                        "start": None,
                        "due_time": None,
                        "percent": None,
                        "state": None,
                        "ref": None,
                        "reason": None,
                        "parent": None,
                    }
                ],
                "report_back": [],
            },
        )
        seen = await plans.accept(work, said, plan, alone=True)
    assert (seen.own, seen.groups) == (1, ())
    assert [task.title for task in await found(opened, hall.group_id)] == ["Book the hall", "Signs"]


async def test_the_committee_gives_and_groups_ask(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    media = await opened.join("MED", "Wu", number=2)
    async with opened.room.tell("Ann") as (work, said):
        to = await requests.addressed(work, await opened.group(work), "EXH: Two tables")
        assert to is not None
        assert to.from_above
        task = await requests.give(work, said, to.group, tasks.Draft("Two tables"))
        assert await requests.addressed(work, await opened.group(work), "exh two tables") is None
        assert (await groups_service.reachable(work, said, "exh")).id == hall.group_id
    assert (task.group_id, task.number) == (hall.group_id, 2)

    async with media.tell("Wu") as (work, said):
        own = await work.groups.get(media.group_id)
        to = await requests.addressed(work, own, "EXH Photo wall")
        assert to is not None
        assert not to.from_above
        draft = tasks.Draft("Photo wall", due=tasks.Due(date(2026, 12, 2)))
        asked = [requests.ask(work, said, to.group, draft) for _ in range(2)]
    async with hall.tell("Li") as (work, said):
        first = await requests.of_target(work, said.group, asked[0].id)
        assert (first.title, first.due) == ("Photo wall", tasks.Due(date(2026, 12, 2)))
        assert first.asker.id == media.group_id
        taken = await requests.accept(work, said, first)
        await requests.decline(work, said, await requests.of_target(work, said.group, asked[1].id))
    assert (taken.number, taken.due) == (3, tasks.Due(date(2026, 12, 2)))
    async with hall.tell("Li") as (work, said):
        for one in asked:
            with pytest.raises(Refused, match="decided"):
                await requests.of_target(work, said.group, one.id)

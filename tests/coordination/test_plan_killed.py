"""A process that is killed while it takes a plan over leaves all of it or nothing, on both databases."""

import signal

from coordination import ports
from coordination.rules import programmes
from coordination.services import plan_reach
from storage import engines
from tests import processes
from tests.coordination import committees, killed, rooms, samples

ROWS = tuple(
    {"title": f"Task {place}", "group": f"Team {place % 5}", "owners": ["@ann", "Bo"], "ref": str(place)}
    | ({"after": [str(place - 1)]} if place % 3 else {})
    for place in range(60)
)
WORDS = ("INSERT INTO groups", "INSERT INTO owners", "plan_files", killed.COMMIT)
"""On the way from the first place of a group to the last word about the plan."""


async def test_an_import_that_is_killed_anywhere_leaves_nothing_of_it(database_url: str) -> None:
    database = await engines.open(database_url)
    room = rooms.Room(database, now=samples.NOW)
    await room.open("Ann")
    committee = committees.Committee(room)
    plan = await committee.send(*ROWS)
    for word in WORDS:
        process = processes.born(killed.take_over, database_url, plan.id, room.now, word)
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert await left(committee, plan.id) == (programmes.PlanState.READ, 0, 0), word
    await committee.accept(plan)
    assert await left(committee, plan.id) == (programmes.PlanState.ACCEPTED, len(ROWS), 5)
    await database.close()


async def left(committee: committees.Committee, plan_id: int) -> tuple[programmes.PlanState, int, int]:
    """How the plan stands, and how many tasks and places of groups there are."""
    async with committee.room.work() as work:
        plan = await work.plans.get(plan_id)
        assert plan is not None
        group = await committee.group(work)
        own = await work.tasks.find(group.id, ports.TaskFilter(live=False))
        there = await plan_reach.tasks_of(work, group)
        return plan.state, max(own.total, len(there)), len(await plan_reach.places_of(work, group))

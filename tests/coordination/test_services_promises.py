"""Any row of messages, edits, repeats, undos, answers and restarts on a real database keeps every rule of tasks."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, fields, owners, people, reports, tasks
from coordination.services import dues as due_service
from coordination.services import lines, links
from coordination.services import owners as owner_service
from coordination.services import reports as report_service
from coordination.services import tasks as task_service
from coordination.services import undo as undo_service
from storage import engines
from tests.coordination import rooms, samples

NAMES = st.sampled_from(["Ann", "Bo", "Cy", None])
NUMBERS = st.integers(1, 4)
MESSAGES = st.integers(1, 6)
PENDING = tasks.Owner("@dee", username="dee")
REPORTS = st.builds(
    reports.Report,
    st.sampled_from(list(reports.Kind)),
    text=st.sampled_from(["", "permit", "等消防批文"]),
    percent=st.sampled_from([None, 0, 60, 100]),
    review_on=st.sampled_from([None, date(2026, 12, 1)]),
    title=st.sampled_from(["Sign the lease", "落实主会场"]),
    insisted=st.booleans(),
)
STEPS = st.one_of(
    st.tuples(st.just("create"), NAMES, MESSAGES, st.sampled_from(["Hall", "Main hall", "布展"]), NAMES),
    st.tuples(st.just("report"), NAMES, MESSAGES, NUMBERS, REPORTS),
    st.tuples(st.just("date"), NAMES, NUMBERS, st.sampled_from([None, samples.due(20), samples.due(2, 12)])),
    st.tuples(st.just("assign"), NAMES, NUMBERS, st.sampled_from(list(owners.Way)), st.sampled_from(["Bo", "Cy", "@"])),
    st.tuples(st.just("wait"), NAMES, NUMBERS, NUMBERS, st.booleans()),
    st.tuples(st.just("merge"), NAMES, NUMBERS, NUMBERS),
    st.tuples(st.just("undo"), NAMES),
    st.tuples(st.just("answer"), NAMES, st.booleans()),
    st.tuples(st.just("drop_line"), NAMES, MESSAGES),
    st.tuples(st.just("dee_comes")),
    st.tuples(st.just("restart")),
)


@dataclass(slots=True)
class Story:
    """A room and what was asked in it; each method is one message."""

    room: rooms.Room
    url: str
    asked: list[ports.Question] = field(default_factory=list)

    async def create(self, name: str | None, message: int, title: str, owner: str | None) -> None:
        """The same message with another title is an edit, with the same one a repeat."""
        named = () if owner is None else (samples.owner(self.room.who[owner]),)
        async with self.room.tell(name, message=message) as (work, said):
            (reading,) = (await lines.align(work, said, [title])).readings
            if reading.fate is lines.Fate.SAME:
                return
            if reading.was is not None and not await lines.creation(work, said.group.id, reading.was):
                await self._make_way(work, reading)
            await task_service.create(work, reading.said, tasks.Draft(title, named), was=reading.was)

    async def report(self, name: str | None, message: int, number: int, what: reports.Report) -> None:
        async with self.room.tell(name, message=message) as (work, said):
            (reading,) = (await lines.align(work, said, [f"{number} {what}"])).readings
            if reading.fate is lines.Fate.SAME:
                return
            await self._make_way(work, reading)
            done = await report_service.report(work, reading.said, [number], what)
        self.asked += [one.question for one in done if one.question is not None]

    async def _make_way(self, work: ports.Work, reading: lines.Reading) -> None:
        way = await lines.make_way(work, reading)
        if way.contest is not None:
            raise await undo_service.refusal(work, way.contest)

    async def date(self, name: str | None, number: int, due: tasks.Due | None) -> None:
        async with self.room.tell(name) as (work, said):
            changed = await due_service.change_due(work, said, number, due, reason="late")
        self.asked += [changed.question] if changed.question is not None else []

    async def assign(self, name: str | None, number: int, way: owners.Way, to: str) -> None:
        named = PENDING if to == "@" else samples.owner(self.room.who[to])
        async with self.room.tell(name) as (work, said):
            await owner_service.assign(work, said, [number], owners.Assignment(way, (named,)))

    async def wait(self, name: str | None, number: int, other: int, stop: bool) -> None:
        async with self.room.tell(name) as (work, said):
            await links.wait_for(work, said, number, [other], stop=stop)

    async def merge(self, name: str | None, number: int, into: int) -> None:
        async with self.room.tell(name) as (work, said):
            await links.merge(work, said, number, into)

    async def undo(self, name: str | None) -> None:
        async with self.room.tell(name) as (work, said):
            await undo_service.undo(work, said)

    async def answer(self, name: str | None, yes: bool) -> None:
        if not self.asked:
            return
        question = self.asked[-1]
        async with self.room.tell(name) as (work, said):
            if question.kind == report_service.QUESTION:
                await report_service.answer(work, said, question.id, yes=yes)
            else:
                await due_service.answer(work, said, question.id, granted=yes)

    async def drop_line(self, name: str | None, message: int) -> None:
        """The message is edited so that nothing of it means anything, and that is agreed to."""
        async with self.room.tell(name, message=message) as (work, said):
            for gone in (await lines.align(work, said, [])).removed:
                await lines.take_back(work, said, gone)

    async def dee_comes(self) -> None:
        if "Dee" not in self.room.who:
            await self.room.join("Dee", "Dee")

    async def restart(self) -> None:
        await self.room.database.close()
        self.room.database = await engines.open(self.url)


async def check(room: rooms.Room) -> None:
    """Every rule that holds at every moment."""
    async with room.work() as work:
        group = await work.groups.get(room.group_id)
        numbers = range(1, group.next_number)
        stored = list(await work.tasks.by_numbers(group.id, numbers))
        assert [task.number for task in stored] == list(numbers)
        for task in stored:
            log = list(await work.events.of_task(group.id, task.id, limit=1000))[::-1]
            assert tasks.broken(task) is None
            assert fields.replay(log) == task
            check_original(task, log)
        check_no_circle(stored)


def check_original(task: tasks.Task, log: list[events.Event]) -> None:
    """Only taking back or correcting one's own words touches the date first agreed."""
    changed = [one.kind for one in log[1:] if (one.before or {}).get("original_due") is not None]
    assert set(changed) <= {"undone", "corrected", "amended"}


def check_no_circle(stored: list[tasks.Task]) -> None:
    left = {task.id: set(task.waits_for) for task in stored}
    while free := [one for one, waits in left.items() if not waits & left.keys()]:
        for one in free:
            del left[one]
    assert not left


async def live(url: str, steps: list[tuple[Any, ...]]) -> None:
    story = Story(rooms.Room(await engines.open(url)), url)
    try:
        await story.room.open("Ann", "Bo", "Cy")
        await story.room.give_part("Bo", people.Part.LEAD)
        for owner in ("Ann", "Bo", "Cy"):
            await story.room.create("Ann", owner=owner)
        for name, *values in steps:
            step: Callable[..., Awaitable[None]] = getattr(story, name)
            story.room.pass_(minutes=7)
            try:
                await step(*values)
            except Refused:
                continue
        await check(story.room)
    finally:
        await story.room.database.close()


@given(steps=st.lists(STEPS, min_size=5, max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_people_do_in_any_order_breaks_a_rule(
    sqlite_template: Path, tmp_path: Path, steps: list[tuple[Any, ...]]
) -> None:
    path = tmp_path / "story.db"
    for left in tmp_path.glob("story.db*"):
        left.unlink()
    shutil.copyfile(sqlite_template, path)

    asyncio.run(live(f"sqlite:///{path}", steps))

"""Reports as tests make them: of a task by itself, and of a room's task on a real database; it asserts nothing."""

from typing import Any

from coordination.rules import reports, tasks, transitions
from coordination.services import reports as service
from tests.coordination import rooms, samples


def reported(task: tasks.Task, kind: reports.Kind, by: reports.By | None = None, **said: Any) -> reports.Step:
    """What the report makes of the task; `around` and the report's own values by name."""
    around = said.pop("around", reports.Around())
    return transitions.report(task, reports.Report(kind, **said), by or samples.by(), around)


async def report(room: rooms.Room, name: str | None, number: int, kind: reports.Kind, **said: Any) -> service.Reported:
    """Somebody of the room (`None`: an anonymous admin) reports one task."""
    async with room.tell(name) as (work, cause):
        (done,) = await service.report(work, cause, [number], reports.Report(kind, **said))
    return done

"""The colour of a task and of a group, computed when read: late and silent is red, early trouble is never punished."""

from collections.abc import Iterable
from enum import StrEnum

from coordination.rules import dues, instants, tasks


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


def of_task(task: tasks.Task, day: dues.Day) -> Light:
    """Red: late and nothing said. Yellow: late or blocked, but reported. Green: the rest (rule 10)."""
    if dues.is_late(task, day):
        return Light.YELLOW if is_explained(task, day) else Light.RED
    return Light.YELLOW if task.state is tasks.State.BLOCKED else Light.GREEN


def is_explained(task: tasks.Task, day: dues.Day) -> bool:
    """Tell whether a late task was spoken of in time: it is reported blocked, or there was a word on its day or since.

    A word on the due day itself counts: whoever says at noon that it will be late has reported.
    """
    if task.state is tasks.State.BLOCKED:
        return True
    if task.due is None or task.last_update_at is None:
        return False
    return instants.local_day(task.last_update_at, day.zone) >= task.due.on


def of_group(*, late: int, silent: int, blocked: int) -> Light:
    """Red with one task late and silent; yellow with one late or blocked; green otherwise. `silent` are of the late."""
    if silent:
        return Light.RED
    return Light.YELLOW if late or blocked else Light.GREEN


def of_many(found: Iterable[Light]) -> Light:
    """Of a section or a programme: red with one group red, yellow with one yellow; green otherwise."""
    there = set(found)
    return next((light for light in (Light.RED, Light.YELLOW) if light in there), Light.GREEN)

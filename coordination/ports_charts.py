"""What pictures ask of storage: tasks counted, never the tasks themselves; part of `ports`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from coordination.rules import tasks


@dataclass(frozen=True, slots=True)
class ByDue:
    """How many tasks of one state are due on a day (`None`: no date), late or not."""

    state: tasks.State
    due_on: date | None
    late: bool
    tasks: int


@dataclass(frozen=True, slots=True)
class ByHistory:
    """How many tasks began and ended at the same instants, with the same day first agreed."""

    state: tasks.State
    created_at: datetime
    ended_at: datetime | None
    original_due_on: date | None
    tasks: int


@dataclass(frozen=True, slots=True)
class ByUnit:
    """How many tasks of one state a lead owner or a group has, late or not; an empty name: nobody."""

    unit: str
    name: str
    state: tasks.State
    late: bool
    tasks: int


@dataclass(frozen=True, slots=True)
class ByTag:
    """From when, by the starts said, else by the dates, to when the tasks with these tags are due."""

    tags: tuple[str, ...]
    first: date
    last: date


class Charts(Protocol):
    """Each looks at one group, some also at those below it, whose committee or section it is.

    `open_on` is the first day whose working hours are not over (`dues.Day`).
    """

    async def below(self, group_id: int) -> int:
        """How many groups are below this one, at any depth."""

    async def by_due(self, group_id: int, *, open_on: date, now: datetime, below: bool = False) -> Sequence[ByDue]:
        """`below`: the tasks of the groups below too."""

    async def by_history(self, group_id: int, *, below: bool = False) -> Sequence[ByHistory]: ...

    async def by_owner(self, group_id: int, *, open_on: date, now: datetime) -> Sequence[ByUnit]: ...

    async def by_group(self, group_id: int, *, open_on: date, now: datetime) -> Sequence[ByUnit]:
        """This group and those below it as far as they have tasks, in plan order."""

    async def by_tag(self, group_id: int) -> Sequence[ByTag]: ...

"""What roll-ups ask of storage: many groups at once, by few statements; part of `ports`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from coordination import ports_charts
from coordination.rules import events as event_rules
from coordination.rules import tasks as task_rules

if TYPE_CHECKING:
    from coordination import ports


class Overviews(Protocol):
    """Each looks at the groups of these ids and at no other."""

    async def events(self, group_ids: tuple[int, ...], start: datetime, end: datetime) -> Sequence[event_rules.Event]:
        """Between the instants (aware; the second one not included), oldest first."""

    async def updates(
        self, group_ids: tuple[int, ...], span: tuple[datetime, datetime], change_ids: tuple[int, ...]
    ) -> Sequence[event_rules.Update]:
        """Between two instants, what was said of the groups themselves, and with these changes; oldest first."""

    async def owed(self, group_ids: tuple[int, ...], until: date) -> Sequence[task_rules.Task]:
        """Live tasks that are due by that day, blocked or waiting to be confirmed, in due order."""

    async def tasks(self, group_ids: tuple[int, ...], task_ids: tuple[int, ...]) -> Sequence[task_rules.Task]:
        """Those of the ids that belong to one of the groups, in no order."""

    async def find(
        self, group_ids: tuple[int, ...], where: "ports.TaskFilter", *, offset: int = 0, limit: int = 20
    ) -> "ports.Page":
        """A page of the tasks of these groups, in due order."""

    async def changed(self, group_ids: tuple[int, ...], since: datetime) -> frozenset[int]:
        """The groups of which something was recorded after that instant."""

    async def blocked_since(self, group_ids: tuple[int, ...], task_ids: tuple[int, ...]) -> Mapping[int, datetime]:
        """When each task became blocked last, as far as an event tells."""


class Counted(Protocol):
    """The parts of a work that look at many rows at once."""

    @property
    def charts(self) -> ports_charts.Charts: ...

    @property
    def overviews(self) -> Overviews: ...

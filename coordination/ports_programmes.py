"""What services need of storage about programmes, as protocols; part of `ports`."""

from collections.abc import Sequence
from typing import Protocol

from coordination.rules import phases, programmes


class ReadAtOnce(Protocol):
    async def prefetch_ids(self, ids: Sequence[int], /) -> None:
        """Read all of these by one statement, where each would be asked for by itself."""


class Programmes(Protocol):
    """A group is the committee of one programme at most, and has a seat in one at most."""

    async def get(self, programme_id: int) -> programmes.Programme | None: ...

    async def of_committee(self, group_id: int) -> programmes.Programme | None: ...

    async def seat_of(self, group_id: int) -> programmes.Seat | None: ...

    async def seats(self, programme_id: int) -> Sequence[programmes.Seat]:
        """The places of groups, in plan order; sections are no groups here."""

    async def sections(self, programme_id: int) -> Sequence[programmes.Seat]:
        """The places of sections, in plan order."""

    async def after(self, programme_id: int) -> programmes.Programme | None:
        """The programme that began as the next edition of this one."""

    async def by_join_code(self, join_code: str) -> programmes.Seat | None: ...

    def is_written(self) -> bool:
        """Whether the update in hand has saved anything that a programme keeps: tasks, plans, notices, rounds …"""

    def save(self, programme: programmes.Programme) -> None: ...

    def save_seat(self, seat: programmes.Seat) -> None: ...


class Plans(Protocol):
    """Plans sent to groups."""

    async def get(self, plan_id: int) -> programmes.PlanFile | None: ...

    async def newest(self, group_id: int, state: programmes.PlanState) -> programmes.PlanFile | None:
        """The one that came last of those in this state."""

    async def all(self, group_id: int, state: programmes.PlanState) -> Sequence[programmes.PlanFile]:
        """The last five of those in this state, the newest first."""

    async def first(self, group_id: int, state: programmes.PlanState) -> programmes.PlanFile | None:
        """The one that came first of those in this state."""

    def save(self, plan: programmes.PlanFile) -> None: ...

    async def phases_of(self, group_id: int) -> Sequence[phases.Phase]:
        """The phases of the group's plan, in their order."""

    def save_phase(self, phase: phases.Phase) -> None: ...

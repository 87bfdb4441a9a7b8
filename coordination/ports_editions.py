"""What services need of storage about what one edition leaves to the next, as a protocol; part of `ports`."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from coordination.rules import editions


class Editions(Protocol):
    """Lessons of programmes, and tasks that were carried on."""

    async def lessons(self, programme_id: int) -> Sequence[editions.Lesson]:
        """Of the whole programme, the oldest first."""

    async def carried(self, task_id: int) -> editions.Carried | None:
        """What a task was in the edition before, where it is one that was carried on."""

    async def carried_among(self, task_ids: Collection[int]) -> Mapping[int, editions.Carried]:
        """The same of many tasks, by task id."""

    def save_lesson(self, lesson: editions.Lesson) -> None: ...

    def save_carried(self, carried: editions.Carried) -> None: ...


class Kept(Protocol):
    """The part of `ports.Work` that is about editions."""

    @property
    def editions(self) -> Editions: ...

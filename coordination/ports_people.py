"""What services need of storage about what people chose for themselves, as protocols; part of `ports`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from coordination.rules import absence, directory


@dataclass(frozen=True, slots=True)
class KeptAbsence:
    """An absence with its row's id; one that is called off counts no more."""

    id: int
    absence: absence.Absence
    called_off: bool = False


class Absences(Protocol):
    async def of_people(self, person_ids: Collection[int], since: date) -> Sequence[KeptAbsence]:
        """Those that hold and end on `since` or later, the earliest first."""

    def save(self, kept: KeptAbsence) -> None: ...


class Directory(Protocol):
    """How groups know their people; a group reads and writes its own entries alone."""

    async def of_group(self, group_id: int) -> Sequence[directory.Entry]:
        """By person id."""

    async def get(self, group_id: int, person_id: int) -> directory.Entry:
        """An empty one where nothing is kept."""

    def save(self, entry: directory.Entry) -> None: ...


@dataclass(frozen=True, slots=True)
class Erasure:
    """A group or a person to be erased at an instant, unless it is stopped before; either id is set, never both."""

    id: int
    asked_at: datetime
    due_at: datetime
    group_id: int | None = None
    person_id: int | None = None
    asked_by: int | None = None  # None: an anonymous admin
    warned_at: datetime | None = None
    stopped_at: datetime | None = None
    done_at: datetime | None = None


class Erasures(Protocol):
    async def of_group(self, group_id: int) -> Erasure | None:
        """The one that is to come, if any."""

    async def of_person(self, person_id: int) -> Erasure | None:
        """The one that is to come, if any."""

    def save(self, erasure: Erasure) -> None: ...


class Kept(Protocol):
    """The part of `ports.Work` that is about people."""

    @property
    def absences(self) -> Absences: ...
    @property
    def directory(self) -> Directory: ...
    @property
    def erasures(self) -> Erasures: ...

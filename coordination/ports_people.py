"""What services need of storage about what people chose for themselves, as protocols; part of `ports`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from coordination.rules import absence


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

"""What services need of storage about commitments, as a protocol; part of `ports`."""

from collections.abc import Sequence
from typing import Protocol

from coordination.rules import commitments


class Commitments(Protocol):
    async def of_programme(self, programme_id: int) -> Sequence[commitments.Commitment]:
        """All, also those taken back, by number."""

    def save(self, one: commitments.Commitment) -> None: ...

"""What services need of storage about rounds, as protocols; part of `ports`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coordination.rules import round_reports, rounds


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report with the turn it is for."""

    turn_id: int
    group_id: int
    report: round_reports.Report


class Rounds(Protocol):
    async def get(self, round_id: int) -> rounds.Round | None: ...

    async def newest(self, programme_id: int) -> rounds.Round | None:
        """The round of the highest number."""

    async def turns(self, round_id: int) -> Sequence[rounds.Turn]:
        """By place."""

    async def turn(self, turn_id: int) -> rounds.Turn | None: ...

    async def reports(self, round_id: int) -> Sequence[KeptReport]: ...

    async def report(self, turn_id: int) -> KeptReport | None: ...

    async def last_accepted(self, group_id: int) -> KeptReport | None:
        """The group's newest report that was accepted."""

    async def history(self, group_id: int, limit: int = 5) -> Sequence[tuple[rounds.Round, rounds.Turn]]:
        """The group's turns in closed rounds, the newest first."""

    def save(self, one: rounds.Round) -> None: ...

    def save_turn(self, turn: rounds.Turn) -> None: ...

    def save_report(self, kept: KeptReport) -> None: ...

"""What services need of storage about rounds, as protocols; part of `ports`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from coordination.rules import round_figures, round_outcomes, round_reports, rounds


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report with the turn it is for."""

    turn_id: int
    group_id: int
    report: round_reports.Report


@dataclass(frozen=True, slots=True)
class Version:
    """What a report said before it was corrected: `by` sent it `at` (aware, UTC)."""

    turn_id: int
    version: int
    parts: Mapping[round_reports.Part, str]
    by: int | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """The frozen numbers of a turn's group."""

    turn_id: int
    figures: round_figures.Figures


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

    async def versions(self, turn_id: int) -> Sequence[Version]:
        """What the turn's report said before, the oldest first."""

    async def outcomes(self, round_id: int) -> Sequence[round_outcomes.Outcome]:
        """The oldest first."""

    async def figures(self, round_id: int) -> Sequence[KeptFigures]:
        """None before the round is closed."""

    async def of_task(self, task_id: int) -> rounds.Round | None:
        """The round in which the task was given."""

    def save_outcome(self, one: round_outcomes.Outcome) -> None: ...

    def save_figures(self, kept: KeptFigures) -> None: ...

    def add_version(self, version: Version) -> None: ...

    def save(self, one: rounds.Round) -> None: ...

    def save_turn(self, turn: rounds.Turn) -> None: ...

    def save_report(self, kept: KeptReport) -> None: ...

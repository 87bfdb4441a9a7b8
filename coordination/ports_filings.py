"""What services need of storage about reports between rounds, as protocols; part of `ports`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from coordination.rules import filings, round_reports


@dataclass(frozen=True, slots=True)
class Filed:
    """What a group hands in: its report, and up to when the records were read for the draft (aware, UTC)."""

    filing_id: int
    group_id: int
    report: round_reports.Report
    drafted_at: datetime


class Filings(Protocol):
    async def get(self, filing_id: int) -> filings.Filing | None: ...

    async def of_duty(self, duty_id: int, since_run: int) -> Sequence[filings.Filing]:
        """From that run on, by run and group."""

    async def open_of(self, group_id: int) -> Sequence[filings.Filing]:
        """Those of a group whose date is to come, the nearest first."""

    async def report(self, filing_id: int) -> Filed | None: ...

    async def reports(self, filing_ids: Collection[int]) -> Mapping[int, Filed]:
        """By filing; nothing where no draft was made."""

    async def last_accepted(self, group_id: int, duty_id: int) -> Filed | None:
        """The group's newest report for the duty that the committee accepted."""

    def save(self, filing: filings.Filing) -> None: ...

    def save_report(self, filed: Filed) -> None: ...

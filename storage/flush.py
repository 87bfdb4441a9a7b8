"""Write what updates saved, table by table, in the order in which rows refer to each other; knows no column."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import sqlalchemy as sa

from storage import (
    absences,
    chats,
    commitments,
    directory,
    editions,
    erasures,
    events,
    filings,
    groups,
    ledger,
    letters,
    lines,
    people,
    phases,
    programmes,
    questions,
    receipts,
    round_results,
    rounds,
    schedules,
    slots,
    task_rows,
    updates,
)
from storage.session import Session

CHANNEL = "muster_outbox"
"""On PostgreSQL: notified at the commit of a transaction that says something."""

_WRITERS: dict[str, Callable[[Session, Any], Awaitable[None]]] = {
    "chats": chats.write,
    "aliases": chats.write_aliases,
    "groups": groups.write,
    "people": people.write,
    "memberships": people.write_memberships,
    "absences": absences.write,
    "directory": directory.write,
    "erasures": erasures.write,
    "tasks": task_rows.write,
    "updates": updates.write,
    "events": events.write,
    "lines": lines.write,
    "questions": questions.write,
    "programmes": programmes.write,
    "seats": programmes.write_seats,
    "plans": programmes.write_plans,
    "phases": phases.write,
    "rounds": rounds.write,
    "turns": rounds.write_turns,
    "reports": rounds.write_reports,
    "report_versions": rounds.write_versions,
    "round_outcomes": round_results.write_outcomes,
    "round_figures": round_results.write_figures,
    "notices": receipts.write,
    "receipts": receipts.write_receipts,
    "commitments": commitments.write,
    "lessons": editions.write_lessons,
    "carried": editions.write_carried,
    "schedules": schedules.write,
    "filings": filings.write,
    "filed": filings.write_reports,
    "ledger": ledger.write,
    "slots": slots.write,
    "letters": letters.write,
}
_NOTIFY = sa.text(f"SELECT pg_notify('{CHANNEL}', '')")


async def flush(session: Session, names: Sequence[str], own: bool) -> None:
    """Write the records of the update in hand (`own`), or those of accepted ones: many rows by each statement."""
    for name in names:
        shelf = getattr(session.shelves, name)
        records = list((shelf.own if own else shelf.merged).values())
        if records:
            await _WRITERS[name](session, records)
            if name == "letters" and session.connection.dialect.name == "postgresql":
                await session.connection.execute(_NOTIFY)

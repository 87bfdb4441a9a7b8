"""A roll-up over 200 groups of 200 tasks: read and rendered, and as a workbook with every line's source."""

import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks import groups as made
from coordination.rules import groups, programmes
from coordination.services import rollups
from handlers import rollup_sheets, rollup_texts
from storage import work

GROUPS, TASKS, UPDATES = 200, 200, 40_000
PROMISED = timedelta(seconds=5)


async def _gather(filled: made.Filled) -> groups.Group:
    """The first group is the committee, all others have a place in its programme."""
    opened = work.transaction(filled.database, now=made.NOW, bot_id=1, locks=())
    async with opened as transaction, transaction.layer() as unit:
        committee = replace(await unit.groups.get(filled.group_ids[0]), kind=groups.GroupKind.COMMITTEE)
        unit.groups.save(committee)
        programme = programmes.Programme(unit.new_id(), committee.id, "Forum", made.NOW)
        unit.programmes.save(programme)
        for place, group_id in enumerate(filled.group_ids[1:], 1):
            unit.groups.save(replace(await unit.groups.get(group_id), parent_id=committee.id))
            seat = programmes.Seat(unit.new_id(), programme.id, group_id, place, f"G{place}", f"JOIN{place}")
            unit.programmes.save_seat(seat)
    return committee


async def measure() -> tuple[float, float, int]:
    """Seconds of processor until the text is there, those for the sheets, and rows in them."""
    with tempfile.TemporaryDirectory() as folder:
        filled = await made.filled(Path(folder) / "rollup.db", made.Plan(GROUPS + 1, TASKS), updates=UPDATES)
        committee = await _gather(filled)
        async with work.reading(filled.database, now=made.NOW) as unit:
            began = time.process_time()
            seen = await rollups.view(unit, committee)
            rollup_texts.render(seen, rollup_texts.EXECUTIVE, rollup_texts.Occasion(made.NOW))
            read = time.process_time()
            sheets = await rollup_sheets.sheets(unit, seen)
            ended = time.process_time()
        await filled.database.close()
    return read - began, ended - read, sum(len(sheet.rows) for sheet in sheets)


def main() -> None:
    took, filed, rows = asyncio.run(measure())
    print(f"a roll-up of {GROUPS} groups of {TASKS} tasks: {took:.2f} s of processor (promised: {PROMISED.seconds} s)")
    print(f"its workbook of {rows:,} rows after another {filed:.1f} s of processor")
    assert took < PROMISED.seconds, took


if __name__ == "__main__":
    main()

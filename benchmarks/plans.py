"""A plan of 5,000 rows in a workbook: read in a process of its own, kept and previewed, taken over."""

import asyncio
import io
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from bot import plan_reader
from coordination.rules import programmes
from coordination.services import plans
from handlers import plan_pages
from storage import engines, migrations
from tests.coordination import rooms, samples

ROWS, GROUPS = 5_000, 25
PROMISED, PROMISED_MB = timedelta(seconds=2), 200
_HEADER = ("No.", "Group", "Task", "Owner", "Due", "State", "Percent", "Notes")
_STATES = ("not started", "in progress", "done", "blocked", "待定")


def workbook() -> bytes:
    """Rows as a committee keeps them, group by group, with dates as dates and days before the opening."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet, dated = book.add_worksheet("Plan"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, _HEADER)
    for row in range(1, ROWS + 1):
        group = (row - 1) * GROUPS // ROWS
        sheet.write_row(row, 0, (row, f"Working group {group + 1}", f"第 {row} 项 Prepare item {row} of the hall"))
        sheet.write_string(row, 3, f"Owner {row % 60}")
        if row % 3:
            sheet.write_datetime(row, 4, date(2026, 10, 1) + timedelta(row % 120), dated)
        else:
            sheet.write_string(row, 4, f"T-{row % 90}")
        sheet.write_row(row, 5, (_STATES[row % len(_STATES)], f"{row % 10 * 10}%", "as agreed on Monday"))
    book.close()
    return written.getvalue()


async def _read(content: bytes) -> tuple[dict[str, object], float]:
    began = time.perf_counter()
    answer = await plan_reader.read({"name": "plan.xlsx", "today": "2026-09-14", "opens_on": "2026-11-28"}, content)
    return answer["reading"], time.perf_counter() - began


async def _previewed(room: rooms.Room, reading: dict[str, object]) -> tuple[programmes.PlanFile, float]:
    async with room.tell("Ann") as (work, said):
        plan = plans.receive(work, said, plans.Sent("plan.xlsx", "file"))
    began = time.perf_counter()
    async with room.work() as work:
        plan = plans.note_reading(work, plan, reading)
        seen = await plans.preview_fitting(work, plan)
        plan_pages.preview(seen, await work.groups.get(room.group_id), work.now)
    return plan, time.perf_counter() - began


async def _accepted(room: rooms.Room, plan: programmes.PlanFile) -> float:
    began = time.perf_counter()
    async with room.tell("Ann") as (work, said):
        kept = await work.plans.get(plan.id)
        assert kept is not None
        await plans.accept(work, said, kept, alone=False)
    return time.perf_counter() - began


async def measure(folder: Path) -> tuple[float, float, float]:
    """Seconds until the reading is there, until the preview is, and until all of it is taken over."""
    url = f"sqlite:///{folder / 'plans.db'}"
    await migrations.migrate(url)
    reading, read = await _read(workbook())
    assert len(reading["tasks"]) == ROWS  # type: ignore[arg-type]
    database = await engines.open(url)
    try:
        room = rooms.Room(database, now=samples.NOW)
        await room.open("Ann", "Bo")
        plan, previewed = await _previewed(room, reading)
        return read, previewed, await _accepted(room, plan)
    finally:
        await database.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        read, previewed, accepted = asyncio.run(measure(Path(folder)))
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"a workbook of {ROWS:,} rows: read in {read:.2f} s and {megabytes:.0f} MB, previewed after {previewed:.2f} s"
    )
    print(f"taken over in {accepted:.2f} s (promised: read and previewed in {PROMISED.seconds} s and {PROMISED_MB} MB)")
    assert read + previewed < PROMISED.total_seconds(), (read, previewed)
    assert megabytes < PROMISED_MB, megabytes


if __name__ == "__main__":
    main()

"""Export and import of 10,000 tasks with 100,000 updates: time, peak memory of a process of its own, the same state."""

import asyncio
import hashlib
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import groups as made
from bot import moving

TASKS, UPDATES = 10_000, 100_000
MOST_MEGABYTES = 300


def _fill(folder: Path) -> None:
    async def fill() -> None:
        filled = await made.filled(folder / "full.db", made.Plan(groups=1, tasks=TASKS), updates=UPDATES)
        await filled.database.close()

    asyncio.run(fill())


def _export(folder: Path, name: str, database: str = "full.db") -> None:
    asyncio.run(moving.export(f"sqlite:///{folder / database}", moving.Wish(folder / name)))


def _import(folder: Path) -> None:
    asyncio.run(moving.import_(f"sqlite:///{folder / 'again.db'}", folder / "full.json"))


def measured(work: Callable[..., None], *given: Any) -> tuple[float, float]:
    """Seconds and peak megabytes of `work` in a new process, interpreter and imports included."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_told, args=(theirs, work, given))
    process.start()
    took, peak = ours.recv()
    process.join()
    return float(took), float(peak)


def _told(answer: Any, work: Callable[..., None], given: tuple[Any, ...]) -> None:
    began = time.perf_counter()
    work(*given)
    took = time.perf_counter() - began
    answer.send((took, _peak()))


def _peak() -> float:
    """Megabytes. Linux keeps in `ru_maxrss` what the parent had; `VmHWM` is the process's own."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1_000
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _digest(path: Path) -> str:
    """Of the rows, whatever their order; the head has the time in it."""
    tables = json.loads(path.read_bytes())["tables"]
    rows = sorted(f"{name} {json.dumps(row, sort_keys=True)}" for name, found in tables.items() for row in found)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder)
        print(f"{TASKS:,} tasks, {UPDATES:,} updates")
        steps: list[tuple[str, Callable[..., None], tuple[Any, ...]]] = [
            ("export json", _export, (folder, "full.json")),
            ("import json", _import, (folder,)),
            *((f"export {kind}", _export, (folder, f"full.{kind}")) for kind in ("xlsx", "csv", "ics", "md")),
        ]
        for step, work, given in steps:
            took, peak = measured(work, *given)
            print(f"  {step:12} {took:6.1f} s  {peak:6.0f} MB at most (promised: under {MOST_MEGABYTES})")
        _export(folder, "again.json", "again.db")
        same = _digest(folder / "again.json") == _digest(folder / "full.json")
        print(f"the same state back: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main()

"""Thirty days of forty groups through the whole road, two processes that restart at random, answers that get lost.

`python -m benchmarks.month [groups] [days] [seed]`; the small one is tests/simulations/test_month.py.
"""

import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

import storage
from bot import logs
from tests.simulations import month, month_checks

GROUPS, DAYS, SEED = 40, 30, 2027


async def lived(groups: int, days: int, seed: int) -> tuple[month.Town, month_checks.Figures]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'town.db'}"
        await storage.migrate(url)
        async with month.town(Path(folder), groups, seed, url) as made:
            await month.live(made, days)
            return made, await month_checks.check(made, days)


def main() -> None:
    logs.set_up("CRITICAL", logs.Style.AUTO)
    logging.disable(logging.CRITICAL)
    chosen = [int(one) for one in sys.argv[1:]]
    groups, days, seed = (*chosen, *(GROUPS, DAYS, SEED)[len(chosen) :])
    began = time.perf_counter()
    made, figures = asyncio.run(lived(groups, days, seed))
    took = time.perf_counter() - began
    print(
        f"{days} days of {groups} groups over HTTP, two processes, {made.restarts} restarts, {len(made.down)} outages, "
        f"{made.lost} answers lost, in {took:.0f} s: {figures.promised:,} posts promised while up, {figures.posted:,} "
        f"made, {figures.late:,} of them late after an outage; {figures.over} one too many for the day, "
        f"{figures.uncertain} uncertain, {figures.twice} that may "
        "stand twice by their record"
    )
    print(
        f"slowest while up {figures.slowest.total_seconds():.0f} s (promised: 60 s); "
        "0 other than once, 0 in quiet hours, 0 over the ceiling, 0 to other groups (else it fails)"
    )


if __name__ == "__main__":
    main()

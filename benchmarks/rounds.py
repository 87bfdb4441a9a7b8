"""A round of two hundred groups over five days, without sockets: `python -m benchmarks.rounds [groups] [days]`."""

import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

import storage
from bot import logs
from tests.simulations import round_days

GROUPS, DAYS = 200, 5


async def lived(count: int, days: int) -> round_days.Town:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'town.db'}"
        await storage.migrate(url)
        return await round_days.live(url, count, days)


def main() -> None:
    logs.set_up("CRITICAL", logs.Style.AUTO)
    logging.disable(logging.CRITICAL)
    chosen = [int(one) for one in sys.argv[1:]]
    count, days = (*chosen, *(GROUPS, DAYS)[len(chosen) :])
    began = time.perf_counter()
    town = asyncio.run(lived(count, days))
    took = time.perf_counter() - began
    print(
        f"{count} groups over {days} days, a restart each noon, every button pressed twice, in {took:.0f} s: "
        f"{len(town.called)} called by day and once each, the others were heard before; nobody was called twice"
    )


if __name__ == "__main__":
    main()

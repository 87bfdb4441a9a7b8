"""Rounds over HTTP at Telegram's own pace, both databases: `python -m benchmarks.rounds [groups] [days]`."""

import asyncio
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import storage
from bot import logs
from tests import postgresql
from tests.simulations import round_days, round_days_check

GROUPS, DAYS = 200, 5


@contextmanager
def urls() -> Iterator[dict[str, str]]:
    """An empty database of each kind; a machine without PostgreSQL's programs has one."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": f"sqlite:///{Path(folder) / 'town.db'}"}
        cluster = postgresql.start() if shutil.which("initdb") else None
        try:
            if cluster is not None:
                asyncio.run(cluster.run("CREATE DATABASE town"))
                found["PostgreSQL"] = cluster.url("town")
            yield found
        finally:
            if cluster is not None:
                postgresql.stop(cluster)


async def lived(url: str, count: int, days: int) -> round_days.Script:
    await storage.migrate(url)
    return await round_days_check.live(url, count, days)


def main() -> None:
    logs.set_up("CRITICAL", logs.Style.AUTO)
    logging.disable(logging.CRITICAL)
    sys.excepthook = sys.__excepthook__  # what is not as the script says is seen
    chosen = [int(one) for one in sys.argv[1:]]
    count, days = (*chosen, *(GROUPS, DAYS)[len(chosen) :])
    with urls() as found:
        for name, url in found.items():
            began = time.perf_counter()
            script = asyncio.run(lived(url, count, days))
            print(
                f"{name}: {count} groups over {days} days in {time.perf_counter() - began:.0f} s: the floor was held "
                f"{len(script.plan.calls)} times, never by two; every post with its hour, every cell of the document "
                f"and all records as the script says, nothing twice, no flood error; chairs and leads tapped twice, "
                f"restarted on {len(script.restarted)} days",
                flush=True,
            )


if __name__ == "__main__":
    main()

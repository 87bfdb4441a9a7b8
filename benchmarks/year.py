"""A year of two hundred groups in twelve zones on the rules: every promised post once, in its time, in its group.

`python -m benchmarks.year [groups] [days] [seed]`; the small one is tests/simulations/test_year.py.
"""

import asyncio
import sys
import time

from tests.simulations import promises, year

GROUPS, DAYS, SEED = 200, 365, 2027


def main() -> None:
    chosen = [int(one) for one in sys.argv[1:]]
    groups, days, seed = (*chosen, *(GROUPS, DAYS, SEED)[len(chosen) :])
    began = time.perf_counter()
    lived = asyncio.run(year.live(year.Size(groups, days), seed))
    figures = promises.check(lived)
    took = time.perf_counter() - began
    print(
        f"{days} days of {groups} groups in {len(year.ZONES)} zones, {lived.fired:,} looks, {len(lived.down)} outages, "
        f"in {took:.0f} s: {figures.promised:,} posts promised, {figures.posted:,} made, each once; "
        f"{figures.late:,} of them late after an outage, {figures.skipped:,} skipped with a reason on record, "
        f"{figures.private:,} private reminders"
    )
    print(
        f"slowest while up {figures.slowest.total_seconds():.0f} s (promised: 60 s); "
        "0 twice, 0 in quiet hours, 0 over the ceiling, 0 to others (else it fails)"
    )


if __name__ == "__main__":
    main()

"""How long a date takes to read: `python -m benchmarks.dates`; it measures and judges nothing."""

import csv
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from coordination.rules import when

CASES = Path(__file__).parent.parent / "tests" / "conformance" / "dates_more.tsv"
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=ZONE)
TRIES = 3
"""The best of so many tries counts: the others tell of the machine's other work."""


def rows() -> list[tuple[str, when.Frame]]:
    """Each phrase of the table with a chat of its language."""
    with CASES.open(encoding="utf-8", newline="") as file:
        found = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], when.Frame(NOW, ZONE, row["lang"])) for row in found]


def measure(call: Callable[[str, when.Frame], object], cases: list[tuple[str, when.Frame]]) -> list[float]:
    """Milliseconds for each case, the tables being ready."""
    took = []
    for text, frame in cases:
        call(text, frame)
        tries = []
        for _ in range(TRIES):
            began = time.perf_counter()
            call(text, frame)
            tries.append(time.perf_counter() - began)
        took.append(min(tries) * 1000)
    return took


def main() -> None:
    """Print the median and the slow end of reading a phrase and of finding a date in a line."""
    cases = rows()
    for name, call in (("read", when.read), ("find", when.find)):
        took = sorted(measure(call, cases))
        ninetieth, worst = took[int(len(took) * 0.9)], took[-1]
        print(f"{name}: {len(took)} phrases, median {statistics.median(took):.3f} ms", end="")
        print(f", nine of ten under {ninetieth:.3f} ms, worst {worst:.3f} ms")


if __name__ == "__main__":
    main()

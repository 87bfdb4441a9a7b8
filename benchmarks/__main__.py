"""`make bench`: every figure that the documents quote, one after the other; `--long` adds what takes minutes."""

import subprocess
import sys

BENCHMARKS = (
    "benchmarks.tick",
    "benchmarks.dates",
    "benchmarks.reading",
    "benchmarks.status",
    "benchmarks.weekly",
    "benchmarks.rollup",
    "benchmarks.plans",
    "benchmarks.due",
    "benchmarks.exports",
    "benchmarks.pictures",
    "benchmarks.forged",
    "benchmarks.intake",
)

LONG = ("benchmarks.year", "benchmarks.month", "benchmarks.rounds")


def main() -> None:
    for name in (*BENCHMARKS, *(LONG if "--long" in sys.argv else ())):
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, "-m", name], check=True)


if __name__ == "__main__":
    main()

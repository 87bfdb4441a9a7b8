"""`make bench`: every figure that the documents quote, one after the other."""

import subprocess
import sys

BENCHMARKS = (
    "benchmarks.tick",
    "benchmarks.dates",
    "benchmarks.reading",
    "benchmarks.status",
    "benchmarks.weekly",
    "benchmarks.due",
    "benchmarks.exports",
    "benchmarks.pictures",
    "benchmarks.forged",
    "benchmarks.intake",
)


def main() -> None:
    for name in BENCHMARKS:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, "-m", name], check=True)


if __name__ == "__main__":
    main()

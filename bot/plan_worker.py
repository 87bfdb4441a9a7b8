"""Read one plan in a process of its own, with little memory and time: bytes in, JSON out; it stores nothing.

`python -m bot.plan_worker NAME TODAY [OPENS]` reads the file from standard input. What it prints is
`{"reading": …}`, or `{"why": …}` for a file that nobody can read.
"""

import contextlib
import json
import resource
import sys
from datetime import date

MEMORY_BYTES = 700 << 20
"""Addresses, of which about a third is ever filled: a workbook of 50,000 rows takes 180 MB."""
PROCESSOR_SECONDS = 20


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    from bot import plan_files, sheets  # read within the limits
    from coordination.rules import plans

    name, today, *opens = sys.argv[1:]
    setting = plans.Setting(date.fromisoformat(today), date.fromisoformat(opens[0]) if opens else None)
    try:
        answer = {"reading": plan_files.reading(name, sys.stdin.buffer.read(sheets.MOST_BYTES + 1), setting)}
    except sheets.UnreadableError as refused:
        answer = {"why": refused.why}
    except MemoryError:
        answer = {"why": "too_large"}
    with contextlib.suppress(BrokenPipeError):
        json.dump(answer, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()

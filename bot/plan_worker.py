"""Read one plan in a process of its own, with little memory and time: bytes in, JSON out; it stores nothing.

`python -m bot.plan_worker SETTING` reads the file from standard input. The setting is JSON: the file's `name`, `today`,
and what is known of `opens_on`, `day_first`, `names` and `at` (`rules/plans`). What it prints is `{"reading": …}`, or
`{"why": …}` for a file that nobody can read.
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
    limit()
    from bot import plan_files, sheets  # read within the limits
    from coordination.rules import plans

    given = json.loads(sys.argv[1])
    opens_on = given.get("opens_on")
    setting = plans.Setting(
        date.fromisoformat(given["today"]),
        date.fromisoformat(opens_on) if opens_on else None,
        day_first=given.get("day_first"),
        told=plans.Told(tuple(given["names"]), tuple(given["at"].items())) if given.get("at") else None,
    )
    try:
        content = sys.stdin.buffer.read(sheets.MOST_BYTES + 1)
        answer: dict[str, object] = {"reading": plan_files.reading(given["name"], content, setting)}
    except sheets.UnreadableError as refused:
        answer = {"why": refused.why}
    except MemoryError:
        answer = {"why": "too_large"}
    with contextlib.suppress(BrokenPipeError):
        json.dump(answer, sys.stdout, ensure_ascii=True)


def limit() -> None:
    """Bound this process, before anything of the file is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


if __name__ == "__main__":
    main()

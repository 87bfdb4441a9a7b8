"""How long a message takes to read against 200 open tasks: `python -m benchmarks.reading`; it judges nothing."""

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from coordination.rules import reading, reading_file, reading_titles
from coordination.rules.reading_values import Board, Message, TaskView

CASES = Path(__file__).parent.parent / "tests" / "conformance"
OPEN_TASKS = 200
TRIES = 3
"""The best of so many tries counts: the others tell of the machine's other work."""

_WORDS = (
    "hall sponsor speaker badge lunch stage print banner flyer ticket press video music light guest hotel bus visa"
    " grant 展台 会场 餐饮 嘉宾 酒店 接驳 签证 直播 音响 海报 证件 志愿者 物料 采购 报价 合同 审批 翻译 摄影 彩排"
)


def board() -> Board:
    """The judged board of 27 tasks, filled up with invented ones, in two languages, of every owner."""
    context = reading_file.read_context(json.loads((CASES / "updates_more_context.json").read_text("utf-8")))
    tasks = [*context.board.tasks, *_invented(len(context.board.tasks) + 1, len(context.ids))]
    frame = replace(context.board.frame, now=datetime(2027, 3, 1, 9, tzinfo=UTC))
    return replace(context.board, tasks=tuple(tasks), frame=frame, author=1)


def _invented(first: int, people: int) -> Iterator[TaskView]:
    words = list(_WORDS.split())
    for number in range(first, OPEN_TASKS + 1):
        picked = [words[(number * step + step) % len(words)] for step in (3, 7, 11)]
        yield TaskView(number, " ".join(picked), owners=(number % people + 1,))


def messages() -> list[str]:
    """Every message of the judged boards."""
    files = (CASES / name for name in ("updates.jsonl", "updates_again.jsonl", "updates_more.jsonl"))
    return [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]


def measure(known: Board, texts: list[str], *, warm: bool) -> list[float]:
    """Milliseconds for each message; not `warm`: the index of the board's titles is built anew each time."""
    took = []
    for text in texts:
        tries = []
        for _ in range(TRIES):
            if not warm:
                reading_titles.cached.cache_clear()
            began = time.perf_counter()
            reading.read(Message(text), known)
            tries.append(time.perf_counter() - began)
        took.append(min(tries) * 1000)
    return sorted(took)


def main() -> None:
    """Print the median and the slow end, with the board's titles indexed and with the index built each time."""
    known, texts = board(), messages()
    measure(known, texts, warm=True)
    for name, warm in (("titles indexed", True), ("index built anew", False)):
        took = measure(known, texts, warm=warm)
        print(
            f"{name}: {len(took)} messages, {len(known.tasks)} open tasks, median {statistics.median(took):.3f} ms",
            end="",
        )
        print(f", nine of ten under {took[int(len(took) * 0.9)]:.3f} ms, worst {took[-1]:.3f} ms")


if __name__ == "__main__":
    main()

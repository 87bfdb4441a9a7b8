"""How long a timeline of thirty rows takes to draw, and the loop meanwhile: `python -m benchmarks.pictures`."""

import asyncio
import statistics
import time

from bot.pictures import Painter
from coordination import pictures
from tests import pictures as samples

TRIES = 20
BEAT = 0.002
"""Seconds between two looks at the clock, by which the loop shows how long it was kept from them."""


async def beat(gaps: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await asyncio.sleep(BEAT)
        gaps.append(time.perf_counter() - began - BEAT)


async def measure() -> tuple[list[float], list[float], list[float], int]:
    """Milliseconds a picture, of which of the processor, milliseconds the loop was late, and bytes of a picture.

    The first one warms up.
    """
    painter, content = Painter(), pictures.written(samples.timeline())
    size = len((await painter.make(content)).content)
    gaps: list[float] = []
    watching = asyncio.create_task(beat(gaps))
    took, worked = [], []
    for _ in range(TRIES):
        began, work = time.perf_counter(), time.process_time()
        await painter.make(content)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - work) * 1000)
    watching.cancel()
    return took, worked, [gap * 1000 for gap in gaps], size


def main() -> None:
    """Print time and size against the promise of 100 ms and 120 KB."""
    took, worked, gaps, size = asyncio.run(measure())
    print(f"timeline of 30 rows: median {statistics.median(took):.0f} ms, best {min(took):.0f} ms", end="")
    print(f", of the processor {statistics.median(worked):.0f} ms, {size / 1000:.0f} KB (promised: 100 ms, 120 KB)")
    print(f"the loop meanwhile: median {statistics.median(gaps):.1f} ms late, worst {max(gaps):.1f} ms")


if __name__ == "__main__":
    main()

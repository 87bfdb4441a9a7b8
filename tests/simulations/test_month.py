"""Through the whole road, with two processes and restarts: every promised post once, or counted as uncertain.

Thirty days of forty groups are `python -m benchmarks.month`.
"""

from pathlib import Path

from tests.simulations import month, month_checks


async def test_every_promised_post_comes_once_or_is_counted_as_uncertain(tmp_path: Path, sqlite_url: str) -> None:
    async with month.town(tmp_path, 3, 7, sqlite_url) as made:
        await month.live(made, 3)

        figures = await month_checks.check(made, 3)

    assert figures.posted >= figures.promised - figures.uncertain
    assert figures.promised > 10
    assert made.restarts + len(made.down) + made.lost > 0

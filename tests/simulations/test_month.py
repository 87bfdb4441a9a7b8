"""Through the whole road, with two processes and restarts: every promised post once, or counted as uncertain.

Thirty days of forty groups are `python -m benchmarks.month`.
"""

from datetime import timedelta
from pathlib import Path

from tests.simulations import month, month_checks

GROUPS, DAYS, SEED = 8, 4, 14
"""From Tuesday to Saturday noon in Beijing: Friday afternoon has come in the westernmost zone as well."""


async def test_every_promised_post_comes_once_or_is_counted_as_uncertain(tmp_path: Path, sqlite_url: str) -> None:
    """What holds is asserted in `month_checks`; here, that there was something to hold, and that it was shaken."""
    async with month.town(tmp_path, GROUPS, SEED, sqlite_url) as made:
        await month.live(made, DAYS)

        figures = await month_checks.check(made, DAYS)

    assert figures.posted >= figures.promised - figures.uncertain - figures.over
    assert figures.promised > GROUPS * 5
    assert figures.slowest <= timedelta(seconds=60)
    assert len({place.zone for place in made.places}) == GROUPS
    assert made.restarts > 0
    assert len(made.down) > 0
    assert made.lost > 0

"""Every promised post exactly once, in time while up, none at night, none too many, none elsewhere: some weeks of it.

The whole year of two hundred groups is `python -m benchmarks.year`.
"""

import pytest

from tests.simulations import promises, year

SIZE = year.Size(groups=12, days=25)


@pytest.mark.parametrize("seed", range(2))
async def test_every_promised_post_comes_once_in_its_time_and_in_its_group(seed: int) -> None:
    lived = await year.live(SIZE, seed)

    figures = promises.check(lived)

    assert len({group.zone for group in lived.store.group_rows.values()}) == 12
    assert figures.posted > figures.promised / 2
    assert figures.late > 0
    assert figures.skipped > 0
    assert figures.private > 0

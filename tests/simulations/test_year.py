"""Each promise is kept once, within a minute while up, none at night, none too many, none elsewhere: two months of it.

The whole year of two hundred groups is `python -m benchmarks.year`.
"""

import pytest

from tests.simulations import promises, year

SIZE = year.Size(groups=12, days=65)
"""Over a feast of a week, and the end of summer time."""


@pytest.mark.parametrize("seed", range(2))
async def test_every_promised_post_comes_once_in_its_time_and_in_its_group(seed: int) -> None:
    """What holds is asserted in `promises` and `private_promises`; here, that there was something to hold."""
    lived = await year.live(SIZE, seed)

    figures = promises.check(lived)

    assert len({group.zone for group in lived.store.group_rows.values()}) == 12
    assert figures.slowest <= promises.MINUTE
    assert figures.promised > 12 * 65
    assert figures.posted > figures.promised / 2
    assert figures.late > 0
    assert figures.skipped > 0
    assert figures.private > 12 * 9
    assert len(lived.told) > figures.private  # of what is late, the owners were told as well
    assert len(lived.down) > 2

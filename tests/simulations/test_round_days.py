"""A round over days, from the first report to the last; two hundred groups are in `benchmarks.rounds`."""

from tests.simulations import round_days


async def test_every_group_is_called_once_by_day_and_heard_or_timed_out(sqlite_url: str) -> None:
    town = await round_days.live(sqlite_url, 30, 2)

    assert len(town.called) == 27

"""A round over days over HTTP, from the first report to the document; two hundred groups are in `benchmarks.rounds`."""

from tests.simulations import round_days_check


async def test_every_group_is_called_by_day_and_heard_or_missing_as_the_script_says(database_url: str) -> None:
    script = await round_days_check.live(database_url, 20, 4)

    assert len(script.plan.calls) == 18

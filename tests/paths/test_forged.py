"""No forged button and no guessed number changes a setting or shows a row; benchmarks/forged.py tries ten thousand."""

from tests.paths import forging

TRIES = 1000


async def test_nothing_is_changed_or_told_by_guessing(sqlite_url: str) -> None:
    found = await forging.tries(sqlite_url, TRIES)

    assert (found.changed, found.told, found.failed) == ([], [], [])

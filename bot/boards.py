"""The text of a board at the moment it is sent, from one committed state; it knows no words and sends nothing."""

from collections.abc import Mapping

from bot import clock, recipes
from handlers import boards
from storage import engines, work


class Boards:
    """The maker behind the recipe of boards."""

    def __init__(self, database: engines.Database, ours: clock.Clock) -> None:
        self._database = database
        self._clock = ours

    async def write(self, values: Mapping[str, str]) -> recipes.Written:
        """The board of the group whose id is in `values`. Raises `Unavailable`, and `LookupError` without the group."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            text, rows = await boards.shown(unit, int(values["group"]))
        return recipes.Written(text, rows)

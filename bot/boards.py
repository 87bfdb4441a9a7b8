"""Boards as the process sees them: made at the moment they are sent, and turned when a day does; it knows no words."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot import clock, outgoing, recipes
from coordination.rules import boards as rules
from handlers import board_upkeep, boards
from storage import boards as standing_boards
from storage import engines, errors, work

EVERY = timedelta(minutes=15)
"""Days begin and working hours end on quarters of an hour nearly everywhere."""


class Boards:
    """The maker behind the recipe of boards, and who has them made anew where only time passed."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._quarter: int | None = None

    async def write(self, values: Mapping[str, str]) -> recipes.Written:
        """The board of the group whose id is in `values`. Raises `Unavailable`, and `LookupError` without the group."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            text, rows = await boards.shown(unit, int(values["group"]))
        return recipes.Written(text, rows)

    async def turn(self) -> int:
        """Once in a quarter of an hour: have every board edited that says what holds no longer; how many there were.

        Processes that do it side by side write the same pending edit. Raises `Unavailable`.
        """
        now = self._clock.now()
        quarter = int(now.timestamp() // EVERY.total_seconds())
        if quarter == self._quarter:
            return 0
        stale = [one for one in await standing_boards.standing(self._database, now) if is_stale(one, now)]
        for telegram_id, found in itertools.groupby(stale, key=lambda one: one.chat_telegram_id):
            await self._edit(telegram_id, list(found), now)
        self._quarter = quarter
        return len(stale)

    async def _edit(self, telegram_id: int, found: Sequence[standing_boards.Standing], now: datetime) -> None:
        """A conflict means that somebody changes the chat at this moment, which edits its board."""
        try:
            async with work.transaction(
                self._database, now=now, bot_id=self._bot_id, locks={telegram_id}
            ) as transaction:
                for one in found:
                    async with transaction.layer() as unit:
                        outgoing.add_all(unit, await board_upkeep.turned(unit, one.group_id))
        except errors.Conflict:
            return


def is_stale(board: standing_boards.Standing, now: datetime) -> bool:
    """Tell whether a task became late, or a day began, since the board was edited."""
    turned = rules.turned_at(now, board.zone, board.settings.workday_ends)
    return board.hour_passed or board.edited_at < turned

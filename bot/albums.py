"""Pictures sent once are sent again by Telegram's own id, found by their content; it draws nothing."""

import contextlib
import hashlib
from collections.abc import Mapping
from datetime import timedelta

import orjson

from bot import clock
from coordination.errors import Unavailable
from storage import engines, errors, pictures

KEPT_FOR = timedelta(days=14)
"""A picture names its day, so hardly one is wanted for longer."""

LOOK = 1
"""Grows with every change of how pictures are drawn: what was sent before is drawn anew."""


class Album:
    """What this bot has sent. Kept in the database: any process, and the same after a restart, finds it."""

    def __init__(self, database: engines.Database, ours: clock.Clock, bot_id: int) -> None:
        self._database = database
        self._clock = ours
        self._bot_id = bot_id
        self._pruned: int | None = None

    async def find(self, digest: str) -> str | None:
        """Telegram's file id. Raises `Unavailable`."""
        return await pictures.find(self._database, self._bot_id, digest)

    async def keep(self, digest: str, file_id: str) -> None:
        """Note a picture that was sent; where that fails it is drawn once more another time."""
        with contextlib.suppress(Unavailable, errors.Conflict):
            await pictures.keep(self._database, self._bot_id, digest, file_id, self._clock.now())

    async def turn(self) -> int:
        """Once a day: forget what is old. Nothing of it concerns the sender."""
        now = self._clock.now()
        if now.toordinal() != self._pruned:
            await pictures.prune(self._database, now - KEPT_FOR)
            self._pruned = now.toordinal()
        return 0


def digest(recipe: str, values: Mapping[str, str]) -> str:
    """The same for the same picture, in every process."""
    content = orjson.dumps([LOOK, recipe, dict(values)], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(content).hexdigest()

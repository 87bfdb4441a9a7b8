"""Messages of a committee that are made when they are sent, so that many changes at once show the last; no words."""

from collections.abc import Mapping

from bot import clock, recipes
from coordination.services import notices as notices_service
from coordination.services import rounds as rounds_service
from handlers import (
    duty_boards,
    duty_times,
    filing_reviews,
    notice_pages,
    notices,
    round_boards,
    round_briefings,
    round_calls,
    round_hours,
)
from storage import engines, work


class Live:
    """One instance a process."""

    def __init__(self, database: engines.Database, ours: clock.Clock) -> None:
        self._database = database
        self._clock = ours

    def writers(self) -> dict[str, recipes.Writer]:
        """By the name of the recipe."""
        return {
            notices.LIVE: self.receipts,
            notices.HELD: self.notice,
            round_calls.LIVE: self.board,
            round_briefings.RECIPE: self.card,
            round_hours.RECIPE: self.draft,
            duty_boards.LIVE: self.duty,
            duty_boards.READ: self.report,
        }

    async def receipts(self, values: Mapping[str, str]) -> recipes.Written:
        """The count of receipts of a notice. Raises `Unavailable`, and `LookupError` where it is gone."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            committee = await unit.groups.get(int(values["group"]))
            seen = await notices_service.of_committee(unit, committee, int(values["notice"]))
            text, rows = notice_pages.live(seen, unit.now)
        return recipes.Written(text, rows)

    async def notice(self, values: Mapping[str, str]) -> recipes.Written:
        """A notice that waited for the morning, as it stands then. Raises `Unavailable`, `LookupError`, `Refused`."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            group = await unit.groups.get(int(values["group"]))
            seen, _ = await notices_service.of_group(unit, group.id, int(values["notice"]))
            text, rows = notice_pages.shown(seen, group, unit.now)
        return recipes.Written(text, rows)

    async def board(self, values: Mapping[str, str]) -> recipes.Written:
        """The board of a round. Raises `Unavailable`, and `LookupError` where it is gone."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            committee = await unit.groups.get(int(values["group"]))
            floor = await rounds_service.of_committee(unit, committee, int(values["round"]))
            seen = await rounds_service.board(unit, committee, floor)
            text, rows = round_boards.board(seen, unit.now)
        return recipes.Written(text, rows)

    async def card(self, values: Mapping[str, str]) -> recipes.Written:
        """The card of a turn of a round as it stands in a chat. Raises `Unavailable`, and `LookupError`."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            text, rows = await round_briefings.made(unit, int(values["turn"]), int(values["chat"]))
        return recipes.Written(text, rows)

    async def draft(self, values: Mapping[str, str]) -> recipes.Written:
        """The draft of a group's report as it stands for whoever has it. Raises `Unavailable`, and `LookupError`."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            text, rows = await round_hours.draft(unit, int(values["turn"]), int(values["chat"]))
        return recipes.Written(text, rows)

    async def duty(self, values: Mapping[str, str]) -> recipes.Written:
        """The list of reports of a due date. Raises `Unavailable`, and `LookupError` where it is gone."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            text, rows = await duty_times.live(unit, *(int(values[name]) for name in ("group", "duty", "run")))
        return recipes.Written(text, rows)

    async def report(self, values: Mapping[str, str]) -> recipes.Written:
        """A report between rounds as the committee reads it. Raises `Unavailable`, and `LookupError`."""
        async with work.reading(self._database, now=self._clock.now()) as unit:
            text, rows = await filing_reviews.live(unit, int(values["group"]), int(values["filing"]))
        return recipes.Written(text, rows)

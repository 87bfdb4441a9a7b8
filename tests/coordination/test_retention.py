"""Words that a group keeps no longer are emptied; what they changed stays; nothing goes on the day of the choice."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import clock, retention
from coordination.rules import reports
from coordination.rules import retention as rules
from coordination.services import reports as report_service
from coordination.services import settings as settings_service
from storage import schema
from tests.coordination import rooms


@pytest.mark.parametrize(
    ("now", "months", "expected"),
    [
        (datetime(2026, 11, 24, 2, 15, tzinfo=UTC), 0, None),
        (datetime(2026, 11, 24, 2, 15, tzinfo=UTC), 3, datetime(2026, 8, 24, 2, 15, tzinfo=UTC)),
        (datetime(2026, 11, 24, 2, 15, tzinfo=UTC), 12, datetime(2025, 11, 24, 2, 15, tzinfo=UTC)),
        (datetime(2026, 5, 31, tzinfo=UTC), 3, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2024, 5, 31, tzinfo=UTC), 3, datetime(2024, 2, 29, tzinfo=UTC)),
        (datetime(2026, 1, 1, tzinfo=UTC), 24, datetime(2024, 1, 1, tzinfo=UTC)),
        (datetime(2026, 3, 31, tzinfo=UTC), 6, datetime(2025, 9, 30, tzinfo=UTC)),
    ],
)
def test_words_are_kept_from_the_same_day_of_an_earlier_month_on(
    now: datetime, months: int, expected: datetime | None
) -> None:
    assert rules.cutoff(now, months) == expected


async def everything(room: rooms.Room) -> str:
    async with room.database.reader() as reader:
        rows = [str(row) for table in schema.metadata.sorted_tables for row in await reader.execute(table.select())]
    return "\n".join(rows)


async def report(room: rooms.Room, words: str) -> None:
    async with room.tell("Ann", words) as (work, said):
        await report_service.report(work, said, (1,), reports.Report(reports.Kind.PROGRESS, words, percent=60))


async def test_old_words_go_a_day_after_the_choice_and_what_they_changed_stays(room: rooms.Room) -> None:
    await room.create("Ann", "Book the hall", owner="Ann")
    await report(room, "60% quote from the venue")
    room.pass_(days=200)
    await report(room, "60% second quote")
    await room.create("Bo", "Order badges", owner="Bo")
    before = await everything(room)
    assert before.count("quote from the venue") >= 3

    ours = clock.MovableClock()
    ours.move_to(room.now)
    keeper = retention.Retention(room.database, ours, 1)
    assert await keeper.turn() == 0
    async with room.tell("Ann") as (work, said):
        await settings_service.choose(work, said, {"keep_texts_months": 3})
    ours.move_to(room.now + timedelta(hours=2))
    assert await keeper.turn() == 0
    assert await everything(room) != before  # the choice alone
    assert "quote from the venue" in await everything(room)

    ours.move_to(room.now + rules.CONSIDERED + timedelta(hours=2))
    assert await keeper.turn() > 0
    kept = await everything(room)
    assert "quote from the venue" not in kept
    assert "second quote" in kept
    assert "Book the hall" in kept
    assert (await room.task(1)).percent == 60
    assert [event.kind for event in await room.log(1)][:2] == ["created", "progress"]
    assert (await room.log(1))[1].after is not None
    assert (await room.log(1))[1].after["percent"] == 60  # type: ignore[index]
    ours.move_to(room.now + rules.CONSIDERED + timedelta(hours=4))
    assert await keeper.turn() == 0

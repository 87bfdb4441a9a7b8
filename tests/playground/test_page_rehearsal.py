"""The page shows what the bot beside it would send."""

from datetime import UTC, datetime

from tests.playground import pages


async def test_a_rehearsal_is_shown_in_the_zone_and_language_of_the_page_and_only_where_there_is_one() -> None:
    world = pages.standing()

    async def on_rehearse() -> list[tuple[datetime, str, str]]:
        return [(datetime(2026, 11, 26, 0, 30, tzinfo=UTC), "Exhibition", "Today, Thu 26 Nov")]

    async with pages.visit(world, on_rehearse=on_rehearse) as visitor:
        told = await visitor.do("rehearse", zone="Asia/Shanghai", lang="en")
        assert told["is_alert"] is True
        assert told["said"].endswith("Nothing was sent.\n\nThu 26 Nov 08:30 · Exhibition\nToday, Thu 26 Nov")
        chinese = (await visitor.do("rehearse", zone="UTC", lang="zh"))["said"]
        assert "11月26日（周四） 00:30" in chinese
        assert 'data-do="rehearse"' in (await visitor.http.get("/")).text
    async with pages.visit(world) as visitor:
        assert await visitor.refusal("rehearse")
        assert 'data-do="rehearse"' not in (await visitor.http.get("/")).text

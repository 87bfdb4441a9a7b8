"""What time sets off, through the whole road: digest and summary, once, in time, late after a stop; both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot import app as application
from playground import views
from storage import tables
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Tuesday 24 November 2026, 10:00 in Beijing; a task is late and one is due tomorrow."""
    async with stage(database_url) as opened:
        await opened.ask("/task Book the hall @ann by 2026-11-23\nOrder badges @bo by 2026-11-25")
        await opened.quiet()
        yield opened


async def _posts(scene: Stage, opening: str) -> list[views.MessageView]:
    await scene.quiet()
    return [one for one in await scene.client.sent(scene.chat) if one.text.startswith(opening)]


async def test_the_digest_comes_on_the_next_working_morning_and_once(scene: Stage) -> None:
    await scene.advance(timedelta(hours=22, minutes=29))
    assert await _posts(scene, "Today") == []

    await scene.advance(timedelta(minutes=2))
    await scene.app.tick()
    (digest,) = await _posts(scene, "Today")
    assert digest.text.splitlines()[0] == "Today, Wed 25 Nov · 1 due, 1 late"


async def test_the_summary_comes_on_friday_afternoon(scene: Stage) -> None:
    await scene.say("/done 1 signed")
    await scene.quiet()
    await scene.advance(timedelta(days=3, hours=5, minutes=1))
    (summary,) = await _posts(scene, "Exhibition, week of")
    assert "Done Book the hall" in summary.text


async def test_nothing_to_say_is_not_said(scene: Stage) -> None:
    await scene.say("/done 1")
    await scene.say("/done 2", scene.bo)
    await scene.quiet()
    await scene.advance(timedelta(days=1))
    assert await _posts(scene, "Today") == []


async def test_after_a_stop_over_the_hour_the_digest_comes_once_and_says_that_it_is_late(scene: Stage) -> None:
    await scene.app.stop()
    await scene.client.advance(timedelta(hours=23, minutes=12))
    scene.app = application.build(scene.settings, ours=scene.clock)
    await scene.app.start()
    await scene.app.tick()
    (digest,) = await _posts(scene, "Today")
    assert "due 08:30, sent 09:12: I was down" in digest.text


async def test_after_a_stop_of_a_fortnight_there_is_no_burst(scene: Stage) -> None:
    await scene.app.stop()
    await scene.client.advance(timedelta(days=14))
    scene.app = application.build(scene.settings, ours=scene.clock)
    await scene.app.start()
    await scene.app.tick()
    assert len(await _posts(scene, "Today")) <= 1
    assert len(await _posts(scene, "Exhibition, week")) <= 1


async def test_a_clock_set_back_posts_nothing_twice(scene: Stage) -> None:
    await scene.advance(timedelta(hours=22, minutes=31))
    await scene.advance(timedelta(hours=-2))
    await scene.advance(timedelta(hours=2, minutes=1))
    assert len(await _posts(scene, "Today")) == 1


async def test_a_clock_years_ahead_and_back_again_harms_nothing(scene: Stage) -> None:
    await scene.advance(timedelta(days=3650))
    await scene.advance(timedelta(days=-3650))
    before = len(await _posts(scene, "Today"))
    await scene.advance(timedelta(hours=22, minutes=31))
    assert len(await _posts(scene, "Today")) == before + 1


async def test_two_processes_that_tick_together_post_once(scene: Stage) -> None:
    second = application.build(scene.settings, ours=scene.clock)
    await second.start()
    try:
        await scene.client.advance(timedelta(hours=22, minutes=31))
        await scene.app.tick()
        await second.tick()
        assert len(await _posts(scene, "Today")) == 1
    finally:
        await second.stop()


async def test_what_became_of_each_schedule_is_kept(scene: Stage) -> None:
    await scene.advance(timedelta(hours=22, minutes=31))
    await scene.quiet()
    assert scene.app.parts is not None
    async with scene.app.parts.database.reader() as reader:
        rows = await reader.execute(sa.select(tables.schedules.c.kind, tables.schedules.c.last_outcome))
        outcomes = dict(tuple(row) for row in rows)
    assert outcomes == {"digest": "sent", "reminders": "empty", "summary": None}

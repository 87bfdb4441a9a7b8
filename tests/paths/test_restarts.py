"""Schedules outlive processes: they are rows that every process reads, and no timer of one that is gone."""

from datetime import timedelta

import sqlalchemy as sa

import storage
from bot import app as application
from storage import tables
from tests.stage import Stage, stage


async def said(scene: Stage, words: str) -> list[str]:
    await scene.quiet()
    return [
        one.text for one in await scene.client.sent(scene.chat) if one.text.startswith("Reminder") and words in one.text
    ]


async def reminders(scene: Stage) -> int:
    """How many reminders of the group's own are kept."""
    database = await storage.open(scene.settings.database_url.get_secret_value())
    try:
        async with database.reader() as reader:
            kinds = (await reader.execute(sa.select(tables.schedules.c.kind))).scalars().all()
    finally:
        await database.close()
    return kinds.count("reminder")


async def test_restarts_lose_nothing_double_nothing_and_begin_no_count_anew(sqlite_url: str) -> None:
    """F097, F098, F099: every fifty minutes a new process, and what is to come every day comes once, in time."""
    async with stage(sqlite_url) as scene:
        await scene.ask("/remind every day 12:30 drink water")
        for _ in range(3):
            await scene.advance(timedelta(minutes=50))
            await scene.restart()
        assert [len(one.splitlines()) for one in await said(scene, "drink water")] == [1]
        assert await reminders(scene) == 1
        assert not [name for name in tables.metadata.tables if "job" in name]

        await scene.advance(timedelta(days=1))
        assert len(await said(scene, "drink water")) == 2


async def test_what_one_process_keeps_another_says_in_time(sqlite_url: str) -> None:
    """F096"""
    async with stage(sqlite_url) as scene:
        other = application.build(scene.settings, ours=scene.clock)
        await other.start()
        try:
            await scene.ask("/remind in 2 minutes look at the oven")
            await scene.client.advance(timedelta(minutes=2))
            await other.tick()
            assert len(await said(scene, "look at the oven")) == 1
            await scene.app.tick()
            assert len(await said(scene, "look at the oven")) == 1
        finally:
            await other.stop()

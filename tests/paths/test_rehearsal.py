"""What a rehearsal and the schedule foretell is what is sent, in days that are then lived through."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from typer import testing

from bot import cli, rehearsal
from coordination.services import foresight
from handlers import html
from storage import work
from tests.stage import Stage, stage

WEEK, DAY = timedelta(days=7), timedelta(days=1, hours=1)


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Tuesday 24 November 2026, 10:00 in Beijing; tasks late and due, reminders in the day and at night."""
    async with stage(database_url) as opened:
        private = await opened.client.private(opened.ann, opened.bot)
        await opened.client.say(private, opened.ann, "/start")
        await opened.ask("/task Book the hall @ann by 2026-11-23\nOrder badges @bo by 2026-11-27\nPrint @ann by 2 Dec")
        await opened.ask("/remind every Mon 9:00 send your report")
        await opened.ask("/remind tomorrow 23:30 lock the hall")
        await opened.advance(timedelta(minutes=1))  # the board has come
        await opened.quiet()
        yield opened


def _span(scene: Stage) -> timedelta:
    """On the second database a day: the records are copied from it, and then lived on the same kind."""
    return WEEK if scene.settings.database_url.get_secret_value().startswith("sqlite") else DAY


async def _foretold(scene: Stage) -> list[rehearsal.Sent]:
    assert scene.app.parts is not None
    database = scene.app.parts.database
    groups = await rehearsal.find_groups(database, ["exhibition"])
    return [one async for one in rehearsal.rehearse(database, groups, scene.clock.now(), _span(scene))]


async def _scheduled(scene: Stage) -> list[datetime]:
    """When the schedule of the panel has posts in the group."""
    assert scene.app.parts is not None
    database = scene.app.parts.database
    (group,) = await rehearsal.find_groups(database, [])
    async with work.reading(database, now=scene.clock.now()) as unit:
        return [one.at for one in await foresight.coming(unit, group, ahead=_span(scene)) if one.is_posted]


async def test_what_is_foretold_is_what_is_sent_and_foretelling_sends_nothing(scene: Stage) -> None:
    began, before = scene.clock.now(), len(scene.world.journal.calls)
    foretold, scheduled = await _foretold(scene), await _scheduled(scene)
    assert len(scene.world.journal.calls) == before
    assert {one.purpose for one in foretold} >= {"digest", "reminder"}
    assert any(one.is_private for one in foretold)

    for at in sorted({one.at for one in foretold} | {began + n * timedelta(days=1) for n in range(1, 8)}):
        if at <= began + _span(scene):
            await scene.advance(at + timedelta(seconds=2) - scene.clock.now())
            await scene.quiet()
    sent = [
        (int(call.params["chat_id"]) > 0, str(call.params["text"]))
        for call in scene.world.journal.calls[before:]
        if call.method == "sendMessage"
    ]
    posted = [(one.is_private, one.text.splitlines()[0]) for one in foretold]
    assert sorted(posted) == sorted((is_private, _first_line(text)) for is_private, text in sent)
    assert scheduled == [one.at for one in foretold if not one.is_private]


def _first_line(text: str) -> str:
    return html.visible(text).splitlines()[0]


def test_the_command_prints_when_and_what_and_names_the_groups_there_are(scene_url: str) -> None:
    told = testing.CliRunner().invoke(
        cli.app, ["rehearse", "--days", "3", "--group", "EXH"], env={"DATABASE_URL": scene_url}
    )
    assert told.exit_code == 2
    assert "No group 'EXH'. There are: none yet" in told.output
    told = testing.CliRunner().invoke(cli.app, ["rehearse", "--days", "3"], env={"DATABASE_URL": scene_url})
    assert (told.exit_code, told.output) == (0, "3 days, 0 groups, 0 messages. Nothing was sent.\n")


@pytest.fixture
def scene_url(sqlite_url: str) -> str:
    return sqlite_url

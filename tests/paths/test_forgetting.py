"""`/forgetme` over HTTP, on both databases: asked twice, then nothing that is kept holds the name; history is whole."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from playground import views
from storage import schema, tables
from tests.paths import people, staging
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Bo, who is also called Zoltan Berg here, owns, reports, is named in words, is away and has a list of his own."""
    async with stage(database_url) as opened:
        await opened.ask("/task Sign the contract @bo")
        await opened.ask("/list", opened.bo)
        await opened.ask("/task Ask Bo  Chen about the hall, or @Bo @ann")
        await opened.ask("ACTION: Zoltan Berg to print it")
        listed = await opened.reply_to(await opened.say("/people"))
        page = await people.press(opened, listed, "Bo Chen")
        page = await people.press(opened, page[0], "Other names")
        await people.press(opened, page[0], "Add names")
        prompt = [one for one in await opened.client.sent(opened.chat) if "What else is Bo Chen called" in one.text][-1]
        assert "Zoltan Berg" in await opened.ask("Zoltan Berg", reply_to=prompt)
        await opened.say("/update 1 60% says ZOLTAN BERG", opened.bo)
        await opened.say("/update 2 note: on behalf of Bo Chen: see t.me/bo", opened.ann)
        await opened.say("/update 2 blocked: waiting for Bo Chen")
        await opened.say("/remind 2026-12-01 16:00 call Bo Chen")
        await opened.ask("/away 1 Dec - 5 Dec @ann", opened.bo)
        yield opened


async def everything(scene: Stage) -> str:
    """All that the database holds, as text."""
    assert scene.app.parts is not None
    found: list[Any] = []
    for table in schema.metadata.sorted_tables:
        found += [(table.name, *row) for row in await staging.rows(scene.app.parts.database, table)]
    return "\n".join(map(str, found))


async def count(scene: Stage, table: sa.Table) -> int:
    assert scene.app.parts is not None
    return len(await staging.rows(scene.app.parts.database, table))


async def tap(scene: Stage, message: views.MessageView, button: str) -> views.MessageView:
    return (await people.press(scene, message, button, scene.bo))[0]


async def test_asked_twice_and_then_nothing_holds_the_name_while_history_is_whole(scene: Stage) -> None:
    assert "asked in private" in await scene.ask("/forgetme", scene.bo)
    private = await scene.client.private(scene.bo, scene.bot)
    await scene.client.say(private, scene.bo, "/task Buy flowers for Bo Chen")
    await scene.client.say(private, scene.bo, "/forgetme")
    question = await scene.client.wait_for_sent(private, "nothing is done yet")
    second = await tap(scene, question, "Go on…")
    assert "The last question" in second.text
    kept = await tap(scene, second, "Keep it")
    assert kept.text == "Nothing is forgotten."
    await scene.app.tick()
    assert "Bo Chen" in await everything(scene)

    await scene.client.say(private, scene.bo, "/forgetme")
    await scene.quiet()
    question = [one for one in await scene.client.sent(private) if "nothing is done yet" in one.text][-1]
    late = await tap(scene, question, "Go on…")
    await scene.advance(timedelta(minutes=20))
    press = await scene.client.click(late, "Forget me", scene.bo)
    await scene.quiet()
    assert "this question is old" in str((await scene.client.answer(press.id) or {})["text"])
    await scene.client.say(private, scene.bo, "/forgetme")
    await scene.quiet()
    question = [one for one in await scene.client.sent(private) if "nothing is done yet" in one.text][-1]
    events, updates = await count(scene, tables.events), await count(scene, tables.updates)
    last = await tap(scene, await tap(scene, question, "Go on…"), "Forget me")
    assert "This is the last message" in last.text
    await scene.restart()
    await scene.app.tick()
    await scene.quiet()
    await scene.app.tick()

    kept_now = (await everything(scene)).casefold()
    for name in ("bo chen", "bo  chen", "zoltan", "@bo", "t.me/bo", "'bo'", '"bo"', str(scene.bo.id)):
        assert name not in kept_now, next(line for line in kept_now.splitlines() if name in line)
    assert "ann lee" in kept_now
    assert await count(scene, tables.events) >= events
    assert await count(scene, tables.updates) >= updates - 1  # but for the own list's
    card = await scene.ask("/list 1")
    assert "No owner" in card
    assert "60%" in card
    assert "Ask … about the hall" in await scene.ask("/list 2")

    await scene.reply_to(await scene.say("/list", scene.bo))
    assert "owner Bo Chen" in await scene.ask("/assign 1 @bo")

"""Erasing a group over HTTP, on both databases: its name is typed, seven days of grace, then no row of it is left."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from playground import views
from storage import schema, tables
from tests.paths import people, staging
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """The Exhibition of Ann and Bo, and a group of volunteers that has a task from it."""
    async with stage(database_url) as opened:
        visas = await opened.client.chat(
            "supergroup", title="Visas", members=[opened.bo], admins=[opened.ann, opened.bot]
        )
        opened.others["visas"] = visas
        await opened.ask("/task Print the passes", chat=visas)
        await opened.ask("/task Sign the contract @bo by 2026-12-04\nBook the hall\nOrder badges")
        await opened.ask("/list", opened.bo)
        await opened.say("/update 1 60% quote received", opened.bo)
        await opened.say("/update 2 waits for 1")
        await opened.say("/update 3 move to Visas")
        await opened.say("/remind 2026-12-20 16:00 call the venue")
        await opened.quiet()
        yield opened


async def tap(scene: Stage, message: views.MessageView, button: str) -> views.MessageView:
    return (await people.press(scene, message, button))[0]


async def panel(scene: Stage) -> views.MessageView:
    more = await tap(scene, await scene.reply_to(await scene.say("/settings")), "More…")
    return await tap(scene, more, "Erase")


async def newest(scene: Stage, text: str) -> views.MessageView:
    await scene.quiet()
    return [one for one in await scene.client.sent(scene.chat) if text in one.text][-1]


async def left_of(scene: Stage, words: tuple[str, ...]) -> list[str]:
    """The rows of any table in which one of the words stands."""
    assert scene.app.parts is not None
    rows: list[str] = []
    for table in schema.metadata.sorted_tables:
        rows += [f"{table.name}: {row}" for row in await staging.rows(scene.app.parts.database, table)]
    return [row for row in rows if any(word in row for word in words)]


async def ask_for_it(scene: Stage) -> None:
    page = await panel(scene)
    assert "for 7 days any admin can stop it" in page.text
    await tap(scene, page, "Erase…")
    prompt = await newest(scene, "To have everything erased")
    assert "Nothing is erased" in await scene.ask("yes", reply_to=prompt)
    assert "is erased on Tue 1 Dec" in await scene.ask(" exhibition ", reply_to=prompt)


async def test_an_admin_types_the_name_anybody_may_stop_it_and_after_the_grace_nothing_is_left(scene: Stage) -> None:
    await ask_for_it(scene)
    told = await newest(scene, "All records of Exhibition are erased on")
    press = await scene.client.click(told, "Keep everything", scene.bo)
    await scene.quiet()
    assert "admin" in str((await scene.client.answer(press.id) or {})["text"])
    kept = await tap(scene, told, "Keep everything")
    assert kept.text == "Exhibition is kept. Nothing is erased."
    await scene.advance(timedelta(days=8))
    assert "Sign the contract" in await scene.ask("/list")

    page = await panel(scene)
    await tap(scene, page, "Erase…")
    prompt = await newest(scene, "To have everything erased")
    assert "is erased on" in await scene.ask("Exhibition", reply_to=prompt)
    await scene.restart()
    await scene.advance(timedelta(days=6, minutes=5))
    await scene.quiet()
    warned = [one for one in await scene.client.sent(scene.chat) if "All records of Exhibition" in one.text]
    assert len(warned) == 2
    assert "Book the hall" in await scene.ask("/list")
    await scene.advance(timedelta(days=1))
    await scene.quiet()
    await scene.app.tick()
    await scene.answered("All records of Exhibition are erased, as announced.")
    await scene.quiet()

    assert await left_of(scene, ("Sign the contract", "Book the hall", "quote received", "call the venue")) == []
    rest = await left_of(scene, ("Exhibition",))
    assert [row for row in rest if "as announced" not in row] == []
    other = await scene.ask("/list", chat=scene.others["visas"])
    assert "Order badges" in other
    assert "Print the passes" in other
    assert scene.app.parts is not None
    groups = await staging.rows(scene.app.parts.database, tables.groups)
    assert [row.name for row in groups if row.kind == "group"] == ["Visas"]
    async with scene.app.parts.database.reader() as reader:
        if scene.app.parts.database.is_sqlite:
            assert (await reader.execute(sa.text("PRAGMA foreign_key_check"))).all() == []

    assert "#1" in await scene.ask("/task Begin anew")

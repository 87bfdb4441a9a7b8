"""Names of any kind in the panel and the log over HTTP: marked up, turned around, endless, empty; nobody is hurt."""

from collections.abc import AsyncIterator

import pytest

from coordination.rules import text as text_rules
from playground import views
from tests.paths import people
from tests.stage import Stage, stage

LONG = "Maximiliane-Theodora " * 3
NAMES = (
    ("<b>&Bo</b>", "\u202eneB"),
    (LONG.strip(), LONG.strip()),
    ("\u200b\u2060", ""),
    ("Zoë\u0301\u0301\u0301", "👩‍👩‍👧‍👦" * 8),
)


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


async def test_every_name_is_shown_whole_or_cut_and_never_read_as_anything_else(scene: Stage) -> None:
    await scene.reply_to(await scene.say("/task Sign the contract"))
    for first, last in NAMES:
        somebody = await scene.client.user(first, last_name=last, language_code="en")
        await scene.client.join(scene.chat, somebody)
        await scene.reply_to(await scene.say("/task Print it me", somebody))
        await scene.reply_to(await scene.say("/assign 1 me", somebody))
    await scene.quiet()
    listed = await scene.reply_to(await scene.say("/people"))
    buttons = people.labels(listed)[: len(NAMES) + 1]
    assert "a deleted account" in buttons
    assert all(len(label) <= 60 and not text_rules.is_blank(label) for label in buttons)
    for label in [one for one in buttons if one != "Ann Lee"]:
        page, _ = await people.press(scene, listed, label)
        assert page.text.splitlines()[1] == "Part: member"
        assert not text_rules.is_blank(page.text.splitlines()[0])
        assert len(page.text.splitlines()[0]) <= 80
        given, _ = await people.press(scene, page, "liaison")
        assert "Part: liaison" in given.text
        listed, _ = await people.press(scene, given, "Back")
    log = await _log(scene)
    assert len(log.text.splitlines()) == 9
    assert "a deleted account: member → liaison" in log.text
    assert "<b>&Bo</b>" in log.text


async def _log(scene: Stage) -> views.MessageView:
    panel = await scene.reply_to(await scene.say("/settings"))
    more, _ = await people.press(scene, panel, "More…")
    return (await people.press(scene, more, "Log"))[0]

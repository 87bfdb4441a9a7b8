"""The roll-up by chat: asked for, group by group, as a document, and by itself on Friday."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import docx
import pytest

from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(database_url) as opened:
        yield opened


async def test_the_committee_reads_all_groups_and_what_it_owes_them(scene: Stage) -> None:
    hall, guests = scene.others["Hall"], scene.others["Guests"]
    await scene.say("#1 blocked: fire permit", scene.bo, chat=hall)
    await scene.say("help needed: settle the visas", scene.others["cy"], chat=guests)
    await scene.quiet()
    asked = await scene.reply_to(await scene.say("/summary all"))
    assert asked.text.splitlines()[0].endswith("🟢 2 🟡 1 🔴 0")
    assert "🟡 EXH late 0, blocked 1: Book the hall" in asked.text

    each = await press(scene, asked, "By group")
    assert "Exhibition (EXH) done 0, late 0, blocked 1" in each
    assert "Send invitations" in each or "Guests (GUE)" in each
    await press(scene, await now(scene, asked), "Short")
    await press(scene, await now(scene, asked), "Document")
    file = (await last(scene, "committee")).file
    assert file is not None
    paper = docx.Document(io.BytesIO(scene.world.files.kept[file.file_id].upload.content))
    assert "fire permit" in "\n".join(one.text for one in paper.paragraphs)

    refused = await scene.reply_to(await scene.say("/summary all", scene.bo, chat=hall))
    assert "no committee" in refused.text


async def test_on_friday_it_comes_by_itself(scene: Stage) -> None:
    await scene.advance(timedelta(days=3, hours=7, minutes=1))
    await scene.quiet()
    assert (await last(scene, "committee", "All groups")).text.startswith("All groups, 23-27 Nov")

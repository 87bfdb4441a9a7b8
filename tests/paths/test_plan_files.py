"""Files that nobody should have to read: refused with a line that says why, while the bot answers everybody else."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from playground.client_deeds import Sent
from tests.bot import test_sheets
from tests.stage import Stage, stage

FAR = '<sheetData><row r="1000000"><c r="A1000000" t="inlineStr"><is><t>Task</t></is></c></row></sheetData>'
REFUSED = {
    "bomb.xlsx": (test_sheets.bomb(), "too large"),
    "million.xlsx": (test_sheets.workbook(sheet=FAR), "too large"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "broken.xlsx": (test_sheets.workbook()[:-200], "damaged"),
    "empty.csv": (b"  \n", "empty"),
}


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


async def send(scene: Stage, sent: Sent) -> views.MessageView:
    prompt = await scene.reply_to(await scene.say("/plan"))
    await scene.quiet()
    return await scene.client.send(scene.chat, scene.ann, sent, reply_to=prompt.id)


async def test_what_cannot_be_read_is_refused_while_others_are_answered(scene: Stage) -> None:
    large = await send(scene, Sent(b"Task,Due\n", "large.xlsx", size=100_000_000))
    assert (await scene.reply_to(large)).text.startswith("Not read: the file has 100 MB.")
    assert not await scene.client.calls("getFile")

    sent = {name: await send(scene, Sent(content, name)) for name, (content, _) in REFUSED.items()}
    await scene.quiet()
    await scene.app.tick()
    assert "nothing" in (await scene.ask("/list late", scene.bo)).lower()
    for name, message in sent.items():
        answer = (await scene.reply_to(message)).text
        assert name in answer
        assert REFUSED[name][1] in answer
    assert (await scene.ask("/list")).count("#") == 0

"""A chat that joins a programme: what the plan gave to people who are there already is theirs at once."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import committees
from tests.stage import Stage, stage

PLAN = """Group,Task,Owner,Due
Exhibition,Book the hall,Bo Chen,2026-12-04
Exhibition,Order booths,@bo,2026-12-11
Exhibition,Print maps,Cy,2026-12-12
"""


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    async with stage(sqlite_url) as opened:
        yield opened


async def test_whoever_is_there_already_owns_what_the_plan_gave_them_by_name_or_user_name(scene: Stage) -> None:
    said = await scene.say(f"/plan {PLAN}")
    await scene.quiet()
    await scene.app.tick()
    await committees.press(scene, await scene.reply_to(said), "With groups")
    code = (await scene.client.sent(scene.chat))[-1].text.split("startgroup=")[1].split("&")[0]
    hall = await scene.client.chat("supergroup", title="Hall", admins=[scene.bo, scene.bot])
    await scene.reply_to(await scene.say("/task Sweep the hall", scene.bo, chat=hall))

    await scene.reply_to(await scene.say(f"/start {code}", scene.bo, chat=hall))

    mine = (await scene.reply_to(await scene.say("/list mine", scene.bo, chat=hall))).text
    assert "Book the hall" in mine
    assert "Order booths" in mine
    assert "Print maps" not in mine

"""A notice with its file to many groups: each has both once, and receipts tapped at the same instant all count."""

import contextlib
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from playground import client_deeds
from tests.paths import staging
from tests.paths.committees import last, now, press
from tests.stage import Stage, stage

GROUPS = 200
PACE = 30  # messages a second of one bot
BOARDS = 50  # that a tick renews
SENDING = ("sendMessage", "sendDocument")


@contextlib.asynccontextmanager
async def at_telegrams_pace(scene: Stage) -> AsyncIterator[None]:
    """With Telegram's limits in force, and the bot's own pace below them."""
    unpaced = scene.settings
    pace = {"messages_per_second": PACE, "chat_messages_per_second": 1, "group_messages_per_minute": 20}
    scene.settings = unpaced.model_copy(update=pace)
    await scene.restart()
    await scene.client.limits(on=True)
    yield
    await scene.client.limits(on=False)
    scene.settings = unpaced
    await scene.restart()


async def delivered(scene: Stage, after: int, count: int) -> bool:
    """Whether so many messages of the notice were taken."""
    sent = [one for one in scene.world.journal.calls[after:] if one.method in SENDING and one.status == 200]
    return len(sent) >= count


async def test_a_notice_reaches_every_group_once_and_no_receipt_is_lost(sqlite_url: str) -> None:
    async with stage(sqlite_url) as scene:
        rows = "\n".join(f"Group {number},Task {number}" for number in range(GROUPS))
        said = await scene.say(f"/plan Group,Task\n{rows}")
        await scene.quiet()
        await scene.app.tick()
        await press(scene, await scene.reply_to(said), "With groups")
        links = [one.text for one in await scene.client.sent(scene.chat) if "startgroup" in one.text]
        codes = re.findall(r"startgroup=(\w+)", "".join(links))
        assert len(codes) == GROUPS
        chats = [
            await scene.client.chat("supergroup", title=f"Chat {number}", admins=[scene.bo, scene.bot])
            for number in range(GROUPS)
        ]
        joining = [
            staging.saying(scene, f"/start {code}", scene.bo, chat) for code, chat in zip(codes, chats, strict=True)
        ]
        for at in range(0, GROUPS, GROUPS // 4):
            staging.at_once(scene, *joining[at : at + GROUPS // 4])
            await scene.quiet()

        for _ in range(GROUPS // BOARDS):
            await scene.advance(timedelta(minutes=1))
            await scene.quiet()

        form = await scene.client.send(scene.chat, scene.ann, client_deeds.Sent(b"form", "form.pdf", "document"))
        preview = await scene.reply_to(await scene.say("/notice Badge photos", reply_to=form.id))
        assert f"Goes to {GROUPS} groups." in preview.text
        async with at_telegrams_pace(scene):
            before = len(scene.world.journal.calls)
            await scene.client.click(preview, "Send", scene.ann)
            for count in range(PACE, 2 * GROUPS + 1, PACE):
                await scene.client.wait_for(partial(delivered, scene, before, count))
            await scene.quiet()
        calls = scene.world.journal.calls[before:]
        assert not [one for one in calls if one.status == 429]
        times = [one.at for one in calls if one.method in SENDING]
        assert max(sum(at <= one < at + timedelta(seconds=1) for one in times) for at in times) <= PACE
        live = await last(scene, "committee", "confirmed, by")
        posted = [[one for one in await scene.client.sent(chat) if "Badge photos" in one.text] for chat in chats]
        assert [len(one) for one in posted] == [1] * GROUPS
        files = [[one for one in await scene.client.sent(chat) if one.file is not None] for chat in chats]
        assert [[one.file and one.file.name for one in each] for each in files] == [["form.pdf"]] * GROUPS

        received = [
            next(button.data or "" for row in one.buttons for button in row if button.text == "Received")
            for (one,) in posted
        ]
        presses = [
            ("press", {"chat": one.chat_id, "message": one.id, "user": scene.bo.id, "data": data})
            for (one,), data in zip(posted, received, strict=True)
        ]
        staging.at_once(scene, *presses, *presses)
        await scene.quiet()
        assert f"{GROUPS} of {GROUPS} confirmed" in (await now(scene, live)).text
        some = [(await now(scene, one)).text for (one,) in posted[:: GROUPS // 10]]
        assert all("✓" in text for text in some)

"""A notice with its file to many groups: each has both once, and receipts tapped at the same instant all count."""

import re

from playground import client_deeds
from tests.paths import staging
from tests.paths.committees import last, now, press
from tests.stage import stage

GROUPS = 200


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
        staging.at_once(
            scene,
            *(staging.saying(scene, f"/start {code}", scene.bo, chat) for code, chat in zip(codes, chats, strict=True)),
        )
        await scene.quiet()

        form = await scene.client.send(scene.chat, scene.ann, client_deeds.Sent(b"form", "form.pdf", "document"))
        preview = await scene.reply_to(await scene.say("/notice Badge photos", reply_to=form.id))
        assert f"Goes to {GROUPS} groups." in preview.text
        await press(scene, preview, "Send")
        live = await last(scene, "committee", "confirmed, by")
        posted = [[one for one in await scene.client.sent(chat) if "Badge photos" in one.text] for chat in chats]
        assert [len(one) for one in posted] == [1] * GROUPS
        files = [[one for one in await scene.client.sent(chat) if one.file is not None] for chat in chats]
        assert [[one.file and one.file.name for one in each] for each in files] == [["form.pdf"]] * GROUPS
        calls = await scene.client.calls()
        assert not [one for one in calls if one.status == 429]

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

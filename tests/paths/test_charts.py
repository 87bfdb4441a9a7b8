"""Pictures over HTTP: asked for, switched in place, sent again by id, and their text where no picture can go."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from PIL import Image, ImageColor

from bot.pictures import colours
from coordination import messages, pictures
from coordination.pictures import Tone
from handlers.request import Request
from playground import views
from tests import pictures as samples
from tests.paths import staging
from tests.paths.boards import MOMENT, board
from tests.stage import Stage, stage

LATE = ImageColor.getrgb(colours.FILL[Tone.LATE])


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    """A stage for what does not depend on the database."""
    async with stage(sqlite_url) as opened:
        yield opened


@pytest.fixture
async def either(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


def picture(scene: Stage, shown: views.MessageView) -> Image.Image:
    """The picture of a message, as it reached Telegram."""
    assert shown.file is not None
    content = scene.world.files.kept[shown.file.file_id].upload.content
    assert len(content) < 120_000
    return Image.open(io.BytesIO(content)).convert("RGB")


async def pressed(scene: Stage, shown: views.MessageView, button: str) -> str:
    """What the window over the chat says after a press, once everything was sent."""
    press = await scene.client.click(shown, button, scene.ann)
    await scene.quiet()
    return str((await scene.client.answer(press.id) or {}).get("text", ""))


async def now(scene: Stage, shown: views.MessageView) -> views.MessageView:
    return next(one for one in await scene.client.sent(shown.chat_id) if one.id == shown.id)


async def test_a_picture_is_asked_for_switched_in_place_and_sent_again_by_its_id(either: Stage) -> None:
    scene = either
    await scene.ask(
        "/task Book the hall @ann by 2026-11-20\nDraw 展位图 @bo by 2026-12-04\nBadges by 2026-12-11\nOpen it"
    )
    await scene.ask("/done 3")
    await scene.ask("/update 2 60%")
    timeline = await scene.reply_to(await scene.say("/chart"))

    assert timeline.text.splitlines() == [
        "Exhibition: timeline, Tue 24 Nov",
        "1 late · 2 open with a date · 1 without a date",
        "#1 Book the hall, was 20 Nov, Ann Lee",
        "#2 Draw 展位图, Fri 4 Dec, bo",
        "1 done task is shown too",
    ]
    shown = picture(scene, timeline)
    assert shown.width == 1080
    assert LATE in {colour for _, colour in shown.getcolors(1 << 24) or ()}
    assert [[button.text for button in row] for row in timeline.buttons] == [["Progress", "By owner", "By week"]]

    for button, told in [
        ("Progress", "Done 1 of 4\nBy the first dates 1 by now: on plan\n3 by 11 Dec"),
        ("By owner", "Ann Lee: 1, of these done 0, late 1\nbo: 1, of these done 0, late 0\nno owner: 2"),
        ("By week", "Before: 1 open, 1 of these late, 0 done\n30 Nov: 1 open, 0 done\n7 Dec: 0 open, 1 done"),
    ]:
        assert await pressed(scene, timeline, button) == ""
        switched = await now(scene, timeline)
        assert told in switched.text
        assert picture(scene, switched).width == 1080
    assert len([one for one in await scene.client.sent(scene.chat) if one.file]) == 1

    await scene.restart()
    again = await scene.reply_to(await scene.say("/timeline"))
    assert again.file is not None and timeline.file is not None
    assert again.file.file_id == timeline.file.file_id
    unknown = "Bad Request: wrong file identifier/HTTP URL specified"
    await scene.client.fault("error", "sendPhoto", code=400, description=unknown)
    anew = await scene.reply_to(await scene.say("/gantt"))
    assert anew.file is not None
    assert anew.file.file_id != timeline.file.file_id


async def test_the_board_and_a_summary_lead_to_the_pictures_once(scene: Stage) -> None:
    await scene.ask("/task 落实主会场 12月4日前")
    await scene.advance(MOMENT)
    stands = await board(scene)
    assert [button.text for button in stands.buttons[-1]] == ["图表"]

    assert await pressed(scene, stands, "图表") == ""
    (shown,) = [one for one in await scene.client.sent(scene.chat) if one.file]
    assert shown.text.startswith("Exhibition　进度图　11月24日（周二）\n逾期 0 项，有时限的在办 1 项")
    assert (shown.is_silent, shown.reply_to) == (True, None)
    assert await pressed(scene, stands, "图表") == "同样的图几分钟前刚发过，见上文。"
    summary = await scene.reply_to(await scene.say("/summary"))
    assert await pressed(scene, summary, "图表") == "同样的图几分钟前刚发过，见上文。"
    await scene.advance(timedelta(minutes=6))
    await pressed(scene, stands, "图表")
    assert len([one for one in await scene.client.sent(scene.chat) if one.file]) == 2


async def test_what_can_not_be_drawn_or_sent_is_said(scene: Stage) -> None:
    assert "Nothing to draw yet" in await scene.ask("/chart")
    assert (await scene.ask("/chart pie")).startswith('Not drawn: no picture is called "pie".')
    card = await scene.reply_to(await scene.say("/task Book the hall by 2026-12-04"))
    for data in ("t1:chart:zzzz:0:0", "t1:chartto:1:0:0", "t1:chart:1:z:0"):
        press = await scene.client.press(card, data, scene.bo)
        await scene.quiet()
        assert "old" in str((await scene.client.answer(press.id) or {}).get("text", ""))

    no = "Bad Request: not enough rights to send photos to the chat"
    await scene.client.fault("error", "sendPhoto", code=400, description=no)
    told = await scene.reply_to(await scene.say("/chart"))
    assert told.file is None
    assert "#1 Book the hall, Fri 4 Dec" in told.text
    assert await pressed(scene, told, "Progress") == ""
    assert "Done 0 of 1" in (await now(scene, told)).text
    private = await scene.client.private(scene.bo, scene.bot)
    await scene.client.say(private, scene.bo, "/chart")
    assert "draws the group's" in (await scene.client.wait_for_sent(private)).text

    def unmade(request: Request) -> list[messages.Answer]:
        return [messages.Photo(request.place, "nobody makes this", {}, "<b>its text</b>")]

    with staging.speaking("unmade", unmade):
        await scene.say("/unmade")
        assert (await scene.answered("its text")).file is None


async def test_in_private_the_timeline_is_ones_own_across_groups(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann by 2026-11-20\nOrder badges @bo by 2026-12-04")
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(private, scene.ann, "/task Call the printer by 2026-11-27")
    await scene.client.wait_for_sent(private, "#1 Call the printer")
    await scene.client.say(private, scene.ann, "/chart")

    shown = await scene.client.wait_for_sent(private, "My tasks: timeline, Tue 24 Nov")
    assert shown.text.splitlines()[1:] == [
        "1 late · 2 open with a date",
        "Exhibition-1 Book the hall, was 20 Nov",
        "#1 Call the printer, Fri 27 Nov",
    ]
    assert picture(scene, shown).width == 1080


async def test_long_timelines_turn_pages_and_a_topic_keeps_its_pictures(scene: Stage) -> None:
    """F009"""
    forum = await scene.client.chat(
        "supergroup", title="Forum", is_forum=True, members=[scene.bo], admins=[scene.ann, scene.bot]
    )
    topic = await scene.client.topic(forum, "Hall")
    for first in (1, 21):
        lines = "\n".join(f"Task {number} by 2026-12-{number % 28 + 1:02}" for number in range(first, first + 20))
        await scene.say(f"/task {lines}", chat=forum, topic=topic)
        await scene.quiet()
    shown = await scene.reply_to(await scene.say("/chart timeline", chat=forum, topic=topic))

    assert shown.topic_id == topic.id
    assert "1-30 of 40" in shown.text
    assert "and 22 more" in shown.text
    await pressed(scene, shown, shown.buttons[0][0].text)
    switched = await now(scene, shown)
    assert "31-40 of 40" in switched.text
    assert [len(row) for row in switched.buttons] == [1, 3]


async def test_a_text_too_long_to_stand_below_a_picture_follows_it_whole(scene: Stage) -> None:
    """F042"""
    forum = await scene.client.chat("supergroup", title="Forum", is_forum=True, admins=[scene.ann, scene.bot])
    topic = await scene.client.topic(forum, "Hall")
    long = "<b>" + "签订主会场合同 " * 200 + "</b>end"

    def say(request: Request) -> list[messages.Answer]:
        values = pictures.written(samples.timeline(3))
        return [messages.Photo(request.place, pictures.RECIPE, values, long), messages.Post(request.place, "after")]

    with staging.speaking("long", say):
        await scene.say("/long", chat=forum, topic=topic)
        await scene.answered("after", chat=forum)
        await scene.quiet()
    shown, text, after = await scene.client.sent(forum)
    assert (shown.file is not None, shown.text) == (True, "")
    assert text.text == ("签订主会场合同 " * 200).strip() + " end"
    assert [one.topic_id for one in (shown, text, after)] == [topic.id] * 3

"""A newcomer at the chat page, in a real browser: everything can be played, everything is live."""

import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import WEDNESDAY, Opener, Scene, last

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("chromium"),
]


async def test_a_line_written_as_a_person_appears_and_reaches_the_bot(opened: Opener, scene: Scene) -> None:
    tab = await opened(person=scene.li.id)
    box = tab.page.get_by_label("Message as 李敏")
    await box.fill("#12 完成")
    await box.press("Shift+Enter")
    await box.press_sequentially("<b>signed</b><img src=x onerror=alert(1)>")
    await box.press("Enter")
    bubble = await last(tab.page.locator(".bubble.mine"), "<b>signed</b>")
    await expect(bubble.locator(".text")).to_have_text("#12 完成\n<b>signed</b><img src=x onerror=alert(1)>")
    await expect(box).to_have_value("")
    (update,) = await scene.robot.ok("getUpdates", timeout=5)
    assert update["message"]["from"]["id"] == scene.li.id


async def test_what_a_bot_posts_edits_and_reacts_appears_by_itself(opened: Opener, scene: Scene) -> None:
    tab = await opened()
    chat, robot = scene.exhibition.id, scene.robot
    sent = await robot.ok("sendMessage", chat_id=chat, text="<b>#12</b> Book the hall", parse_mode="HTML")
    bubble = await last(tab.page.locator(".bubble"), "#12 Book the hall")
    await expect(bubble.locator("strong")).to_have_text("#12")
    await expect(bubble.locator(".edited")).to_have_count(0)
    await robot.ok("editMessageText", chat_id=chat, message_id=sent["message_id"], text="#12 Book the hall · 60%")
    await expect(bubble.locator(".text")).to_have_text("#12 Book the hall · 60%")
    await expect(bubble.locator(".edited")).to_have_text("edited")
    await robot.ok("pinChatMessage", chat_id=chat, message_id=sent["message_id"])
    await expect(tab.page.locator(".pinned")).to_contain_text("#12 Book the hall · 60%")
    reaction = [{"type": "emoji", "emoji": "✍"}]
    await robot.ok("setMessageReaction", chat_id=chat, message_id=sent["message_id"], reaction=reaction)
    await expect(bubble.locator(".reaction")).to_contain_text("✍")


@pytest.mark.parametrize("alert", [False, True])
async def test_a_pressed_button_asks_the_bot_and_its_answer_is_shown(opened: Opener, scene: Scene, alert: bool) -> None:
    tab = await opened(person=scene.li.id)
    keys = {"inline_keyboard": [[{"text": "已办结", "callback_data": "d:12"}]]}
    await scene.robot.ok("sendMessage", chat_id=scene.exhibition.id, text="#12", reply_markup=keys)
    button = tab.page.get_by_role("button", name="已办结")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    (update,) = await scene.robot.ok("getUpdates", timeout=5)
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("d:12", scene.li.id)
    await scene.robot.ok("answerCallbackQuery", callback_query_id=query["id"], text="已登记", show_alert=alert)
    if alert:
        await expect(tab.page.get_by_role("alertdialog")).to_contain_text("已登记")
        await tab.page.get_by_role("button", name="OK").click()
        await expect(tab.page.get_by_role("alertdialog")).to_be_hidden()
    else:
        await expect(tab.page.get_by_role("status")).to_have_text("已登记")
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_an_own_message_is_edited_and_answered_by_a_click(opened: Opener, scene: Scene) -> None:
    tab = await opened(person=scene.ann.id)
    await tab.write("first")
    bubble = await last(tab.page.locator(".bubble"), "first")
    await bubble.hover()
    await bubble.get_by_role("button", name="Edit").click()
    await expect(tab.page.locator("#doing")).to_contain_text("Edit the message: first")
    await tab.write("changed")
    await expect(bubble.locator(".text")).to_have_text("changed")
    await bubble.hover()
    await bubble.get_by_role("button", name="Reply").click()
    await expect(tab.page.locator("#doing")).to_contain_text("Answer to Ann: changed")
    await tab.write("second")
    answer = await last(tab.page.locator(".bubble"), "second")
    await expect(answer.locator(".quote")).to_contain_text("changed")
    messages = await scene.stage.messages(scene.exhibition)
    assert [message.reply_to for message in messages] == [None, messages[0].id]


async def test_the_keyboard_alone_edits_the_last_own_message(opened: Opener, scene: Scene) -> None:
    tab = await opened(person=scene.ann.id)
    await tab.write("first")
    await last(tab.page.locator(".bubble"), "first")
    await tab.page.keyboard.press("ArrowUp")
    await expect(tab.page.locator("#text")).to_have_value("first")
    await tab.page.keyboard.press("Escape")
    await expect(tab.page.locator("#text")).to_have_value("")
    await tab.page.keyboard.press("ArrowUp")
    await tab.page.keyboard.press("End")
    await tab.page.keyboard.type("!")
    await tab.page.keyboard.press("Enter")
    await last(tab.page.locator(".bubble"), "first!")


async def test_commands_are_offered_and_chosen_by_keyboard(opened: Opener, scene: Scene) -> None:
    menu = [{"command": "task", "description": "New task"}, {"command": "take", "description": "Take a task"}]
    await scene.robot.ok("setMyCommands", commands=[*menu, {"command": "list", "description": "What is owed"}])
    tab = await opened()
    offers = tab.page.get_by_role("listbox", name="Commands").get_by_role("option")
    await tab.page.get_by_role("button", name="Commands").click()
    await expect(offers).to_have_text(["/task New task", "/take Take a task", "/list What is owed"])
    await tab.page.locator("#text").press_sequentially("/ta")
    await expect(offers).to_have_count(2)
    await tab.page.keyboard.press("ArrowDown")
    await tab.page.keyboard.press("Enter")
    await expect(tab.page.locator("#text")).to_have_value("/take ")
    await expect(offers).to_have_count(0)
    await tab.page.keyboard.type("@li")
    await tab.page.keyboard.press("Tab")
    await expect(tab.page.locator("#text")).to_have_value("/take @limin ")
    await tab.write("/list")
    await last(tab.page.locator(".bubble.mine"), "/list")


async def test_clock_buttons_move_the_world_and_the_bot_takes_its_turn(opened: Opener, scene: Scene) -> None:
    tab = await opened()
    await expect(tab.page.locator("#now")).to_contain_text("09:12:00")
    for name in ("+1 hour", "Next morning", "Fri 15:00"):
        button = tab.page.get_by_role("button", name=name)
        await button.click()
        await expect(button).not_to_have_attribute("aria-busy", "true")
    expected = [
        WEDNESDAY + timedelta(hours=1),
        datetime(2026, 11, 26, 0, 30, tzinfo=UTC),
        datetime(2026, 11, 27, 7, 0, tzinfo=UTC),
    ]
    assert scene.ticks == expected
    await expect(tab.page.locator("#now")).to_contain_text("15:00:00")
    await tab.page.locator("#zone").select_option("Europe/Berlin")
    await expect(tab.page.locator("#now")).to_contain_text("08:00:00")


def picture() -> bytes:
    """A PNG of 40 by 30 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    body = zlib.compress((b"\0" + b"\x80" * 120) * 30)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


async def test_files_are_attached_and_downloaded_and_pictures_shown(opened: Opener, scene: Scene) -> None:
    tab = await opened()
    choose = tab.page.locator("#file")
    await choose.set_input_files({"name": "hall.png", "mimeType": "image/png", "buffer": picture()})
    await expect(tab.page.locator("#attached")).to_contain_text("hall.png")
    await tab.write("Hall 3")
    shown = (await last(tab.page.locator(".bubble"), "Hall 3")).locator("img")
    await expect(shown).to_have_js_property("naturalWidth", 40)
    document = b"what;when\n"
    await scene.robot.ok("sendDocument", chat_id=scene.exhibition.id, document=document, caption="The plan")
    link = (await last(tab.page.locator(".bubble"), "The plan")).locator("a.file")
    async with tab.page.expect_download() as download:
        await link.click()
    saved = await (await download.value).path()
    assert saved.read_bytes() == document

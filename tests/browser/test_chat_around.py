"""Around the chat, in a real browser: the list, the calls, the scene, sizes, languages, the way to a message."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Opener, Scene, last

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("chromium"),
]

NAMELESS = """all => all
    .filter(each => !each.getAttribute("aria-label") && !each.textContent.trim() && !each.labels?.length)
    .map(each => each.outerHTML)"""


async def test_other_chats_show_what_is_unread_until_they_are_opened(opened: Opener, scene: Scene) -> None:
    tab = await opened(chat=scene.exhibition.id)
    for text in ("one", "two"):
        await scene.robot.ok("sendMessage", chat_id=scene.logistics.id, text=text)
    row = tab.page.locator(".row", has_text="Logistics")
    await expect(row.get_by_label("2 unread")).to_be_visible()
    await expect(tab.page).to_have_title("(2) Exhibition 展览组 · Local Telegram")
    await row.click()
    await last(tab.page.locator(".bubble"), "two")
    await expect(tab.page.locator(".unread")).to_have_count(0)
    await expect(row).to_have_attribute("aria-current", "true")
    await tab.page.go_back()
    await expect(tab.page.locator(".head h2")).to_have_text("Exhibition 展览组")


async def test_refused_calls_are_marked_in_the_panel(opened: Opener, scene: Scene) -> None:
    tab = await opened()
    await tab.page.get_by_role("button", name="Bot API calls").click()
    panel = tab.page.get_by_role("complementary", name="Bot API calls")
    await expect(panel).to_contain_text("No call has been made yet.")
    await scene.robot.ok("sendMessage", chat_id=scene.exhibition.id, text="good")
    await scene.robot.call("sendMessage", chat_id=scene.li.id, text="too early")
    calls = panel.locator("details")
    await expect(calls).to_have_count(2)
    await expect(calls.first).to_have_class("bad")
    await expect(calls.first).to_contain_text("403: Forbidden: bot can't initiate conversation with a user")
    await calls.first.locator("summary").click()
    await scene.robot.ok("sendMessage", chat_id=scene.exhibition.id, text="again")
    await expect(calls).to_have_count(3)
    await expect(calls.nth(1).locator("pre").first).to_be_visible()
    await tab.page.get_by_role("button", name="Close").first.click()
    await expect(panel).to_be_hidden()


async def test_the_scene_is_changed_under_more(opened: Opener, scene: Scene) -> None:
    tab = await opened()
    await expect(tab.page.locator(".head")).to_contain_text("Muster is an admin")
    await tab.page.get_by_role("button", name="More").click()
    dialog = tab.page.get_by_role("dialog")
    await dialog.locator('[data-do="demote_bot"]').click()
    await expect(dialog.locator('[data-do="promote_bot"]')).to_be_visible()
    await expect(tab.page.locator(".head")).to_contain_text("Muster sees commands and replies only")
    await dialog.get_by_label("First name").fill("陈洁")
    await dialog.get_by_role("button", name="Add", exact=True).click()
    await expect(dialog).to_be_hidden()
    await expect(tab.page.get_by_label("Message as 陈洁")).to_be_visible()
    await expect(tab.page.get_by_label("Write as")).to_contain_text("陈洁")
    await tab.page.get_by_role("button", name="More").click()
    await dialog.locator('form[data-do="add_person"]').get_by_label("First name").fill("Twin")
    await dialog.get_by_label("Username").fill("limin")
    await dialog.get_by_role("button", name="Add", exact=True).click()
    await expect(tab.page.get_by_role("status")).to_have_text("The username @limin is taken.")


async def test_the_menu_of_a_message_reacts_and_pins(opened: Opener, scene: Scene) -> None:
    tab = await opened()
    await scene.robot.ok("sendMessage", chat_id=scene.exhibition.id, text="Board")
    bubble = await last(tab.page.locator(".bubble"), "Board")
    await bubble.hover()
    await bubble.get_by_role("button", name="Message actions").click()
    await tab.page.get_by_role("button", name="React with 👍").click()
    await expect(bubble.locator(".reaction")).to_have_attribute("aria-pressed", "true")
    await bubble.locator(".reaction").click()
    await expect(bubble.locator(".reaction")).to_have_count(0)
    await bubble.hover()
    await bubble.get_by_role("button", name="Message actions").click()
    await tab.page.locator("#menu").get_by_role("button", name="Pin", exact=True).click()
    await expect(tab.page.locator(".pinned")).to_contain_text("Board")


async def test_a_private_chat_begins_with_start_and_links_lead_there(opened: Opener, scene: Scene) -> None:
    tab = await opened(person=scene.li.id)
    link = '<a href="https://t.me/MusterBot?start=t12">#12</a>'
    await scene.robot.ok("sendMessage", chat_id=scene.exhibition.id, text=link, parse_mode="HTML")
    await tab.page.get_by_role("button", name="#12", exact=True).click()
    await expect(tab.page.locator(".head")).to_contain_text("private chat with Muster")
    await last(tab.page.locator(".bubble.mine"), "/start t12")
    await tab.page.get_by_label("Write as").select_option(label="Ann · English")
    await expect(tab.page.locator("#text")).to_be_hidden()
    await tab.page.get_by_role("button", name="Start", exact=True).click()
    await last(tab.page.locator(".bubble.mine"), "/start")
    await expect(tab.page.get_by_label("Message as Ann")).to_be_visible()


async def test_the_page_changes_its_language_and_keeps_its_place(opened: Opener, scene: Scene) -> None:
    tab = await opened(chat=scene.logistics.id, person=scene.li.id)
    await tab.page.get_by_role("link", name="中文：切换语言").click()
    await expect(tab.page.get_by_label("以 李敏 的身份发言")).to_be_visible()
    await expect(tab.page.locator(".head h2")).to_have_text("Logistics")
    await expect(tab.page.get_by_role("button", name="次日早晨")).to_be_visible()
    await expect(tab.page.get_by_role("link", name="English: switch language")).to_be_visible()


async def test_a_phone_shows_the_list_then_a_chat_and_the_way_back(opened: Opener, scene: Scene) -> None:
    keys = {
        "inline_keyboard": [[{"text": "A button with a rather long name", "callback_data": str(n)} for n in range(3)]]
    }
    words = "unbreakable" * 30 + " 落实主会场布展方案" * 12
    await scene.robot.ok("sendMessage", chat_id=scene.exhibition.id, text=words, reply_markup=keys)
    tab = await opened(390, 844)
    await expect(tab.page.locator("#text")).to_be_hidden()
    await expect(tab.page.get_by_label("1 unread")).to_be_visible()
    await tab.page.locator(".row", has_text="Exhibition").click()
    await expect(tab.page.locator("#text")).to_be_visible()
    await expect(tab.page.locator(".row").first).to_be_hidden()
    for place in ("body", "#scroll"):
        wider = await tab.page.locator(place).evaluate("place => place.scrollWidth - place.clientWidth")
        assert wider <= 0, place
    await tab.page.get_by_role("button", name="Back to the chats").click()
    await expect(tab.page.locator(".row").first).to_be_visible()
    await expect(tab.page.locator("#text")).to_be_hidden()


async def test_a_refused_message_is_not_lost(opened: Opener, scene: Scene) -> None:
    tab = await opened()
    await tab.write("x" * 4097)
    await expect(tab.page.get_by_role("status")).to_contain_text("4096 fit into a message")
    await expect(tab.page.locator("#text")).to_have_value("x" * 4097)


async def test_drafts_stay_with_their_chat(opened: Opener, scene: Scene) -> None:
    tab = await opened(chat=scene.exhibition.id)
    await tab.page.locator("#text").fill("half a")
    await tab.page.locator(".row", has_text="Logistics").click()
    await expect(tab.page.locator("#text")).to_have_value("")
    await tab.page.locator(".row", has_text="Exhibition").click()
    await expect(tab.page.locator("#text")).to_have_value("half a")


async def test_every_control_has_a_name(opened: Opener, scene: Scene) -> None:
    keys = {"inline_keyboard": [[{"text": "Done", "callback_data": "d"}]]}
    await scene.robot.ok("sendMessage", chat_id=scene.exhibition.id, text="/list #12", reply_markup=keys)
    tab = await opened()
    await last(tab.page.locator(".bubble"), "/list")
    controls = tab.page.locator("button, select, textarea, input:not([type=file])")
    nameless = await controls.evaluate_all(NAMELESS)
    assert nameless == []


async def test_an_answer_leads_to_what_was_said_long_before(opened: Opener, scene: Scene) -> None:
    first = await scene.stage.say(scene.exhibition, scene.ann, "the very first")
    for number in range(130):
        await scene.stage.say(scene.exhibition, scene.li, f"line {number}")
    await scene.stage.say(scene.exhibition, scene.li, "about that", reply_to=first)
    tab = await opened()
    await expect(tab.page.locator(".text", has_text="the very first")).to_have_count(0)
    bubble = await last(tab.page.locator(".bubble"), "about that")
    await bubble.locator(".quote").click()
    await expect(tab.page.locator(".bubble.pointed")).to_contain_text("the very first")
    await expect(tab.page.get_by_role("button", name="To the newest message")).to_be_visible()
    await tab.page.get_by_role("button", name="To the newest message").click()
    await expect(bubble).to_be_in_viewport()


async def test_a_link_to_a_topics_message_opens_the_topic(opened: Opener, scene: Scene) -> None:
    forum = await scene.stage.chat(title="Volunteers", is_forum=True, owner=scene.ann, id=-1001234567890)
    topic = await scene.stage.topic(forum, "Airport")
    target = await scene.stage.say(forum, scene.ann, "14:10 from Vienna", topic=topic)
    text = f"https://t.me/c/1234567890/{topic.id}/{target.id}"
    await scene.stage.say(scene.exhibition, scene.ann, text)
    tab = await opened(chat=scene.exhibition.id)
    await tab.page.get_by_role("button", name=text, exact=True).click()
    await expect(tab.page.locator(".bubble.pointed")).to_contain_text("14:10 from Vienna")
    await expect(tab.page.locator(".tabs [aria-current]")).to_have_text("Airport")

"""People in the panel over HTTP: institution and aliases by reply, all work handed over, leaving, the log of it all."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.stage import Stage, stage


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Stage]:
    """Ann is an admin of the chat, Bo a member with two tasks; a third waits for somebody called Manni."""
    async with stage(sqlite_url) as opened:
        await opened.ask("/task Sign the contract @bo")
        await opened.ask("/list", opened.bo)
        await opened.ask("/task Book the hall @bo")
        assert "Owner: Manni" in await opened.ask("ACTION: Manni to print the badges")
        yield opened


async def tap(
    scene: Stage, message: views.MessageView, label: str, shows: str, who: views.UserView | None = None
) -> views.MessageView:
    """Press the button of this label (or that begins so); the message once it shows the words."""
    data = next(one.data or "" for row in message.buttons for one in row if one.text.startswith(label))
    await scene.client.press(message, data, who or scene.ann)

    async def look() -> views.MessageView | None:
        found = next(one for one in await scene.client.sent(message.chat_id) if one.id == message.id)
        return found if shows in found.text else None

    shown = await scene.client.wait_for(look)
    assert shown is not None
    return shown


async def newest(scene: Stage, text: str) -> views.MessageView:
    await scene.quiet()
    return [one for one in await scene.client.sent(scene.chat) if text in one.text][-1]


async def test_an_admin_says_how_somebody_is_known_and_hands_their_work_over(scene: Stage) -> None:
    listed = await scene.reply_to(await scene.say("/people"))
    page = await tap(scene, listed, "Bo Chen", "Open tasks: 2")
    await tap(scene, page, "Institution", "Open tasks: 2")
    prompt = await newest(scene, "Which institution does Bo Chen")
    shown = await scene.ask("Venue <Ltd>", reply_to=prompt)
    assert "Institution: Venue <Ltd>" in shown

    page = await tap(scene, page, "Other names", "no other names")
    await tap(scene, page, "Add names", "no other names")
    prompt = await newest(scene, "What else is Bo Chen called")
    assert "is no name" in await scene.ask("!!!", reply_to=prompt)
    assert "Bo Chen is also called: Manni, Dr Berg" in await scene.ask("Manni, Dr Berg", reply_to=prompt)
    assert "Owner: Bo Chen" in await scene.ask("/list 3")
    assert "Owner: Bo Chen" in await scene.ask("ACTION: Dr Berg to call the printer")
    await scene.restart()

    page = await tap(scene, page, "Back", "Open tasks: 4")
    page = await tap(scene, page, "Hand over", "Who takes over the work of Bo Chen?")
    assert [one.text for row in page.buttons for one in row] == ["Ann Lee", "Back"]
    page = await tap(scene, page, "Ann Lee", "4 open tasks of Bo Chen go to Ann Lee")
    page = await tap(scene, page, "Hand over", "Ann Lee takes over 4 tasks from Bo Chen: #1, #2, #3, #4")
    assert "Owner: Ann Lee" in await scene.ask("/list 4")

    panel = await scene.reply_to(await scene.say("/settings"))
    log = await tap(scene, await tap(scene, panel, "More…", "what is kept"), "Log", "Log of Exhibition")
    assert "Ann Lee: #1 Sign the contract: owner Bo Chen → Ann Lee (button)" in log.text
    assert "7. Tue 24 Nov, 10:00, Ann Lee: Bo Chen: Venue <Ltd> → Manni, Dr Berg, Venue <Ltd> (button)" in log.text
    await tap(scene, log, "One task", "Log of Exhibition")
    prompt = await newest(scene, "Which task's changes?")
    assert "no task's number" in await scene.ask("the third", reply_to=prompt)
    told = (await scene.ask("#3", reply_to=prompt)).splitlines()
    assert [line.split(": ", 1)[1] for line in told[1:]] == [
        "#3 print the badges: owner Bo Chen → Ann Lee (button)",
        "#3 print the badges: owner Manni → Bo Chen (button)",
        "#3 print the badges: new task (message)",
    ]
    older = await tap(scene, log, "Older", "#1 Sign the contract: new task")
    assert "Log of Exhibition, the newest first" in older.text
    whose = await tap(scene, older, "One person", "Whose changes?")
    await tap(scene, whose, "Bo Chen", "No changes.")

    more = await tap(scene, await scene.reply_to(await scene.say("/settings")), "More…", "what is kept")
    again = await tap(scene, more, "Log", "Log of")
    again = await tap(scene, again, "Undo 7", "a change taken back")
    assert "Undo 8" not in [one.text for row in again.buttons for one in row]
    assert "is also called" not in await scene.ask("/list @bo")
    assert "Owner: Dr Berg" in await scene.ask("ACTION: Dr Berg to call the printer again")


async def test_a_demoted_admin_takes_no_setting_back_and_the_log_says_an_admin_of_nobody(scene: Stage) -> None:
    await scene.client.promote(scene.chat, scene.bo)
    panel = await scene.reply_to(await scene.say("/settings", scene.bo))
    page = await tap(scene, panel, "In chat", "how it is answered", scene.bo)
    page = await tap(scene, page, "Board", "one pinned message", scene.bo)
    page = await tap(scene, page, "no", "Pinned board: no", scene.bo)
    await scene.client.demote(scene.chat, scene.bo)
    await scene.quiet()
    assert "Nothing taken back" in await scene.ask("/undo", scene.bo)
    await scene.client.hide(scene.chat, scene.ann)
    await tap(scene, page, "Back", "how it is answered")
    await scene.say("/quiet 24h")
    await scene.answered("until")
    await scene.client.hide(scene.chat, scene.ann, hidden=False)
    more = await tap(scene, await scene.reply_to(await scene.say("/settings")), "More…", "what is kept")
    log = await tap(scene, more, "Log", "Log of")
    first, second = log.text.splitlines()[1:3]
    assert "an admin: paused until 25 Nov (message)" in first
    assert "Bo Chen: Board: yes → no (button)" in second
    log = await tap(scene, log, "Undo 2", "a change taken back")
    await tap(scene, await tap(scene, log, "Back", "what is kept"), "Back", "Morning message: ")


async def test_a_lead_is_told_once_who_left_and_hands_their_work_over(scene: Stage) -> None:
    cy = await scene.client.user("Cy", last_name="Wu", language_code="en")
    await scene.client.join(scene.chat, cy)
    await scene.reply_to(await scene.say("/list", cy))
    assert (await scene.ask("/lead Cy Wu")).startswith("Lead: Cy Wu")
    private = await scene.client.private(cy, scene.bot)
    await scene.client.say(private, cy, "/start")
    await scene.quiet()
    await scene.client.leave(scene.chat, scene.bo)
    told = await scene.client.wait_for_sent(private, "Bo Chen left the chat of Exhibition.")
    assert "Still theirs, 2 tasks: #1, #2" in told.text
    await scene.client.join(scene.chat, scene.bo)
    await scene.client.leave(scene.chat, scene.bo)
    await scene.quiet()
    assert len([one for one in await scene.client.sent(private) if "left the chat" in one.text]) == 1

    page = await tap(scene, told, "Hand over", "Who takes over the work of Bo Chen?", cy)
    page = await tap(scene, page, "Ann Lee", "2 open tasks of Bo Chen go to Ann Lee", cy)
    data = next(one.data or "" for row in page.buttons for one in row if one.text == "Hand over")
    refused = await scene.client.press(page, data, scene.bo)
    await scene.quiet()
    assert "admin" in str((await scene.client.answer(refused.id) or {})["text"])
    await tap(scene, page, "Hand over", "Ann Lee takes over 2 tasks from Bo Chen: #1, #2", cy)
    await scene.answered("Ann Lee takes over 2 tasks from Bo Chen: #1, #2")
    assert "Owner: Ann Lee" in await scene.ask("/list 2", cy)


async def test_without_a_lead_the_group_is_told_and_a_part_comes_back_with_its_holder(scene: Stage) -> None:
    assert (await scene.ask("/secretary @bo")).startswith("Secretary: Bo Chen")
    await scene.client.leave(scene.chat, scene.bo)
    told = await scene.answered("Bo Chen left the chat of Exhibition.")
    assert "The part (secretary) rests until they are back." in told.text
    assert "Secretary" not in await scene.ask("/lead")
    listed = await scene.reply_to(await scene.say("/people"))
    await tap(scene, listed, "Bo Chen · left", "Has left the chat; the part rests")
    await scene.client.join(scene.chat, scene.bo)
    await scene.quiet()
    assert await scene.ask("/lead") == "Secretary: Bo Chen"


async def test_where_the_bot_is_no_admin_the_chats_own_word_tells_who_left(scene: Stage) -> None:
    plain = await scene.client.chat("supergroup", title="Visas", members=[scene.bo, scene.bot], admins=[scene.ann])
    await scene.ask("/task@MusterTestBot Print the passes @bo", chat=plain)
    await scene.ask("/list@MusterTestBot", scene.bo, chat=plain)
    await scene.client.leave(plain, scene.bo)
    told = await scene.client.wait_for_sent(plain, "Bo Chen left the chat of Visas.")
    assert "Still theirs: #1." in told.text
    listed = await scene.reply_to(await scene.say("/people@MusterTestBot", chat=plain))
    assert "Bo Chen · left" in [one.text for row in listed.buttons for one in row]

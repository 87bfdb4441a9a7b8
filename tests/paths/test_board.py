"""The board by chat: it appears, follows every change, and keeps still; on both databases, over HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.paths.boards import MOMENT, PAUSE, board, boards
from tests.stage import Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        yield opened


async def edits(scene: Stage) -> int:
    return len([call for call in await scene.client.calls("editMessageText") if call.status == 200])


async def test_the_board_comes_silently_with_the_first_task_and_is_pinned(scene: Stage) -> None:
    await scene.ask("/list")
    await scene.advance(MOMENT)
    await scene.quiet()
    assert await boards(scene) == []

    await scene.ask("/task Book the hall @ann by 2026-12-04")
    await scene.advance(MOMENT)

    shown = await board(scene)
    assert shown.text.splitlines()[:2] == ["Exhibition", "🟢 Nothing late"]
    assert (shown.is_silent, shown.is_pinned, shown.reply_to) == (True, True, None)
    assert [button.text for row in shown.buttons for button in row] == ["Mine", "All tasks", "Colour rules", "Pictures"]


async def test_every_change_anywhere_is_followed(scene: Stage) -> None:
    card = await scene.reply_to(await scene.say("/task Book the hall @ann by 2026-12-04"))
    await scene.advance(MOMENT)
    await scene.quiet()

    async def after(text: str) -> str:
        await scene.say(text)
        await scene.quiet()
        await scene.advance(PAUSE)
        return (await board(scene)).text

    said = await scene.say("/update 1 50% quote received")
    await scene.quiet()
    await scene.client.edit(said, "/update 1 60% quote received")
    await scene.quiet()
    await scene.advance(PAUSE)
    assert "#1 60%, Ann Lee" in (await board(scene)).text
    assert "moving 1" in await after("/update 1 70%")
    assert "Blocked #1 Book the hall: no permit" in await after("#1 blocked: no permit")
    assert "moving 1" in await after("/undo")
    await scene.client.click(card, "Done", scene.ann)
    await scene.quiet()
    await scene.advance(PAUSE)
    assert "Done 1" in (await board(scene)).text
    assert len(await boards(scene)) == 1


async def test_several_changes_become_one_edit(scene: Stage) -> None:
    """F068."""
    await scene.ask("/task Book the hall @ann")
    await scene.advance(MOMENT)
    await scene.quiet()
    await scene.advance(PAUSE)
    before = await edits(scene)

    for percent in (10, 20, 30, 40):
        await scene.say(f"/update 1 {percent}%")
    await scene.quiet()
    card_edits = await edits(scene)
    assert "10%" not in (await board(scene)).text
    await scene.advance(MOMENT)

    assert "#1 40%" in (await board(scene)).text
    assert await edits(scene) == card_edits + 1
    assert card_edits >= before


async def test_a_board_is_edited_at_most_once_in_fifteen_seconds(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann")
    await scene.advance(MOMENT)
    await scene.quiet()

    await scene.say("/update 1 50%")
    await scene.quiet()
    await scene.advance(timedelta(seconds=10))
    assert "50%" not in (await board(scene)).text
    await scene.advance(timedelta(seconds=6))

    assert "#1 50%" in (await board(scene)).text


async def test_a_group_that_never_rests_sees_its_board_move(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann")
    await scene.advance(MOMENT)
    await scene.quiet()
    await scene.advance(PAUSE)

    for percent in range(1, 9):
        await scene.say(f"/update 1 {percent}%")
        await scene.quiet()
        await scene.advance(timedelta(seconds=2))

    assert "#1 " in (await board(scene)).text.splitlines()[-1]
    assert "new" not in (await board(scene)).text


async def test_a_deleted_board_comes_back_once_and_is_pinned_again(scene: Stage) -> None:
    """F055."""
    await scene.ask("/task Book the hall @ann")
    await scene.advance(MOMENT)
    first = await board(scene)
    await scene.client.delete(first)

    for percent in (10, 20):
        await scene.say(f"/update 1 {percent}%")
        await scene.quiet()
        await scene.advance(PAUSE)
    second = await board(scene)

    assert second.id != first.id
    assert second.is_pinned
    assert "#1 20%" in second.text


async def test_a_board_turns_when_working_hours_end_and_when_the_day_does(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann by 2026-11-24\nOrder badges @bo by 2026-11-25")
    await scene.advance(MOMENT)
    shown = await board(scene)
    assert "Due this week #1 (today), #2 (tomorrow)" in shown.text

    await scene.advance(timedelta(hours=8, minutes=1))
    await scene.advance(MOMENT)
    evening = (await board(scene)).text
    await scene.advance(timedelta(hours=6))
    await scene.advance(MOMENT)
    night = (await board(scene)).text

    assert "🔴 1 late, no word yet" in evening
    assert "Due this week #2 (tomorrow)" in evening
    assert "Due this week #2 (today)" in night
    assert (await board(scene)).id == shown.id


async def test_a_board_turns_when_an_hour_named_passes(scene: Stage) -> None:
    await scene.ask("/task Call the printer @ann by 2026-11-24 11:00")
    await scene.advance(MOMENT)
    await scene.quiet()

    await scene.advance(timedelta(minutes=61))
    await scene.advance(MOMENT)

    assert "🔴 1 late" in (await board(scene)).text


async def test_a_board_without_dates_is_left_alone_by_time(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann")
    await scene.advance(MOMENT)
    await scene.quiet()
    before = len(await scene.client.calls("editMessageText"))

    for _ in range(3):
        await scene.advance(timedelta(hours=8))
        await scene.quiet()
        await scene.advance(MOMENT)
        await scene.quiet()

    assert len(await scene.client.calls("editMessageText")) == before


async def test_a_restart_changes_nothing(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann")
    await scene.advance(MOMENT)
    first = await board(scene)
    await scene.say("/update 1 10%")
    await scene.quiet()
    await scene.restart()
    await scene.advance(PAUSE)

    shown = await board(scene)
    assert shown.id == first.id
    assert "#1 10%" in shown.text


async def test_its_buttons_show_ones_own_tasks_all_tasks_and_the_rules(scene: Stage) -> None:
    await scene.ask("/task Book the hall @ann\nOrder badges @bo")
    await scene.advance(MOMENT)
    shown = await board(scene)

    async def press(button: str, who: views.UserView) -> str:
        pressed = await scene.client.click(shown, button, who)
        await scene.quiet()
        return str((await scene.client.answer(pressed.id) or {}).get("text", ""))

    before = len(await scene.client.sent(scene.chat))
    assert await press("Mine", scene.bo) == "#2 Order badges"
    assert (await press("Colour rules", scene.bo)).startswith("🔴")
    assert len(await scene.client.sent(scene.chat)) == before
    await press("All tasks", scene.bo)
    assert "Open tasks: 2" in (await scene.client.sent(scene.chat))[-1].text


async def test_a_chinese_group_has_a_chinese_board(scene: Stage) -> None:
    await scene.ask("/task 落实主会场 12月4日前")
    await scene.advance(MOMENT)

    shown = await board(scene)
    assert shown.text.splitlines()[:2] == ["Exhibition　进度看板", "🟢 无逾期事项"]
    assert [button.text for row in shown.buttons for button in row] == ["我的任务", "全部任务", "亮灯规则", "图表"]


async def test_in_a_forum_the_board_of_the_whole_chat_stands_in_general(scene: Stage) -> None:
    forum = await scene.client.chat("supergroup", title="Forum", is_forum=True, admins=[scene.ann, scene.bot])
    topic = await scene.client.topic(forum, "Hall")
    card = await scene.reply_to(await scene.say("/task Book the hall", chat=forum, topic=topic))
    await scene.quiet()
    await scene.advance(MOMENT)

    shown = await board(scene, forum)
    assert (card.topic_id, shown.topic_id, shown.is_pinned) == (topic.id, None, True)


async def test_a_private_list_has_no_board(scene: Stage) -> None:
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.say("/task Call the printer", chat=private)
    await scene.answered("#1 Call the printer", chat=private)
    await scene.advance(MOMENT)
    await scene.quiet()

    assert await boards(scene, private) == []

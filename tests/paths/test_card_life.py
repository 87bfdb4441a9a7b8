"""The card at any age and pressed by anybody: restarts, repeats, forgeries, stand-ins; on both databases."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from handlers import presses
from tests.paths import cases, people
from tests.paths.cards import card, card_of
from tests.stage import Stage, stage


async def begin(scene: Stage) -> None:
    """Ann's task with its card; Bo has been seen."""
    await scene.ask("/list", scene.bo)
    said = await scene.say("/task Sign the contract @ann by 2026-12-04")
    scene.others["card"] = await scene.reply_to(said)
    await scene.quiet()


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with stage(database_url) as opened:
        await opened.begin(begin)
        yield opened


# -- age, restarts, crowds -------------------------------------------------------------------


async def test_a_card_works_after_a_restart_and_weeks_later(scene: Stage) -> None:
    """F046."""
    panel, _ = await people.press(scene, card_of(scene), "More…")
    await scene.restart()
    await scene.client.advance(timedelta(days=20))
    panel, _ = await people.press(scene, panel, "Due date")
    assert people.labels(panel) == ["Tue 15 Dec", "Fri 18 Dec", "Fri 25 Dec", "Back"]
    shown, _ = await people.press(scene, panel, "Back")
    shown, _ = await people.press(scene, shown, "Back")
    shown, toast = await people.press(scene, shown, "Done")

    assert (toast, people.labels(shown)) == ("#1: done", ["Reopen", "More…"])


async def test_every_card_of_a_task_acts_and_the_newest_is_always_right(scene: Stage) -> None:
    newer = await scene.reply_to(await scene.say("/list 1"))
    old, toast = await people.press(scene, card_of(scene), "Done")

    assert toast == "#1: done"
    assert "Done, Tue 24 Nov" in old.text
    assert "Done, Tue 24 Nov" in (await people.now(scene, newer)).text


async def test_a_reply_to_a_card_of_any_age_is_about_its_task(scene: Stage) -> None:
    await scene.ask("/task Order badges @ann")
    newer = await scene.reply_to(await scene.say("/list 1"))
    await scene.say("60%", reply_to=card_of(scene))

    assert "Moving, 60%" in (await people.now(scene, newer)).text


async def test_a_reply_to_the_greeting_is_about_no_task(scene: Stage) -> None:
    greeting = await scene.reply_to(await scene.say("/start"))
    await scene.say("thank you, 60%", reply_to=greeting)

    assert "60%" not in (await card(scene)).text


async def test_a_card_that_telegram_no_longer_shows_acts_and_comes_anew(scene: Stage) -> None:
    """F045."""
    await scene.client.delete(card_of(scene))
    data = next(button.data for row in card_of(scene).buttons for button in row if button.text == "Done")
    query = await scene.client.click(card_of(scene), data, scene.ann, gone=True)
    await scene.quiet()

    assert (await scene.client.answer(query.id) or {})["text"] == "#1: done"
    anew = await scene.answered("#1 Sign the contract")
    assert "Done, Tue 24 Nov" in anew.text
    assert anew.id != card_of(scene).id


async def test_two_taps_of_one_batch_change_once_and_are_both_answered(scene: Stage) -> None:
    """F047, F050."""
    data = card_of(scene).button("Done").data
    await scene.app.stop()
    taps = [await scene.client.press(card_of(scene), data, scene.ann) for _ in range(2)]
    await scene.restart()
    await scene.quiet()

    answers = [(await scene.client.answer(tap.id) or {}).get("text") for tap in taps]
    assert answers == ["#1: done", "#1: done"]
    lines = (await scene.ask("/list 1")).splitlines()
    assert len([line for line in lines if line.endswith("Ann Lee: done")]) == 1


async def test_an_edit_whose_answer_was_lost_is_a_success(scene: Stage) -> None:
    """F048."""
    fault = await scene.client.fault("slow_answer", "editMessageText", seconds=60)
    await scene.client.click(card_of(scene), "Done", scene.ann)
    await scene.client.wait_for_call("answerCallbackQuery")
    await scene.client.release(fault)
    shown = await card(scene)

    assert "Done, Tue 24 Nov" in shown.text
    assert len([text for text in await people.posts(scene) if text.startswith("#1 Sign the contract")]) == 1


async def test_a_press_too_old_to_be_answered_has_its_effect(scene: Stage) -> None:
    """F049."""
    await scene.client.fault(
        "error",
        "answerCallbackQuery",
        code=400,
        description="Bad Request: query is too old and response timeout expired",
    )
    await scene.client.click(card_of(scene), "Done", scene.ann)

    assert "Done, Tue 24 Nov" in (await card(scene)).text


async def test_a_press_is_answered_at_once_even_while_edits_are_slow(scene: Stage) -> None:
    """F052."""
    await scene.client.fault("slow", "editMessageText", seconds=30)
    query = await scene.client.click(card_of(scene), "Done", scene.ann)
    again = await scene.client.click(card_of(scene), "Done", scene.ann)

    async def answered() -> bool:
        return None not in [await scene.client.answer(one.id) for one in (query, again)]

    await scene.client.wait_for(answered, 2)
    await scene.client.release()


@cases.each(
    [
        "v0:done:999999",
        "t1:done:1:999999",
        "t1:own:1:1:99",
        "t1:zzz",
        "done",
        "\ufffd\u0001",
        "t1:key",
        "t1:history:1:1:zzzzzz",
    ]
)
async def test_data_that_no_card_has_is_answered_kindly(scene: Stage, data: str) -> None:
    """F053."""
    query = await scene.client.press(card_of(scene), data, scene.ann)
    await scene.quiet()

    assert (await scene.client.answer(query.id) or {})["text"] == "This button is old. How it stands now: /list"


async def test_another_groups_task_is_not_reached_by_a_forged_button(scene: Stage) -> None:
    elsewhere = await scene.client.chat("supergroup", title="Venue", admins=[scene.bo, scene.bot])
    theirs = await scene.reply_to(await scene.say("/task Secret", scene.bo, chat=elsewhere))
    query = await scene.client.press(card_of(scene), theirs.button("Done").data, scene.ann)
    await scene.quiet()

    assert (await scene.client.answer(query.id) or {})["text"].startswith("This button is old.")
    assert "Done" not in (await people.now(scene, theirs)).text


async def test_the_data_of_every_button_fits_and_no_button_opens_a_page_of_ours(scene: Stage) -> None:
    """F043, F044."""
    panel, _ = await people.press(scene, card_of(scene), "More…")
    for name in ("Owner", "Back", "Due date", "Back", "History", "Back"):
        panel, _ = await people.press(scene, panel, name)
    buttons = [
        button
        for call in await scene.client.calls()
        if (markup := call.params.get("reply_markup"))
        for row in (json.loads(markup) if isinstance(markup, str) else markup)["inline_keyboard"]
        for button in row
    ]

    assert buttons
    assert all(button.keys() <= {"text", "callback_data", "url"} for button in buttons)
    assert all(0 < len(button["callback_data"].encode()) <= 64 for button in buttons)
    assert len(presses.data("history", presses.LARGEST, presses.LARGEST, presses.LARGEST).encode()) <= 64


async def test_a_name_that_cant_be_seen_is_still_one_to_read(scene: Stage) -> None:
    """F028, F032."""
    ghost = await scene.client.user("Ghost", username="ghost")
    await scene.client.join(scene.chat, ghost)
    await scene.say("/task Order badges @ghost", ghost)
    await scene.client.rename(ghost, first_name="\u200b\u3164", last_name="")
    await scene.say("/update 2 60%", ghost)
    await scene.quiet()
    shown = await scene.ask("/list 2")

    assert "a deleted account: 60%" in shown
    await scene.ask("/assign 2 @ann")
    assert "a deleted account" in (await scene.ask("/list 2"))


async def test_an_anonymous_admin_is_nobody_and_an_owner_is_asked_for(scene: Stage) -> None:
    """F016."""
    await scene.client.hide(scene.chat, scene.ann)
    shown = await scene.reply_to(await scene.say("/task Buy paper"))

    assert shown.text.splitlines()[1] == "No owner"
    assert shown.text.splitlines()[-1] == "From an admin, Tue 24 Nov, 10:00"
    assert "Take it" in people.labels(shown)
    panel, _ = await people.press(scene, shown, "More…", scene.bo)
    panel, _ = await people.press(scene, panel, "Owner", scene.bo)
    assert people.labels(panel) == ["Me", "Ann Lee", "Back"]


async def test_a_channel_has_no_say(scene: Stage) -> None:
    """F017, F018, F019."""
    channel = await scene.client.chat("channel", title="News", owner=scene.ann, admins=[scene.bot])
    await scene.say("/done 1", as_chat=channel)
    await scene.client.link(channel, scene.chat)
    await scene.client.say(channel, scene.ann, "/done 1")
    await scene.client.say(channel, scene.ann, "#1 done")

    assert "Done" not in (await card(scene)).text


async def test_a_forward_is_never_ones_own_word(scene: Stage) -> None:
    """F020."""
    said = await scene.say("/done 1", scene.bo, extra={"via_bot": {"id": 99, "is_bot": True, "first_name": "Other"}})
    await scene.client.forward(scene.chat, scene.ann, said)
    await scene.client.forward(scene.chat, scene.ann, said, reply_to=card_of(scene))

    assert "Done" not in (await card(scene)).text

"""The card, its buttons and what is said in reply to it, at any age and by anybody; on both databases, over HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import cases, people
from tests.paths.cards import card, card_of
from tests.stage import Stage


async def begin(scene: Stage) -> None:
    """Ann's task with its card; Bo has been seen."""
    await scene.ask("/list", scene.bo)
    said = await scene.say("/task Sign the contract @ann by 2026-12-04")
    scene.others["card"] = await scene.reply_to(said)
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


async def test_the_three_buttons_act_and_say_how_it_stands(scene: Stage) -> None:
    shown, toast = await people.press(scene, card_of(scene), "Done")

    assert toast == "#1: done"
    assert "Done, Tue 24 Nov" in shown.text
    assert people.labels(shown) == ["Reopen", "More…"]
    shown, toast = await people.press(scene, shown, "Reopen")
    assert toast == "#1: moving"
    assert people.labels(shown) == ["Done", "Update", "Blocked", "More…"]
    shown, toast = await people.press(scene, shown, "Update")
    assert toast.startswith('Reply to the card in your own words, e.g. "60%, quote received"')
    shown, toast = await people.press(scene, shown, "Blocked")
    assert toast.startswith('Reply to the card, e.g. "blocked: no permit"')


@cases.each(
    [
        ("done", "Done, Tue 24 Nov"),
        ("办结了", "Done, Tue 24 Nov"),
        ("60%", "Moving, 60%"),
        ("做到六成，等印厂报价", "Moving, 60%"),
        ("blocked: no permit", "Blocked: no permit"),
        ("受阻：等批复", "Blocked: 等批复"),
        ("on hold: budget not decided, until 12 Jan", "On hold until Tue 12 Jan 2027: budget not decided"),
        ("drop: the venue does it", "Dropped: the venue does it"),
        ("12 copies printed", "Last word, Tue 24 Nov: 12 copies printed"),
        ("2026-12-08 is possible", "Last word, Tue 24 Nov: 2026-12-08 is possible"),
        ("due 8 Dec", "Due: Tue 8 Dec, 18:00 Beijing (was Fri 4 Dec)"),
        ("@bo", "Owner: Bo Chen"),
        ("owner Harbour Police", "Owner: Harbour Police"),
        ("/done", "Done, Tue 24 Nov"),
        ("/update 60%", "Moving, 60%"),
        ("/due 8 Dec", "Due: Tue 8 Dec, 18:00 Beijing (was Fri 4 Dec)"),
        ("/take", "Owner: Ann Lee"),
        ("/drop the venue does it", "Dropped: the venue does it"),
    ]
)
async def test_a_reply_to_the_card_needs_no_number(scene: Stage, reply: str, line: str) -> None:
    await scene.say(reply, reply_to=card_of(scene))

    assert line in (await card(scene)).text.splitlines()


async def test_a_reply_may_speak_of_another_task_by_its_mark(scene: Stage) -> None:
    await scene.ask("/task Order badges @ann")
    await scene.say("60%\n#2 done", reply_to=card_of(scene))

    assert "Moving, 60%" in (await card(scene)).text
    assert "Done, Tue 24 Nov" in await scene.ask("/list 2")


async def test_what_was_asked_is_answered_by_a_reply(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("/block 1"))
    assert question.text.startswith("#1 Sign the contract: what is in the way?")
    await scene.quiet()
    await scene.say("no permit", reply_to=question)
    assert "Blocked: no permit" in (await card(scene)).text

    question = await scene.reply_to(await scene.say("/hold 1 budget not decided"))
    assert question.text.startswith("#1 Sign the contract is on hold. Until when?")
    await scene.quiet()
    await scene.say("12 Jan", reply_to=question)
    assert "On hold until Tue 12 Jan 2027: budget not decided" in (await card(scene)).text


async def test_all_of_it_is_not_done_before_it_is_said(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("60 of 60, 100%", reply_to=card_of(scene)))
    if people.labels(question) != ["Yes, done"]:
        question = await scene.reply_to(await scene.say("100%", reply_to=card_of(scene)))

    assert "Moving, 100%" in (await card(scene)).text
    await people.press(scene, question, "Yes, done")
    assert "Done, Tue 24 Nov" in (await card(scene)).text


async def test_what_stands_in_the_way_is_asked_on_the_card_itself(scene: Stage) -> None:
    await scene.say("/block 1 no permit")
    shown, _ = await people.press(scene, card_of(scene), "Done")

    assert shown.text.startswith("Not recorded: #1 Sign the contract is blocked (no permit).")
    assert people.labels(shown) == ["Done anyway", "Back"]
    shown, _ = await people.press(scene, shown, "Back")
    assert "Blocked: no permit" in shown.text
    shown, _ = await people.press(scene, shown, "Done")
    shown, toast = await people.press(scene, shown, "Done anyway")
    assert toast == "#1: done"


async def test_a_blocked_task_goes_on_by_a_tap(scene: Stage) -> None:
    await scene.say("/block 1 no permit")
    shown, toast = await people.press(scene, await card(scene), "Go on")

    assert toast == "#1: moving"
    assert "Blocked" not in shown.text


async def test_a_task_of_nobody_is_taken_by_the_first_who_presses(scene: Stage) -> None:
    free = await scene.reply_to(await scene.say("/task Order badges"))
    assert people.labels(free) == ["Done", "Update", "Blocked", "Take it", "More…"]
    data = free.button("Take it").data
    first = await scene.client.press(free, data, scene.bo)
    second = await scene.client.press(free, data, scene.ann)
    await scene.quiet()

    assert "Owner: Bo Chen" in (await people.now(scene, free)).text
    assert (await scene.client.answer(first.id) or {}).get("text") is None
    assert (await scene.client.answer(second.id) or {}).get("text") == "#2: Bo Chen was first."
    assert people.lines(await people.posts(scene)).count("#2 Order badges: owner Bo Chen") == 1


async def test_anothers_card_is_asked_of_its_owner(scene: Stage) -> None:
    await people.press(scene, card_of(scene), "Done", scene.bo)
    question = await scene.answered("Bo Chen reports #1 Sign the contract done. Ann Lee, is that right?")

    assert "Done" not in (await card(scene)).text
    await people.press(scene, question, "Yes, done")
    assert "Done, Tue 24 Nov" in (await card(scene)).text


# -- the panel -----------------------------------------------------------------------------


async def test_more_is_a_panel_on_the_same_message_and_back_again(scene: Stage) -> None:
    before = await card(scene)
    panel, toast = await people.press(scene, before, "More…")

    assert (panel.text, toast) == (before.text, "")
    assert [[button.text for button in row] for row in panel.buttons] == [
        ["Due date", "Owner"],
        ["Hold", "Drop", "Key work"],
        ["History", "Back"],
    ]
    shown, _ = await people.press(scene, panel, "Back")
    assert (shown.text, people.labels(shown)) == (before.text, people.labels(before))


async def test_a_day_is_tapped(scene: Stage) -> None:
    panel, _ = await people.press(scene, card_of(scene), "More…")
    panel, _ = await people.press(scene, panel, "Due date")

    assert people.labels(panel) == ["Wed 25 Nov", "Fri 27 Nov", "Fri 4 Dec", "Back"]
    shown, _ = await people.press(scene, panel, "Fri 27 Nov")
    assert "Due: Fri 27 Nov, 18:00 Beijing (was Fri 4 Dec)" in shown.text
    assert "#1 Sign the contract: Fri 4 Dec → Fri 27 Nov" in people.lines(await people.posts(scene))
    query = await scene.client.press(shown, panel.button("Fri 27 Nov").data, scene.ann)
    await scene.quiet()
    assert (await scene.client.answer(query.id) or {})["text"].startswith("Not changed: #1 Sign the contract is due")


async def test_whoever_does_not_lead_asks_by_a_tap(scene: Stage) -> None:
    await people.lead(scene)
    panel, _ = await people.press(scene, card_of(scene), "More…", scene.bo)
    panel, _ = await people.press(scene, panel, "Due date", scene.bo)
    await people.press(scene, panel, "Fri 27 Nov", scene.bo)

    question = await scene.answered("Ann Lee: Bo Chen asks for another date.")
    await people.press(scene, question, "Grant")
    assert "Due: Fri 27 Nov, 18:00 Beijing (was Fri 4 Dec)" in (await card(scene)).text


async def test_an_owner_is_tapped_and_me_is_whoever_presses(scene: Stage) -> None:
    panel, _ = await people.press(scene, card_of(scene), "More…")
    panel, _ = await people.press(scene, panel, "Owner")

    assert people.labels(panel) == ["Me", "Bo Chen", "Back"]
    shown, _ = await people.press(scene, panel, "Bo Chen")
    assert "Owner: Bo Chen" in shown.text
    panel, _ = await people.press(scene, shown, "More…")
    panel, _ = await people.press(scene, panel, "Owner")
    shown, _ = await people.press(scene, panel, "Me", scene.bo)
    assert "Owner: Bo Chen" in shown.text
    told = people.lines(await people.posts(scene))
    assert told.count("#1 Sign the contract: Ann Lee → Bo Chen") == 1


async def test_a_large_group_is_paged_by_name(scene: Stage) -> None:
    for number in range(9):
        who = await scene.client.user(f"Member {number}", language_code="en")
        await scene.client.join(scene.chat, who)
        await scene.say("hello", who)
    await scene.quiet()
    panel, _ = await people.press(scene, card_of(scene), "More…")
    panel, _ = await people.press(scene, panel, "Owner")
    assert len([label for label in people.labels(panel) if label.startswith(("Member", "Bo"))]) == 6
    panel, _ = await people.press(scene, panel, "Next")
    shown, _ = await people.press(scene, panel, "Member 8")

    assert "Owner: Member 8" in shown.text


@pytest.mark.parametrize(
    ("button", "reply", "line"),
    [
        ("Hold", "on hold: budget not decided, until 12 Jan", "On hold until Tue 12 Jan 2027: budget not decided"),
        ("Drop", "drop: the venue does it", "Dropped: the venue does it"),
    ],
)
async def test_what_needs_words_is_said_in_reply_to_the_panel(scene: Stage, button: str, reply: str, line: str) -> None:
    panel, _ = await people.press(scene, card_of(scene), "More…")
    panel, _ = await people.press(scene, panel, button)

    assert "Reply to this message with the reason" in panel.text
    assert people.labels(panel) == ["Back"]
    await scene.say(reply, reply_to=panel)
    assert line in (await card(scene)).text.splitlines()


async def test_key_work_is_switched_on_once_however_often_it_is_tapped(scene: Stage) -> None:
    panel, _ = await people.press(scene, card_of(scene), "More…")
    data = panel.button("Key work").data
    for _ in range(2):
        await scene.client.press(panel, data, scene.ann)
    shown = await card(scene)

    assert shown.text.startswith("#1 Sign the contract ★")
    assert "Not key" in people.labels(shown)


async def test_the_history_turns_its_pages_on_the_card(scene: Stage) -> None:
    for percent in range(10, 100, 10):
        await scene.say(f"/update 1 {percent}% so far")
    await scene.ask("/due 1 8 Dec")
    panel, _ = await people.press(scene, await card(scene), "More…")
    first, _ = await people.press(scene, panel, "History")

    assert first.text.splitlines()[:3] == [
        "#1 Sign the contract, history",
        "Tue 24 Nov, 10:00, Ann Lee: due 4 Dec → 8 Dec",
        "Tue 24 Nov, 10:00, Ann Lee: 90% so far",
    ]
    assert people.labels(first) == ["Older", "Back"]
    links = [entity["url"] for entity in first.raw["entities"] if entity["type"] == "text_link"]
    said = next(one for one in await scene.client.messages(scene.chat) if one.text == "/update 1 90% so far")
    assert f"https://t.me/c/{-scene.chat.id - 10**12}/{said.id}" in links
    second, _ = await people.press(scene, first, "Older")
    assert second.text.splitlines()[-1] == "Tue 24 Nov, 10:00, Ann Lee: new task"
    assert people.labels(second) == ["Newer", "Back"]

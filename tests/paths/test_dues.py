"""Dates by chat: a lead changes them, an owner asks, both dates stay in sight; on both databases, over HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import cases, people
from tests.stage import Stage


async def begin(scene: Stage) -> None:
    """A group without a lead, in which Bo has a task due on Friday week."""
    await scene.ask("/list", scene.bo)
    scene.others["card"] = await scene.reply_to(await scene.say("/task Sign the contract @bo by 2026-12-04"))
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


@pytest.fixture
async def led(scene: Stage) -> Stage:
    """The same with Ann as its lead."""
    await people.lead(scene)
    return scene


async def card(scene: Stage) -> str:
    return (await people.now(scene, scene.others["card"])).text


async def test_while_nobody_leads_everybody_moves_dates_and_both_are_said(scene: Stage) -> None:
    assert await scene.ask("/due 1 8 Dec", scene.bo) == "#1 Sign the contract: Fri 4 Dec → Tue 8 Dec"
    assert "Due: Tue 8 Dec, 18:00 Beijing (was Fri 4 Dec)" in await card(scene)


@cases.each(
    [
        ("/due 1 8 Dec permit is late", "Fri 4 Dec → Tue 8 Dec"),
        ("/due 1 to 8 Dec, because the permit is late", "Fri 4 Dec → Tue 8 Dec"),
        ("/due #1 2026-12-08 17:00", "Fri 4 Dec → Tue 8 Dec, 17:00"),
        ("/due 1 3 days", "Fri 4 Dec → Mon 7 Dec"),
        ("/extend 1 by a week", "Fri 4 Dec → Fri 11 Dec"),
        ("/due 1 延期一周", "Fri 4 Dec → Fri 11 Dec"),
        ("/due 1 提前2天", "Fri 4 Dec → Wed 2 Dec"),
        ("/due 1 12月8日 批复未到", "Fri 4 Dec → Tue 8 Dec"),
        ("/due 1 permit is late, 8 Dec", "Fri 4 Dec → Tue 8 Dec"),
        ("/update 1 due 8 Dec", "Fri 4 Dec → Tue 8 Dec"),
        ("#1 完成时限 12月8日", "Fri 4 Dec → Tue 8 Dec"),
        ("/due 1 none", "no due date (was Fri 4 Dec)"),
        ("/due 1 4 Dec", "Not changed: #1 Sign the contract is due Fri 4 Dec already."),
    ]
)
async def test_a_date_is_read_as_people_type_it(scene: Stage, typed: str, echo: str) -> None:
    assert echo in await scene.ask(typed)


async def test_the_reason_stays_with_the_task(scene: Stage) -> None:
    await scene.ask("/due 1 8 Dec because the permit is late")

    assert "Tue 24 Nov, 10:00, Ann Lee: the permit is late" in await scene.ask("/list 1")


async def test_several_tasks_are_moved_at_once_and_said_in_one_message(scene: Stage) -> None:
    await scene.ask("/task Order badges by 2026-12-01")
    answer = await scene.ask("/due 1,2 11 Dec")

    assert answer.splitlines() == [
        "#1 Sign the contract: Fri 4 Dec → Fri 11 Dec",
        "#2 Order badges: Tue 1 Dec → Fri 11 Dec",
    ]


async def test_a_first_date_is_simply_set(scene: Stage) -> None:
    await scene.ask("/task Order badges")

    assert await scene.ask("/due 2 1 Dec") == "#2 Order badges: due Tue 1 Dec"


async def test_in_chinese_it_is_said_in_chinese(scene: Stage) -> None:
    chat = await scene.client.chat("supergroup", title="展览", admins=[scene.ann, scene.bot])
    await scene.reply_to(await scene.say("/task 落实主会场 12月4日前", chat=chat))
    answer = await scene.reply_to(await scene.say("/due 1 12月8日 批复未到", chat=chat))

    assert answer.text == "#1 落实主会场：12月4日（周五）→12月8日（周二）"


@cases.each(
    [
        ("/due", "Not changed: which task, and which day?"),
        ("/due 1", "Not changed: which day for #1?"),
        ("/due 1 sometime early next month", 'Not recorded: no day found in "sometime early next month".'),
        ("/due 1 T-10", 'Not recorded: "T-10" counts from the opening day, which is not set here.'),
        ("/due 1 31 Feb", 'Not recorded: no day found in "31 Feb".'),
        ("/due 9 8 Dec", "No task #9 that this chat can see."),
    ]
)
async def test_what_is_no_date_is_refused_with_one_that_can_be_typed(scene: Stage, typed: str, answer: str) -> None:
    assert (await scene.ask(typed)).startswith(answer)


async def test_a_length_of_time_moves_only_a_date_that_there_is(scene: Stage) -> None:
    await scene.ask("/task Order badges")

    assert (await scene.ask("/due 2 3 days")).startswith("Not changed: #2 Order badges has no date to move yet.")


async def test_a_day_that_can_be_two_is_asked_of_whoever_wrote_it(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("/due 1 8/12 permit late"))

    assert people.labels(question) == ["Tue 8 Dec", "Thu 12 Aug 2027"]
    assert question.text.startswith("Not changed: which day is meant for #1? Ann Lee chooses.")
    shown, toast = await people.press(scene, question, "Tue 8 Dec", scene.bo)
    assert (toast, shown.text) == ("For Ann Lee to answer.", question.text)
    shown, _ = await people.press(scene, question, "Tue 8 Dec")
    assert shown.text == "#1 Sign the contract: Fri 4 Dec → Tue 8 Dec"
    assert "Ann Lee: permit late" in await scene.ask("/list 1")


# -- where somebody leads ---------------------------------------------------------------


async def test_an_owner_asks_with_the_reason_and_a_lead_grants_by_a_tap(led: Stage) -> None:
    question = await led.reply_to(await led.say("/due 1 8 Dec permit is late", led.bo))

    assert question.text.splitlines() == [
        "Ann Lee: Bo Chen asks for more time.",
        "#1 Sign the contract",
        'Fri 4 Dec → Tue 8 Dec, "permit is late"',
    ]
    assert people.labels(question) == ["Grant", "Not granted"]
    assert "Due: Fri 4 Dec, 18:00 Beijing" in await card(led)
    shown, _ = await people.press(led, question, "Grant")
    assert shown.text == "#1: more time to Tue 8 Dec (was Fri 4 Dec), by Ann Lee."
    assert not shown.buttons
    assert (await card(led)).splitlines()[2:4] == [
        "Due: Tue 8 Dec, 18:00 Beijing (was Fri 4 Dec)",
        "Not started · granted by Ann Lee, Tue 24 Nov",
    ]


async def test_the_lead_is_reached_by_the_request(led: Stage) -> None:
    question = await led.reply_to(await led.say("/due 1 8 Dec", led.bo))

    assert [one["user"]["id"] for one in question.entities if one["type"] == "text_mention"] == [led.ann.id]
    assert not question.is_silent


async def test_a_request_may_be_refused_and_the_date_stays(led: Stage) -> None:
    question = await led.reply_to(await led.say("/due 1 8 Dec", led.bo))
    shown, _ = await people.press(led, question, "Not granted")

    assert shown.text == "#1: not granted by Ann Lee; due Fri 4 Dec as before."
    assert "Due: Fri 4 Dec, 18:00 Beijing" in await card(led)


async def test_only_a_lead_answers_and_only_once(led: Stage) -> None:
    """F051."""
    question = await led.reply_to(await led.say("/due 1 8 Dec", led.bo))

    _, toast = await people.press(led, question, "Grant", led.bo)
    assert toast == "For a lead to answer."
    data = question.button("Grant").data
    await people.press(led, question, "Grant")
    query = await led.client.press(question, data, led.ann)
    await led.quiet()
    assert (await led.client.answer(query.id) or {})["text"].startswith("Not changed: that question was answered")


async def test_a_request_waits_through_a_restart(led: Stage) -> None:
    question = await led.reply_to(await led.say("/due 1 8 Dec", led.bo))
    await led.restart()
    shown, _ = await people.press(led, question, "Grant")

    assert shown.text == "#1: more time to Tue 8 Dec (was Fri 4 Dec), by Ann Lee."


async def test_a_date_taken_away_is_a_leads(led: Stage) -> None:
    assert (await led.ask("/due 1 none", led.bo)).startswith("Not changed: here a lead takes a date away.")
    assert await led.ask("/due 1 none") == "#1 Sign the contract: no due date (was Fri 4 Dec)"


async def test_a_date_that_is_only_spoken_of_is_kept_as_a_note_and_offered(led: Stage) -> None:
    offer = await led.reply_to(await led.say("#1 put off to 8 Dec, permit is late", led.bo))

    assert offer.text.splitlines() == [
        "Not changed. Here a lead moves dates; this can be put to Ann Lee:",
        "#1 Sign the contract",
        'Fri 4 Dec → Tue 8 Dec, "permit is late"',
    ]
    assert people.labels(offer) == ["Ask lead", "Leave it"]
    assert "put off to 8 Dec, permit is late" in await card(led)
    asked, _ = await people.press(led, offer, "Ask lead", led.bo)
    assert asked.text.startswith("Ann Lee: Bo Chen asks for more time.")
    granted, _ = await people.press(led, asked, "Grant")
    assert granted.text == "#1: more time to Tue 8 Dec (was Fri 4 Dec), by Ann Lee."


async def test_a_lead_who_speaks_of_another_date_confirms_it_by_a_tap(led: Stage) -> None:
    offer = await led.reply_to(await led.say("/update 1 moved to 8 Dec"))

    assert people.labels(offer) == ["Change", "Leave it"]
    left, _ = await people.press(led, offer, "Leave it")
    assert left.text == "#1: the date stays."
    assert "Due: Fri 4 Dec" in await card(led)


async def test_undo_gives_the_old_date_back(scene: Stage) -> None:
    await scene.ask("/due 1 8 Dec")

    assert await scene.ask("/undo") == "Taken back: #1 Sign the contract is due Fri 4 Dec again. It was Tue 8 Dec."
    assert "Due: Fri 4 Dec, 18:00 Beijing, in 8 working days" in await card(scene)

"""Owners by chat: replaced, added, taken, handed over, always said in a line; on both databases, over HTTP."""

from collections.abc import AsyncIterator

import pytest

from playground import views
from tests.paths import cases, people
from tests.stage import Stage


async def begin(scene: Stage) -> None:
    """Ann and Bo are known; one task of Ann's."""
    await scene.ask("/list", scene.bo)
    scene.others["card"] = await scene.reply_to(await scene.say("/task Sign the contract @ann"))
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


async def card(scene: Stage) -> str:
    return (await people.now(scene, scene.others["card"])).text


async def newcomer(scene: Stage, first_name: str, **details: str) -> views.UserView:
    """Somebody who comes into the group and says something."""
    who = await scene.client.user(first_name, **details)
    await scene.client.join(scene.chat, who)
    await scene.say("hello", who)
    await scene.quiet()
    return who


@cases.each(
    [
        ("/assign 1 @bo", "#1 Sign the contract: Ann Lee → Bo Chen"),
        ("/assign 1 Bo Chen", "#1 Sign the contract: Ann Lee → Bo Chen"),
        ("/assign 1 to Bo", "#1 Sign the contract: Ann Lee → Bo Chen"),
        ("/assign #1 责任人：Bo Chen", "#1 Sign the contract: Ann Lee → Bo Chen"),
        ("/update 1 owner @bo", "#1 Sign the contract: Ann Lee → Bo Chen"),
        ("#1 @bo", "#1 Sign the contract: Ann Lee → Bo Chen"),
        ("/assign 1 +@bo", "#1 Sign the contract: with Bo Chen"),
        ("/assign 1 me", "Not changed: the owner of #1 Sign the contract is Ann Lee already."),
        ("/assign 1 nobody", "#1 Sign the contract: no owner (was Ann Lee)"),
        ("/assign 1 -me", "#1 Sign the contract: no owner (was Ann Lee)"),
        ("/assign 1 Harbour Police", "#1 Sign the contract: Ann Lee → Harbour Police"),
        ("/assign 1 市公安局", "#1 Sign the contract: Ann Lee → 市公安局"),
    ]
)
async def test_who_is_named_as_people_name_each_other(scene: Stage, typed: str, echo: str) -> None:
    assert await scene.ask(typed) == echo


async def test_the_first_named_owns_and_the_others_support(scene: Stage) -> None:
    await newcomer(scene, "Cy", username="cyrus")
    answer = await scene.ask("/assign 1 @bo @cyrus +Harbour Police")

    assert answer.splitlines() == [
        "#1 Sign the contract: Ann Lee → Bo Chen",
        "#1 Sign the contract: with Cy, Harbour Police",
    ]
    assert "Owner: Bo Chen · with Cy, Harbour Police" in await card(scene)
    assert await scene.ask("/assign 1 -@cyrus") == "#1 Sign the contract: no longer with Cy"


async def test_several_tasks_are_taken_at_once(scene: Stage) -> None:
    await scene.ask("/task Order badges")
    answer = await scene.ask("/take 1,2", scene.bo)

    assert answer.splitlines() == ["#1 Sign the contract: Ann Lee → Bo Chen", "#2 Order badges: owner Bo Chen"]


async def test_whoever_is_given_a_task_is_reached_and_nobody_who_takes_one(scene: Stage) -> None:
    """F024."""
    given = await scene.reply_to(await scene.say("/assign 1 @bo"))
    taken = await scene.reply_to(await scene.say("/assign 1 me"))

    assert [one["user"]["id"] for one in given.entities if one["type"] == "text_mention"] == [scene.bo.id]
    assert not [one for one in taken.entities if one["type"] == "text_mention"]


async def test_somebody_without_a_user_name_is_named_by_a_mention(scene: Stage) -> None:
    dan = await newcomer(scene, "Dan", last_name="Weber")
    mention = {
        "type": "text_mention",
        "offset": 10,
        "length": 3,
        "user": {"id": dan.id, "is_bot": False, "first_name": "Dan", "last_name": "Weber"},
    }
    answer = await scene.ask("/assign 1 Dan", entities=[mention])

    assert answer == "#1 Sign the contract: Ann Lee → Dan Weber"


async def test_a_user_name_nobody_was_seen_with_waits_for_its_person(scene: Stage) -> None:
    """F025."""
    answer = await scene.ask("/assign 1 @zed")

    assert answer.splitlines() == [
        "#1 Sign the contract: Ann Lee → @zed",
        "Nobody called @zed was seen here yet; the task waits for them.",
    ]
    await newcomer(scene, "Zed", last_name="Hu", username="Zed")
    assert "Owner: Zed Hu" in await scene.ask("/list 1")


async def test_a_name_that_may_be_two_is_asked_of_whoever_wrote_it(scene: Stage) -> None:
    await newcomer(scene, "Bo", last_name="Li")
    question = await scene.reply_to(await scene.say("/assign 1 Bo"))

    assert question.text == 'Not changed: who is meant by "Bo" for #1? Ann Lee chooses.'
    assert sorted(people.labels(question)) == ["Bo Chen", "Bo Li", "Bo, new"]
    _, toast = await people.press(scene, question, "Bo Chen", scene.bo)
    assert toast == "For Ann Lee to answer."
    shown, _ = await people.press(scene, question, "Bo Li")
    assert shown.text == "#1 Sign the contract: Ann Lee → Bo Li"
    assert "Owner: Bo Li" in await card(scene)


async def test_a_name_that_only_sounds_alike_may_be_somebody_new(scene: Stage) -> None:
    question = await scene.reply_to(await scene.say("/assign 1 Bo Cheng"))
    shown, _ = await people.press(scene, question, "Bo Cheng, new")

    assert shown.text == "#1 Sign the contract: Ann Lee → Bo Cheng"


async def test_a_new_task_with_an_unsure_owner_asks_too(scene: Stage) -> None:
    await newcomer(scene, "Bo", last_name="Li")
    said = await scene.say("/task Order badges, Bo, by 2026-12-01")
    await scene.quiet()
    question = await scene.answered('who is meant by "Bo" for #2?')

    await people.press(scene, question, "Bo Li")
    assert "Owner: Bo Li" in (await people.now(scene, await scene.reply_to(said))).text


async def test_everything_of_one_becomes_anothers_in_one_line(scene: Stage) -> None:
    await scene.ask("/task Order badges @ann\nPrint the manual @ann\nCall the hall @bo")
    answer = await scene.ask("/assign all @ann @bo")

    assert answer == "Ann Lee → Bo Chen: 3 tasks, #1, #2, #3"
    assert "Owner: Bo Chen" in await card(scene)
    assert await scene.ask("/undo") != ""
    assert "Owner: Ann Lee" in await card(scene)


async def test_handing_over_what_is_anothers_is_a_leads(scene: Stage) -> None:
    await people.lead(scene)

    assert await scene.ask("/assign all @ann @bo", scene.bo) == "Not changed: here a lead does this."
    assert await scene.ask("/handover @ann @bo") == "Ann Lee → Bo Chen: 1 task, #1"


@cases.each(
    [
        ("/assign", "Not changed: which task, and who?"),
        ("/assign 1", "Not changed: who takes #1?"),
        ("/assign 9 @bo", "No task #9 that this chat can see."),
        ("/assign all @bo", "Not changed: from whom, to whom?"),
        ("/assign 1 , ,", "Not changed: who takes #1?"),
        ("/assign 1 one two three four five six seven", 'Not changed: "one two three four five six seven" is no name.'),
    ]
)
async def test_what_names_nobody_is_refused_with_an_example(scene: Stage, typed: str, answer: str) -> None:
    assert (await scene.ask(typed)).startswith(answer)


async def test_an_anonymous_admin_takes_nothing(scene: Stage) -> None:
    """F016."""
    await scene.client.hide(scene.chat, scene.ann)

    assert (await scene.ask("/take 1")).startswith(
        "Not changed: an anonymous admin has no name to stand beside a task."
    )


async def test_in_chinese_it_is_said_in_chinese(scene: Stage) -> None:
    chat = await scene.client.chat("supergroup", title="展览", admins=[scene.ann, scene.bot])
    await scene.reply_to(await scene.say("/task 落实主会场", chat=chat))
    answer = await scene.reply_to(await scene.say("/assign 1 李敏 配合：市公安局", chat=chat))

    assert answer.text.splitlines() == ["#1 落实主会场：责任人 李敏", "#1 落实主会场：市公安局配合"]


async def test_undo_gives_the_task_back(scene: Stage) -> None:
    await scene.ask("/assign 1 @bo")

    assert await scene.ask("/undo") == "Taken back: #1 Sign the contract is with Ann Lee again. It was Bo Chen."

"""What hangs together, by chat: waiting, parts, duplicates, moves, key work, tags; on both databases, over HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import cases, people
from tests.stage import Stage


async def begin(scene: Stage) -> None:
    """Three tasks of Ann's, the first with its card at hand; Bo has been seen."""
    await scene.ask("/list", scene.bo)
    scene.others["card"] = await scene.reply_to(await scene.say("/task Sign the contract @ann"))
    await scene.ask("/task Order badges @ann\nPrint the manual @ann")
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


async def card(scene: Stage) -> list[str]:
    return (await people.now(scene, scene.others["card"])).text.splitlines()


async def quietly(scene: Stage, typed: str) -> None:
    """Say something that needs no more than a reaction."""
    assert await scene.reaction_on(await scene.say(typed)) == "✍"


@cases.each(["/update 1 waits for 2 and 3", "/wait 1 2,3", "#1 等 2、3 办结", "/update 1 依赖 #2 #3"])
async def test_a_task_waits_for_others_and_both_cards_say_so(scene: Stage, typed: str) -> None:
    await quietly(scene, typed)

    assert "Waits for #2, #3" in await card(scene)
    assert "Needed by #1" in await scene.ask("/list 2")


@cases.each(["/update 1 no longer waits for 2", "#1 不再等 2"])
async def test_it_may_stop_waiting(scene: Stage, typed: str) -> None:
    await quietly(scene, "/update 1 waits for 2")
    await quietly(scene, typed)

    assert not any("Waits" in line for line in await card(scene))


async def test_nothing_waits_in_a_circle(scene: Stage) -> None:
    await quietly(scene, "/update 1 waits for 2")
    await quietly(scene, "/update 2 waits for 3")

    assert await scene.ask("/update 3 waits for 1") == "Not changed: #1 itself waits for #3: #1 → #2 → #3."
    assert (await scene.ask("/update 1 waits for 1")).startswith("Not changed")


async def test_what_waits_is_done_only_when_it_is_said_twice(scene: Stage) -> None:
    await quietly(scene, "/update 1 waits for 2")
    question = await scene.reply_to(await scene.say("/done 1 signed"))

    assert question.text.startswith("Not recorded: #1 Sign the contract waits for #2.")
    assert people.labels(question) == ["Done anyway", "Leave it"]
    await people.press(scene, question, "Done anyway")
    assert "Done, Tue 24 Nov" in await card(scene)
    assert "Last word, Tue 24 Nov: signed" in await card(scene)


async def test_what_is_blocked_stays_open_when_it_is_left(scene: Stage) -> None:
    await quietly(scene, "/block 1 no permit")
    question = await scene.reply_to(await scene.say("/done 1"))
    shown, _ = await people.press(scene, question, "Leave it")

    assert shown.text == "#1 stays as it was."
    assert "Blocked: no permit" in await card(scene)


@cases.each(["/update 2,3 part of 1", "/part 2,3 1", "#2,#3 属于 1"])
async def test_tasks_are_parts_of_another(scene: Stage, typed: str) -> None:
    await quietly(scene, typed)

    assert "Parts: #2, #3; 0 of 2 done" in await card(scene)
    assert "Part of #1 Sign the contract" in await scene.ask("/list 2")
    assert await scene.ask("/update 1 part of 2") == "Not changed: #2 is itself a part of #1."
    await quietly(scene, "/update 2 not part of 1")
    assert "Parts: #3; 0 of 1 done" in await card(scene)


@cases.each(["/update 3 duplicate of 1", "/merge 3 1", "#3 与 1 重复"])
async def test_a_duplicate_is_dropped_for_the_other(scene: Stage, typed: str) -> None:
    assert await scene.ask(typed) == "#3 Print the manual: dropped, the same as #1"
    assert "Same as #1 Sign the contract" in await scene.ask("/list 3")
    assert "Print the manual" not in await scene.ask("/list")


async def test_everything_that_hangs_on_a_task_is_held_in_one_step(scene: Stage) -> None:
    await quietly(scene, "/update 2 waits for 1")
    await quietly(scene, "/update 3 part of 2")
    answer = await scene.ask("/update 1 hold everything that hangs on it: venue lost, until 12 Jan")

    assert answer == "On hold because of #1: 2 tasks, #2, #3"
    assert "On hold until Tue 12 Jan 2027: venue lost" in await scene.ask("/list 3")
    assert "Not started" not in await card(scene)
    await scene.ask("/undo")
    assert "On hold" not in await scene.ask("/list 3")


async def test_holding_everything_needs_a_reason_and_a_lead(scene: Stage) -> None:
    await quietly(scene, "/update 2 waits for 1")

    assert (await scene.ask("/update 1 hold everything")).startswith("Not changed: why is all of it on hold?")
    await people.lead(scene)
    assert await scene.ask("/hold 1 everything: venue lost", scene.bo) == "Not changed: here a lead does this."
    assert await scene.ask("#1 相关任务全部暂缓：场地未定") == "On hold because of #1: 1 task, #2"


async def test_a_task_moves_to_another_group_of_the_chat(scene: Stage) -> None:
    forum = await scene.client.chat("supergroup", title="Forum", is_forum=True, admins=[scene.ann, scene.bot])
    await people.found(scene, forum, {"Exhibition": "EXH"})
    topic = await scene.client.topic(forum, "Exhibition")
    await people.bind(scene, "EXH", topic.id)
    await scene.reply_to(await scene.say("/task Paint the sign", chat=forum))
    moved = await scene.reply_to(await scene.say("/update 1 move to EXH", chat=forum))

    assert moved.text == "#1 Paint the sign: moved to Exhibition, where it is EXH-1"
    there = await scene.reply_to(await scene.say("/list", chat=forum, topic=topic))
    assert "#1 Paint the sign" in there.text


async def test_a_group_that_cant_be_seen_is_not_told_from_one_that_is_not_there(scene: Stage) -> None:
    assert await scene.ask("/update 1 move to VEN") == 'No group "VEN" that this chat can see.'
    assert await scene.ask("/move 1 展览组") == 'No group "展览组" that this chat can see.'
    await quietly(scene, "/update 1 moved to the back entrance")
    assert "Last word, Tue 24 Nov: moved to the back entrance" in await card(scene)


@cases.each(["/update 1 !", "/key 1", "#1 ★", "#1 重点"])
async def test_key_work_is_a_star_and_comes_off_again(scene: Stage, typed: str) -> None:
    await quietly(scene, typed)
    assert (await card(scene))[0] == "#1 Sign the contract ★"
    await quietly(scene, "/update 1 not key")
    assert (await card(scene))[0] == "#1 Sign the contract"


async def test_key_work_is_a_leads_to_decide(scene: Stage) -> None:
    await people.lead(scene)

    assert await scene.ask("/update 1 !", scene.bo) == "Not changed: here a lead does this."


async def test_key_work_is_claimed_by_its_owner_and_confirmed_by_a_lead(scene: Stage) -> None:
    await people.lead(scene)
    await scene.ask("/task Book the fair @bo !")
    claim = await scene.reply_to(await scene.say("/done 4 booked", scene.bo))

    assert claim.text == "Bo Chen reports #4 Book the fair done. It is for a lead to confirm."
    _, toast = await people.press(scene, claim, "Confirm", scene.bo)
    assert toast == "Not recorded: #4 Book the fair is for a lead to confirm."
    shown, _ = await people.press(scene, claim, "Confirm")
    assert shown.text == "#4 Book the fair: done, confirmed by Ann Lee"
    assert "Done, Tue 24 Nov" in await scene.ask("/list 4")


@cases.each(["/return 4 the annex is missing", "#4 return: the annex is missing"])
async def test_a_lead_returns_a_claim_with_a_reason(scene: Stage, typed: str) -> None:
    await people.lead(scene)
    await scene.ask("/task Book the fair @bo !")
    await scene.ask("/done 4", scene.bo)

    assert await scene.ask(typed) == '#4 Book the fair: returned by Ann Lee, "the annex is missing"'
    assert "Moving" in await scene.ask("/list 4")


async def test_returning_needs_a_reason_and_a_claim(scene: Stage) -> None:
    await people.lead(scene)
    await scene.ask("/task Book the fair @bo !")

    assert (await scene.ask("/return 4 no annex")).startswith("Not recorded: #4 Book the fair is not waiting")
    await scene.ask("/done 4", scene.bo)
    assert (await scene.ask("/return 4")).startswith("Not recorded: what is still missing in #4")


async def test_tags_come_and_go_and_find_their_tasks(scene: Stage) -> None:
    await quietly(scene, "/update 1 #hall #Budget")
    await quietly(scene, "/update 2 #hall")
    await quietly(scene, "/update 1 -#budget")

    assert "#hall" in await card(scene)
    assert (await scene.ask("/list #HALL")).splitlines()[1:] == [
        "#1 Sign the contract, Ann Lee",
        "#2 Order badges, Ann Lee",
    ]


async def test_what_is_anothers_is_linked_by_its_owner_or_a_lead(scene: Stage) -> None:
    await people.lead(scene)

    refusal = "Not changed: #1 Sign the contract is for its owner or a lead to change."
    assert await scene.ask("/update 1 waits for 2", scene.bo) == refusal

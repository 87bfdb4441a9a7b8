"""Every older habit still works: commands under other names, and the lists they ask for; both databases, over HTTP."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import aliases, table
from tests.paths import cases, people
from tests.stage import Stage, stage

COMMANDS = Path(__file__).parent.parent.parent / "docs" / "commands.md"


async def begin(scene: Stage) -> None:
    """Ann has a task with a date, Bo has been seen."""
    await scene.ask("/list", scene.bo)
    said = await scene.say("/task Sign the contract @ann by 2026-12-04 #hall")
    scene.others["card"] = await scene.reply_to(said)
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


@pytest.fixture
async def alone(database_url: str) -> AsyncIterator[Stage]:
    """The same on a stage of its own, whose clock and bot may change."""
    async with stage(database_url) as opened:
        await opened.begin(begin)
        yield opened


async def card(scene: Stage) -> str:
    return (await people.now(scene, scene.others["card"])).text


@cases.each(
    [
        ("/progress 1 60 quote received", "Moving, 60%"),
        ("/progress 1 60%", "Moving, 60%"),
        ("/block 1 no permit", "Blocked: no permit"),
        ("/blocked 1 等批复", "Blocked: 等批复"),
        ("/note 1 done with the draft", "Last word, Tue 24 Nov: done with the draft"),
        ("/hold 1 budget not decided until 12 Jan", "On hold until Tue 12 Jan 2027: budget not decided"),
        ("/drop 1 the venue does it", "Dropped: the venue does it"),
        ("/cancel 1 the venue does it", "Dropped: the venue does it"),
        ("/finish 1 signed", "Done, Tue 24 Nov"),
        ("/complete 1", "Done, Tue 24 Nov"),
        ("/rename 1 Sign both contracts", "#1 Sign both contracts"),
        ("/edit 1 Sign both contracts", "#1 Sign both contracts"),
        ("/edit 1 due 8 Dec", "Due: Tue 8 Dec, 18:00 Beijing (was Fri 4 Dec)"),
        ("/extend 1 8 Dec", "Due: Tue 8 Dec, 18:00 Beijing (was Fri 4 Dec)"),
        ("/deadline 1 8 Dec", "Due: Tue 8 Dec, 18:00 Beijing (was Fri 4 Dec)"),
        ("/reassign 1 @bo", "Owner: Bo Chen"),
        ("/support 1 @bo", "Owner: Ann Lee · with Bo Chen"),
        ("/tag 1 #venue", "#hall, #venue"),
        ("/key 1", "#1 Sign the contract ★"),
        ("/DONE 1", "Done, Tue 24 Nov"),
    ]
)
async def test_an_older_command_does_the_same_as_the_menus(scene: Stage, typed: str, shown: str) -> None:
    await scene.say(typed)

    assert shown in await card(scene)


async def test_taking_releasing_and_reopening(scene: Stage) -> None:
    await scene.say("/take 1", scene.bo)
    assert "Owner: Bo Chen" in await card(scene)
    await scene.say("/block 1 no permit", scene.bo)
    await scene.say("/unblock 1 permit is here", scene.bo)
    assert "Moving" in await card(scene)
    await scene.say("/done 1", scene.bo)
    refused = await scene.ask("/update 1 60%", scene.bo)
    assert refused == "Not recorded: #1 Sign the contract is closed. To take it up again: /reopen 1"
    await scene.say("/reopen 1 one page is missing", scene.bo)
    assert "Last word, Tue 24 Nov: reopened: one page is missing" in await card(scene)
    assert "Moving" in await card(scene)


DOCUMENTED = {
    "/update 1 做到六成，报价已收到": "Moving, 60%",
    "/update 1 受阻：等批复": "Blocked: 等批复",
    "/update 1 恢复": "Moving",
    "/update 1 on hold until 12 Jan: no budget": "On hold until Tue 12 Jan 2027: no budget",
    "/update 1 暂缓到1月12日：预算未定": "On hold until Tue 12 Jan 2027: 预算未定",
    "/update 1 unblocked": "Moving",
    "/update 1 不再办理：由场馆负责": "Dropped: 由场馆负责",
    "/update 1 重新启动": "Moving",
    "/update 1 drop: the venue does it": "Dropped: the venue does it",
    "/update 1 reopened": "Moving",
    "/update 1 改名为 签订两份合同": "#1 签订两份合同",
    "/update 1 rename to Sign both contracts": "#1 Sign both contracts",
    "/update 1 完成时限 12月8日": "Due: Tue 8 Dec",
    "/update 1 责任人 李敏": "Owner: 李敏",
    "/update 1 认领": "Owner: Ann Lee",
    "/update 1 #会场": "#会场",
    "/update 1 重点": "★",
    "/update 1 取消重点": "#1 Sign both contracts",
}


async def test_what_the_words_can_say_is_as_it_is_documented(scene: Stage) -> None:
    for typed, shown in DOCUMENTED.items():
        await scene.say(typed)
        assert shown in await card(scene), typed


@cases.each(["new", "add", "todo"])
async def test_a_task_may_be_made_under_other_names(scene: Stage, name: str) -> None:
    assert (await scene.ask(f"/{name} Order badges")).startswith("#2 Order badges")


async def test_only_the_menu_is_listed() -> None:
    """The other names are nowhere offered; nothing stands for what does not exist yet."""
    assert {"done", "update", "due", "assign", "task", "list", "undo", "help", "summary"} <= table.COMMANDS.keys()
    assert not {"agenda", "meeting"} & table.COMMANDS.keys()
    assert aliases.HABITS.keys() <= table.RECORDING.keys()


async def test_every_command_is_told_of_and_every_one_told_of_is_there() -> None:
    told = set(re.findall(r"`/([a-z]+)", COMMANDS.read_text(encoding="utf-8")))

    assert told == table.COMMANDS.keys()


@cases.each(
    [
        ("/done 1 3 copies", "Not recorded: is 3 a task or a count?"),
        ("/update 1 60", 'Not recorded: is "60" a percent?'),
        ("/progress 1", "Not recorded: what happened to #1?"),
        ("/hold 1", "Not recorded: why is #1 Sign the contract on hold?"),
        ("/drop 1", "Not recorded: why is #1 Sign the contract dropped?"),
        ("/rename 1", "Not recorded: what is #1 to be called?"),
        ("/block", "Not recorded: which task is it about?"),
        ("/reopen 9", "No task #9 that this chat can see."),
        ("/take 9", "No task #9 that this chat can see."),
        ("/done 1", ""),
    ]
)
async def test_what_is_missing_is_said_with_an_example(scene: Stage, typed: str, answer: str) -> None:
    said = await scene.say(typed)
    if not answer:
        assert await scene.reaction_on(said) == "✍"
        return
    assert (await scene.reply_to(said)).text.startswith(answer)


async def test_a_command_for_another_bot_is_never_ours(scene: Stage) -> None:
    """F015."""
    await scene.say("/done@OtherHelperBot 1")
    await scene.say("/take@otherbot 1", scene.bo)

    assert "Not started" not in await card(scene)
    assert "Owner: Ann Lee" in await card(scene)
    assert len(await people.posts(scene)) == 2


@cases.each(["MusterTestBot", "mustertestbot", "MUSTERTESTBOT"])
async def test_a_command_with_our_name_is_ours_in_any_letter_case(scene: Stage, name: str) -> None:
    """F015."""
    await scene.say(f"/done@{name} 1")

    assert "Done, Tue 24 Nov" in await card(scene)


async def test_a_bot_that_was_renamed_listens_to_its_new_name(alone: Stage) -> None:
    """F027."""
    await alone.client.rename(alone.bot, username="ConferenceBot")
    await alone.client.advance(timedelta(minutes=2))
    await alone.say("/done@ConferenceBot 1")

    assert "Done, Tue 24 Nov" in await card(alone)


# -- lists -------------------------------------------------------------------------------


@pytest.fixture
async def many(scene: Stage) -> Stage:
    """#2 late, #3 blocked, #4 of nobody, #5 done, #6 of an institution."""
    await scene.ask(
        "/task Order badges @bo by 2026-11-20\nBook the hall @bo\nPrint the manual\nSend invitations @ann"
        "\nClear the roads"
    )
    await scene.say("/block 3 no permit", scene.bo)
    await scene.say("/done 5")
    await scene.ask("/assign 6 Harbour Police")
    await scene.quiet()
    return scene


LISTS = {
    "/list": [2, 1, 3, 4, 6],
    "/tasks": [2, 1, 3, 4, 6],
    "/list late": [2],
    "/late": [2],
    "/list 逾期": [2],
    "/list blocked": [3],
    "/blocked": [3],
    "/list 受阻": [3],
    "/list unowned": [4],
    "/list 未明确责任人": [4],
    "/list done": [5],
    "/list 已办结": [5],
    "/list @bo": [2, 3],
    "/list Bo Chen": [2, 3],
    "/list late @bo": [2],
    "/list blocked @ann": [],
    "/list #hall": [1],
    "/list #HALL @bo": [],
    "/list hall": [3],
    "/find contract": [1],
    "/list mine": [1],
    "/mine": [1],
    "/list 我的": [1],
    "/list all": [2, 1, 3, 4, 5, 6],
    "/list nothing like this": [],
}


async def test_a_list_is_narrowed_by_what_stands_behind_it(many: Stage) -> None:
    shown = {typed: (await many.ask(typed)).splitlines()[1:] for typed in LISTS}

    numbers = {typed: [int(line.split()[0].removeprefix("#")) for line in lines] for typed, lines in shown.items()}
    assert numbers == LISTS


@cases.each(["/list 1", "/show 1", "/status 1", "/card #1"])
async def test_one_number_is_the_card_with_its_history(scene: Stage, typed: str) -> None:
    await scene.say("/update 1 60% quote received")
    lines = (await scene.ask(typed)).splitlines()

    assert lines[0] == "#1 Sign the contract"
    assert "Tue 24 Nov, 10:00, Ann Lee: 60% quote received" in lines


async def test_another_groups_number_is_not_told_from_none(scene: Stage) -> None:
    """Rule 7."""
    assert await scene.ask("/list VEN-1") == "No task VEN-1 that this chat can see."
    assert await scene.ask("/done VEN-1") == "No task VEN-1 that this chat can see."


async def test_a_long_list_turns_its_pages_whatever_it_was_asked_by(scene: Stage) -> None:
    for batch in range(2):
        await scene.ask("/task " + "\n".join(f"Stand {batch}-{number} @bo #hall" for number in range(9)))
    listed = await scene.reply_to(await scene.say("/list #hall stand"))

    assert listed.text.splitlines()[-1] == "1-10 of 18"
    await scene.restart()
    shown, _ = await people.press(scene, listed, "Next")
    assert shown.text.splitlines()[-1] == "11-18 of 18"
    shown, _ = await people.press(scene, shown, "Back")
    assert shown.text == listed.text

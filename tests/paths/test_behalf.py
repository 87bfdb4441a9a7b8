"""Recording for others, by chat: people without Telegram, institutions, by word of a liaison; both databases, HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.paths import cases, people
from tests.stage import Stage


async def begin(scene: Stage) -> None:
    """A task of somebody without Telegram."""
    await scene.ask("/list", scene.bo)
    scene.others["card"] = await scene.reply_to(await scene.say("/task Sign the contract"))
    await scene.ask("/assign 1 Li Min")
    await scene.quiet()


@pytest.fixture
async def scene(standing: Stage) -> AsyncIterator[Stage]:
    async with standing.fresh(begin) as opened:
        yield opened


async def card(scene: Stage) -> list[str]:
    return (await people.now(scene, scene.others["card"])).text.splitlines()


@cases.each(
    [
        ("/update 1 on behalf of Li Min: quote received, by phone", "quote received, by phone"),
        ("/update 1 quote received, on behalf of Li Min", "quote received"),
        ("#1 on behalf of Li Min: quote received", "quote received"),
        ("/note 1 recorded for Li Min: quote received", "quote received"),
    ]
)
async def test_words_are_recorded_for_somebody_and_shown_so(scene: Stage, typed: str, words: str) -> None:
    answer = await scene.ask(typed)

    assert answer == "#1 Sign the contract: not started, recorded for Li Min"
    assert (await card(scene))[-1] == f"Last word, Tue 24 Nov, recorded by Ann Lee for Li Min: {words}"
    assert f"Tue 24 Nov, 10:00, recorded by Ann Lee for Li Min: {words}" in (await scene.ask("/list 1")).splitlines()


async def test_done_is_recorded_for_somebody_too(scene: Stage) -> None:
    assert await scene.ask("/done 1 on behalf of Li Min") == "#1 Sign the contract: done, recorded for Li Min"
    assert (await card(scene))[-1] == "Recorded by Ann Lee for Li Min, Tue 24 Nov"


async def test_in_chinese_as_it_is_written(scene: Stage) -> None:
    chat = await scene.client.chat("supergroup", title="展览", admins=[scene.ann, scene.bot])
    shown = await scene.reply_to(await scene.say("/task 落实主会场", chat=chat))
    await scene.reply_to(await scene.say("/assign 1 李敏", chat=chat))
    answer = await scene.reply_to(await scene.say("/update 1 代报：李敏 电话：报价已收到", chat=chat))

    assert answer.text == "#1 落实主会场：未启动（代李敏登记）"
    assert "最新进展（11月24日，Ann Lee代李敏登记）：电话：报价已收到" in (await people.now(scene, shown)).text
    done = await scene.reply_to(await scene.say("/done 1 代报：李敏 电话", chat=chat))
    assert done.text == "#1 落实主会场：已办结（代李敏登记）"


async def test_an_institution_owns_like_anybody(scene: Stage) -> None:
    await scene.ask("/assign 1 Harbour Police, Fire Department")

    assert (await card(scene))[1] == "Owner: Harbour Police · with Fire Department"
    assert await scene.ask("/update 1 60% on behalf of Harbour Police") == (
        "#1 Sign the contract: moving, 60%, recorded for Harbour Police"
    )


async def test_nobody_speaks_for_a_member_but_those_whose_part_it_is(scene: Stage) -> None:
    await people.lead(scene)
    await scene.ask("/task Order badges @ann")
    question = await scene.reply_to(await scene.say("/done 2 on behalf of Ann Lee", scene.bo))

    assert question.text.startswith("Bo Chen reports #2 Order badges done. Ann Lee, is that right?")
    await people.appoint(scene, scene.bo, "liaison")
    assert await scene.ask("/done 2 on behalf of Ann Lee", scene.bo) == "#2 Order badges: done, recorded for Ann Lee"


async def test_a_word_of_ones_own_is_not_recorded_for_anybody(scene: Stage) -> None:
    await scene.ask("/assign 1 me")
    await scene.say("/update 1 代表团名单：已交")

    assert (await card(scene))[-1] == "Last word, Tue 24 Nov: 代表团名单：已交"


@pytest.mark.parametrize("typed", ["/update 1 on behalf of Li Min", "/update 1 代报：李敏"])
async def test_for_somebody_but_without_words_nothing_is_recorded(scene: Stage, typed: str) -> None:
    assert (await scene.ask(typed)).startswith("Not recorded: what happened to #1?")


async def test_undo_takes_back_what_was_recorded_for_another(scene: Stage) -> None:
    await scene.ask("/update 1 60% on behalf of Li Min")

    assert await scene.ask("/undo") == 'Taken back: #1 Sign the contract stands at "not started" again. It was 60%.'

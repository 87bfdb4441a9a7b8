"""The card before a turn over HTTP: in private to whoever runs the round and to the secretary, else in the chat."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from playground import views
from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """Ann runs the round, Zhao is its secretary and reads Chinese; both began a private chat."""
    async with committees.gathered(database_url) as opened:
        zhao = opened.others["zhao"] = await opened.client.user("Zhao", username="zhao", language_code="zh-hans")
        await opened.client.join(opened.chat, zhao)
        await opened.reply_to(await opened.say("/secretary @zhao"))
        for name, who in (("ann private", opened.ann), ("zhao private", zhao)):
            chat = opened.others[name] = await opened.client.private(who, opened.bot)
            await opened.client.say(chat, who, "/start")
        await opened.quiet()
        yield opened


async def cards(scene: Stage, name: str) -> list[views.MessageView]:
    """The cards that stand in a private chat."""
    return [one for one in await scene.client.sent(scene.others[name]) if "/3" in one.text.split("\n")[0]]


async def begun(scene: Stage) -> views.MessageView:
    """EXH handed in what it asks for; the round begins."""
    board = await scene.reply_to(await scene.say("/round now 15m Review"))
    await press(scene, board, "Ask reports")
    draft = await last(scene, "Hall private", "EXH report")
    await scene.say("4 the fire permit", scene.bo, chat=draft.chat_id, reply_to=draft.id)
    await scene.quiet()
    await press(scene, await now(scene, draft), "Send it", scene.bo)
    await press(scene, board, "Begin")
    return board


async def test_chair_and_secretary_have_the_card_in_private_and_move_the_floor_from_there(scene: Stage) -> None:
    await begun(scene)

    # The chat has one short message; each reader the card, in their own language.
    floor = await last(scene, "committee", "1/3 Exhibition")
    assert floor.text.splitlines()[1:] == [
        "The briefing cards of this round go to Ann Lee, Zhao in private. To ask a group, reply to its message here."
    ]
    (card,), (its,) = await cards(scene, "ann private"), await cards(scene, "zhao private")
    assert "Asked of us the fire permit" in card.text
    assert "提请协调　the fire permit" in its.text
    assert its.buttons[0][0].text == "通过"
    assert not card.is_silent

    # A reply to the card asks the group; the committee sees what was asked.
    await scene.client.say(card.chat_id, scene.ann, "Who pays for the permit?", reply_to=card.id)
    await scene.quiet()
    assert "Ann Lee: Who pays for the permit?" in (await last(scene, "Hall", "Committee, ")).text
    assert (await last(scene, "committee", "To EXH")).text == "To EXH, Ann Lee: Who pays for the permit?"

    # The report opens in private, what is given out there is the round's; nobody else moves anything from outside.
    await press(scene, its, "汇报全文", scene.others["zhao"])
    assert "四、需协调事项　the fire permit" in (await last(scene, "zhao private", "Exhibition")).text
    await press(scene, card, "Give task…")
    prompt = await last(scene, "ann private", "Which task for EXH")
    await scene.client.say(card.chat_id, scene.ann, "Two tables by 8 Dec", reply_to=prompt.id)
    await scene.quiet()
    assert (await last(scene, "Hall", "Two tables")).text.startswith("Given by Ann Lee in the round Review:")
    accept = card.buttons[0][0].data
    outside = await scene.client.press(await last(scene, "Hall private"), accept, scene.bo)
    await scene.quiet()
    assert "old" in str(await scene.client.answer(outside.id))

    # Both tap at once: one step. The cards of the turn go, those of the next come, without a sound.
    await scene.client.press(card, accept, scene.ann)
    await scene.client.press(its, accept, scene.others["zhao"])
    await scene.quiet()
    assert "Exhibition (EXH): heard" in (await now(scene, floor)).text
    (card,), (its,) = await cards(scene, "ann private"), await cards(scene, "zhao private")
    assert card.text.startswith("2/3 Guests (GUE)")
    assert card.is_silent
    assert its.is_silent

    # Without a report it is asked once, in place; after a restart nothing comes twice.
    assert "Count it as heard?" in await press(scene, card, "Accept ▸")
    await scene.restart()
    await scene.advance(timedelta(seconds=10))
    await scene.quiet()
    assert len(await cards(scene, "ann private")) == len(await cards(scene, "zhao private")) == 1

    # A report that comes while the group has the floor is on its cards, with the buttons that open and return it.
    await press(scene, await last(scene, "Guests private", "GUE report"), "Nothing new", scene.others["cy"])
    (shown,) = await cards(scene, "ann private")
    assert shown.text.splitlines()[0] == "2/3 Guests (GUE) 🟢 report in"
    assert [button.text for button in shown.buttons[0]] == ["Accept ▸", "Return…"]
    floor = await last(scene, "committee", "2/3 Guests")
    assert floor.text.splitlines()[0] == "2/3 Guests (GUE) 🟢 report in"
    assert "in private" not in floor.text  # said once a round

    await scene.reply_to(await scene.say("/update MED-1 blocked: no paper"))

    # Both have blocked us, and we learn it only by sending: the card stands in the chat, in place, and later ones too.
    for name in ("ann private", "zhao private"):
        await scene.client.fault(
            "error",
            "sendMessage",
            chat_id=scene.others[name].id,
            code=403,
            description="Forbidden: bot was blocked by the user",
        )
    await scene.client.click(card, "Later", scene.ann)
    await scene.quiet()
    floor = await last(scene, "committee", "3/3 Media")
    head = ["3/3 Media (MED) 🟡 no report", "⚠ No chat yet: the group hears nothing of its turn."]
    assert floor.text.splitlines() == head
    await scene.advance(timedelta(seconds=10))
    await scene.quiet()
    assert (await now(scene, floor)).text.splitlines() == [*head, "Blocked MED-1 Press list: no paper"]
    await press(scene, floor, "Absent")
    assert (await last(scene, "committee", "2/3 Guests")).text == "2/3 Guests (GUE) 🟢 report in"
    sent = [one for one in await scene.client.calls("sendMessage") if "/3" in str(one.params["text"]).split("\n")[0]]
    assert (
        sum("<b>" in str(one.params["text"]) for one in sent if one.took_effect) == 4 + 2 * 2
    )  # calls in the chat, cards of the first two


async def pins(scene: Stage) -> list[str]:
    """The first lines of what is pinned in the committee's chat."""
    chat = await scene.client.look(scene.chat)
    stands = {one.id: one.text.split("\n")[0] for one in await scene.client.messages(scene.chat)}
    return [stands[number] for number in chat.pins]


async def test_the_board_is_pinned_while_the_round_is_held_and_a_group_passed_over_is_told_again(scene: Stage) -> None:
    before = await pins(scene)
    board = await begun(scene)
    assert await pins(scene) == [*before, "Review"]

    # A newer board takes the pin over.
    newer = await scene.reply_to(await scene.say("/round"))
    await scene.quiet()
    assert await pins(scene) == [*before, "Review"]
    assert (await now(scene, newer)).is_pinned
    assert not (await now(scene, board)).is_pinned

    # Who was to be next, is put behind another one and is next after all, is told each time.
    await press(scene, newer, "Order…")
    await press(scene, await now(scene, newer), "MED")
    await press(scene, await now(scene, newer), "Next")
    await press(scene, await now(scene, newer), "MED")
    await press(scene, await now(scene, newer), "Later")
    told = [one.text for one in await scene.client.sent(scene.others["Guests"]) if one.text.startswith("Review: ")]
    assert told[1:] == [
        "Review: you are next, after EXH.",
        "Review: MED comes first; you follow.",
        "Review: you are next, after EXH.",
    ]

    await press(scene, await now(scene, newer), "Back")
    await press(scene, await now(scene, newer), "Back")
    await press(scene, await now(scene, newer), "Close")
    await press(scene, await now(scene, newer), "Excuse")
    assert await pins(scene) == before
    assert await cards(scene, "ann private") == []

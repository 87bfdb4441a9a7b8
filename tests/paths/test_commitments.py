"""What institutions promised, over HTTP: recorded, judged by another, changed, listed, and seen in the whole."""

from collections.abc import AsyncIterator

import pytest

from playground.client_deeds import Sent
from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(database_url) as opened:
        yield opened


async def test_a_commitment_is_recorded_judged_by_another_and_survives_its_contact(scene: Stage) -> None:
    # given a commitment that Ann recorded
    said = "/commitment Ministry of Transport: shuttle buses from 1 Jan, with City Bus, contact Zhao Gang"
    card = await scene.reply_to(await scene.say(said))
    assert card.text.splitlines()[0] == "Commitment 1: Ministry of Transport"
    assert "With City Bus" in card.text and "Due: Fri 1 Jan" in card.text and "Not assessed yet" in card.text

    # when she judges it herself it stays; when another lead does it is kept
    await press(scene, card, "Assess…")
    assert "Half" not in (await press(scene, await now(scene, card), "Half")).split("How far")[0]
    await scene.reply_to(await scene.say("/secretary @bo"))
    await scene.restart()
    await scene.client.say(scene.chat, scene.bo, "hello")
    assert "Half, assessed by Bo Chen" in await press(scene, await now(scene, card), "Half", scene.bo)

    # and a new contact takes nothing away
    changed = await scene.reply_to(await scene.say("/commitment 1 contact Li Min"))
    assert "Contact: Li Min, was Zhao Gang" in changed.text
    assert "Half, assessed by Bo Chen" in changed.text

    # and a file in reply is evidence, words the latest word
    await scene.quiet()
    await scene.client.send(scene.chat, scene.ann, Sent(b"signed", "contract.pdf", "document"), reply_to=changed.id)
    await scene.quiet()
    assert "Evidence: 1 file" in (await now(scene, changed)).text
    await press(scene, await now(scene, changed), "Evidence")
    shown = await last(scene, "committee", "Commitment 1, Tue 24 Nov")
    assert shown.file is not None and shown.file.name == "contract.pdf"
    await scene.say("they called back", reply_to=changed.id)
    await scene.quiet()
    assert "Last word: they called back" in (await now(scene, changed)).text

    # and they are listed by institution, and stand in the roll-up
    await scene.reply_to(await scene.say("/commitment Police: 200 officers by 1 Dec"))
    listed = await scene.reply_to(await scene.say("/commitments"))
    assert listed.text.splitlines()[0] == "Commitments: 2 (Half: 1; Not begun: 1)"
    narrowed = await scene.reply_to(await scene.say("/commitments ministry"))
    assert "Police" not in narrowed.text and "shuttle buses" in narrowed.text
    assert "Contact: Li Min" in await press(scene, narrowed, "1")
    overview = await scene.reply_to(await scene.say("/summary all"))
    assert "Commitments: 2 (Half: 1; Not begun: 1)" in overview.text

    # and no longer where it is dropped, until it holds again
    dropped = await scene.reply_to(await scene.say("/commitment 2 drop"))
    assert "No longer holds" in dropped.text
    assert "Commitments: 1" in (await scene.reply_to(await scene.say("/commitments"))).text
    assert "Not assessed yet" in await press(scene, dropped, "Holds again")


async def test_a_groups_chat_has_no_commitments_and_no_button_reaches_another_committees(scene: Stage) -> None:
    refused = await scene.reply_to(await scene.say("/commitment Police: buses", scene.bo, chat=scene.others["Hall"]))
    assert refused.text.startswith("Nothing was recorded: this chat has no groups yet.")
    card = await scene.reply_to(await scene.say("/commitment Police: buses"))
    data = next(one.data or "" for row in card.buttons for one in row if one.text == "Assess…")
    theirs = await last(scene, "Hall")
    forged = await scene.client.press(theirs, data, scene.bo)
    await scene.quiet()
    assert "old" in str(await scene.client.answer(forged.id)).lower()

"""The roll-up by chat: asked for, in two readings, group by group, as files, by itself on Friday, and overtaken."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import docx
import pytest
import python_calamine

from playground import views
from tests.paths import committees
from tests.paths.committees import last, now, press
from tests.stage import Stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    async with committees.gathered(database_url) as opened:
        yield opened


def _content(scene: Stage, message: views.MessageView) -> io.BytesIO:
    assert message.file is not None
    return io.BytesIO(scene.world.files.kept[message.file.file_id].upload.content)


async def test_the_committee_reads_all_groups_and_what_it_owes_them(scene: Stage) -> None:
    hall, guests = scene.others["Hall"], scene.others["Guests"]
    await scene.say("#1 blocked: fire permit", scene.bo, chat=hall)
    await scene.say("help needed: settle the visas", scene.others["cy"], chat=guests)
    summary = await scene.reply_to(await scene.say("/summary", scene.bo, chat=hall))
    await scene.client.click(summary, "Add line", scene.bo)
    await scene.quiet()
    prompt = await last(scene, "Hall", "as a reply")
    await scene.say("We hold the date", scene.bo, chat=hall, reply_to=prompt)
    await scene.quiet()

    asked = await scene.reply_to(await scene.say("/summary all"))
    lines = asked.text.splitlines()
    assert lines[0] == "Exhibition: overview, 23-24 Nov 🟢 2 🟡 1 🔴 0"
    assert lines[1] == "From the leads EXH: We hold the date"
    assert "🟡 EXH late 0, blocked 1" in lines
    assert "Asked of the committee GUE: settle the visas" in asked.text

    tactical = await press(scene, asked, "Tactical")
    assert "🟡 EXH late 0, blocked 1: Book the hall: fire permit" in tactical
    assert "Asked of the committee GUE: settle the visas" in tactical
    each = await press(scene, await now(scene, asked), "By group")
    assert "Exhibition (EXH) done 0, late 0, blocked 1\nFrom the lead We hold the date" in each
    assert "Guests (GUE) done 0, late 0, blocked 0\nNext nothing\nNeeds settle the visas" in each
    assert (await press(scene, await now(scene, asked), "Short")).splitlines()[1:] == lines[1:]

    await press(scene, await now(scene, asked), "Remark")
    prompt = await last(scene, "committee", "above the overview")
    await scene.say("Halls first, then people", reply_to=prompt)
    await scene.quiet()
    shown = (await now(scene, asked)).text.splitlines()
    assert shown[1:3] == ["Remark Halls first, then people", "From the leads EXH: We hold the date"]

    for label in ("Document", "Sheet", "Picture"):
        await press(scene, await now(scene, asked), label)
    files = (await scene.client.sent(scene.chat))[-3:]
    paper = "\n".join(one.text for one in docx.Document(_content(scene, files[0])).paragraphs)
    for said in ("fire permit", "We hold the date", "settle the visas", "Yellow", "conditions, actions, needs"):
        assert said in paper
    book = python_calamine.CalamineWorkbook.from_filelike(_content(scene, files[1]))
    groups, behind, owed = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert next(row[:4] for row in groups[1:]) == ["", "EXH", "Exhibition", "Yellow"]
    assert ["EXH", "Blocked", 1, "Book the hall"] in [row[:4] for row in behind]
    assert owed[1:] == [["GUE", "Guests", "settle the visas"]]
    assert "photo" in files[2].raw

    refused = await scene.reply_to(await scene.say("/summary all", scene.bo, chat=hall))
    assert "no groups stand below" in refused.text


async def test_on_friday_it_comes_by_itself_and_says_when_it_is_overtaken(scene: Stage) -> None:
    await scene.advance(timedelta(days=3, hours=7, minutes=1))
    await scene.quiet()
    posted = await last(scene, "committee", ": overview, 23-27 Nov")
    assert posted.is_silent
    await scene.advance(timedelta(minutes=2))
    await scene.quiet()
    assert "Outdated" not in (await now(scene, posted)).text

    await scene.say("#1 blocked: fire permit", scene.bo, chat=scene.others["Hall"])
    await scene.quiet()
    await scene.advance(timedelta(minutes=2))
    await scene.quiet()
    marked = await now(scene, posted)
    assert marked.text == f"{posted.text}\nOutdated: changed since in EXH"

    renewed = await press(scene, marked, "Renew")
    assert "Outdated" not in renewed
    assert "🟡 EXH late 0, blocked 1" in renewed


async def test_a_group_sends_its_summary_up_once(scene: Stage) -> None:
    hall = scene.others["Hall"]
    await scene.say("#1 blocked: fire permit", scene.bo, chat=hall)
    summary = await scene.reply_to(await scene.say("/summary", scene.bo, chat=hall))
    for told in ("Sent to", "Not sent again"):
        pressed = await scene.client.click(summary, "Send up", scene.bo)
        await scene.quiet()
        assert (await scene.client.answer(pressed.id) or {})["text"].startswith(told)
    sent = [one for one in await scene.client.sent(scene.chat) if "sent up by Bo Chen" in one.text]
    assert len(sent) == 1
    assert "Blocked Book the hall: fire permit" in sent[0].text

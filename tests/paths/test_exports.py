"""Exported files as they arrive in a chat: readable ones for everybody, the whole record for admins, mine for me."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
import python_calamine

from bot import exports
from coordination import messages
from handlers import presses
from playground import views
from storage import dumps, engines, loads, schema, scopes
from tests.paths import logbook, staging
from tests.paths.pressing import tap
from tests.stage import BEGIN, Stage, stage


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Stage]:
    """A group of two with a task whose date was moved, and one of key work."""
    async with stage(database_url) as opened:
        await opened.ask("/task =1+1 @bo by 2026-12-04")
        await opened.ask("/task 落实会场 @ann by 2026-12-08 !")
        await opened.ask("/due 1 2026-12-09")
        await opened.say("#1 60% waiting", opened.bo)
        await opened.quiet()
        yield opened


def content(scene: Stage, message: views.MessageView) -> bytes:
    """The bytes of the file in a message."""
    assert message.file is not None, message.text
    return scene.world.files.kept[message.file.file_id].upload.content


async def file_for(scene: Stage, text: str, who: views.UserView | None = None) -> tuple[views.MessageView, bytes]:
    """The file that answers a command."""
    message = await scene.reply_to(await scene.say(text, who))
    return message, content(scene, message)


async def private_files(scene: Stage, person: views.UserView, count: int) -> dict[str, bytes]:
    """What arrived in a person's private chat, by the end of its name."""
    private = await scene.client.private(person, scene.bot)

    async def look() -> list[views.MessageView] | None:
        found = [one for one in await scene.client.sent(private) if one.file is not None]
        return found if len(found) >= count else None

    found = await scene.client.wait_for(look, 10)
    assert found is not None
    assert len(found) == count
    return {message.file.name.rsplit(".", 1)[-1]: content(scene, message) for message in found if message.file}


async def test_the_groups_tasks_go_out_in_every_format_and_language(scene: Stage) -> None:
    message, book = await file_for(scene, "/export xlsx")
    assert message.file is not None
    assert message.file.name == "Exhibition-2026-11-24.xlsx"
    assert message.text == "All tasks: tasks, updates and people, a sheet each."
    sheets = python_calamine.load_workbook(io.BytesIO(book))
    head, first, second = sheets.get_sheet_by_name("Tasks").to_python()
    task = dict(zip(head, first, strict=True))
    assert (task["Task"], task["Owner"], task["%"], task["State"]) == ("=1+1", "Bo Chen", 60, "moving")
    assert (task["Due"], task["Original due"]) == (date(2026, 12, 9), date(2026, 12, 4))
    assert dict(zip(head, second, strict=True))["Key work"] == "yes"
    assert [row[3:7:2] for row in sheets.get_sheet_by_name("Updates").to_python()[1:]][-1] == ["Bo Chen", "60% waiting"]
    assert [row[0] for row in sheets.get_sheet_by_name("People").to_python()[1:]] == ["Ann Lee", "Bo Chen"]

    message, table = await file_for(scene, "/export csv @bo", scene.bo)
    assert table.decode("utf-8-sig").count("\r\n") == 2
    assert "'=1+1" in table.decode("utf-8-sig")
    _, table = await file_for(scene, "/export csv updates")
    assert "waiting" in table.decode("utf-8-sig")
    _, calendar = await file_for(scene, "/export ics")
    entries = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    assert [one.decoded("dtstart") for one in entries] == [date(2026, 12, 9), date(2026, 12, 8)]
    await scene.say("/due 2 2026-12-10")
    await scene.quiet()
    _, calendar = await file_for(scene, "/export ics 会场")
    (moved,) = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    assert str(moved["uid"]) == str(entries[1]["uid"])
    assert int(str(moved["sequence"])) > int(str(entries[1]["sequence"]))
    _, text = await file_for(scene, "/export md")
    assert "- Original due: 2026-12-04" in text.decode()

    await scene.ask("/task Load in #phase2")
    assert "Load in" in await scene.ask("/list Phase 2")
    assert "Load in" not in await scene.ask("/list phase 3")
    _, table = await file_for(scene, "/export csv phase 2")
    assert table.decode("utf-8-sig").count("\r\n") == 2

    await scene.ask("/task " + "\n".join(f"Stand {number} @bo" for number in range(12)))
    for typed, count in (("/list", 15), ("/list stand", 12)):
        pages = await scene.reply_to(await scene.say(typed))
        press = await scene.client.click(pages, "File", scene.bo)
        answer = await scene.reply_to(pages)
        assert press.id
        rows = python_calamine.load_workbook(io.BytesIO(content(scene, answer))).get_sheet_by_index(0).to_python()
        assert len(rows) == 1 + count

    menu = await scene.reply_to(await scene.say("/export"))
    await scene.client.click(menu, "Calendar", scene.bo)
    await scene.answered("All tasks: every due date as a calendar entry")
    assert (await scene.ask("/export pdf")).startswith('No file made: "pdf" is no format.')


async def test_the_whole_record_goes_to_an_admin_in_private_and_is_read_back(scene: Stage, tmp_path: Path) -> None:
    assert (await scene.ask("/export json", scene.bo)).startswith("No file made. Everything of the group goes to")
    assert "the bot can't write first" in await scene.ask("/export json")
    panel = await tap(scene, await scene.reply_to(await scene.say("/settings")), "More…", "what is kept")
    early = await scene.client.click(panel, "Export", scene.ann)
    await scene.quiet()
    assert await scene.client.answer(early.id) == {"url": "https://t.me/MusterTestBot?start=export"}
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(private, scene.ann, "/start export")
    assert "the same button or command in the group" in (await scene.client.wait_for_sent(private)).text
    refused = await scene.client.click(panel, "Export", scene.bo)
    await scene.quiet()
    assert "admin" in (await scene.client.answer(refused.id) or {})["text"]
    await scene.client.click(panel, "Export", scene.ann)
    record = (await private_files(scene, scene.ann, 1))["json"]
    await scene.quiet()

    path = tmp_path / "group.json"
    rows = await _read_back(record, path, tmp_path / "again.db")
    before = json.loads(record)
    assert {name: found for name, found in rows["tables"].items() if found} == {
        name: found for name, found in before["tables"].items() if found
    }
    assert [task["title"] for task in before["tables"]["tasks"]] == ["=1+1", "落实会场"]
    assert await scene.ask("/export json") == "Sent in private."


async def test_buttons_of_another_group_give_nothing_away(scene: Stage) -> None:
    other = await scene.client.chat("supergroup", title="Other", members=[scene.ann], admins=[scene.bo, scene.bot])
    panel = await scene.reply_to(await scene.say("/settings", scene.bo, chat=other))
    panel = await tap(scene, panel, "More…", "what is kept", scene.bo)
    pressed = presses.read(panel.button("Export").data or "")
    assert pressed is not None
    private = await scene.client.private(scene.ann, scene.bot)
    await scene.client.say(private, scene.ann, "/start")
    own = await scene.reply_to(await scene.say("/export"))
    picker = await scene.client.wait_for_sent(private)
    await scene.quiet()
    for message in (own, picker):
        for data in (presses.data("expall", pressed.number(0)), presses.data("export", pressed.number(0), 0)):
            press = await scene.client.press(message, data, scene.ann)
            await scene.quiet()
            told = (await scene.client.answer(press.id) or {})["text"]
            assert "old" in told or "admin" in told
    assert [one for one in await scene.client.sent(private) if one.file is not None] == []


async def _read_back(record: bytes, path: Path, database: Path) -> dict[str, Any]:
    path.write_bytes(record)  # noqa: ASYNC240  (a test may wait)
    empty = await engines.open(f"sqlite:///{database}")
    try:
        async with empty.writer() as connection:
            await connection.run_sync(schema.metadata.create_all)
        await loads.load(empty, path)
        await dumps.dump(empty, scopes.whole(), dumps.About("state", BEGIN), path)
    finally:
        await empty.close()
    found: dict[str, Any] = json.loads(path.read_bytes())  # noqa: ASYNC240
    return found


async def test_mydata_is_everything_of_mine_and_nothing_of_others(scene: Stage) -> None:
    assert "start=mydata" in str((await scene.reply_to(await scene.say("/mydata", scene.bo))).entities)
    private = await scene.client.private(scene.bo, scene.bot)
    await scene.client.say(private, scene.bo, "/start mydata")
    found = await private_files(scene, scene.bo, 2)
    text, kept = found["txt"].decode("utf-8-sig"), json.loads(found["json"])["tables"]

    assert text.startswith("What Muster keeps about Bo Chen, 2026-11-24\nTimes of Beijing")
    assert "2026-11-24 10:00, Exhibition, #1 =1+1, moving\n" in text
    assert "UTC" not in text
    assert "Exhibition #1 =1+1, moving, 2026-12-09" in text
    assert "Exhibition, #1 =1+1, moving, 60%: 60% waiting" in text
    assert [person["name"] for person in kept["people"]] == ["Bo Chen"]
    assert [task["number"] for task in kept["tasks"]] == [1]
    assert all(update["author_id"] == kept["people"][0]["id"] for update in kept["updates"])
    assert "落实会场" not in found["json"].decode() + text
    assert await scene.ask("/mydata", scene.bo) == "Sent in private."
    await private_files(scene, scene.bo, 4)

    await scene.client.leave(scene.chat, scene.bo)
    await scene.say("/update 1 rename to Secret plans")
    await scene.client.say(private, scene.bo, "/mydata")
    await scene.quiet()
    files = [one for one in await scene.client.sent(private) if one.file is not None]
    last = content(scene, files[-1])
    assert b"Secret plans" not in last
    assert [task["number"] for task in json.loads(last)["tables"]["tasks_of_groups_left"]] == [1]
    await scene.client.say(private, scene.bo, "/export xlsx")
    await scene.client.wait_for_sent(private, "All tasks: tasks, updates and people")


async def test_a_large_file_comes_packed_and_one_that_cannot_be_made_holds_up_nothing(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PACKED_FROM", 100)
    with logbook.kept() as log:
        async with stage(sqlite_url) as scene:
            await scene.ask("/task 落实会场 @ann by 2026-12-08 !")
            message, packed = await file_for(scene, "/export md")
            assert message.file is not None
            assert (message.file.name, message.text) == ("Exhibition-2026-11-24.md.zip", "全部任务：各附进展。")
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                assert "\n- 完成时限：2026-12-08\n" in archive.read("Exhibition-2026-11-24.md").decode()
            with staging.speaking("file", lambda request: [messages.Document(request.place, "nobody's recipe")]):
                await scene.say("/file")
                assert "#1" in await scene.ask("/list")
    assert len(log.of("a message could not be made")) == 1

"""What stands in an exported file, read back by other programs' eyes: dates are dates, text is text, nothing is cut."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import python_calamine

from bot import export_files, export_sheets
from coordination import ports
from coordination.rules import events, groups, people, programmes, round_outcomes, rounds, tasks
from storage import dumps, engines, extracts
from tests.storage import samples

NASTY = ("=1+1", "+49 30 1234", "@all", "\tx", "-5.00", 'a,b;c\nd "e" \u2028 会场🟡', "＝1＋1", "x" * 300)
HOUR = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
async def filled(sqlite_url: str) -> AsyncIterator[engines.Database]:
    """Awkward titles, one task with an hour, one dropped; the group's clocks are Beijing's."""
    database = await engines.open(sqlite_url)
    await samples.found(database)
    async with samples.update(database) as unit:
        unit.groups.save(samples.group(1, 1, zone="Asia/Shanghai", code="EXH", settings=groups.Settings()))
        for number, title in enumerate(NASTY, 1):
            unit.tasks.save(samples.task(number, 1, title=title, due=samples.due(number), original_due=samples.due(1)))
        ann = tasks.Owner("Ann", 1)
        unit.tasks.save(
            samples.task(
                9,
                1,
                title="签订主会场合同",
                due=samples.due(4, HOUR),
                owner=ann,
                key=True,
                version=7,
                waits_for=(1010,),
            )
        )
        unit.tasks.save(
            samples.task(
                10, 1, state=tasks.State.DROPPED, due=samples.due(8), ended_at=samples.NOW, created_by=2, parent_id=1009
            )
        )
        unit.updates.add(events.Update(1, 1, 1009, 2, samples.NOW, "=cmd()", percent=60, state="in_progress"))
        unit.updates.add(events.Update(2, 1, None, 1, samples.NOW, "help", on_behalf="李敏", file_kind="sticker"))
    yield database
    await database.close()


async def written(database: engines.Database, path: Path, kind: str, **changed: Any) -> bytes:
    wanted = changed.pop("wanted", extracts.Wanted((1,)))
    order = export_files.Order(
        wanted, export_files.Format(kind), **{"language": "en", "now": samples.NOW, "title": "EXH", **changed}
    )
    await export_files.write(database, order, path)
    return read(path)


def read(path: Path) -> bytes:
    return path.read_bytes()


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


async def test_a_workbook_has_real_dates_and_no_formula(
    filled: engines.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F135."""
    monkeypatch.setattr(dumps, "PAGE", 3)
    content = await written(filled, tmp_path / "a.xlsx", "xlsx")
    found = sheets(content)

    assert list(found) == ["Tasks", "Updates", "People"]
    head, *rows = found["Tasks"]
    by_number = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert [by_number[number]["Task"] for number in range(1, 9)] == list(NASTY)
    assert by_number[1]["Due"] == by_number[8]["Original due"] == date(2026, 12, 1)
    assert by_number[9]["Due"] == datetime(2026, 12, 4, 18, 0)  # noqa: DTZ001  (sheets have no zone)
    assert (by_number[9]["Waits for"], by_number[10]["Part of"], by_number[9]["Owner"]) == ("#10", "#9", "Ann")
    assert found["Updates"][1][5] == "=cmd()"
    assert found["Updates"][2][4:9] == ["李敏", "help", "", "", "sticker"]
    assert [row[0] for row in found["People"][1:]] == ["Ann", "Bo"]
    parts = unpacked(content)
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert b'state="frozen"' in parts["xl/worksheets/sheet1.xml"]
    assert b'<autoFilter ref="A1:W11"/>' in parts["xl/worksheets/sheet1.xml"]


def unpacked(content: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


async def test_a_long_sheet_goes_on_in_another(
    filled: engines.Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_sheets, "MOST_ROWS", 4)
    found = sheets(await written(filled, tmp_path / "a.xlsx", "xlsx", language="zh"))

    assert list(found) == ["任务", "任务 2", "任务 3", "进展", "人员"]
    assert [len(found[name]) for name in ("任务", "任务 2", "任务 3")] == [5, 5, 3]
    assert found["任务 3"][0][:2] == ["编号", "任务"]


async def test_csv_is_read_by_spreadsheets_and_runs_nothing(filled: engines.Database, tmp_path: Path) -> None:
    content = await written(filled, tmp_path / "a.csv", "csv")

    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    titles = [row[head.index("Task")] for row in rows]
    assert export_sheets.guarded("see;=1+1;-) a;-2") == "see;'=1+1;-) a;'-2"
    assert titles[:8] == ["'=1+1", "'+49 30 1234", "'@all", "'\tx", "-5.00", NASTY[5], "'＝1＋1", NASTY[7]]
    assert [row[head.index("Due")] for row in rows[7:9]] == ["2026-12-08", "2026-12-04 18:00"]
    other = (await written(filled, tmp_path / "b.csv", "csv", sheet="updates")).decode("utf-8-sig")
    assert "'=cmd()" in other


async def test_a_calendar_moves_what_it_has_and_says_when(filled: engines.Database, tmp_path: Path) -> None:
    content = await written(filled, tmp_path / "a.ics", "ics")

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    assert len(found) == 10
    by_title = {str(one["summary"]): one for one in found}
    assert f"{NASTY[5]} (#6, EXH)" in by_title
    hour = by_title["★ 签订主会场合同 (#9, EXH)"]
    assert hour.decoded("dtstart") == HOUR
    assert (hour["sequence"], hour["uid"]) == (7, "task-1009-20261125T090000Z@muster")
    alarms = [one.decoded("trigger") for one in hour.walk("VALARM")]
    assert alarms == [-timedelta(days=3, hours=9), -timedelta(days=1, hours=9), -timedelta(hours=9)]
    whole = by_title["=1+1 (#1, EXH)"]
    assert (whole.decoded("dtstart"), whole.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert [one.decoded("trigger") for one in whole.walk("VALARM")][-1] == timedelta(hours=9)
    dropped = by_title["Task 10 (#10, EXH)"]
    assert (str(dropped["status"]), dropped.walk("VALARM")) == ("CANCELLED", [])


async def test_markdown_says_everything_and_keeps_what_was_typed(filled: engines.Database, tmp_path: Path) -> None:
    text = (await written(filled, tmp_path / "a.md", "md")).decode()

    assert "## #9 签订主会场合同 ★".replace("#9", "\\#9") in text
    assert "- 2026-11-25 17:00, Bo, moving, 60%: \\=cmd()" in text
    assert "## \\#1 \\=1+1" in text
    assert "\n## People\n\n- Ann, @ann, lead\n- Bo, @Bo\\_K, member\n" in text


async def test_a_filter_narrows_the_tasks_and_what_is_said_of_them(filled: engines.Database, tmp_path: Path) -> None:
    narrowed = extracts.Wanted((1,), where=ports.TaskFilter(owner_id=1))
    found = sheets(await written(filled, tmp_path / "a.xlsx", "xlsx", wanted=narrowed))

    assert [row[0] for row in found["Tasks"][1:]] == [9]
    assert [row[1] for row in found["Updates"][1:]] == ["#9"]


async def test_ones_own_tasks_name_their_group_and_leave_out_groups_one_has_left(
    filled: engines.Database, tmp_path: Path
) -> None:
    async with samples.update(filled) as unit:
        for number, title in ((2, "场馆"), (3, "Gone")):
            unit.chats.save(samples.chat(number, samples.CHAT - number))
            unit.groups.save(samples.group(number, number, name=title))
            unit.people.save_membership(people.Membership(number, 1, since=samples.NOW, left=number == 3))
            unit.tasks.save(samples.task(number * 10, number, owner=tasks.Owner("Ann", 1)))
    found = sheets(await written(filled, tmp_path / "a.xlsx", "xlsx", wanted=extracts.Wanted(person_id=1)))

    assert [row[:2] for row in found["Tasks"][1:]] == [["EXH", 9], ["场馆", 20]]


async def test_decisions_come_with_their_round_where_a_committee_took_any(
    filled: engines.Database, tmp_path: Path
) -> None:
    async with samples.update(filled) as unit:
        unit.programmes.save(programmes.Programme(501, 1, "Forum", samples.NOW))
        unit.rounds.save(rounds.Round(601, 501, 2, "Second meeting", samples.NOW))
        unit.rounds.save_outcome(
            round_outcomes.Outcome(701, 601, round_outcomes.Kind.DECISION, "=Open on 20 May", samples.NOW, by=1)
        )
        unit.rounds.save_outcome(round_outcomes.Outcome(702, 601, round_outcomes.Kind.ASK, "buses", samples.NOW, by=1))

    found = sheets(await written(filled, tmp_path / "d.xlsx", "xlsx"))
    table = (await written(filled, tmp_path / "d.csv", "csv", sheet="decisions")).decode("utf-8-sig").splitlines()
    told = (await written(filled, tmp_path / "d.md", "md")).decode()

    head, row = found["Decisions"]
    assert row[1:] == [2, "Second meeting", "=Open on 20 May", "", "Ann"]
    assert (head[3], len(table), table[1].split(",")[3]) == ("Decision", 2, "'=Open on 20 May")
    assert "Second meeting" in told
    assert "=Open on 20 May" in told

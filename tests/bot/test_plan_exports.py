"""The file of a plan is given back in its own columns, filled in; the form is read as it was filled in."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from bot import plan_files, plan_sheets
from coordination.rules import plan_export, plans, tasks
from handlers import plan_template, words

TODAY = date(2026, 11, 24)
SETTING = plans.Setting(TODAY)
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def task(title: str, **more: Any) -> tasks.Task:
    due = more.pop("due", None)
    owner = more.pop("owner", None)
    return tasks.Task(
        id=more.pop("id", 1),
        group_id=1,
        number=1,
        title=title,
        created_at=NOW,
        created_by=None,
        due=tasks.Due(due) if due else None,
        original_due=tasks.Due(due) if due else None,
        owner=tasks.Owner(owner) if owner else None,
        **more,
    )


def workbook(rows: list[list[Any]], **more: Any) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, **more}) as book:
        page = book.add_worksheet("Work")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, place, datetime.combine(cell, time()), day)
                else:
                    page.write(number, place, cell)
        other = book.add_worksheet("Money")
        other.write_formula(0, 0, "=1+1", None, 2)
        other.write_string(1, 0, "=cmd()")
        other.hide()
    return content.getvalue()


def given_back(
    name: str, content: bytes, now: dict[int, tasks.Task], new: Sequence[plan_export.Line] = (), language: str = "en"
) -> python_calamine.CalamineWorkbook:
    """The file as the process of its own writes it: `now` are tasks by the place of their row."""
    reading = plan_files.reading(name, content, SETTING)
    rows = reading["tasks"]
    (table,) = reading["tables"]
    said = {
        "words": {str(one): words.plain(language, f"state.{one}") for one in tasks.State},
        "plain": "Plan",
        "tables": [
            {
                **table,
                "heads": {"state": "State", "percent": "Percent", "due": "Due", "owner": "Owners"},
                "samples": plan_export.samples(rows),
                "fills": [{"row": rows[n]["row"], **plan_export.change(rows[n], one)} for n, one in now.items()],
                "new": [plan_export.whole(one) for one in new],
            }
        ],
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot.plan_filler", name],
        input=json.dumps(said).encode() + b"\n" + content,
        capture_output=True,
        check=True,
    )
    return python_calamine.load_workbook(io.BytesIO(done.stdout))


PLAN: list[list[Any]] = [
    ["Preparatory plan", "", "", "", "", ""],
    ["#", "What", "Who", "By when", "Status", "Remarks"],
    [1, "=Book the hall", "Wang Hao", date(2026, 12, 4), "In Progress", "+49 30"],
    [2, "Order booths", "", "11 Dec", "", "@all"],
    [3, "Press kit", "Li Min", date(2027, 1, 15), "Finished", -5.0],
]


def test_only_what_changed_is_written_and_people_s_text_stays_text() -> None:
    content = workbook(PLAN)
    now = {
        0: task("=Book the hall", owner="Wang Hao", due=date(2026, 12, 8), state=tasks.State.DONE, percent=100),
        1: task("Order booths", owner="Tom", due=date(2026, 12, 11), state=tasks.State.IN_PROGRESS, percent=60),
        2: task("Press kit", owner="Li Min", due=date(2027, 1, 15), state=tasks.State.DONE, percent=100),
    }
    new = [plan_export.Line(task("=1+1", due=date(2026, 12, 18), id=9), None)]
    book = given_back("plan.xlsx", content, now, new)
    assert book.get_sheet_by_name("Work").to_python(skip_empty_area=False) == [
        ["Preparatory plan", "", "", "", "", "", ""],
        ["#", "What", "Who", "By when", "Status", "Remarks", "Percent"],
        [1.0, "=Book the hall", "Wang Hao", date(2026, 12, 8), "Finished", "+49 30", 1.0],
        [2.0, "Order booths", "Tom", "11 Dec", "In Progress", "@all", 0.6],
        [3.0, "Press kit", "Li Min", date(2027, 1, 15), "Finished", -5.0, 1.0],
        ["", "=1+1", "", date(2026, 12, 18), "not started", "", ""],
    ]
    hidden = book.sheets_metadata[1]
    assert (hidden.name, hidden.visible) == ("Money", python_calamine.SheetVisibleEnum.Hidden)
    assert book.get_sheet_by_name("Money").to_python() == [[2.0], ["=cmd()"]]


def test_days_of_a_workbook_that_counts_from_1904_stay_the_same_days() -> None:
    rows: list[list[Any]] = [["Task", "Due", "Code"], ["One", date(2026, 12, 4), 45000.0]]
    now = {0: task("One", due=date(2026, 12, 4))}
    book = given_back("plan.xlsx", workbook(rows, date_1904=True), now)
    assert book.get_sheet_by_name("Work").to_python()[1] == ["One", date(2026, 12, 4), 45000.0]


def test_groups_without_a_column_are_headings_above_their_new_tasks_and_ticks_are_set() -> None:
    text = "任务;责任人;完成时限;完成\n落实会场;王浩;2026-12-04;\n"
    now = {0: task("落实会场", owner="王浩", due=date(2026, 12, 4), state=tasks.State.DONE, percent=100)}
    new = [plan_export.Line(task("新闻稿", owner="李敏", id=9), "宣传组")]
    book = given_back("计划.csv", text.encode("gb18030"), now, new, "zh")
    rows = book.get_sheet_by_name("Plan").to_python(skip_empty_area=False)
    assert rows[1][:4] == ["落实会场", "王浩", "2026-12-04", "✓"]
    assert [row[0] for row in rows[2:]] == ["宣传组", "新闻稿"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_form_is_read_as_it_was_filled_in(language: str) -> None:
    states = [
        tasks.State.OPEN,
        tasks.State.IN_PROGRESS,
        tasks.State.BLOCKED,
        tasks.State.DONE,
        tasks.State.DROPPED,
        tasks.State.CLAIMED,
        tasks.State.ON_HOLD,
    ]
    lines = [
        plan_export.Line(
            task(
                f"任务 {one}" if language == "zh" else f"Task {one}",
                owner="王浩" if language == "zh" else "Wang Hao",
                due=date(2026, 12, 1 + place),
                start_on=date(2026, 11, 30),
                state=one,
                percent={tasks.State.IN_PROGRESS: 60, tasks.State.DONE: 100}.get(one),
            ),
            "展览组" if language == "zh" else "Exhibition",
        )
        for place, one in enumerate(states)
    ]
    book = plan_template.filled(language, "x.xlsx", lines)
    read = plan_files.reading("x.xlsx", plan_sheets._written(book), SETTING)
    assert read["report_back"] == []
    got = [(one["title"], one["group"], one["owners"], one["start"], one["due"], one["state"]) for one in read["tasks"]]
    said = ["todo", "doing", "blocked", "done", "cancelled", "doing", "blocked"]
    assert got == [
        (
            line.task.title,
            line.group,
            [line.task.owner.name if line.task.owner else ""],
            "2026-11-30",
            f"2026-12-0{place + 1}",
            said[place],
        )
        for place, line in enumerate(lines)
    ]
    assert [one["percent"] for one in read["tasks"]][1] == 60


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_empty_form_holds_no_task_and_its_hints_are_none(language: str) -> None:
    book = plan_template.book(language)
    read = plan_files.reading(book.name, plan_sheets._written(book), SETTING)
    assert read["tasks"] == []

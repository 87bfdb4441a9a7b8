"""Tables and lists become tasks with their sections and parents; what is no task is left out, what is odd is told."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import plans

SETTING = plans.Setting(date(2026, 9, 14), date(2026, 11, 28))


def table(text: str) -> plans.Plan:
    """Read lines whose cells are parted by bars."""
    rows = [plans.Row(n, tuple(line.split("|"))) for n, line in enumerate(text.splitlines(), 1)]
    plan = plans.read_table(rows, SETTING)
    assert plan is not None
    return plan


def text(*lines: str) -> plans.Plan:
    return plans.read_text("\n".join(lines), SETTING)


def titles(plan: plans.Plan) -> list[str]:
    return [task.title for task in plan.tasks]


def test_what_stands_above_the_header_and_totals_and_notes_are_no_tasks() -> None:
    plan = table("Plan 2026||\nOwner: Ann||\n||\nTask|Who|Due\nOne|Ann|1 Oct 2026\n||\nTotal|1|\nNote: ask Ann||")
    assert (titles(plan), plan.header) == (["One"], 4)


def test_a_lone_cell_above_tasks_is_their_section() -> None:
    plan = table("Task|Who|Due\nOne|Ann|1 Oct 2026\nPRINT||\nTwo|Bob|2 Oct 2026\nThree||3 Oct 2026")
    assert [(task.title, task.group) for task in plan.tasks] == [("One", None), ("Two", "PRINT"), ("Three", "PRINT")]


def test_chinese_numerals_make_sections_and_numbers_make_parents() -> None:
    plan = table("序号|任务|责任人|时限\n一、|会务||\n4|落实会场|王芳|9月20日\n4.1|签合同|王芳|9月18日\n合计|2 项||")
    assert [(t.title, t.group, t.parent) for t in plan.tasks] == [
        ("落实会场", "会务", None),
        ("签合同", "会务", "落实会场"),
    ]


def test_titles_set_in_stand_under_those_before_them() -> None:
    plan = table("what|who|by\na|x|\n    b|x|\n        c|x|\n    d|x|\ne|x|")
    assert [(t.title, t.parent) for t in plan.tasks] == [("a", None), ("b", "a"), ("c", "b"), ("d", "a"), ("e", None)]


def test_a_row_with_a_person_but_no_title_is_told() -> None:
    plan = table("Task|Who|Due\n|Ann|1 Oct 2026")
    assert plan.tasks == ()
    assert [(report.row, report.kind) for report in plan.reports] == [(2, "no_title")]


def test_a_tick_that_contradicts_the_state_decides_nothing() -> None:
    plan = table("Item|Stage|Owner|Merged\nOne|Draft|Ann|Merged\nTwo|Done|Ann|Merged\nThree|Draft|Ann|")
    assert [task.state for task in plan.tasks] == [None, "done", "doing"]
    assert [(r.row, r.kind) for r in plan.reports] == [(2, "conflict")]


def test_weeks_are_counted_from_where_the_plan_says_the_first_is() -> None:
    plan = text(
        "Week 1 starts Mon 2026-09-14.", "", "| Week | Task | Who |", "|---|---|---|", "| 第3周 | 联系讲者 | 陈曦 |"
    )
    assert [(task.start, task.due) for task in plan.tasks] == [(date(2026, 9, 28), date(2026, 10, 4))]


def test_years_far_off_are_no_first_week() -> None:
    assert [task.title for task in table("Week|Task|Due\nweek 9|One|0001-01-01\nweek 9|Two|9999-12-31").tasks] == [
        "One",
        "Two",
    ]


def test_only_tables_that_name_tasks_are_read() -> None:
    plan = text(
        "| 状态 | 含义 |",
        "|---|---|",
        "| 未开始 | 没人动手 |",
        "",
        "| 任务 | 负责人 |",
        "|---|---|",
        "| 印海报 | 陈曦 |",
    )
    assert titles(plan) == ["印海报"]


def test_brackets_name_people_and_days_and_remarks_stay() -> None:
    plan = text(
        "- [ ] Fix rate (Omar, by Sept 18)", "- [x] Send rejections (stagger; some may drop out)", "- [ ] Book @ann"
    )
    assert [(t.title, t.owners, t.due, t.state) for t in plan.tasks] == [
        ("Fix rate", ("Omar",), date(2026, 9, 18), "todo"),
        ("Send rejections (stagger; some may drop out)", (), None, "done"),
        ("Book", ("@ann",), None, "todo"),
    ]


def test_headings_that_count_from_the_opening_date_what_stands_under_them() -> None:
    plan = text("## 2 weeks before", "- [ ] One", "## After", "- [ ] Two")
    assert [task.due for task in plan.tasks] == [date(2026, 11, 14), None]
    assert [(r.row, r.kind) for r in plan.reports] == [(4, "imprecise_date")]


def test_a_mark_without_a_legend_is_told_and_one_with_a_legend_is_open() -> None:
    assert [(t.state, r.kind) for t, r in zip(text("- [>] One").tasks, text("- [>] One").reports, strict=True)] == [
        (None, "unknown_state")
    ]
    explained = text("<!-- Mark with [>] what we talk about -->", "- [>] One")
    assert ([task.state for task in explained.tasks], explained.reports) == (["todo"], ())


def test_bullets_without_boxes_are_tasks_with_their_parents() -> None:
    plan = text("- Venue", "  - Book hall by 20 Sept", "  - ~~Flyers~~", "- no updates")
    assert [(t.title, t.parent, t.due, t.state) for t in plan.tasks] == [
        ("Venue", None, None, None),
        ("Book hall", "Venue", date(2026, 9, 20), None),
        ("Flyers", "Venue", None, "cancelled"),
    ]


def test_people_and_days_are_found_in_every_usual_place_of_a_line() -> None:
    plan = text(
        "一、会务组",
        "1、定场地（负责人：王芳，9月20日前）",
        "2、订酒店，负责人：周敏，截止：10月8日",
        "3. Call the printer — Cara — 12 Oct",
        "- Order food (owner: Ann; due: Oct 12)",
        "- 15.10. Posters up (Dan)",
        "- [Anna] paint signs",
        "- Meet on 2026-10-01 with sponsors (Cy)",
    )
    assert [(t.title, t.owners, t.due and t.due.isoformat()) for t in plan.tasks] == [
        ("定场地", ("王芳",), "2026-09-20"),
        ("订酒店", ("周敏",), "2026-10-08"),
        ("Call the printer", ("Cara",), "2026-10-12"),
        ("Order food", ("Ann",), "2026-10-12"),
        ("Posters up", ("Dan",), "2026-10-15"),
        ("paint signs", ("Anna",), None),
        ("Meet on 2026-10-01 with sponsors", ("Cy",), "2026-10-01"),
    ]


def test_a_sheet_without_a_header_is_read_by_its_cells_and_told() -> None:
    plan = table("Book venue|Ann|2026-09-20|done\nPrint posters|Bob|2026-10-01|todo")
    assert [(t.title, t.owners, t.due, t.state) for t in plan.tasks] == [
        ("Book venue", ("Ann",), date(2026, 9, 20), "done"),
        ("Print posters", ("Bob",), date(2026, 10, 1), "todo"),
    ]
    assert [report.kind for report in plan.reports] == ["no_header"]


def test_a_sheet_of_other_things_is_no_plan() -> None:
    rows = [plans.Row(n, cells) for n, cells in enumerate([("Name", "Phone"), ("Ann", "123"), ("Bob", "456")], 1)]
    assert plans.read_table(rows, SETTING) is None


@pytest.mark.parametrize(
    ("share", "percent"),
    [("45%", 45), ("0.5", 50), ("2 of 3", 67), ("80", 80), ("²", None), ("½", None), ("some", None)],
)
def test_a_share_is_read_in_its_usual_forms(share: str, percent: int | None) -> None:
    (task,) = table(f"Task|Who|%\nOne|Ann|{share}").tasks
    assert task.percent == percent


@pytest.mark.parametrize("line", ["Buy 1.5 kg of tape", "Print 3/4 of the flyers", "Check v2.1", "Book 2 rooms"])
def test_numbers_in_a_title_are_no_days(line: str) -> None:
    (task,) = text(f"- [ ] {line}").tasks
    assert (task.title, task.due) == (line, None)


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=12))
@settings(max_examples=80, deadline=None)
def test_any_rows_under_a_header_are_read_without_failing(cells: list[list[str]]) -> None:
    rows = [plans.Row(1, ("Task", "Who", "Due", "Status", "%"))]
    rows += [plans.Row(n, tuple(row)) for n, row in enumerate(cells, 2)]
    plan = plans.read_table(rows, SETTING)
    assert plan is not None
    assert all(task.title for task in plan.tasks)


@given(st.text(alphabet="-[]x #|*(@,.:19/\n ab<!>~", max_size=120))
@settings(max_examples=120, deadline=None)
def test_any_text_is_read_without_failing(content: str) -> None:
    assert all(task.row >= 1 for task in plans.read_text(content, SETTING).tasks)

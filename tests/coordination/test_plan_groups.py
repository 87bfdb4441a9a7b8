"""Which groups a plan's rows belong to, their codes, and what a newer plan changes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import events, plan_changes, plan_groups, programmes, tasks

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def row(title: str, group: str | None = None, *owners: str, **more: Any) -> dict[str, Any]:
    return {"row": 1, "title": title, "group": group, "owners": list(owners), "due": None, "ref": None, **more}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Exhibition", "EXH"),
        ("Media and Communications", "MC"),
        ("Logistics team", "LOG"),
        ("INV Investment", "INV"),
        ("Côte d'Azur", "CDA"),
        ("展览组", "展览"),
        ("展览展示工作组", "展览展示"),
        ("安全保卫处", "安全保卫"),
        ("组", "组"),
        ("12", "G"),
    ],
)
def test_a_code_is_short_and_reads_as_its_group(name: str, code: str) -> None:
    assert plan_groups.code_for(name) in (code, f"{code}X")


@pytest.mark.parametrize(
    "heading",
    ["WEEK 1", "Phase 2: build", "T-4 月", "第3周", "会前 1 周", "会议当天", "Q4", "October", "筹备期", "2027-01"],
)
def test_a_heading_that_speaks_of_time_is_a_phase_and_no_group(heading: str) -> None:
    assert plan_groups.group_of(row("x", heading)) is None
    assert plan_groups.phase_of(row("x", heading)) == heading


@pytest.mark.parametrize(
    ("group", "owners", "found"),
    [
        ("Exhibition", ("Ann",), "Exhibition"),
        ("WEEK 1", ("Design team", "Ann"), "Design team"),
        (None, ("技术组",), "技术组"),
        (None, ("程序组（陈曦）",), "程序组（陈曦）"),
        (None, ("Ann Lee",), None),
        (None, ("全体",), None),
        (None, ("各组组长",), None),
        ("March planning team", (), "March planning team"),
    ],
)
def test_a_row_belongs_to_its_section_else_to_an_owner_who_is_a_unit(
    group: str | None, owners: tuple[str, ...], found: str | None
) -> None:
    assert plan_groups.group_of(row("x", group, *owners)) == found


def test_rows_are_divided_in_the_plans_order_and_known_groups_keep_their_codes() -> None:
    rows = [row("a", "Venue"), row("b"), row("c", "Exhibition"), row("d", " venue ")]

    parts = plan_groups.divide(rows, {"venue": "HALL"})

    assert [(one.name, one.code, one.rows) for one in parts.groups] == [
        ("Venue", "HALL", (0, 3)),
        ("Exhibition", "EXH", (2,)),
    ]
    assert parts.own == (1,)


@given(st.lists(st.text(min_size=1, max_size=20), max_size=30, unique_by=plan_groups.folded))
@settings(max_examples=150)
def test_every_row_is_in_one_part_and_no_two_groups_share_a_code(names: list[str]) -> None:
    rows = [row("x", name) for name in names]

    parts = plan_groups.divide(rows)

    placed = sorted([*parts.own, *(place for one in parts.groups for place in one.rows)])
    assert placed == list(range(len(rows)))
    codes = [plan_groups.folded(one.code) for one in parts.groups]
    assert len(set(codes)) == len(codes)
    assert all(codes)


def task(number: int, title: str, **more: Any) -> tasks.Task:
    source = events.Source(1, 1, programmes.PLAN_LINES + number)
    return tasks.Task(number, 1, number, title, NOW, None, source=source, **more)


def dated(on: date) -> dict[str, Any]:
    return {"due": tasks.Due(on), "original_due": tasks.Due(on)}


def compare(rows: list[dict[str, Any]], there: list[tasks.Task]) -> plan_changes.Difference:
    placed = [plan_changes.Placed(one, "EXH") for one in rows]
    held = [("EXH", one) for one in there]
    return plan_changes.compare(placed, held, held)


def test_the_same_plan_again_changes_nothing() -> None:
    there = [task(1, "Book the hall", **dated(date(2026, 12, 4))), task(2, "Order booths")]

    found = compare([row("book the  Hall", due="2026-12-04"), row("Order booths")], there)

    assert (found.new, found.changed, found.gone, found.same) == ((), (), (), 2)


def test_a_newer_plan_adds_renames_by_id_moves_and_names_what_is_gone() -> None:
    there = [
        task(1, "Book the hall", external_ref="A1", **dated(date(2026, 12, 4))),
        task(2, "Order booths", external_ref="A2"),
        task(3, "Print"),
    ]

    found = compare(
        [row("Sign the hall", ref="A1", due="2026-12-08"), row("Badges", ref="A9"), row("Order booths", ref="A2")],
        there,
    )

    assert [one.row["title"] for one in found.new] == ["Badges"]
    assert [(one.task.number, one.title, one.due) for one in found.changed] == [(1, "Sign the hall", date(2026, 12, 8))]
    assert [one.number for _, one in found.gone] == [3]
    assert found.same == 1


def test_a_plan_never_takes_back_what_a_group_agreed_or_ended() -> None:
    moved = replace(task(1, "Book the hall", **dated(date(2026, 12, 4))), due=tasks.Due(date(2026, 12, 20)))
    done = task(2, "Order booths", state=tasks.State.DONE, percent=100, ended_at=NOW)

    found = compare([row("Book the hall", due="2026-12-04"), row("Order booths", due="2026-12-09")], [moved, done])

    assert found.changed == ()


def test_a_title_in_another_group_is_the_same_task_only_where_it_stands_once() -> None:
    one, other = replace(task(1, "Report"), group_id=2), replace(task(2, "Report"), group_id=3)
    placed = [plan_changes.Placed(row("Report"), "EXH")]

    assert plan_changes.compare(placed, [("MED", one)], []).same == 1
    assert len(plan_changes.compare(placed, [("MED", one), ("INV", other)], []).new) == 1


@pytest.mark.parametrize(
    ("row", "group", "section"),
    [
        ({"group": "场馆板块", "unit": "展览展示组", "owners": ["李敏"]}, "展览展示组", "场馆板块"),
        ({"group": "Venue section", "unit": None, "owners": ["Rooms team"]}, "Rooms team", "Venue section"),
        ({"group": "Venue section", "unit": None, "owners": ["Li Min"]}, "Venue section", None),
        ({"group": "Venue", "unit": None, "owners": ["Rooms team"]}, "Venue", None),
        ({"group": "Venue section", "unit": "Venue section", "owners": []}, "Venue section", None),
        ({"group": "Week 1", "unit": "Rooms", "owners": []}, None, None),
        ({"group": None, "unit": None, "owners": []}, None, None),
    ],
)
def test_a_section_has_groups_of_its_own(row: dict[str, Any], group: str | None, section: str | None) -> None:
    assert (plan_groups.group_of(row), plan_groups.section_of(row)) == (group, section)

"""Both readings of a roll-up: short enough for a message, whole in either language, whatever people write."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from coordination.rules import boards, commitments, editions, groups, lights, programmes, summaries, tasks
from coordination.services import commitments as commitments_service
from coordination.services import programmes as programme_service
from coordination.services import rollups
from handlers import html, rollup_texts, words
from tests.handlers import stories, test_summaries

FRIDAY = test_summaries.FRIDAY
OCCASION = rollup_texts.Occasion(FRIDAY)
READINGS = (rollup_texts.EXECUTIVE, rollup_texts.TACTICAL)


def line(place: int, view: summaries.SummaryView, *owed: str, code: str | None = None) -> rollups.Line:
    group = replace(view.group, id=100 + place, code=code or f"G{place}")
    seat = programmes.Seat(place, 1, group.id, place, code or f"G{place}", f"JOIN{place}")
    return rollups.Line(programme_service.Seated(seat, group), replace(view, group=group), owed)


def rolled(language: str, *lines: rollups.Line, **values: Any) -> rollups.RollUp:
    name = "组委会" if language == "zh" else "Committee"
    above = stories.group(language, name=name, kind=groups.GroupKind.COMMITTEE)
    return rollups.RollUp(above, test_summaries.WEEK, lines, FRIDAY, **values)


def usual(language: str) -> rollups.RollUp:
    """Exhibition as in the standard summary, with a lead's line; Guests with nothing."""
    told = replace(test_summaries.standard(language), lines=("hall is ours",), until=FRIDAY)
    quiet = test_summaries.view(language)
    return rolled(language, line(1, told, *told.help, code="EXH"), line(2, quiet, code="GUE"))


@pytest.mark.parametrize(
    ("language", "reading", "text"),
    [
        (
            "en",
            rollup_texts.EXECUTIVE,
            """\
Committee: overview, 23-27 Nov 🟢 1 🟡 1 🔴 0
From the leads EXH: hall is ours
Status 🟡 late 1, blocked 1
🟡 EXH late 1, blocked 1
Overview done 4 (before: 0), new 0, moved 1, slipped 1
Next steps EXH: ★ hall contract (4 Dec); EXH: booth sales open (3 Dec)
Asked of the committee EXH: the committee to settle the fire permit by 3 Dec
From the records up to Fri 27 Nov, 15:00""",
        ),
        (
            "en",
            rollup_texts.TACTICAL,
            """\
Committee: conditions, actions, needs, 23-27 Nov 🟢 1 🟡 1 🔴 0
From the leads EXH: hall is ours
Conditions
🟡 EXH late 1, blocked 1: ★ hall contract: fire permit; exhibitor manual
Done EXH 4
Actions EXH: ★ hall contract (4 Dec); EXH: booth sales open (3 Dec)
Asked of the committee EXH: the committee to settle the fire permit by 3 Dec
From the records up to Fri 27 Nov, 15:00""",
        ),
        (
            "zh",
            rollup_texts.EXECUTIVE,
            """\
组委会综合情况（11月23日至27日）🟢1　🟡1　🔴0
组长补充　EXH：hall is ours
总体状况　🟡 逾期 1 项，受阻 1 项
🟡 EXH　逾期 1，受阻 1
进展概览　办结 4 项（上期 0 项），新增 0 项，推进 1 项，时限调整 1 项
下步安排　EXH：★签订主会场合同（12月4日）；EXH：启动展位销售（12月3日）
提请组委会协调　EXH：请组委会办公室于 12月3日前协调消防批复
数据截至 11月27日（周五）15:00""",
        ),
    ],
)
def test_two_readings_are_of_the_same_records(language: str, reading: int, text: str) -> None:
    assert html.visible(rollup_texts.render(usual(language), reading, OCCASION)) == text


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_to_say_is_said_and_what_is_owed_always_stands(language: str, reading: int) -> None:
    shown = stories.check(
        rollup_texts.render(rolled(language, line(1, test_summaries.view(language))), reading, OCCASION)
    )

    assert html.visible(words.say(language, "rollup.asks_none")) in shown
    assert len(shown.splitlines()) < 8


@pytest.mark.parametrize("count", [1, 5, 6, 30, 200])
@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("is_sectioned", [False, True])
def test_any_number_of_groups_keeps_to_twelve_lines(
    language: str, reading: int, count: int, is_sectioned: bool
) -> None:
    some = stories.awkward_tasks(9, due=stories.due(3, 12))
    stuck = [replace(task, state=tasks.State.BLOCKED, reason="<&>" * 60) for task in some]
    told = test_summaries.view(
        language,
        group=stories.group(language, name="<b>שם & 组" * 40),
        light=lights.Light.RED,
        done=tuple(some),
        late=boards.shown([replace(task, id=task.id + 5000) for task in some]),
        blocked=tuple(summaries.Stuck(task, datetime(2026, 11, 18, 17, tzinfo=UTC)) for task in stuck),
        next=tuple(some),
        lines=stories.AWKWARD,
    )
    found = [line(place, told, *stories.AWKWARD) for place in range(count)]
    parts = [rollups.Part(told.group, f"S{place}", (one,)) for place, one in enumerate(found[:40])]
    seen = rolled(language, *found, parts=tuple(parts) if is_sectioned else (), resting=3, remarks=stories.AWKWARD)

    promised = commitments.Commitment(1, 1, 1, "<Institute>" * 9, "<&>" * 50, FRIDAY, due_on=date(2026, 11, 1))
    share = editions.Share(*range(1, 1 + len(fields(editions.Share))))
    seen = replace(
        seen,
        promises=commitments_service.Overview((promised,), FRIDAY.date()),
        same_day=editions.SameDay(170, share, share, "<2025>"),
    )
    occasion = rollup_texts.Occasion(FRIDAY, (FRIDAY, FRIDAY))
    stories.check(rollup_texts.render(seen, reading, occasion))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["🟡 Venues, 2 groups: EXH", "🟢 People, 1 group", "🔴 SEC late 0, blocked 0", "1 group is at rest"]),
        (
            "zh",
            ["🟡 Venues（2 个组）：EXH", "🟢 People（1 个组）", "🔴 SEC　逾期 0，受阻 0", "另有 1 个组暂不运行"],
        ),
    ],
)
def test_sections_stand_in_a_line_each_before_what_stands_in_none(language: str, expected: list[str]) -> None:
    told, quiet = test_summaries.standard(language), test_summaries.view(language)
    hall, park = line(1, told, code="EXH"), line(2, quiet, code="PRK")
    guests, loose = line(3, quiet, code="GUE"), line(4, replace(quiet, light=lights.Light.RED), code="SEC")
    venues, people = (
        stories.group(language, name=name, kind=groups.GroupKind.SECTION) for name in ("Venues", "People")
    )
    parts = (rollups.Part(venues, "VEN", (hall, park)), rollups.Part(people, "PEO", (guests,)))
    seen = rolled(language, hall, park, guests, loose, parts=parts, resting=1)

    shown = html.visible(rollup_texts.render(seen, rollup_texts.EXECUTIVE, OCCASION)).split("\n")

    assert shown[2:6] == expected

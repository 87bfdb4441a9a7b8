"""What a report is drafted from, and what its words do to the tasks that they name."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from coordination.rules import lights, reports, rounds, tasks
from coordination.rules.round_outcomes import Kind
from coordination.rules.round_reports import Part, Report
from coordination.services import lists, round_cards, round_turns
from coordination.services import reports as tasks_said
from coordination.services import round_reports as service
from coordination.services import rounds as rounds_service
from handlers import round_drafts, round_promises
from tests.coordination.committees import Committee, committee
from tests.coordination.rooms import Room


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def hall_of(opened: Committee) -> Room:
    """Its tasks: #1 Book the hall (4 Dec, moving), and those that are made here, on Tue 24 Nov."""
    hall = await opened.join("EXH", "Li")
    for title, day in (("Menu", 20), ("Booth plan", 23), ("Badges", 24), ("Menu printing", 19)):
        await hall.create("Li", title, due=tasks.Due(date(2026, 11, day)))
    return hall


async def say(hall: Room, number: int, kind: reports.Kind, text: str) -> None:
    async with hall.tell("Li", text) as (work, said):
        await tasks_said.report(work, said, (number,), reports.Report(kind, text))


async def draft(hall: Room, language: str = "en") -> tuple[Report, service.Records]:
    async with hall.work() as work:
        group = replace(await work.groups.get(hall.group_id), language=language)
        records = await service.records(work, group)
        return round_drafts.draft(records, work.now), records


async def test_a_draft_says_each_thing_once_and_what_is_late_or_due_today_comes_next(opened: Committee) -> None:
    hall = await hall_of(opened)
    await say(hall, 3, reports.Kind.BLOCKED, "no drawing")
    await say(hall, 2, reports.Kind.NOTE, "chef is ill")
    await say(hall, 5, reports.Kind.DONE, "signed with Bistro 9")

    english, records = await draft(hall)
    chinese, _ = await draft(hall, "zh")

    assert english.part(Part.RESULTS) == "Menu printing: done (signed with Bistro 9)"
    assert english.part(Part.NEXT) == (
        "Menu (was Fri 20 Nov); Booth plan (was Mon 23 Nov); Badges (Tue 24 Nov); Book the hall (Fri 4 Dec)"
    )
    assert english.part(Part.PROBLEMS) == (
        "Menu, was Fri 20 Nov: chef is ill; Booth plan, was Mon 23 Nov, blocked: no drawing"
    )
    assert chinese.part(Part.RESULTS) == "Menu printing办结（signed with Bistro 9）"
    assert chinese.part(Part.PROBLEMS) == (
        "Menu逾期（原定 11月20日），chef is ill；Booth plan逾期（原定 11月23日），受阻：no drawing"
    )
    assert records.silent == ()


async def test_a_late_task_that_nobody_ever_spoke_of_is_silent_though_it_was_written_down_just_now(
    opened: Committee,
) -> None:
    _, records = await draft(await hall_of(opened))

    assert [task.title for task in records.silent] == ["Menu printing", "Menu", "Booth plan"]


def own(hall: Room, floor: rounds.Floor) -> rounds.Turn:
    return next(one for one in floor.turns if one.group_id == hall.group_id)


async def test_a_report_is_a_word_on_the_late_tasks_that_it_names_and_promises_what_it_says_is_next(
    opened: Committee,
) -> None:
    hall = await hall_of(opened)
    async with opened.room.tell("Ann") as (work, said):
        floor = await rounds_service.open_round(work, said, rounds_service.Wish("Second meeting"))
    turn = own(hall, floor)
    drafted, _ = await draft(hall)
    async with hall.work() as work:
        words = "Results: none\nNext: Badges\nProblems: Menu waits for the chef"
        typed = await service.change(work, turn, drafted, words)
        sent = await service.send(work, turn, typed, hall.who["Li"], leads=True)
        await service.accept(work, turn, sent)
        day = lists.day_of(work, await work.groups.get(hall.group_id))
    menu, printing = await hall.task(2), await hall.task(5)
    assert lights.is_explained(menu, day)
    assert not lights.is_explained(printing, day)
    assert menu.last_update_text is None
    assert sent.tasks[Part.NEXT] == ((await hall.task(4)).id,)

    # On the next card: what was promised is counted and named, what is late besides stands by itself.
    hall.pass_(days=2)
    async with hall.work() as work:
        known = await round_cards.briefing(work, await work.groups.get(hall.group_id), turn.id)
    assert [str(line) for line in round_promises.lines(known, "EXH", "en")] == [
        "Last time 1 promised: 0 kept, 0 moved, 1 open",
        "<b>Open</b> EXH-4 Badges, was Tue 24 Nov",
        "<b>Also late</b> EXH-5 Menu printing, was Thu 19 Nov; EXH-2 Menu, was Fri 20 Nov; and 1 more",
    ]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("2 tables are missing", None),
        ("We are on our way", None),
        ("4 nothing", None),
        ("一、完成首批名单 二、发邀请函 三、无 四、请组委会协调", ("完成首批名单", "发邀请函", "", "请组委会协调")),
        ("Problems: slow", ("", "", "slow", "")),
    ],
)
async def test_only_words_in_parts_are_a_report_at_the_turn_and_none_of_the_draft_goes_with_them(
    opened: Committee, said: str, parts: tuple[str, ...] | None
) -> None:
    hall = await hall_of(opened)
    async with opened.room.tell("Ann") as (work, cause):
        floor = await rounds_service.open_round(work, cause, rounds_service.Wish("Second meeting"))
    turn = own(hall, floor)
    drafted, _ = await draft(hall)
    async with hall.work() as work:
        service.save(work, turn, drafted)
    async with hall.tell("Li", said) as (work, cause):
        report = await round_turns.reported(work, cause, turn)
    assert (None if report is None else tuple(report.part(part) for part in Part)) == parts
    if report is not None:
        assert report.approved_by == hall.who["Li"].id


async def test_what_is_said_at_the_turn_is_kept_and_is_a_word_on_what_it_names(opened: Committee) -> None:
    hall = await hall_of(opened)
    async with opened.room.tell("Ann") as (work, cause):
        floor = await rounds_service.open_round(work, cause, rounds_service.Wish("Second meeting"))
    turn = own(hall, floor)
    async with hall.tell("Li", "The booth plan waits for the drawing") as (work, cause):
        kept = await round_turns.keep(work, cause, floor.round, turn, Kind.SAID)
        day = lists.day_of(work, cause.group)
    assert kept is not None
    assert kept.text == "The booth plan waits for the drawing"
    assert lights.is_explained(await hall.task(3), day)
    async with hall.work() as work:
        assert await round_turns.has_spoken(work, floor.round, turn)
        over = replace(floor.round, state=rounds.RoundState.CLOSED)
        assert await round_turns.keep(work, cause, over, turn, Kind.SAID) is None

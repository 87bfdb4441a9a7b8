"""Lists, cards, boards, digests and summaries of a small committee, as the examples of voice.md count them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coordination import ports
from coordination.errors import Refused
from coordination.rules import boards as board_rules
from coordination.rules import dues, lights, people, reports, summaries, tasks
from coordination.services import boards, digests, lists
from coordination.services import dues as due_service
from coordination.services import links as link_service
from coordination.services import reports as report_service
from coordination.services import summaries as summary_service
from coordination.services import tasks as task_service
from tests.coordination import rooms, samples

State = tasks.State
Kind = reports.Kind
FRIDAY = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)  # 15:00 in Shanghai


async def say(room: rooms.Room, name: str, number: int, kind: Kind, text: str = "", percent: int | None = None) -> None:
    async with room.tell(name) as (work, said):
        await report_service.report(work, said, [number], reports.Report(kind, text, percent))


@pytest.fixture
async def busy(room: rooms.Room) -> rooms.Room:
    """Tuesday 24 November, 10:15 in Shanghai: late silent #1, late explained #2, due today #3, due Thursday #4,

    blocked key work #5, unowned #6, done #7, and #8 far away.
    """
    room.now = samples.NOW - timedelta(days=5)
    await room.create("Ann", "Exhibitor manual", owner="Ann", due=samples.due(23))
    await room.create("Ann", "Booth plan", owner="Bo", due=samples.due(20))
    await room.create("Ann", "Freight quote", owner="Cy", due=samples.due(24))
    await room.create("Ann", "Badge list", owner="Ann", due=samples.due(26))
    await room.create("Ann", "Hall contract", owner="Bo", due=samples.due(4, 12), key=True)
    await room.create("Ann", "Floor plan")
    await room.create("Ann", "Lighting test", owner="Cy")
    await room.create("Ann", "Closing night", owner="Cy", due=samples.due(31, 12))
    await say(room, "Bo", 5, Kind.BLOCKED, "fire permit")
    await say(room, "Cy", 7, Kind.DONE)
    room.now = samples.NOW
    await say(room, "Bo", 2, Kind.PROGRESS, "drawing late", 60)
    return room


def numbers(found: board_rules.Shown) -> list[int]:
    return [task.number for task in found.tasks]


async def test_the_board_says_in_one_look_where_the_group_stands(busy: rooms.Room) -> None:
    async with busy.work() as work:
        view = await boards.view(work, await work.groups.get(busy.group_id))

    assert view.light is lights.Light.RED
    assert (view.late.total, view.late_explained) == (2, False)
    assert dict(view.states) == {State.OPEN: 5, State.IN_PROGRESS: 1, State.BLOCKED: 1, State.DONE: 1}
    assert (numbers(view.late), numbers(view.blocked), numbers(view.unowned)) == ([2, 1], [5], [6])
    assert numbers(view.due_this_week) == [3, 4]
    assert view.last is not None
    assert view.last.person is not None
    assert (view.last.task.number, view.last.person.name, view.last.event.kind) == (2, "Bo", "progress")


async def test_a_word_about_the_last_silent_task_turns_the_board_yellow(busy: rooms.Room) -> None:
    await say(busy, "Ann", 1, Kind.NOTE, "printer's quote open")

    async with busy.work() as work:
        view = await boards.view(work, await work.groups.get(busy.group_id))

    assert (view.light, view.late_explained) == (lights.Light.YELLOW, True)


async def test_the_board_of_a_new_group_is_green_and_empty(room: rooms.Room) -> None:
    async with room.work() as work:
        view = await boards.view(work, await work.groups.get(room.group_id))

    assert (view.light, view.late.total, view.blocked.total, view.unowned.total, view.last) == (
        lights.Light.GREEN,
        0,
        0,
        0,
        None,
    )


async def test_the_digest_names_what_needs_a_word_today(busy: rooms.Room) -> None:
    async with busy.work() as work:
        view = await digests.view(work, await work.groups.get(busy.group_id))

    assert view is not None
    assert (numbers(view.due_today), numbers(view.late), numbers(view.soon)) == ([3], [1, 2], [4])
    assert (numbers(view.stuck), numbers(view.unowned), numbers(view.to_confirm)) == ([5], [6], [])
    assert view.soon_until == date(2026, 11, 27)
    first = await busy.task(1)
    assert view.silent == {first.id}
    assert {person.name for person in view.owners.values()} == {"Ann", "Bo", "Cy"}
    assert view.mentioned == {first.id, (await busy.task(2)).id, (await busy.task(3)).id}


async def test_who_does_not_want_to_be_mentioned_is_only_named(busy: rooms.Room) -> None:
    async with busy.work() as work:
        ann = await work.people.get(busy.who["Ann"].id)
        assert ann is not None
        work.people.save(replace(ann, never_mention=True))

    async with busy.work() as work:
        view = await digests.view(work, await work.groups.get(busy.group_id))

    assert view is not None
    assert (await busy.task(1)).id not in view.mentioned


async def test_there_is_no_digest_where_there_is_nothing_to_say(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann", due=samples.due(31, 12))

    async with room.work() as work:
        assert await digests.view(work, await work.groups.get(room.group_id)) is None


async def test_the_summary_counts_the_week_against_the_week_before(busy: rooms.Room) -> None:
    await busy.give_part("Ann", people.Part.LEAD)
    await say(busy, "Cy", 3, Kind.DONE)
    await say(busy, "Ann", 4, Kind.DONE)
    async with busy.tell("Ann") as (work, said):
        await due_service.change_due(work, said, 2, samples.due(2, 12), reason="drawing late")
    async with busy.tell("Ann") as (work, said):
        await summary_service.ask_help(work, said, "the committee to settle the fire permit\nby 3 Dec")
    busy.now = FRIDAY

    async with busy.work() as work:
        view = await summary_service.view(work, await work.groups.get(busy.group_id))

    assert view.period == summaries.Period(date(2026, 11, 23), date(2026, 11, 29))
    assert view.until == FRIDAY
    assert ([task.number for task in view.done], view.done_before) == ([3, 4], 1)
    assert [task.number for task in view.moved] == [2]
    (slip,) = view.slipped
    assert (slip.task.number, slip.old, slip.new, slip.reason) == (
        2,
        samples.due(20),
        samples.due(2, 12),
        "drawing late",
    )
    (stuck,) = view.blocked
    assert (stuck.task.number, stuck.since) == (5, samples.NOW - timedelta(days=5))
    assert [task.number for task in view.next] == [5, 2]
    assert view.help == ("the committee to settle the fire permit by 3 Dec",)
    assert (view.late.total, view.light, view.is_quiet) == (1, lights.Light.RED, False)


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 27)])
async def test_many_groups_are_read_together_as_each_by_itself(busy: rooms.Room, day: date) -> None:
    await say(busy, "Cy", 3, Kind.DONE)
    async with busy.tell("Ann") as (work, said):
        await report_service.report(work, said, [5], reports.Report(Kind.FREED))
        await due_service.change_due(work, said, 2, samples.due(2, 12), reason="drawing late")
        await summary_service.ask_help(work, said, "the permit")
    await say(busy, "Bo", 4, Kind.BLOCKED, "no photos")
    busy.now = FRIDAY

    async with busy.work() as work:
        group = await work.groups.get(busy.group_id)
        (together,) = (await summary_service.views(work, [group], summaries.week_of(day))).values()
        alone = await summary_service.view(work, group, summaries.week_of(day))

    assert together == alone
    assert alone.before != alone.tally


async def test_a_summary_of_nothing_says_so(room: rooms.Room) -> None:
    async with room.work() as work:
        view = await summary_service.view(work, await work.groups.get(room.group_id))

    assert view.is_quiet


async def test_a_help_line_without_words_is_refused(room: rooms.Room) -> None:
    with pytest.raises(Refused, match=r"refused\.no_words"):
        async with room.tell("Ann") as (work, said):
            await summary_service.ask_help(work, said, " \n ")


async def test_lists_come_in_due_order_page_by_page(busy: rooms.Room) -> None:
    async with busy.work() as work:
        group = await work.groups.get(busy.group_id)
        first = await lists.page(work, group, ports.TaskFilter(), limit=4)
        assert first.next_offset is not None
        second = await lists.page(work, group, ports.TaskFilter(), offset=first.next_offset, limit=4)

    shown = [[entry.task.number for entry in page.entries] for page in (first, second)]
    assert shown == [[2, 1, 3, 4], [5, 8, 6]]
    assert (first.total, second.next_offset) == (7, None)
    assert [entry.late for entry in first.entries] == [True, True, False, False]


async def test_late_is_judged_by_the_groups_day(busy: rooms.Room) -> None:
    async with busy.work() as work:
        group = await work.groups.get(busy.group_id)
        found = await lists.page(work, group, lists.late(lists.day_of(work, group)))
    busy.pass_(hours=8)
    async with busy.work() as work:
        evening = await lists.page(work, group, lists.late(lists.day_of(work, group)))

    assert [entry.task.number for entry in found.entries] == [2, 1]
    assert [entry.task.number for entry in evening.entries] == [2, 1, 3]


async def test_mine_goes_across_groups(busy: rooms.Room) -> None:
    other = rooms.Room(busy.database, telegram_id=-1_001_500_000_002, now=busy.now)
    await other.open()
    other.who = dict(busy.who)
    await other.create("Ann", "Venue tour", owner="Ann", due=samples.due(25))

    async with busy.work() as work:
        view = await lists.mine(work, busy.who["Ann"])

    assert [(entry.task.title, entry.group.id) for entry in view.entries] == [
        ("Exhibitor manual", busy.group_id),
        ("Venue tour", other.group_id),
        ("Badge list", busy.group_id),
    ]


async def test_a_card_shows_what_a_lead_checks(busy: rooms.Room) -> None:
    async with busy.tell("Ann") as (work, said):
        await due_service.change_due(work, said, 2, samples.due(2, 12), reason="granted")
    async with busy.tell("Bo") as (work, said):
        await link_service.wait_for(work, said, 2, [5])
    async with busy.tell("Bo") as (work, said):
        await link_service.set_parent(work, said, 5, 8)

    async with busy.work() as work:
        group = await work.groups.get(busy.group_id)
        view = await lists.card(work, group, 2)
        other = await lists.card(work, group, 5, history=0)

    assert (view.entry.light, view.entry.late, view.days_left) == (lights.Light.GREEN, False, 6)
    assert [task.number for task in view.waits_for] == [5]
    assert [update.text for update in view.updates] == ["granted", "drawing late"]
    assert view.due_event is not None
    assert view.due_event.actor_id == busy.who["Ann"].id
    assert set(view.names) == {busy.who["Ann"].id, busy.who["Bo"].id}
    assert ([task.number for task in other.waiting], other.parent and other.parent.number) == ([2], 8)


@pytest.mark.parametrize(
    ("due", "left"),
    [
        (samples.due(4, 12), 8),
        (samples.due(24), 0),
        (samples.due(20), -2),
        (None, None),
        (tasks.Due(date(9999, 12, 31)), None),
    ],
)
async def test_working_days_are_counted_to_the_day(room: rooms.Room, due: tasks.Due | None, left: int | None) -> None:
    await room.create("Ann", due=due)

    async with room.work() as work:
        view = await lists.card(work, await work.groups.get(room.group_id), 1)

    assert view.days_left == left
    assert dues.is_late(view.entry.task, samples.DAY) is (left == -2)


async def test_with_very_many_late_tasks_the_board_is_red_and_counts_them_all(room: rooms.Room) -> None:
    async with room.tell("Ann") as (work, said):
        for number in range(120):
            await task_service.create(work, said, tasks.Draft(f"Task {number}", due=samples.due(20)))

    async with room.work() as work:
        view = await boards.view(work, await work.groups.get(room.group_id))

    assert (view.light, view.late.total, view.late.more, view.late_explained) == (lights.Light.RED, 120, 115, False)

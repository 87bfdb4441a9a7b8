"""The steps of late tasks as mornings go by: who is told when, what stops, pauses and holds it, each step once."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordination.rules import absence, groups, people, reports, tasks
from coordination.rules import owners as owner_rules
from coordination.services import absences, dues, owners
from coordination.services import reports as reports_service
from coordination.services import undo as undo_service
from tests.coordination import samples
from tests.coordination.mornings import MONDAY, TUESDAY, Mornings, mornings

FRIDAY = MONDAY + timedelta(days=4)
LATER = MONDAY + timedelta(days=7)
BOS = (24, "Bo", "owner")
LEADS = [(26, "Ann", "lead"), (26, "Di", "lead")]
USUAL = [BOS, *LEADS]


@pytest.fixture
async def week(sqlite_url: str) -> AsyncIterator[Mornings]:
    """The manual is Bo's and due on this Monday; nothing is said of it."""
    async with mornings(sqlite_url) as opened:
        await opened.room.create("Ann", "Exhibitor manual", owner="Bo", due=tasks.Due(MONDAY))
        yield opened


async def report(week: Mornings, name: str, kind: reports.Kind, **said: Any) -> None:
    async with week.room.tell(name) as (work, cause):
        await reports_service.report(work, cause, (1,), reports.Report(kind, **said))


async def nothing(week: Mornings) -> None:
    """The week goes by."""


async def a_word(week: Mornings) -> None:
    await report(week, "Bo", reports.Kind.NOTE, text="the printer is slow")


async def anothers_word(week: Mornings) -> None:
    await report(week, "Ann", reports.Kind.PROGRESS, percent=40)


async def done(week: Mornings) -> None:
    async with week.room.tell("Bo") as (work, cause):
        await reports_service.complete(work, cause, (1,))


async def dropped(week: Mornings) -> None:
    await report(week, "Ann", reports.Kind.DROPPED, text="not needed")


async def held(week: Mornings) -> None:
    await report(week, "Ann", reports.Kind.HELD, text="no budget", review_on=date(2027, 1, 12))


async def granted(week: Mornings) -> None:
    async with week.room.tell("Ann") as (work, cause):
        await dues.change_due(work, cause, 1, tasks.Due(LATER))


async def granted_and_taken_back(week: Mornings) -> None:
    await granted(week)
    async with week.room.tell("Ann") as (work, cause):
        await undo_service.undo(work, cause)


async def another_owner(week: Mornings) -> None:
    async with week.room.tell("Ann") as (work, cause):
        cy = samples.owner(week.room.who["Cy"])
        await owners.assign(work, cause, (1,), owner_rules.Assignment(owner_rules.Way.REPLACE, (cy,)))


async def away(week: Mornings) -> None:
    await _away(week, None)


async def away_with_a_stand_in(week: Mornings) -> None:
    await _away(week, "Cy")


async def _away(week: Mornings, stand_in: str | None) -> None:
    who = week.room.who
    async with week.room.work() as work:
        gone = absence.Absence(who["Bo"].id, MONDAY, FRIDAY, None if stand_in is None else who[stand_in].id)
        await absences.go(work, gone, MONDAY)


async def quiet_group(week: Mornings) -> None:
    async with week.room.work() as work:
        group = await work.groups.get(week.room.group_id)
        work.groups.save(replace(group, paused_until=week.room.now + timedelta(days=2)))


async def no_lead(week: Mornings) -> None:
    for name in ("Ann", "Di"):
        await week.room.give_part(name, people.Part.MEMBER)


async def no_ladder(week: Mornings) -> None:
    await week.room.set(escalation=())


async def a_quick_ladder(week: Mornings) -> None:
    await week.room.set(escalation=(1, 2, 3, 4))


async def nobody_owns(week: Mornings) -> None:
    async with week.room.work() as work:
        task = await work.tasks.by_number(week.room.group_id, 1)
        assert task is not None
        work.tasks.save(replace(task, owner=None))


Happens = Callable[[Mornings], Awaitable[None]]


@pytest.mark.parametrize(
    ("on", "happens", "heard"),
    [
        (MONDAY, nothing, USUAL),
        (TUESDAY, a_word, [BOS]),
        (TUESDAY, anothers_word, [BOS]),
        (TUESDAY, done, [BOS]),
        (TUESDAY, dropped, [BOS]),
        (TUESDAY, held, [BOS]),
        (TUESDAY, granted, [BOS]),
        (TUESDAY, granted_and_taken_back, USUAL),
        (TUESDAY, another_owner, [BOS, (25, "Cy", "owner"), *LEADS]),
        (MONDAY, away, [(24, "Ann", "lead"), (24, "Di", "lead")]),
        (TUESDAY, away, USUAL),
        (MONDAY, away_with_a_stand_in, [(24, "Cy", "owner"), *LEADS]),
        (TUESDAY, quiet_group, [BOS, (27, "Ann", "lead"), (27, "Di", "lead")]),
        (MONDAY, no_lead, [BOS]),
        (MONDAY, no_ladder, []),
        (MONDAY, a_quick_ladder, [BOS, (25, "Ann", "lead"), (25, "Di", "lead")]),
        (MONDAY, nobody_owns, [(24, "Ann", "lead"), (24, "Di", "lead")]),
    ],
)
async def test_who_hears_of_it_in_the_week(
    week: Mornings, on: date, happens: Happens, heard: list[tuple[int, str, str]]
) -> None:
    await week.until(on)
    week.to_work(on)
    await happens(week)
    await week.until(FRIDAY)

    assert week.heard() == heard


async def test_a_lead_who_is_named_later_hears_of_it_only_after_it_was_announced(week: Mornings) -> None:
    await no_lead(week)
    await week.until(date(2026, 11, 30))
    assert week.heard() == [BOS]
    await week.room.give_part("Ann", people.Part.LEAD)

    await week.fire(date(2026, 12, 1))
    (standing,) = week.views[1].passing.standings.values()
    assert (standing.is_passed_today, standing.is_announced) == (False, True)
    await week.fire(date(2026, 12, 2))
    assert week.heard() == [BOS, (2, "Ann", "lead")]


async def test_an_open_request_pauses_it_and_its_refusal_gives_a_day(week: Mornings) -> None:
    """Asked before the date: the words are older than it, the request alone stops the ladder."""
    await week.room.set(sprint=False)
    async with week.room.work() as work:
        task = await work.tasks.by_number(week.room.group_id, 1)
        assert task is not None
        work.tasks.save(replace(task, due=tasks.Due(TUESDAY), original_due=tasks.Due(TUESDAY)))
    week.to_work(MONDAY)
    async with week.room.tell("Bo") as (work, cause):
        asked = await dues.change_due(work, cause, 1, tasks.Due(LATER), reason="the printer is slow")
    await week.until(date(2026, 11, 26))
    assert week.heard() == []

    week.to_work(date(2026, 11, 26))
    assert asked.question is not None
    async with week.room.tell("Ann") as (work, cause):
        await dues.answer(work, cause, asked.question.id, granted=False)
    await week.until(FRIDAY)
    assert week.heard() == [(27, "Bo", "owner")]


async def test_a_sprint_goes_up_over_the_weekend(week: Mornings) -> None:
    await week.room.set(sprint=True)
    async with week.room.work() as work:
        task = await work.tasks.by_number(week.room.group_id, 1)
        assert task is not None
        work.tasks.save(replace(task, due=tasks.Due(FRIDAY), original_due=tasks.Due(FRIDAY)))
    await week.until(date(2026, 11, 30))

    assert week.heard() == [(28, "Bo", "owner"), (29, "Ann", "lead"), (29, "Di", "lead")]


async def test_who_has_no_private_chat_is_told_by_the_morning_message_that_names_them(sqlite_url: str) -> None:
    async with mornings(sqlite_url, private=("Di",)) as week:
        for n in range(14):
            await week.room.create("Ann", f"Task {n}", owner="Bo", due=tasks.Due(MONDAY))
        await week.until(TUESDAY)
        first = week.views[24]
        assert week.told == []
        assert len(first.late.tasks) + len(first.passing.besides) == 14

        await week.until(date(2026, 11, 26))
        assert week.told == [(26, "Di", "lead", list(range(1, 15)))]
        assert [one.name for one in week.views[26].passing.deciders] == ["Ann"]
        assert len(week.views[26].passing.decide) == 12
        log = [event.kind for event in await week.room.log(14)]
        assert log == ["created", "told_owner", "passed_to_lead"]


async def test_what_no_lead_can_be_told_of_today_is_told_the_next_day(sqlite_url: str) -> None:
    async with mornings(sqlite_url, private=("Bo",)) as week:
        for n in range(14):
            await week.room.create("Ann", f"Task {n}", owner="Bo", due=tasks.Due(MONDAY))
        await week.until(FRIDAY)

        for day, decided in ((26, list(range(1, 13))), (27, [13, 14])):
            view = week.views[day]
            assert [task.number for task in view.passing.decide] == decided
            passed = [one.task.number for one in view.passing.standings.values() if one.is_passed_today]
            assert passed == decided


async def test_where_the_private_message_failed_the_next_morning_message_names_it_once(week: Mornings) -> None:
    await week.until(date(2026, 11, 26))
    assert week.heard() == USUAL
    async with week.room.work() as work:
        for name in ("Ann", "Di"):
            chat = await work.chats.by_telegram_id(week.room.who[name].telegram_id)
            assert chat is not None
            work.chats.save(replace(chat, state=groups.ChatState.LEFT))
    await week.until(date(2026, 12, 1))

    named = {day: [task.number for task in view.passing.decide] for day, view in week.views.items()}
    assert named == {24: [], 25: [], 26: [], 27: [1], 30: [], 1: []}


async def test_a_clock_years_ahead_and_back_again_leaves_nothing_hanging(week: Mornings) -> None:
    await week.fire(MONDAY.replace(year=2036, month=12, day=2))
    assert week.heard() == [(2, "Bo", "owner")]
    week.to_work(MONDAY)
    async with week.room.work() as work:
        every = await work.schedules.of_group(week.room.group_id)
        for one in every:
            work.schedules.save(replace(one, last_due_at=None))
    for day in range(24, 29):
        await week.fire(MONDAY.replace(day=day))

    assert week.heard() == [(2, "Bo", "owner"), *LEADS]


async def test_a_stop_of_the_bot_and_a_second_firing_tell_nothing_twice_and_jump_over_nobody(week: Mornings) -> None:
    await week.fire(LATER)
    await week.fire(LATER)
    await week.fire(LATER + timedelta(days=1))
    await week.fire(LATER + timedelta(days=1))

    assert week.heard() == [(30, "Bo", "owner"), (1, "Ann", "lead"), (1, "Di", "lead")]

"""Dates in a group with and without a lead: set, asked for, granted or not (rule 5)."""

import pytest

from coordination.errors import Refused
from coordination.rules import people, tasks
from coordination.services import changes
from coordination.services import dues as service
from coordination.services import reports as report_service
from tests.coordination import rooms, samples

Outcome = changes.Outcome
FIRST, LATER = samples.due(20), samples.due(2, 12)


async def change(room: rooms.Room, name: str | None, due: tasks.Due | None, *, reason: str = "") -> service.DueChanged:
    async with room.tell(name) as (work, said):
        return await service.change_due(work, said, 1, due, reason=reason)


async def answer(
    room: rooms.Room, name: str, asked: service.DueChanged, *, granted: bool, reason: str = ""
) -> service.DueChanged:
    assert asked.question is not None
    async with room.tell(name) as (work, said):
        return await service.answer(work, said, asked.question.id, granted=granted, reason=reason)


@pytest.fixture
async def led(room: rooms.Room) -> rooms.Room:
    """Bo leads; #1 is Ann's and due."""
    await room.give_part("Bo", people.Part.LEAD)
    await room.create("Bo", owner="Ann", due=FIRST)
    return room


async def test_while_a_group_has_no_lead_every_member_changes_dates(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann", due=FIRST)

    changed = await change(room, "Cy", LATER, reason="drawing late")

    assert (changed.outcome, changed.task.due, changed.task.original_due) == (Outcome.CHANGED, LATER, FIRST)
    assert await room.task(1) == changed.task


async def test_a_lead_changes_a_date_and_the_original_stays(led: rooms.Room) -> None:
    changed = await change(led, "Bo", LATER)

    assert (changed.before.due, changed.task.due, changed.task.original_due) == (FIRST, LATER, FIRST)


async def test_an_owner_asks_and_has_reported_by_it(led: rooms.Room) -> None:
    asked = await change(led, "Ann", LATER, reason="drawing late")

    stored = await led.task(1)
    assert (asked.outcome, stored.due, stored.last_update_text) == (Outcome.ASKED, FIRST, "drawing late")
    assert asked.question is not None
    assert (asked.question.person_id, asked.wanted) == (None, LATER)


async def test_a_lead_grants_more_time_once(led: rooms.Room) -> None:
    asked = await change(led, "Ann", LATER, reason="drawing late")

    granted = await answer(led, "Bo", asked, granted=True)

    assert (granted.outcome, granted.task.due, granted.task.original_due) == (Outcome.CHANGED, LATER, FIRST)
    assert granted.asked_by == led.who["Ann"].id
    assert (await led.log(1))[-1].kind == service.GRANTED
    with pytest.raises(Refused, match=r"refused\.old_question"):
        await answer(led, "Bo", asked, granted=False)


async def test_a_lead_does_not_grant_it(led: rooms.Room) -> None:
    asked = await change(led, "Ann", LATER)

    refused = await answer(led, "Bo", asked, granted=False, reason="the opening is fixed")

    async with led.work() as work:
        newest = (await work.updates.of_task(led.group_id, asked.task.id))[0]
    assert newest.text == "the opening is fixed"
    assert (refused.outcome, refused.task.due, refused.wanted) == (Outcome.UNCHANGED, FIRST, LATER)
    assert (await led.log(1))[-1].kind == service.NOT_GRANTED


async def test_only_a_lead_answers(led: rooms.Room) -> None:
    asked = await change(led, "Ann", LATER)

    with pytest.raises(Refused, match=r"refused\.for_a_lead"):
        await answer(led, "Ann", asked, granted=True)


async def test_a_request_stands_for_two_weeks(led: rooms.Room) -> None:
    asked = await change(led, "Ann", LATER)

    led.pass_(days=13, hours=23)
    assert (await answer(led, "Bo", asked, granted=True)).outcome is Outcome.CHANGED


async def test_the_owner_sets_a_first_date_and_others_ask(room: rooms.Room) -> None:
    await room.give_part("Bo", people.Part.LEAD)
    await room.create("Bo", owner="Ann")

    assert (await change(room, "Cy", FIRST)).outcome is Outcome.ASKED
    assert (await change(room, "Ann", FIRST)).outcome is Outcome.CHANGED


async def test_only_a_lead_takes_a_date_away(led: rooms.Room) -> None:
    with pytest.raises(Refused, match=r"refused\.lead_removes_date"):
        await change(led, "Ann", None)

    removed = await change(led, "Bo", None)
    assert (removed.task.due, removed.task.original_due) == (None, FIRST)


async def test_the_same_date_again_changes_nothing(led: rooms.Room) -> None:
    assert (await change(led, "Ann", FIRST)).outcome is Outcome.UNCHANGED
    assert len(await led.log(1)) == 1


async def test_a_request_for_a_task_that_ended_since_is_refused(led: rooms.Room) -> None:
    asked = await change(led, "Ann", LATER)
    async with led.tell("Ann") as (work, said):
        await report_service.complete(work, said, [1])

    with pytest.raises(Refused, match=r"refused\.task_ended"):
        await answer(led, "Bo", asked, granted=True)


async def test_a_date_granted_that_a_lead_has_set_already_changes_nothing(led: rooms.Room) -> None:
    asked = await change(led, "Ann", LATER)
    await change(led, "Bo", LATER)

    assert (await answer(led, "Bo", asked, granted=True)).outcome is Outcome.UNCHANGED

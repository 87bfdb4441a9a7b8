"""A report on somebody else's task is asked of its owner, unless the reporter speaks for others or nothing changes."""

import pytest

from coordination.errors import Refused
from coordination.rules import people, reports, tasks
from coordination.services import changes, questions
from coordination.services import reports as service
from coordination.services import tasks as task_service
from tests.coordination import rooms
from tests.coordination.reporting import report

Kind = reports.Kind
State = tasks.State
Outcome = changes.Outcome


async def test_somebody_elses_task_is_asked_of_its_owner_and_the_words_are_kept(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")

    done = await report(room, "Bo", 1, Kind.DONE, text="signed")

    assert done.outcome is Outcome.ASKED
    stored = await room.task(1)
    assert (stored.state, stored.last_update_text) == (State.OPEN, "signed")
    assert done.question is not None
    assert done.question.person_id == room.who["Ann"].id
    assert done.question.expires_at == room.now + questions.STANDS


async def answer(room: rooms.Room, name: str, asked: service.Reported, *, yes: bool) -> service.Reported:
    assert asked.question is not None
    async with room.tell(name) as (work, said):
        return await service.answer(work, said, asked.question.id, yes=yes)


async def test_the_owners_yes_makes_it_so_once(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    asked = await report(room, "Bo", 1, Kind.DONE)

    done = await answer(room, "Ann", asked, yes=True)

    assert (done.task.state, done.kind) == (State.DONE, Kind.DONE)
    with pytest.raises(Refused, match=r"refused\.old_question"):
        await answer(room, "Ann", asked, yes=True)


async def test_the_owners_no_leaves_the_task_and_the_note(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    asked = await report(room, "Bo", 1, Kind.DONE, text="signed")

    done = await answer(room, "Ann", asked, yes=False)

    assert done.outcome is Outcome.UNCHANGED
    assert ((await room.task(1)).state, (await room.task(1)).last_update_text) == (State.OPEN, "signed")


async def test_only_the_owner_may_answer(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    asked = await report(room, "Bo", 1, Kind.DONE)

    with pytest.raises(Refused) as refused:
        await answer(room, "Cy", asked, yes=True)

    assert (refused.value.key, refused.value.values) == ("refused.for_somebody_else", {"name": "Ann"})


async def test_a_question_expires_quietly(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    asked = await report(room, "Bo", 1, Kind.DONE)

    room.pass_(hours=24)

    with pytest.raises(Refused, match=r"refused\.old_question"):
        await answer(room, "Ann", asked, yes=True)


async def test_a_question_of_another_group_is_not_found(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    asked = await report(room, "Bo", 1, Kind.DONE)
    other = rooms.Room(room.database, telegram_id=-1_001_500_000_002)
    await other.open()
    other.who = room.who

    with pytest.raises(Refused, match=r"refused\.old_question"):
        await answer(other, "Ann", asked, yes=True)


async def test_a_blocked_task_that_another_reports_done_needs_only_the_owners_yes(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await report(room, "Ann", 1, Kind.BLOCKED, text="permit")
    asked = await report(room, "Bo", 1, Kind.DONE)

    assert (await answer(room, "Ann", asked, yes=True)).task.state is State.DONE


async def test_a_note_on_anybodys_task_is_simply_kept(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")

    done = await report(room, "Bo", 1, Kind.NOTE, text="they called back")

    assert (done.outcome, done.task.last_update_text) == (Outcome.CHANGED, "they called back")


async def test_what_somebody_else_says_again_is_not_asked(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await report(room, "Ann", 1, Kind.DONE)

    assert (await report(room, "Bo", 1, Kind.DONE)).outcome is Outcome.UNCHANGED
    assert (await report(room, "Bo", 1, Kind.DONE, text="well done")).task.last_update_text == "well done"


@pytest.mark.parametrize("part", [people.Part.LEAD, people.Part.DEPUTY, people.Part.LIAISON, people.Part.SECRETARY])
async def test_who_leads_or_records_for_others_is_not_asked_back(room: rooms.Room, part: people.Part) -> None:
    await room.create("Ann", owner="Ann")
    await room.give_part("Bo", part)

    assert (await report(room, "Bo", 1, Kind.DONE)).task.state is State.DONE


async def test_an_owner_without_telegram_is_spoken_for_by_anybody(room: rooms.Room) -> None:
    async with room.tell("Ann") as (work, said):
        await task_service.create(work, said, tasks.Draft("落实主会场", (tasks.Owner("李敏"),)))

    assert (await report(room, "Cy", 1, Kind.DONE)).task.state is State.DONE


async def test_an_anonymous_admin_is_nobody_but_is_heard(room: rooms.Room) -> None:
    await room.create(None, owner="Ann")

    done = await report(room, None, 1, Kind.DONE)

    assert done.outcome is Outcome.ASKED
    assert (await room.log(1))[-1].actor_id is None

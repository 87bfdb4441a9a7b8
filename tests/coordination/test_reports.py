"""What becomes of what people report: kept with its event, or refused whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.errors import Refused
from coordination.rules import fields, groups, people, reports, tasks
from coordination.services import changes
from coordination.services import links as link_service
from coordination.services import reports as service
from tests.coordination import rooms
from tests.coordination.reporting import report

Kind = reports.Kind
State = tasks.State
Outcome = changes.Outcome


async def test_a_report_is_kept_with_its_words_and_its_event(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")

    done = await report(room, "Ann", 1, Kind.PROGRESS, percent=60, text="quote received")

    assert (done.before.state, done.task.state, done.outcome) == (State.OPEN, State.IN_PROGRESS, Outcome.CHANGED)
    stored = await room.task(1)
    assert stored == done.task
    assert (stored.percent, stored.last_update_text, stored.version) == (60, "quote received", 2)
    log = await room.log(1)
    assert [event.kind for event in log] == ["created", "progress"]
    assert fields.replay(log) == stored
    async with room.work() as work:
        (update,) = await work.updates.of_task(room.group_id, stored.id)
    assert (update.text, update.percent, update.state) == ("quote received", 60, "in_progress")
    assert update.author_id == room.who["Ann"].id


async def test_several_numbers_are_reported_together_or_not_at_all(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await room.create("Ann", owner="Ann")

    with pytest.raises(Refused) as refused:
        async with room.tell("Ann") as (work, said):
            await service.complete(work, said, [1, 2, 99])

    assert (refused.value.key, refused.value.values) == ("refused.no_such_task", {"number": 99})
    assert (await room.task(1)).state is State.OPEN
    async with room.tell("Ann") as (work, said):
        done = await service.complete(work, said, [2, 1, 2], note="signed")
    assert [one.task.number for one in done] == [2, 1]


@pytest.mark.parametrize("number", [0, -1, 2, 10**12, 2**63])
async def test_a_number_that_is_not_the_groups_gets_one_answer(room: rooms.Room, number: int) -> None:
    other = rooms.Room(room.database, telegram_id=-1_001_500_000_002)
    await other.open("Dee")
    await other.create("Dee")
    await other.create("Dee")
    await room.create("Ann")

    with pytest.raises(Refused) as refused:
        await report(room, "Ann", number, Kind.DONE)

    assert (refused.value.key, refused.value.values) == ("refused.no_such_task", {"number": number})


async def test_so_many_numbers_in_one_line_are_refused(room: rooms.Room) -> None:
    with pytest.raises(Refused, match=r"refused\.too_many_at_once"):
        async with room.tell("Ann") as (work, said):
            await service.complete(work, said, range(1, 52))


async def test_key_work_is_claimed_by_its_owner_and_closed_by_a_lead(room: rooms.Room) -> None:
    await room.give_part("Bo", people.Part.LEAD)
    await room.create("Ann", owner="Ann", key=True)

    claimed = await report(room, "Ann", 1, Kind.DONE, text="signed")
    assert (claimed.task.state, claimed.kind) == (State.CLAIMED, "claimed")
    with pytest.raises(Refused, match=r"refused\.lead_confirms"):
        await report(room, "Ann", 1, Kind.CONFIRMED)

    returned = await report(room, "Bo", 1, Kind.RETURNED, text="no stamp")
    assert returned.task.state is State.IN_PROGRESS
    await report(room, "Ann", 1, Kind.DONE)
    assert (await report(room, "Bo", 1, Kind.CONFIRMED)).task.state is State.DONE


async def test_a_claimant_who_leads_confirms_only_when_alone(room: rooms.Room) -> None:
    await room.set(closing_needs_lead=groups.Closing.ALWAYS)
    await room.give_part("Bo", people.Part.LEAD)
    await room.create("Ann", owner="Ann")
    await report(room, "Ann", 1, Kind.DONE)
    await room.give_part("Ann", people.Part.LEAD)

    with pytest.raises(Refused, match=r"refused\.own_claim"):
        await report(room, "Ann", 1, Kind.CONFIRMED)

    await room.give_part("Bo", people.Part.MEMBER)
    assert (await report(room, "Ann", 1, Kind.CONFIRMED)).task.state is State.DONE


async def test_while_a_group_has_no_lead_its_members_close_key_work(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann", key=True)

    assert (await report(room, "Ann", 1, Kind.DONE)).task.state is State.DONE


async def test_only_a_lead_says_what_is_key_work(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await room.give_part("Bo", people.Part.LEAD)

    with pytest.raises(Refused, match=r"refused\.leads_only"):
        await report(room, "Ann", 1, Kind.KEY)
    assert (await report(room, "Bo", 1, Kind.KEY)).task.key


async def test_what_waits_is_done_only_when_said_twice(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await room.create("Ann", "Get the permit", owner="Ann")
    async with room.tell("Ann") as (work, said):
        await link_service.wait_for(work, said, 1, [2])

    with pytest.raises(Refused) as refused:
        await report(room, "Ann", 1, Kind.DONE)
    assert refused.value.values["waits_for"] == "#2"

    await report(room, "Ann", 2, Kind.DONE)
    assert (await report(room, "Ann", 1, Kind.DONE)).task.state is State.DONE


async def test_a_creator_may_rename_and_drop_but_not_finish_anothers_task(room: rooms.Room) -> None:
    await room.create("Bo", owner="Ann")

    assert (await report(room, "Bo", 1, Kind.RENAMED, title="Sign the lease")).task.title == "Sign the lease"
    assert (await report(room, "Bo", 1, Kind.DONE)).outcome is Outcome.ASKED
    assert (await report(room, "Bo", 1, Kind.DROPPED, text="not needed")).task.state is State.DROPPED


async def test_a_file_is_kept_with_its_task(room: rooms.Room) -> None:
    task = await room.create("Ann", owner="Ann")

    async with room.tell("Bo", "the signed contract") as (work, said):
        await service.attach(work, said, 1, changes.Evidence("AgACAgQ", "photo"))

    async with room.work() as work:
        (update,) = await work.updates.of_task(room.group_id, task.id)
    assert (update.file_id, update.file_kind, update.text) == ("AgACAgQ", "photo", "the signed contract")


async def test_words_said_before_a_stop_do_not_take_the_place_of_newer_ones(room: rooms.Room) -> None:
    await room.create("Ann", owner="Ann")
    await report(room, "Ann", 1, Kind.NOTE, text="newer")

    async with room.tell("Ann") as (work, said):
        early = replace(said, at=said.at - timedelta(hours=2))
        await service.report(work, early, [1], reports.Report(Kind.PROGRESS, "older", 40))

    stored = await room.task(1)
    assert (stored.percent, stored.last_update_text) == (40, "newer")


async def test_every_word_stands_in_the_history_also_one_that_changes_nothing_any_more(room: rooms.Room) -> None:
    task = await room.create("Ann", owner="Ann")
    await report(room, "Ann", 1, Kind.NOTE, text="newer")
    async with room.tell("Ann") as (work, said):
        early = replace(said, at=said.at - timedelta(hours=2))
        await service.report(work, early, [1], reports.Report(Kind.NOTE, "older"))
    await report(room, "Ann", 1, Kind.RENAMED, title="Sign the lease")

    async with room.work() as work:
        history = await work.updates.of_task(room.group_id, task.id)

    assert sorted(update.text for update in history) == ["newer", "older"]

"""Groups at rest and programmes in the archive: nothing is said by itself there, and nothing written."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from coordination.errors import Refused
from coordination.rules import groups, reports
from coordination.services import groups as groups_service
from coordination.services import handovers, lives, rounds, schedules, sections
from coordination.services import reports as reports_service
from tests.coordination import rooms
from tests.coordination.committees import Committee, committee

Life = groups.Life


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


async def life_of(opened: Committee, *codes: str) -> list[Life]:
    await opened.learn()
    return [opened.seats[code].group.life for code in codes]


async def test_a_group_is_laid_down_and_woken_and_its_schedules_are_silent_meanwhile(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with opened.room.tell("Ann") as (work, said):
        for _ in range(2):
            await lives.set_life(work, said, hall.group_id, Life.DORMANT)
        (one,) = [event for event in work.events.of_update() if event.kind == lives.LIFE]
        assert (one.group_id, one.before, one.after) == (hall.group_id, {"life": "running"}, {"life": "dormant"})
    async with hall.work() as work:
        digest = next(one for one in await work.schedules.of_group(hall.group_id) if one.kind == groups_service.DIGEST)
        work.schedules.save(replace(digest, next_due_at=work.now))
    async with hall.work() as work:
        assert await schedules.fire(work, digest.id) is None
        kept = await work.schedules.get(digest.id)
        assert kept is not None
        assert kept.last_outcome == "skipped:paused"
        assert kept.next_due_at is not None
    async with opened.room.tell("Ann") as (work, said):
        await lives.set_life(work, said, hall.group_id, Life.RUNNING)
        for wrong in ((opened.room.group_id, Life.DORMANT), (hall.group_id, Life.ARCHIVED)):
            with pytest.raises(Refused, match="old_button"):
                await lives.set_life(work, said, *wrong)
    assert await life_of(opened, "EXH") == [Life.RUNNING]


async def test_the_archive_is_read_and_not_written_and_opens_as_it_was(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with opened.room.tell("Ann") as (work, said):
        await sections.make(work, said, "Venue")
        await lives.set_life(work, said, opened.seats["MED"].group.id, Life.CONCLUDED)
    async with opened.room.tell("Ann") as (work, said):
        await rounds.open_round(work, said, rounds.Wish("Review"))
        with pytest.raises(Refused, match="round_open"):
            await lives.archive(work, said)
        opened_round = await rounds.current(work, said.group)
        assert opened_round is not None
        work.rounds.save(replace(opened_round.round, state=rounds.State.CLOSED))
    async with opened.room.tell("Ann") as (work, said):
        await lives.archive(work, said)
        await lives.check_written(work, said.group)  # the step itself is no writing in an archive
        with pytest.raises(Refused, match="read_only"):
            await lives.archive(work, said)
    assert await life_of(opened, "EXH", "MED", "GUE") == [Life.ARCHIVED] * 3

    async with hall.tell("Li") as (work, said):
        await lives.check_written(work, said.group)  # nothing was written
        await reports_service.report(work, said, (1,), reports.Report(reports.Kind.NOTE, "still here"))
        with pytest.raises(Refused, match="read_only"):
            await lives.check_written(work, said.group)
        with pytest.raises(Refused, match="read_only"):
            await lives.check_written(work, None)
    async with opened.room.tell("Ann") as (work, said):
        await lives.reopen(work, said)
        await lives.check_written(work, said.group)
        with pytest.raises(Refused, match="in_use"):
            await lives.reopen(work, said)
    assert await life_of(opened, "EXH", "MED", "GUE") == [Life.RUNNING, Life.CONCLUDED, Life.RUNNING]


async def test_a_programme_is_taken_over_only_where_its_link_was_opened(opened: Committee) -> None:
    async with opened.room.tell("Ann") as (work, said):
        programme = await work.programmes.of_committee(said.group.id)
        assert programme is not None
        assert programme.owner_id == opened.room.who["Ann"].id
        code = handovers.offer(work, said, programme)
        number = int(code.split("_")[1])
        for actor, is_admin in ((opened.room.who["Bo"], True), (opened.room.who["Ann"], False)):
            handovers.check(programme, actor, is_admin=is_admin)
        with pytest.raises(Refused, match="owner_only"):
            handovers.check(programme, opened.room.who["Bo"], is_admin=False)
    office = rooms.Room(opened.room.database, now=opened.room.now, telegram_id=rooms.CHAT - 7)
    await office.open("Li")
    async with office.tell("Li") as (work, said):
        for wrong in (f"HO_{number}_AAAAAAAAAA", "HO_1_AAAAAAAAAA", "HO"):
            with pytest.raises(Refused, match="no_such_code"):
                await handovers.offered(work, said.group, wrong)
        with pytest.raises(Refused, match="old_button"):
            await handovers.take(work, said, number)  # guessed
        with pytest.raises(Refused, match="old_button"):
            await handovers.decline(work, said.group, number)
        question, _ = await handovers.offered(work, said.group, code.lower())
        handed = await handovers.take(work, said, question.id)
        with pytest.raises(Refused, match="over"):
            await handovers.take(work, said, question.id)
    assert (handed.committee.id, handed.programme.owner_id) == (opened.room.group_id, office.who["Li"].id)
    async with office.work() as work:
        moved = await work.groups.get(opened.room.group_id)
        here = await work.chats.get(moved.chat_id)
        assert here.telegram_id == office.telegram_id
        assert [person.name for person, _ in await work.people.members(moved.id)] == ["Li"]


async def test_a_programme_goes_to_no_chat_that_has_work_of_its_own(opened: Committee) -> None:
    hall = await opened.join("EXH", "Li")
    async with opened.room.tell("Ann") as (work, said):
        programme = await work.programmes.of_committee(said.group.id)
        assert programme is not None
        code = handovers.offer(work, said, programme)
        handed = await handovers.to_person(work, said, opened.room.who["Bo"].id)
        assert handed.owner_id == opened.room.who["Bo"].id
        with pytest.raises(Refused, match="old_button"):
            await handovers.to_person(work, said, hall.who["Li"].id)
    busy = rooms.Room(opened.room.database, now=opened.room.now, telegram_id=rooms.CHAT - 8)
    await busy.open("Wu")
    await busy.create("Wu", "Call the printer")
    for room, name, key in ((busy, "Wu", "not_empty"), (hall, "Li", "not_a_group")):
        async with room.tell(name) as (work, said):
            with pytest.raises(Refused, match=key):
                await handovers.offered(work, said.group, code)
    opened.room.pass_(days=8)
    late = rooms.Room(opened.room.database, now=opened.room.now, telegram_id=rooms.CHAT - 9)
    await late.open("Xi")
    async with late.tell("Xi") as (work, said):
        with pytest.raises(Refused, match="over"):
            await handovers.offered(work, said.group, code)

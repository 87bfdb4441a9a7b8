"""Behind a summary: the message of each line, the counts of each person, the preview for the leads."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.errors import Refused
from coordination.rules import groups, people, reports, summaries
from coordination.services import reports as reports_service
from coordination.services import summaries as summaries_service
from coordination.services import summary_previews, summary_sources
from coordination.services.summary_sources import Heading
from storage import engines
from tests.coordination import samples
from tests.coordination.rooms import Room


@pytest.fixture
async def room(database: engines.Database) -> AsyncIterator[Room]:
    """One task done, one moved after it was blocked, one blocked; a lead's line and a call for help."""
    opened = Room(database)
    await opened.open("Ann", "Bo")
    for title, owner in (("Sign the lease", "Ann"), ("Badge list", "Bo"), ("Booth plan", "Bo")):
        await opened.create("Ann", title, owner=owner)
    for number, report in (
        (2, reports.Report(reports.Kind.BLOCKED, text="no photos")),
        (2, reports.Report(reports.Kind.FREED)),
        (3, reports.Report(reports.Kind.BLOCKED, text="permit")),
    ):
        async with opened.tell("Bo", "words") as (work, said):
            await reports_service.report(work, said, [number], report)
    async with opened.tell("Ann", "signed") as (work, said):
        await reports_service.complete(work, said, [1], note="signed")
    yield opened


async def test_every_line_has_its_message(room: Room) -> None:
    async with room.tell("Ann", "The hall is ours") as (work, said):
        await summaries_service.add_line(work, said, said.text)
    async with room.tell("Bo", "Settle the permit") as (work, said):
        await summaries_service.ask_help(work, said, said.text)
    week = summaries.week_of(samples.NOW.date())
    async with room.work() as work:
        group = await work.groups.get(room.group_id)
        found = await summary_sources.origins(work, group, week)
        view = await summaries_service.view(work, group, week)
        shares = await summary_sources.shares(work, group, week)

    assert [one.heading for one in found] == [
        Heading.LINE,
        Heading.DONE,
        Heading.MOVED,
        *[Heading.NEW] * 3,
        Heading.BLOCKED,
        Heading.HELP,
    ]
    assert all(one.message_id is not None and one.chat is not None and one.person is not None for one in found)
    assert (found[0].text, found[-1].text) == ("The hall is ours", "Settle the permit")
    assert view.lines == ("The hall is ours",)
    assert len(view.new) == 3
    assert len(view.freed) == 1
    assert [(one.name, one.done, one.moved) for one in shares] == [("Ann", 1, 0), ("Bo", 0, 1)]


async def _friday(room: Room) -> int:
    """The id of the summary's schedule, with less than an hour to go."""
    async with room.work() as work:
        (schedule,) = [one for one in await work.schedules.of_group(room.group_id) if one.kind == "summary"]
        chat = groups.Chat(work.new_id(), room.who["Bo"].telegram_id, "private")
        work.chats.save(chat)
        work.people.save(replace(room.who["Bo"], started=True))
    assert schedule.next_due_at is not None
    room.now = schedule.next_due_at - timedelta(minutes=59)
    return schedule.id


async def test_the_leads_with_a_private_chat_see_it_once(room: Room) -> None:
    schedule_id = await _friday(room)
    async with room.work() as work:
        assert await summary_previews.of(work, schedule_id) is None  # nobody leads
    await room.give_part("Bo", people.Part.LEAD)
    room.now += timedelta(days=7)
    async with room.work() as work:
        schedule = await work.schedules.get(schedule_id)
        assert schedule is not None
        assert schedule.next_due_at is not None
        work.schedules.save(replace(schedule, next_due_at=room.now + timedelta(minutes=30)))
    async with room.work() as work:
        preview = await summary_previews.of(work, schedule_id)
        assert preview is not None
        assert [chat.telegram_id for chat in preview.chats] == [room.who["Bo"].telegram_id]
        assert await summary_previews.of(work, schedule_id) is None
        assert await summary_previews.of(work, 999_999) is None


async def test_only_a_lead_adds_a_line(room: Room) -> None:
    async with room.tell("Ann", "mine") as (work, said):
        with pytest.raises(Refused, match="leads_only"):
            await summary_previews.add_line(work, said, "mine")
    await room.give_part("Bo", people.Part.LEAD)
    async with room.tell("Bo", "mine") as (work, said):
        await summary_previews.add_line(work, said, "mine")
    async with room.tell("Ann", "mine") as (work, said):
        with pytest.raises(Refused, match="leads_only"):
            await summaries_service.add_line(work, said, "mine")
    async with room.tell("Bo", " ") as (work, said):
        with pytest.raises(Refused, match="no_words"):
            await summary_previews.add_line(work, said, " ")

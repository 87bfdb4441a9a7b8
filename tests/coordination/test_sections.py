"""Sections between groups and their committee: made, filled, led, seen, given a chat."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from coordination.errors import Refused
from coordination.rules import groups, people
from coordination.services import changes, parts, sections
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from tests.coordination.committees import Committee, committee


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[Committee]:
    async with committee(sqlite_url) as one:
        yield one


def within(said: changes.Said, group: groups.Group) -> changes.Said:
    """The same words as a cause in another group."""
    return replace(said, group=group)


async def made(opened: Committee, name: str, *codes: str) -> sections.Section:
    """Ann makes a section and puts these groups into it."""
    async with opened.room.tell("Ann") as (work, said):
        section = await sections.make(work, said, name)
        for code in codes:
            await sections.put(work, said, opened.seats[code].group.id, section.group.id)
    await opened.learn()
    return section


async def test_a_section_stands_between_its_groups_and_the_committee(opened: Committee) -> None:
    venue = await made(opened, "Venue", "MED", "EXH")
    guests = await made(opened, "嘉宾板块", "GUE")

    async with opened.room.work() as work:
        programme = await work.programmes.of_committee(opened.room.group_id)
        assert programme is not None
        found = await sections.all_of(work, programme)
        own = await opened.group(work)
        hall, media, invitations = (opened.seats[code].group for code in ("EXH", "MED", "GUE"))
        assert [(one.seat.code, [each.seat.code for each in one.groups]) for one in found] == [
            ("VEN", ["EXH", "MED"]),
            ("嘉宾", ["GUE"]),
        ]
        assert (await sections.of_group(work, hall)) == venue.group
        assert await sections.of_group(work, own) is None
        assert await sections.committee_of(work, hall) == own
        assert await sections.committee_of(work, venue.group) == own
        assert await sections.common(work, hall, media) == venue.group
        assert await sections.common(work, hall, invitations) == own
        assert [one.seat.code for one in await sections.visible(work, venue.group)] == ["EXH", "MED"]
        assert [one.seat.code for one in await sections.visible(work, own)] == ["EXH", "MED", "GUE"]
        assert await sections.visible(work, hall) == []
        assert [one.seat.code for one in await programme_service.seated(work, programme)] == ["EXH", "MED", "GUE"]
        assert await sections.find(work, own, "venue") is not None
        assert await sections.find(work, own, "nowhere") is None
    async with opened.room.tell("Ann") as (work, said):
        assert (await sections.make(work, said, " VENUE ")).group.id == venue.group.id
        moved = await sections.put(work, said, hall.id, None)
        assert moved.parent_id == own.id
        assert await sections.of_group(work, moved) is None
        for wrong in ((guests.group.id, None), (hall.id, media.id), (own.id, venue.group.id)):
            with pytest.raises(Refused, match="old_button"):
                await sections.put(work, said, *wrong)
        with pytest.raises(Refused, match="no_name"):
            await sections.make(work, said, "  ")


async def test_a_section_sees_its_own_groups_and_a_lead_of_it_in_private_too(opened: Committee) -> None:
    venue = await made(opened, "Venue", "EXH")
    ann, bo = opened.room.who["Ann"], opened.room.who["Bo"]
    async with opened.room.tell("Ann") as (work, said):
        section = await work.groups.get(venue.group.id)
        await parts.give(work, within(said, section), bo.id, people.Part.DEPUTY)
        await parts.give(work, within(said, section), ann.id, people.Part.LEAD)
    async with opened.room.tell("Bo") as (work, said):
        assert [one.name for one in await sections.leads(work, venue.group)] == ["Ann", "Bo"]
        assert [one.id for one in await sections.led_by(work, bo.id)] == [venue.group.id]
        alone = groups.Group(0, said.group.chat_id, 99, "Bo", "en", "UTC", kind=groups.GroupKind.PERSONAL)
        assert (await groups_service.reachable(work, within(said, alone), "exh")).code == "EXH"
        with pytest.raises(Refused, match="no_such_group"):
            await groups_service.reachable(work, within(said, alone), "med")


async def test_a_chat_takes_a_sections_place_with_its_groups_and_leads(opened: Committee) -> None:
    venue = await made(opened, "Venue", "EXH", "MED")
    async with opened.room.tell("Ann") as (work, said):
        await parts.give(work, within(said, venue.group), opened.room.who["Bo"].id, people.Part.LEAD)
    opened.seats["VEN"] = programme_service.Seated(venue.seat, venue.group)
    room = await opened.join("VEN", "Li")

    async with room.tell("Li") as (work, said):
        group = await work.groups.get(room.group_id)
        assert (group.kind, group.name, group.parent_id) == (
            groups.GroupKind.SECTION,
            "Venue",
            opened.room.group_id,
        )
        assert [one.seat.code for one in await sections.groups_of(work, group)] == ["EXH", "MED"]
        assert {one.name for one in await sections.leads(work, group)} == {"Bo", "Li"}
        assert (await groups_service.reachable(work, said, "med")).code == "MED"
        with pytest.raises(Refused, match="no_such_group"):
            await groups_service.reachable(work, said, "gue")


async def test_a_plan_with_sections_above_its_groups_makes_them(opened: Committee) -> None:
    rows: list[dict[str, Any]] = [
        {"title": "Stage", "group": "Venue", "unit": "Stage crew", "owners": []},
        {"title": "Rooms", "group": "Venue", "unit": "Rooms", "owners": []},
        {"title": "Signs", "group": "Media section", "unit": None, "owners": ["Sign team"]},
    ]
    await opened.accept(await opened.send(*rows))
    newer = [*rows, {"title": "Doors", "group": "Venue", "unit": "Venue", "owners": []}]
    await opened.accept(await opened.send(*newer))
    async with opened.room.work() as work:
        programme = await work.programmes.of_committee(opened.room.group_id)
        assert programme is not None
        found = await sections.all_of(work, programme)
        assert [(one.group.name, [each.group.name for each in one.groups]) for one in found] == [
            ("Venue", ["Stage crew", "Rooms"]),
            ("Media section", ["Sign team"]),
        ]
        codes = [one.seat.code for one in await programme_service.seated(work, programme)]
        assert len({*codes, *(one.seat.code for one in found)}) == len(codes) + len(found)

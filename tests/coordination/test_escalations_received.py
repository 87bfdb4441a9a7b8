"""What a committee hears of its groups: announced below, after the lead, once, and stopped by a word."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coordination.rules import digests, groups, instants, people, programmes, reports, tasks
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from coordination.services import reports as reports_service
from coordination.services import schedules
from tests.coordination import samples
from tests.coordination.mornings import MONDAY, Mornings, mornings
from tests.coordination.rooms import Room

THURSDAY = date(2026, 12, 3)
"""Eight working days after the Monday on which the task was due."""


@pytest.fixture
async def below(sqlite_url: str) -> AsyncIterator[Mornings]:
    """The manual of EXH, Bo's, is due on this Monday and nothing is said; EXH belongs to a committee."""
    async with mornings(sqlite_url) as opened:
        await opened.room.create("Ann", "Exhibitor manual", owner="Bo", due=tasks.Due(MONDAY))
        yield opened


@pytest.fixture
async def above(below: Mornings) -> Mornings:
    """The committee, in a chat of its own."""
    room = Room(below.room.database, now=below.room.now, telegram_id=-1_001_500_000_002)
    await room.open()
    async with room.work() as work:
        committee = await work.groups.get(room.group_id)
        programme = await programme_service.begin(work, committee)
        group = await work.groups.get(below.room.group_id)
        work.groups.save(replace(group, parent_id=committee.id, code="EXH"))
        seat = programmes.Seat(work.new_id(), programme.id, group.id, 0, "EXH", "CODE", work.now)
        work.programmes.save_seat(seat)
    return Mornings(room)


def came(above: Mornings) -> dict[int, list[str]]:
    """What its morning messages name, by day."""
    found = {day: [one.standing.task.title for one in view.passing.received] for day, view in above.views.items()}
    return {day: titles for day, titles in found.items() if titles}


async def both(below: Mornings, above: Mornings, first: date, last: date) -> None:
    for ahead in range((last - first).days + 1):
        await below.fire(first + timedelta(days=ahead))
        await above.fire(first + timedelta(days=ahead))


async def test_it_comes_up_after_the_lead_as_announced_and_once(below: Mornings, above: Mornings) -> None:
    await both(below, above, MONDAY, THURSDAY - timedelta(days=1))
    assert came(above) == {}
    announced = below.views[2].passing.standings
    (standing,) = announced.values()
    assert standing.coming is not None
    assert (standing.coming.level.value, standing.is_announced) == ("committee", True)
    assert standing.at == instants.resolve(THURSDAY, groups_service.DIGEST_AT, samples.ZONE)

    await both(below, above, THURSDAY, THURSDAY + timedelta(days=1))
    assert came(above) == {3: ["Exhibitor manual"]}
    assert [event.kind for event in await below.room.log(1)] == [
        "created",
        "told_owner",
        "passed_to_lead",
        "passed_to_committee",
    ]
    (standing,) = below.views[4].passing.standings.values()
    assert standing.highest is not None
    assert standing.highest.value == "committee"


async def test_a_word_before_keeps_it_below(below: Mornings, above: Mornings) -> None:
    await both(below, above, MONDAY, THURSDAY - timedelta(days=1))
    below.to_work(THURSDAY - timedelta(days=1))
    async with below.room.tell("Ann") as (work, cause):
        note = reports.Report(reports.Kind.NOTE, "the printer answers tomorrow")
        await reports_service.report(work, cause, (1,), note)
    await both(below, above, THURSDAY, THURSDAY)

    assert came(above) == {}


async def test_a_silenced_group_sends_nothing_up(below: Mornings, above: Mornings) -> None:
    await both(below, above, MONDAY, THURSDAY - timedelta(days=1))
    async with below.room.work() as work:
        group = await work.groups.get(below.room.group_id)
        work.groups.save(replace(group, paused_until=below.room.now + timedelta(days=7)))
    await both(below, above, THURSDAY, THURSDAY)

    assert came(above) == {}


async def test_a_committee_whose_morning_message_is_off_is_told_nothing_and_nothing_is_announced(
    below: Mornings, above: Mornings
) -> None:
    async with above.room.work() as work:
        for one in await work.schedules.of_group(above.room.group_id):
            work.schedules.save(replace(one, enabled=False, next_due_at=None))
    for ahead in range(10):
        await below.fire(MONDAY + timedelta(days=ahead))

    (standing,) = below.views[2].passing.standings.values()
    assert standing.coming is None


@pytest.mark.parametrize(
    ("opens_on", "days"),
    [
        (date(2026, 12, 25), [(25, 30)]),
        (date(2026, 12, 26), [(26, 30)]),
        (date(2026, 11, 25), [(24, 1)]),
        (date(2026, 11, 23), []),
        (date(2027, 5, 20), []),
    ],
)
async def test_a_sprint_is_offered_once_a_month_before_the_opening(
    below: Mornings, above: Mornings, opens_on: date, days: list[tuple[int, int]]
) -> None:
    async with above.room.work() as work:
        programme = await work.programmes.of_committee(above.room.group_id)
        assert programme is not None
        work.programmes.save(replace(programme, opens_on=opens_on))
    await below.until(date(2026, 11, 27))

    assert [(day, view.opens_in) for day, view in below.views.items() if view.opens_in is not None] == days


async def test_in_a_sprint_none_is_offered(below: Mornings, above: Mornings) -> None:
    await below.room.set(sprint=True)
    async with above.room.work() as work:
        programme = await work.programmes.of_committee(above.room.group_id)
        assert programme is not None
        work.programmes.save(replace(programme, opens_on=date(2026, 12, 1)))
    await below.until(date(2026, 11, 25))

    assert {view.opens_in for view in below.views.values()} == {None}


async def test_groups_without_a_committee_read_as_before(below: Mornings) -> None:
    for ahead in range(11):
        fired = await below.fire(MONDAY + timedelta(days=ahead))
        assert fired is None or isinstance(fired, schedules.Fired)
    (standing,) = below.views[3].passing.standings.values()

    assert standing.coming is None
    assert isinstance(below.views[3], digests.DigestView)
    assert below.views[3].group.kind is groups.GroupKind.GROUP


async def test_without_a_lead_it_goes_from_the_owner_to_the_committee(below: Mornings, above: Mornings) -> None:
    for name in ("Ann", "Di"):
        await below.room.give_part(name, people.Part.MEMBER)
    await both(below, above, MONDAY, THURSDAY)

    assert [level for _, _, level, _ in below.told] == ["owner"]
    assert came(above) == {3: ["Exhibitor manual"]}


async def a_section(below: Mornings, above: Mornings) -> Room:
    """A section between the group and the committee, which Di leads, with a chat of its own."""
    room = Room(below.room.database, now=below.room.now, telegram_id=-1_001_500_000_003)
    await room.open()
    async with room.work() as work:
        section = replace(
            await work.groups.get(room.group_id), kind=groups.GroupKind.SECTION, parent_id=above.room.group_id
        )
        work.groups.save(section)
        programme = await work.programmes.of_committee(above.room.group_id)
        assert programme is not None
        seat = programmes.Seat(work.new_id(), programme.id, section.id, 1, "VEN", "CODE2", work.now, is_section=True)
        work.programmes.save_seat(seat)
        work.groups.save(replace(await work.groups.get(below.room.group_id), parent_id=section.id))
        work.people.save_membership(people.Membership(section.id, below.room.who["Di"].id, people.Part.LEAD))
    return room


async def test_a_sections_morning_message_comes_between_lead_and_committee(below: Mornings, above: Mornings) -> None:
    section = Mornings(await a_section(below, above))
    await below.room.give_part("Di", people.Part.MEMBER)
    for ahead in range(12):
        day = MONDAY + timedelta(days=ahead)
        for one in (below, section, above):
            await one.fire(day)

    assert below.heard() == [(24, "Bo", "owner"), (26, "Ann", "lead")]
    assert (came(section), came(above)) == ({30: ["Exhibitor manual"]}, {3: ["Exhibitor manual"]})
    (before,) = below.views[26].passing.standings.values()
    assert before.coming is not None
    assert (before.coming.level.value, before.at) == (
        "section",
        instants.resolve(date(2026, 11, 30), groups_service.DIGEST_AT, samples.ZONE),
    )
    assert [event.kind for event in await below.room.log(1)][1:] == [
        "told_owner",
        "passed_to_lead",
        "passed_to_section",
        "passed_to_committee",
    ]


async def test_a_section_without_a_morning_message_is_told_by_its_leads_in_private(
    below: Mornings, above: Mornings
) -> None:
    room = await a_section(below, above)
    await below.room.give_part("Di", people.Part.MEMBER)
    async with room.work() as work:
        for one in await work.schedules.of_group(room.group_id):
            work.schedules.save(replace(one, enabled=False, next_due_at=None))
    await both(below, above, MONDAY, THURSDAY)

    assert below.heard() == [(24, "Bo", "owner"), (26, "Ann", "lead"), (30, "Di", "section")]
    assert came(above) == {3: ["Exhibitor manual"]}
    (standing,) = below.views[30].passing.standings.values()
    assert standing.coming is not None
    assert standing.coming.level.value == "committee"


async def test_a_dormant_group_sends_nothing_up(below: Mornings, above: Mornings) -> None:
    async with below.room.work() as work:
        group = await work.groups.get(below.room.group_id)
        work.groups.save(replace(group, life=groups.Life.DORMANT))
    await both(below, above, MONDAY, THURSDAY)

    assert (below.told, came(above)) == ([], {})

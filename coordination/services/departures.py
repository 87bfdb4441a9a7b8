"""A chat gives the place in a programme back that it took: it is a group by itself again, the place waits; no text.

What the programme had brought there goes back with the place, and so does what was recorded of it; what was begun in
the chat stays there. What was said to the committee since can't be unsaid: then the place is kept.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, groups, people, programmes, rounds
from coordination.services import changes, departure_tasks, duties, lives, places, plan_followed, rollups
from coordination.services import programmes as programme_service

LEFT = "left_place"
"""Kind of the event by which a chat gives its place back."""

_MOST_ROUNDS, _MOST_NOTICES = 100, 500


@dataclass(frozen=True, slots=True)
class Departed:
    """A place given back: the programme's name, its committee, the chat's group as it is now, code and name of the
    place, how many tasks wait there, how many receipts are open again. `edition`: the chat is the last edition's again.
    """

    programme: str
    committee: groups.Group
    group: groups.Group
    code: str
    name: str
    tasks: int
    receipts: int
    edition: bool


def can_be_taken_back(event: events.Event) -> bool:
    """Whether a joining says what the chat was before: those of older versions don't."""
    return event.kind == programme_service.JOINED and bool(event.before)


async def joining_of(work: ports.Work, group: groups.Group) -> events.Event | None:
    """The joining by which the group has its place, where it can be taken back by what is known of it."""
    place = await work.programmes.seat_of(group.id)
    if place is None or place.joined_at is None:
        return None
    found = await work.events.since(group.id, place.joined_at, place.joined_at + timedelta(seconds=1))
    return next((one for one in found if can_be_taken_back(one) and one.at == place.joined_at), None)


async def restore(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    """Take a joining back. `False` for another kind of event, and where the place was given back before.

    Raises `Refused` where the group has reported since, has the floor, or its programme is in the archive.
    """
    if not can_be_taken_back(event):
        return False
    before = dict(event.before or {})
    place = await work.programmes.seat_of(event.group_id)
    programme = None if place is None else await work.programmes.get(place.programme_id)
    if place is None or programme is None or place.joined_at != event.at:
        return False
    lives.check_open(programme)
    group = await work.groups.get(event.group_id)
    if "edition" in before:
        told = await _edition_back(work, place, (group, await work.groups.get(before["edition"])))
    else:
        await _check(work, programme, place)
        told = await _place_back(work, said, programme, (place, event))
    named = {"programme": programme.name, "code": place.code, "name": str((event.after or {}).get("name", ""))}
    kept = {**named, "committee": programme.committee_id, **told}
    mark = changes.Mark(undoes=event.change_id)
    changes.add_group_event(work, replace(said, group=group), LEFT, ({}, kept), mark=mark)
    return True


async def of_update(work: ports.Work) -> Departed | None:
    """The place that the update in hand has given back, if any."""
    for event in work.events.of_update():
        if event.kind == LEFT:
            told = dict(event.after or {})
            ids = (told.pop("committee"), told.pop("group"))
            committee, group = [await work.groups.get(one) for one in ids]
            return Departed(committee=committee, group=group, **told)
    return None


async def _check(work: ports.Work, programme: programmes.Programme, place: programmes.Seat) -> None:
    """Raises `Refused` where the committee has heard of this chat's group since it took the place."""
    since = place.joined_at
    assert since is not None
    newest = await work.rounds.newest(programme.id)
    turns = [] if newest is None else list(await work.rounds.turns(newest.id))
    turns += [turn for _, turn in await work.rounds.history(place.group_id, limit=_MOST_ROUNDS)]
    values = {"code": place.code, "programme": programme.name[:_LONGEST]}
    for turn in turns:
        if turn.group_id != place.group_id:
            continue
        if turn.state in rounds.ON_FLOOR:
            raise Refused("place.called", **values)
        report = await work.rounds.report(turn.id)
        if _is_since(turn.state_at, since, turn.state is rounds.TurnState.REPORTED) or (
            report is not None and _is_since(report.report.sent_at, since)
        ):
            raise Refused("place.reported", **values)
    if await _has_filed(work, programme, place, since):
        raise Refused("place.reported", **values)


_LONGEST = 60


def _is_since(at: datetime | None, since: datetime, holds: bool = True) -> bool:
    return holds and at is not None and at >= since


async def _has_filed(
    work: ports.Work, programme: programmes.Programme, place: programmes.Seat, since: datetime
) -> bool:
    """Whether a report between rounds was handed in."""
    committee = await work.groups.get(programme.committee_id)
    for kept in await duties.of_committee(work, committee):
        found = [one for one in await work.filings.of_duty(kept.duty.id, 1) if one.group_id == place.group_id]
        filed = await work.filings.reports({one.id for one in found})
        if any(_is_since(one.report.sent_at, since) for one in filed.values()):
            return True
    return False


async def _place_back(
    work: ports.Work,
    said: changes.Said,
    programme: programmes.Programme,
    of: tuple[programmes.Seat, events.Event],
) -> dict[str, Any]:
    """The group that waited has the place again, with all that belongs to it."""
    place, event = of
    before = dict(event.before or {})
    group, waiting = await work.groups.get(place.group_id), await work.groups.get(before["waiting"])
    committee = await work.groups.get(programme.committee_id)
    between = departure_tasks.Between(group, waiting, committee, event.change_id)
    moved = await departure_tasks.bring_back(work, said, between)
    await plan_followed.rename(work, committee.id, moved)
    await programme_service.follow(work, programme, group.id, waiting.id)
    receipts = await _open_receipts(work, programme, place, waiting.id)
    for given in before["parts"]:
        await _part_back(work, (group.id, waiting.id), given)
    await _let_go(work, programme, place, event)
    work.programmes.save_seat(replace(place, group_id=waiting.id, joined_at=None))
    return {"group": group.id, "tasks": len(moved), "receipts": receipts, "edition": False}


async def _open_receipts(
    work: ports.Work, programme: programmes.Programme, place: programmes.Seat, waiting_id: int
) -> int:
    """What this chat confirmed, the chat that comes next has not seen; what the committee recorded stays."""
    count = 0
    for notice in await work.notices.recent(programme.id, limit=_MOST_NOTICES):
        receipt = await work.notices.receipt(notice.id, waiting_id)
        is_own = receipt is not None and not receipt.is_on_behalf and place.joined_at is not None
        if receipt is None or not is_own or not _is_since(receipt.received_at, place.joined_at or work.now):
            continue
        work.notices.save_receipt(replace(receipt, received_at=None, by=None, note=None))
        count += 1
    return count


async def _part_back(work: ports.Work, between: tuple[int, int], given: tuple[int, str, str | None]) -> None:
    """Whoever had a part in the group that waits has it there again, and in the chat's group what they had before.

    A part that was changed in the chat since stays so.
    """
    person_id, part, had = given
    here = await work.people.membership(between[0], person_id)
    there = await work.people.membership(between[1], person_id)
    if here is not None and here.part.value == part:
        own = people.Part.MEMBER if had is None else people.Part(had)
        work.people.save_membership(replace(here, part=own, left=here.left or had is None))
    if there is not None:
        work.people.save_membership(replace(there, part=people.Part(part), left=False))


async def _let_go(
    work: ports.Work, programme: programmes.Programme, place: programmes.Seat, event: events.Event
) -> None:
    """The chat's group is what it was; the other one is called, stands and lives as that one did here."""
    before, after = dict(event.before or {}), dict(event.after or {})
    group, waiting = await work.groups.get(place.group_id), await work.groups.get(before["waiting"])
    if group.kind is groups.GroupKind.SECTION:
        await rollups.let_go(work, group)
        for one in await programme_service.seated(work, programme):
            if one.group.parent_id == group.id:
                work.groups.save(replace(one.group, parent_id=waiting.id))
    name = group.name
    if name == after.get("name"):
        name = (await work.chats.get(group.chat_id)).title if before["titled"] else before["name"]
    work.groups.save(replace(waiting, code=place.code, parent_id=group.parent_id, life=group.life))
    work.groups.save(
        replace(
            group,
            name=name or before["name"],
            code=before["code"],
            kind=groups.GroupKind(before["kind"]),
            parent_id=before["parent"],
            life=groups.Life.RUNNING,
        )
    )


async def _edition_back(
    work: ports.Work, place: programmes.Seat, both: tuple[groups.Group, groups.Group]
) -> dict[str, Any]:
    """The chat is the last edition's again; the next one's group waits without it, with all that it has."""
    group, last = both
    back = await places.settle(work, last, group)
    work.programmes.save_seat(replace(place, joined_at=None))
    return {"group": back.id, "tasks": group.next_number - 1, "receipts": 0, "edition": True}

"""Programmes: a committee, the places of its groups, and chats that join them; makes no text."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, links, people, plan_groups, programmes, reports, tasks
from coordination.services import changes, dependencies, moves, plan_followed
from coordination.services import groups as groups_service
from coordination.services import links as links_service
from coordination.services import people as people_service

_MOST_TASKS = 20_000
_MOST_ROUNDS, _MOST_NOTICES = 100, 500
JOIN_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No signs that are taken for one another when they are read out."""

JOINED = "joined"
"""Kind of the event by which a group takes its place in a programme."""


@dataclass(frozen=True, slots=True)
class Seated:
    """A place in a programme and the group that holds it."""

    seat: programmes.Seat
    group: groups.Group


@dataclass(frozen=True, slots=True)
class Joined:
    """The programme and its committee, the place taken, and how many tasks were waiting there."""

    programme: programmes.Programme
    committee: groups.Group
    seated: Seated
    tasks: int


async def begin(work: ports.Work, committee: groups.Group, owner: people.Person | None = None) -> programmes.Programme:
    """The programme of this committee, made at the first call; its group counts as a committee from then on.

    `owner` is the one in whose hands it is.

    Raises `Refused` for a group that has a place in another programme.
    """
    known = await work.programmes.of_committee(committee.id)
    if known is not None:
        return known
    if await work.programmes.seat_of(committee.id) is not None:
        raise Refused("programme.is_a_group")
    current = await work.groups.get(committee.id)
    work.groups.save(replace(current, kind=groups.GroupKind.COMMITTEE))
    owner_id = None if owner is None else owner.id
    programme = programmes.Programme(work.new_id(), committee.id, committee.name, work.now, owner_id=owner_id)
    work.programmes.save(programme)
    return programme


async def seated(work: ports.Work, programme: programmes.Programme) -> Sequence[Seated]:
    """All places in plan order, with their groups."""
    return [Seated(one, await work.groups.get(one.group_id)) for one in await work.programmes.seats(programme.id)]


async def openings(work: ports.Work, group: groups.Group | None, actor: people.Person | None) -> dict[int, date]:
    """The opening days that dates hang on, by group: of the group spoken in, in private of all groups of the actor.

    Costs nothing for a group outside a programme.
    """
    if group is None:
        return {}
    among = [group]
    if group.kind is groups.GroupKind.PERSONAL and actor is not None:
        mine = await work.people.memberships(actor.id)
        among = [await work.groups.get(one.group_id) for one in mine if not one.left]
    found = {one.id: programme.opens_on for one in among if (programme := await programme_of(work, one))}
    return {group_id: day for group_id, day in found.items() if day is not None}


async def programme_of(work: ports.Work, group: groups.Group) -> programmes.Programme | None:
    """The programme of a committee, a section or a group; `None` for a group by itself."""
    if group.kind is groups.GroupKind.COMMITTEE:
        return await work.programmes.of_committee(group.id)
    place = await work.programmes.seat_of(group.id) if group.parent_id is not None else None
    return None if place is None else await work.programmes.get(place.programme_id)


def seat(work: ports.Work, programme: programmes.Programme, committee: groups.Group, proposed: Seated) -> Seated:
    """Save a new place with a group that has no chat yet: its tasks wait there, and nothing is ever sent to it."""
    chat_id = work.new_id()
    nowhere = groups.Chat(
        chat_id,
        programmes.FIRST_NO_CHAT + chat_id,
        programmes.NO_CHAT,
        proposed.group.name,
        state=groups.ChatState.LEFT,
        may_pin=False,
    )
    work.chats.save(nowhere)
    group = replace(proposed.group, id=work.new_id(), chat_id=chat_id, parent_id=committee.id, created_at=work.now)
    work.groups.save(group)
    taken = replace(proposed.seat, id=work.new_id(), programme_id=programme.id, group_id=group.id)
    work.programmes.save_seat(taken)
    return Seated(taken, group)


def proposal(committee: groups.Group, proposed: plan_groups.Proposed, position: int) -> Seated:
    """A place as a plan proposes it, in the committee's language and zone; nothing is saved."""
    group = groups.Group(
        id=0,
        chat_id=0,
        topic_id=None,
        name=proposed.name,
        language=committee.language,
        zone=committee.zone,
        zone_confirmed=committee.zone_confirmed,
        code=proposed.code,
    )
    join_code = "".join(secrets.choice(JOIN_SIGNS) for _ in range(10))
    return Seated(programmes.Seat(0, 0, 0, position, proposed.code, join_code), group)


async def join(work: ports.Work, said: changes.Said, join_code: str) -> Joined:
    """Give the chat's group the place of this code, with the tasks that wait there.

    Raises `Refused` for a code that nobody gave, a place that is taken, and a group that has a place or is a committee.
    """
    place = await work.programmes.by_join_code(join_code.upper())
    programme = None if place is None else await work.programmes.get(place.programme_id)
    if place is None or programme is None:
        raise Refused("programme.no_such_code")
    committee = await work.groups.get(programme.committee_id)
    if programme.archived_at is not None:
        is_gone = (await work.chats.get(committee.chat_id)).type == programmes.NO_CHAT
        raise Refused("programme.no_such_code" if is_gone else "archive.read_only", programme=programme.name)
    await _check_free(work, said.group, place)
    waiting = await work.groups.get(place.group_id)
    before = await _as_it_is(work, said.group)
    await _take_over(work, said, committee, waiting)
    before |= {"waiting": waiting.id, "parts": await _take_charge(work, waiting, said.group.id)}
    moved = await _bring(work, said, waiting)
    await plan_followed.rename(work, committee.id, moved)
    await people_service.recognize(work, said.group)
    await follow(work, programme, waiting.id, said.group.id)
    taken = replace(place, group_id=said.group.id, joined_at=work.now)
    work.programmes.save_seat(taken)
    group = await work.groups.get(said.group.id)
    told = {"programme": programme.name, "code": place.code, "name": group.name}
    changes.add_group_event(work, said, JOINED, (before, told))
    return Joined(programme, committee, Seated(taken, group), len(moved))


async def _as_it_is(work: ports.Work, group: groups.Group) -> dict[str, Any]:
    """What the chat's group is before it takes a place, as JSON values; `titled`: it goes by the title of its chat."""
    current = await work.groups.get(group.id)
    titled = current.name == (await work.chats.get(current.chat_id)).title
    kept = {"name": current.name, "code": current.code, "kind": current.kind.value, "parent": current.parent_id}
    return {**kept, "titled": titled}


async def follow(work: ports.Work, programme: programmes.Programme, old_id: int, new_id: int) -> None:
    """Turns, reports and receipts of the group that had a place are those of the group that has it now."""
    newest = await work.rounds.newest(programme.id)
    turns = [] if newest is None else list(await work.rounds.turns(newest.id))
    turns += [turn for _, turn in await work.rounds.history(old_id, limit=_MOST_ROUNDS)]
    for turn in {one.id: one for one in turns if one.group_id == old_id}.values():
        work.rounds.save_turn(replace(turn, group_id=new_id))
        if (kept := await work.rounds.report(turn.id)) is not None:
            work.rounds.save_report(replace(kept, group_id=new_id))
    for notice in await work.notices.recent(programme.id, limit=_MOST_NOTICES):
        if (receipt := await work.notices.receipt(notice.id, old_id)) is not None:
            work.notices.save_receipt(replace(receipt, group_id=new_id))


async def _check_free(work: ports.Work, group: groups.Group, place: programmes.Seat) -> None:
    own = await work.programmes.seat_of(group.id)
    if own is not None and own.id == place.id:
        raise Refused("programme.joined_already", code=own.code)
    if place.joined_at is not None:
        raise Refused("programme.place_taken")
    if own is not None:
        raise Refused("programme.has_a_place", code=own.code)
    if group.kind is not groups.GroupKind.GROUP or await work.programmes.of_committee(group.id) is not None:
        raise Refused("programme.not_a_group")


async def _take_over(work: ports.Work, said: changes.Said, committee: groups.Group, waiting: groups.Group) -> None:
    """The group takes the plan's name and code; a zone that nobody confirmed yet is the committee's.

    What stood in a section without a chat stands in this one from now on.
    """
    current = await work.groups.get(said.group.id)
    parent_id = committee.id if waiting.parent_id is None else waiting.parent_id
    work.groups.save(replace(current, name=waiting.name, code=waiting.code, parent_id=parent_id, kind=waiting.kind))
    if waiting.kind is groups.GroupKind.SECTION and (programme := await programme_of(work, waiting)) is not None:
        for one in await seated(work, programme):
            if one.group.parent_id == waiting.id:
                work.groups.save(replace(one.group, parent_id=current.id))
    work.groups.save(replace(waiting, code=None))
    if committee.zone_confirmed and not current.zone_confirmed:
        await groups_service.confirm_zone(work, said, committee.zone)


async def _take_charge(work: ports.Work, waiting: groups.Group, new_id: int) -> list[list[Any]]:
    """Whoever was given a part in the group before its chat was there has it in the chat's group.

    Each by id, with the part and the one that they had in that group before (`None`: they were not in it).
    """
    given: list[list[Any]] = []
    for _, membership in await work.people.members(waiting.id):
        if membership.part not in (people.Part.MEMBER, people.Part.SECRETARY):  # who recorded for it did so from above
            own = await work.people.membership(new_id, membership.person_id)
            had = None if own is None or own.left else own.part.value
            given.append([membership.person_id, membership.part.value, had])
            work.people.save_membership(replace(membership, group_id=new_id))
            work.people.save_membership(replace(membership, part=people.Part.MEMBER, left=True))
    return given


async def _bring(work: ports.Work, said: changes.Said, waiting: groups.Group) -> dict[int, int]:
    """Move every task of the waiting group, in the order of their numbers; what hangs together goes on doing so.

    The new ids by the old ones.
    """
    page = await work.tasks.find(waiting.id, ports.TaskFilter(live=False), limit=_MOST_TASKS)
    found = sorted((task for task in page.tasks if task.merged_into is None), key=lambda task: task.number)
    new_ids = {task.id: work.new_id() for task in found}
    beyond = [one for one in await dependencies.reach(work, waiting.id) if one != waiting.id]
    hanging = await work.tasks.hanging(beyond, list(new_ids)) if beyond and new_ids else ()
    for task in found:
        await _bring_one(work, said, task, new_ids)
    for task in hanging:
        renamed = replace(task, waits_for=tuple(new_ids.get(one, one) for one in task.waits_for))
        changes.keep(work, said, task, reports.Step(renamed, links_service.WAITS))
    return new_ids


async def _bring_one(work: ports.Work, said: changes.Said, task: tasks.Task, new_ids: dict[int, int]) -> None:
    here = await work.groups.get(said.group.id)
    work.groups.save(replace(here, next_number=here.next_number + 1))
    come = links.moved_in(task, new_ids[task.id], here.id, here.next_number)
    come = replace(
        come,
        parent_id=None if task.parent_id is None else new_ids.get(task.parent_id),
        waits_for=tuple(new_ids.get(one, one) for one in task.waits_for),
    )
    changes.keep(work, said, None, reports.Step(come, moves.MOVED_IN))
    gone = links.left_behind(task, come.id, work.now)
    changes.keep(work, said, task, reports.Step(gone, moves.MOVED), mark=changes.Mark(moved_to=here.id))


def place_of(group: groups.Group) -> messages.Place:
    """Where a group is spoken to."""
    return messages.Place(group.chat_id, group.topic_id)

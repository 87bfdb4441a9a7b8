"""The next edition of a programme: groups, plan by days before the opening, and what was left of this one; no text."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.errors import Refused
from coordination.rules import editions, groups, people, programmes, tasks
from coordination.services import changes, edition_plans, lives, plan_reach, rollups, successions
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from coordination.services import tasks as tasks_service

KIND, BEGUN = "edition", "begun"
"""The kind of the question that keeps a wish, and its answer."""

STANDS = timedelta(days=7)
MOST_VACANT = 200
_CODE = re.compile(r"NX_(\d{1,19})_([A-Z0-9]{10})")
_VACANT = (people.Part.LEAD, people.Part.DEPUTY, people.Part.LIAISON, people.Part.SECRETARY)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the next edition would begin with. `vacant`: parts that somebody has now, by the code of the group (`""`:
    the committee). `again`: of the carried tasks those that were carried before."""

    source: programmes.Programme
    wish: editions.Wish
    groups: int
    sections: int
    tasks: int
    carried: int
    again: int
    lessons: int
    vacant: tuple[tuple[str, people.Part], ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """The new programme and its committee, and what went along."""

    programme: programmes.Programme
    committee: groups.Group
    seen: Preview


@dataclass(slots=True)
class _Making:
    """What is being made: new groups by the ids of the old ones, new tasks likewise."""

    source: programmes.Programme
    programme: programmes.Programme
    places: dict[int, groups.Group] = field(default_factory=dict)
    made: dict[int, tasks.Task] = field(default_factory=dict)
    carried: Mapping[int, editions.Carried] = field(default_factory=dict)


def wish(work: ports.Work, said: changes.Said, wanted: editions.Wish) -> ports.Question:
    """Keep what somebody wants of the next edition, until they say where it begins."""
    question = ports.Question(
        id=work.new_id(),
        group_id=said.group.id,
        kind=KIND,
        asked_at=work.now,
        expires_at=work.now + STANDS,
        person_id=said.actor_id,
        values={
            "name": wanted.name,
            "opens_on": wanted.opens_on.isoformat(),
            "secret": "".join(secrets.choice(programme_service.JOIN_SIGNS) for _ in range(10)),
        },
    )
    work.questions.save(question)
    return question


def code_of(question: ports.Question) -> str:
    """By which an admin of another committee's chat begins the edition there."""
    return f"NX_{question.id}_{question.values['secret']}"


def is_code(typed: str) -> bool:
    return _CODE.fullmatch(typed.strip().upper()) is not None


async def of_code(work: ports.Work, typed: str) -> ports.Question:
    """The wish behind a link. Raises `Refused` for a code that nobody gave."""
    found = _CODE.fullmatch(typed.strip().upper())
    question = None if found is None else await work.questions.get(int(found[1]))
    if question is None or found is None or question.kind != KIND or question.values["secret"] != found[2]:
        raise Refused("programme.no_such_code")
    return question


async def wished(work: ports.Work, question_id: int) -> ports.Question:
    """A wish that can still be carried out. Raises `Refused` for any other."""
    question = await work.questions.get(question_id)
    if question is None or question.kind != KIND:
        raise Refused("refused.old_button")
    if question.answered_at is not None or question.expires_at <= work.now:
        raise Refused("edition.over")
    return question


async def preview(work: ports.Work, question: ports.Question) -> Preview:
    """What would begin. Raises `Refused` where this edition has no opening day, or has a next one already."""
    source = await work.programmes.of_committee(question.group_id)
    if source is None:
        raise Refused("section.no_programme")
    wanted = editions.Wish(question.values["name"], _day(question))
    check(source, wanted)
    if await work.programmes.after(source.id) is not None:
        raise Refused("edition.begun_already")
    committee = await work.groups.get(source.committee_id)
    found = await going(work, committee)
    unfinished = [task.id for _, task in found if editions.is_unfinished(task)]
    return Preview(
        source,
        wanted,
        len(await work.programmes.seats(source.id)),
        len(await work.programmes.sections(source.id)),
        len(found),
        len(unfinished),
        len(await work.editions.carried_among(unfinished)),
        len(await work.editions.lessons(source.id)),
        await _vacant(work, source, committee),
    )


def _day(question: ports.Question) -> date:
    return date.fromisoformat(question.values["opens_on"])


def check(source: programmes.Programme, wanted: editions.Wish) -> None:
    """Raises `Refused` where the days can't be counted, or would not lie ahead of this edition's."""
    if source.opens_on is None:
        raise Refused("edition.no_opening")
    if wanted.opens_on <= source.opens_on:
        raise Refused("edition.before_this", day=wanted.opens_on.isoformat())


async def going(work: ports.Work, committee: groups.Group) -> list[plan_reach.Coded]:
    """The tasks that go along, by group and number."""
    everything = await plan_reach.tasks_of(work, committee)
    all_planned = not any(programmes.is_planned(task) for _, task in everything)
    return [one for one in everything if editions.goes_along(one[1], all_planned=all_planned)]


async def _vacant(
    work: ports.Work, source: programmes.Programme, committee: groups.Group
) -> tuple[tuple[str, people.Part], ...]:
    found = []
    for group in await lives.everybody(work, source):
        held = {membership.part for _, membership in await work.people.members(group.id)}
        code = "" if group.id == committee.id else group.code or ""
        found += [(code, part) for part in _VACANT if part in held]
    return tuple(found[:MOST_VACANT])


async def begin(work: ports.Work, said: changes.Said, question: ports.Question) -> Begun:
    """Begin the next edition with the group of `said` as its committee: that of this edition, which goes into the
    archive, or a group of another chat that has no programme."""
    seen = await preview(work, question)
    here = await work.groups.get(said.group.id)
    if here.id != seen.source.committee_id and (
        here.kind is not groups.GroupKind.GROUP or await work.programmes.seat_of(here.id) is not None
    ):
        raise Refused("programme.not_a_group")
    committee = await _committee(work, said, seen, here)
    programme = programmes.Programme(
        work.new_id(),
        committee.id,
        seen.wish.name,
        work.now,
        opens_on=seen.wish.opens_on,
        first_opens_on=seen.wish.opens_on,
        owner_id=said.actor_id,
        before_id=seen.source.id,
    )
    work.programmes.save(programme)
    await rollups.ensure(work, committee)
    making = _Making(seen.source, programme)
    making.places[seen.source.committee_id] = committee
    cause = replace(said, group=committee)
    await _groups(work, making, committee)
    await _tasks(work, cause, making)
    await edition_plans.keep(work, cause, programme, list(making.made.values()))
    await edition_plans.carry_phases(work, seen.source.committee_id, committee.id)
    work.questions.save(replace(question, answered_at=work.now, answer=BEGUN))
    told = {"programme": programme.name, "before": seen.source.name}
    changes.add_group_event(work, cause, lives.NEXT_BEGUN, ({}, told))
    return Begun(programme, committee, seen)


async def _committee(work: ports.Work, said: changes.Said, seen: Preview, here: groups.Group) -> groups.Group:
    """The committee of the new edition, in its chat."""
    if here.id != seen.source.committee_id:
        made = replace(here, kind=groups.GroupKind.COMMITTEE, name=seen.wish.name)
        work.groups.save(made)
        return made
    if seen.source.archived_at is None:
        await lives.archive(work, replace(said, group=here))
    old = await work.groups.get(here.id)
    fresh = replace(
        old,
        id=work.new_id(),
        name=seen.wish.name,
        kind=groups.GroupKind.COMMITTEE,
        next_number=1,
        life=groups.Life.RUNNING,
        created_at=work.now,
        paused_until=None,
    )
    return await successions.succeed(work, fresh, old)


async def _groups(work: ports.Work, making: _Making, committee: groups.Group) -> None:
    """Sections, then groups in them: names, codes and settings without persons and without chats."""
    places = [*await work.programmes.sections(making.source.id), *await work.programmes.seats(making.source.id)]
    for place in places:
        old = await work.groups.get(place.group_id)
        parent = making.places.get(old.parent_id or 0, committee)
        secret = "".join(secrets.choice(programme_service.JOIN_SIGNS) for _ in range(10))
        proposed = programme_service.Seated(
            replace(place, join_code=secret, joined_at=None),
            replace(old, topic_id=None, next_number=1, life=groups.Life.RUNNING, paused_until=None, code=place.code),
        )
        made = programme_service.seat(work, making.programme, parent, proposed)
        making.places[old.id] = made.group


async def _tasks(work: ports.Work, said: changes.Said, making: _Making) -> None:
    committee = await work.groups.get(making.source.committee_id)
    found = await going(work, committee)
    making.carried = await work.editions.carried_among([task.id for _, task in found])
    for place, (code, task) in enumerate(found):
        cause = replace(said, source=edition_plans.source(said, place))
        making.made[task.id] = await _task(work, cause, making, (code, task))
    for _, task in found:
        await _linked(work, making.made[task.id], task, making.made)


async def _task(work: ports.Work, said: changes.Said, making: _Making, coded: plan_reach.Coded) -> tasks.Task:
    """Open again, on the same day before the opening, owned by nobody."""
    code, old = coded
    group = await work.groups.get(making.places[old.group_id].id)
    shift = _shift(making, group)
    draft = tasks.Draft(
        old.title,
        due=shift.due(old.due),
        key=old.key,
        tags=old.tags,
        start_on=None if old.start_on is None else shift.day(old.start_on),
        external_ref=old.external_ref,
    )
    made = await tasks_service.plant(work, replace(said, group=group), draft, {})
    if editions.is_unfinished(old):
        before = making.carried.get(old.id)
        origin = f"{code}-{old.number}" if code else f"#{old.number}"
        times = 1 if before is None else before.times + 1
        work.editions.save_carried(editions.Carried(made.id, origin, making.source.name, times))
    return made


def _shift(making: _Making, group: groups.Group) -> editions.Shift:
    assert making.source.opens_on is not None
    assert making.programme.opens_on is not None
    calendar = groups_service.calendar_of(group)
    return editions.Shift(making.source.opens_on, making.programme.opens_on, calendar, ZoneInfo(group.zone))


async def _linked(work: ports.Work, made: tasks.Task, old: tasks.Task, new: Mapping[int, tasks.Task]) -> None:
    """What waits for what, and what is part of what, as far as both went along."""
    waits = tuple(new[one].id for one in old.waits_for if one in new)
    parent = new.get(old.parent_id or 0)
    if waits or parent is not None:
        work.tasks.save(replace(made, waits_for=waits, parent_id=None if parent is None else parent.id))

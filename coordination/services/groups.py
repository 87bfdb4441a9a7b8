"""A chat becomes a group by its first use; its zone, its schedules and the way to other groups; makes no text."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import access, calendars, events, groups, instants, patterns, people, recurrences
from coordination.services import changes

ZONE, LANGUAGE, PAUSED, TOPIC = "zone", "language", "paused", "topic"
"""Kinds of the events that change the group itself."""

DIGEST, SUMMARY, REMINDERS = "digest", "summary", "reminders"
DIGEST_AT = time(8, 30)
SUMMARY_AT = time(15, 0)
FRIDAY = 4
PERSONAL = groups.GroupKind.PERSONAL


@dataclass(frozen=True, slots=True)
class Defaults:
    """The operator's: a language of ours and an IANA zone; a zone they set themselves counts as confirmed. `door`:
    which chats may be used at all."""

    language: str
    zone: str
    zone_confirmed: bool = False
    door: access.Door = access.OPEN


async def open_group(
    work: ports.Work,
    chat: groups.Chat,
    place: messages.Place,
    *,
    first_text: str,
    actor: people.Person | None,
    defaults: Defaults,
) -> groups.Group:
    """The chat's group; made at its first use, for the whole chat, with its digest and summary (8:30; Fridays 15:00).

    A private chat becomes its owner's personal list, which has no digest and no summary. Nothing scheduled comes due
    before the zone is confirmed.
    """
    known = await work.groups.of_chat(chat.id, place.topic_id)
    if known is not None:
        return known
    is_private = chat.type == "private"
    group = groups.Group(
        id=work.new_id(),
        chat_id=chat.id,
        topic_id=None,
        name=chat.title if not is_private or actor is None else actor.name,
        language=groups.first_language(first_text, None if actor is None else actor.language, defaults.language),
        zone=defaults.zone,
        zone_confirmed=defaults.zone_confirmed,
        kind=groups.GroupKind.PERSONAL if is_private else groups.GroupKind.GROUP,
        created_at=work.now,
    )
    work.groups.save(group)
    if not is_private:
        schedule_usual(work, group)
    return group


def calendar_of(group: groups.Group) -> calendars.Calendar:
    """The group's working days: its own table and weekend before its country's days, else Monday to Friday.

    In a sprint weekends are worked; days off by law or by the group's table stay off.
    """
    chosen = group.settings
    usual = calendars.MON_FRI if chosen.country is None else calendars.of_country(chosen.country, chosen.subdivision)
    if chosen.weekend:
        usual = replace(usual, weekend=frozenset(chosen.weekend))
    if chosen.sprint:
        usual = usual.with_weekends()
    if not (chosen.days_off or chosen.workdays):
        return usual
    off, worked = (frozenset(map(date.fromisoformat, days)) for days in (chosen.days_off, chosen.workdays))
    return replace(usual, days_off=off, workdays=worked)


def next_due(group: groups.Group, schedule: ports.Schedule, after: datetime) -> datetime | None:
    """When the schedule comes next after the instant; `None` while it is off or the zone is not confirmed."""
    if not schedule.enabled or not group.zone_confirmed:
        return None
    rule = recurrences.from_values(schedule.rule, group.zone)
    return instants.next_after(rule, after, calendar_of(group))


def schedule_usual(work: ports.Work, group: groups.Group) -> None:
    """Give a new group its digest and its summary."""
    for kind, rule in _usual(group.zone).items():
        schedule = ports.Schedule(work.new_id(), group.id, kind, recurrences.to_values(rule, group.zone))
        work.schedules.save(replace(schedule, next_due_at=next_due(group, schedule, work.now)))


def schedule_reminders(work: ports.Work, group: groups.Group) -> ports.Schedule:
    """Give somebody's own list the reminders of its dates; they are private, and all that it says by itself."""
    rule = recurrences.to_values(_usual(group.zone)[REMINDERS], group.zone)
    schedule = ports.Schedule(work.new_id(), group.id, REMINDERS, rule)
    schedule = replace(schedule, next_due_at=next_due(group, schedule, work.now))
    work.schedules.save(schedule)
    return schedule


def _usual(zone: str) -> dict[str, recurrences.Rule]:
    """Digest and private reminders every working day; summary on Friday, or the last working day before it."""
    return {
        DIGEST: recurrences.Rule(patterns.Daily(), DIGEST_AT, zone, off_day=recurrences.OffDay.SKIP),
        REMINDERS: recurrences.Rule(patterns.Daily(), DIGEST_AT, zone, off_day=recurrences.OffDay.SKIP),
        SUMMARY: recurrences.Rule(patterns.Weekly((FRIDAY,)), SUMMARY_AT, zone, off_day=recurrences.OffDay.BEFORE),
    }


async def confirm_zone(work: ports.Work, said: changes.Said, zone: str) -> groups.Group:
    """Set the group's zone for good: from now on its schedules come due. Raises `Refused` for an unknown zone."""
    try:
        recurrences.check_zone(zone)
    except ValueError:
        raise Refused("refused.no_such_zone", zone=zone) from None
    return await change(work, said, ZONE, {"zone": zone, "zone_confirmed": True})


async def choose_language(work: ports.Work, said: changes.Said, language: str) -> groups.Group:
    """Set the language in which the group is spoken to (one of ours)."""
    return await change(work, said, LANGUAGE, {"language": language})


async def pause(work: ports.Work, said: changes.Said, until: datetime | None) -> groups.Group:
    """Post nothing by itself in the group until that instant (aware); `None` ends it."""
    before = await work.groups.get(said.group.id)
    group = replace(before, paused_until=until)
    if group != before:
        work.groups.save(group)
        changes.add_group_event(work, said, PAUSED, (_paused(before), _paused(group)))
    return group


def _paused(group: groups.Group) -> dict[str, str | None]:
    return {"paused_until": None if group.paused_until is None else group.paused_until.isoformat()}


async def restore(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    """Take back a change of the group itself; `False` where it was changed again since, or is of another kind."""
    group = await work.groups.get(event.group_id)
    after, before = event.after or {}, dict(event.before or {})
    if event.kind == PAUSED and after == _paused(group):
        until = before["paused_until"]
        work.groups.save(replace(group, paused_until=None if until is None else datetime.fromisoformat(until)))
        changes.add_group_event(work, said, "undone", (after, before), mark=changes.Mark(undoes=event.change_id))
        return True
    if event.kind == TOPIC and await is_taken(work, group, before.get("topic_id")):
        return False
    if event.kind not in {ZONE, LANGUAGE, TOPIC} or any(getattr(group, name) != value for name, value in after.items()):
        return False
    await change(work, said, "undone", before, mark=changes.Mark(undoes=event.change_id))
    return True


async def change(
    work: ports.Work, said: changes.Said, kind: str, values: dict[str, Any], *, mark: changes.Mark = changes.PLAIN
) -> groups.Group:
    """Set fields of the group itself, with an event of the kind that says what they were."""
    before = await work.groups.get(said.group.id)
    old = {name: getattr(before, name) for name in values}
    if old == values:
        return before
    group = replace(before, **values)
    work.groups.save(group)
    changes.add_group_event(work, said, kind, (old, values), mark=mark)
    if "zone" in values:
        for schedule in await work.schedules.of_group(group.id):
            work.schedules.save(replace(schedule, next_due_at=next_due(group, schedule, work.now)))
    return group


async def is_taken(work: ports.Work, group: groups.Group, topic_id: int | None) -> bool:
    """Whether another group of its chat has this place."""
    return any(one.topic_id == topic_id for one in await work.groups.in_chat(group.chat_id) if one.id != group.id)


async def reachable(work: ports.Work, said: changes.Said, name: str) -> groups.Group:
    """Another group, named by its code or name: one that the actor belongs to, that shares this chat, or that stands
    under this committee.

    The refusal is the same whether such a group exists or not (rule 7).
    """
    wanted = name.strip().casefold()
    for group in await _others(work, said):
        if wanted in {(group.code or "").casefold(), group.name.casefold()} and wanted:
            return group
    raise Refused("refused.no_such_group", name=name)


async def _others(work: ports.Work, said: changes.Said) -> list[groups.Group]:
    near = list(await work.groups.in_chat(said.group.chat_id))
    memberships = [] if said.actor is None else await work.people.memberships(said.actor.id)
    far = [await work.groups.get(one.group_id) for one in memberships if not one.left]
    under = list(await _under(work, said.group))
    if said.group.kind is PERSONAL:
        led = {one.group_id for one in memberships if one.part in people.LEADING}
        under += [below for one in far if one.id in led for below in await _under(work, one)]
    shared = [group for group in (*near, *far, *under) if group.kind is not PERSONAL]
    return [group for group in shared if group.id != said.group.id]


async def _under(work: ports.Work, group: groups.Group) -> list[groups.Group]:
    """The groups that this one sees whole: a committee all of its programme, a section those in it."""
    if group.kind is groups.GroupKind.COMMITTEE:
        programme = await work.programmes.of_committee(group.id)
        places = [] if programme is None else [programme.id]
    else:
        place = await work.programmes.seat_of(group.id) if group.kind is groups.GroupKind.SECTION else None
        places = [] if place is None else [place.programme_id]
    found = [await work.groups.get(seat.group_id) for one in places for seat in await work.programmes.seats(one)]
    return [one for one in found if group.kind is groups.GroupKind.COMMITTEE or one.parent_id == group.id]

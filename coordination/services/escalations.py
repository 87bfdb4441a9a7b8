"""Late tasks without a word on their way up: the steps of a day, each taken once, and who is told; makes no text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from coordination import ports
from coordination.rules import (
    dues,
    escalation,
    escalation_keys,
    escalation_log,
    escalation_views,
    events,
    groups,
    people,
)
from coordination.services import escalation_grounds, lists, sections

Level = escalation.Level
Standing = escalation_views.Standing
_RECEIVING = {groups.GroupKind.COMMITTEE: Level.COMMITTEE, groups.GroupKind.SECTION: Level.SECTION}
"""Groups above others, and the step by which late tasks come up to them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one person is told in their private chat: the tasks whose steps reach them, all at one level."""

    person: people.Person
    chat: groups.Chat | None
    group: groups.Group
    level: escalation.Level
    today: date
    standings: tuple[Standing, ...]


async def take(
    work: ports.Work, group: groups.Group, found: escalation_views.Survey, named: Collection[int]
) -> list[Told]:
    """Take the steps of the day that reach somebody: in private, or by the morning message that names the task.

    `named` are the ids of the tasks named there, those for a lead to decide among them. Each step is kept in the
    ledger and in the task's history. What reaches nobody is taken another day.
    """
    await _note_announced(work, found, named)
    change_id = work.new_id()
    told: dict[tuple[int, Level], list[Standing]] = {}
    for standing in found.standings:
        if standing.due is None or not await _is_new(work, standing):
            continue
        readers = [one for one in _readers(standing) if await chat_of(work, one) is not None]
        if readers or (standing.task.id in named and standing.due.level is not Level.SECTION):
            _keep(work, standing, change_id)
        for one in readers:
            told.setdefault((one.id, standing.due.level), []).append(standing)
    return [await _told(work, group, found.today, key, standings) for key, standings in told.items()]


async def received(work: ports.Work, above: groups.Group) -> list[escalation_views.Received]:
    """What goes up today to a section or a committee from its groups, in plan order; it takes no step."""
    level = _RECEIVING.get(above.kind)
    if level is None:
        return []
    found: list[escalation_views.Received] = []
    for seated in await sections.visible(work, above):
        group, day = seated.group, lists.day_of(work, seated.group)
        if seated.seat.joined_at is None or group.life is not groups.Life.RUNNING:
            continue
        late = (await work.tasks.find(group.id, lists.late(day), limit=lists.MOST_LIVE)).tasks
        surveyed = await escalation_grounds.survey(work, group, day, late, taken=frozenset({level}))
        due = [one for one in surveyed.standings if one.due is not None and await _is_new(work, one)]
        found += [escalation_views.Received(group, one) for one in due]
    return found


def accept(work: ports.Work, named: Sequence[escalation_views.Received]) -> None:
    """Keep that the morning message of a section or a committee names these tasks: that step is taken."""
    change_id = work.new_id()
    for one in named:
        _keep(work, one.standing, change_id)


async def told_now(
    work: ports.Work, group: groups.Group, day: dues.Day, person: people.Person, level: escalation.Level
) -> Told:
    """What the person was told of at this level and is still without a word, as it stands now."""
    late = list((await work.tasks.find(group.id, lists.late(day), limit=lists.MOST_LIVE)).tasks)
    found = await escalation_grounds.survey(work, group, day, late)
    theirs = [one for one in found.standings if _is_told(one, person, level)]
    return Told(person, await chat_of(work, person), group, level, found.today, tuple(theirs))


def _is_told(standing: Standing, person: people.Person, level: escalation.Level) -> bool:
    if level is Level.OWNER:
        return standing.asked is not None and standing.asked.id == person.id
    readers = standing.section if level is Level.SECTION else standing.above
    return level in standing.taken and any(one.id == person.id for one in readers)


async def chat_of(work: ports.Work, person: people.Person) -> groups.Chat | None:
    """The private chat of somebody who has begun one and not left it."""
    chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
    return chat if chat is not None and chat.state is groups.ChatState.ACTIVE else None


def _readers(standing: Standing) -> tuple[people.Person, ...]:
    assert standing.due is not None
    if standing.due.level is Level.OWNER:
        return () if standing.asked is None else (standing.asked,)
    return standing.section if standing.due.level is Level.SECTION else standing.above


async def _note_announced(work: ports.Work, found: escalation_views.Survey, named: Collection[int]) -> None:
    """Keep which steps the morning message announces, or the private one that goes with a step of today."""
    for one in found.standings:
        if not one.is_announced or one.coming is None:
            continue
        readers = _readers(one) if one.due is not None else ()
        is_told = any([await chat_of(work, reader) is not None for reader in readers])
        key = escalation_keys.of_announcement(one.task, one.coming.level)
        if (is_told or one.task.id in named) and not await work.ledger.has(*key):
            work.ledger.add(*key)


async def _is_new(work: ports.Work, standing: Standing) -> bool:
    assert standing.due is not None
    return not await work.ledger.has(*escalation_keys.of_step(standing.task, standing.due.level))


def _keep(work: ports.Work, standing: Standing, change_id: int) -> None:
    assert standing.due is not None
    task, kind = standing.task, escalation_log.KINDS[standing.due.level]
    work.ledger.add(*escalation_keys.of_step(task, standing.due.level))
    work.events.add(events.Event(work.new_id(), task.group_id, change_id, kind, work.now, None, task_id=task.id))


async def _told(
    work: ports.Work, group: groups.Group, today: date, key: tuple[int, Level], standings: Sequence[Standing]
) -> Told:
    person_id, level = key
    person = await work.people.get(person_id)
    assert person is not None
    return Told(person, await chat_of(work, person), group, level, today, tuple(standings))

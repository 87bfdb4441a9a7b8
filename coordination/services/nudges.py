"""A lead's nudge: which owners are asked for a word now, each task once a day; held at night; makes no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.errors import Refused
from coordination.rules import (
    escalation_readers,
    events,
    groups,
    instants,
    nudges,
    patterns,
    people,
    quiet,
    recurrences,
    tasks,
)
from coordination.services import absences as absences_service
from coordination.services import changes, escalations, lists, peace, questions, rights

KIND = "nudge"
"""Of the question put to the lead, of a nudge that waits for the morning, and of its keys in the ledger."""

MOST = 50
"""So many tasks are nudged at once."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """What one person is asked about: in their private chat, or (`chat` is `None`) by name in the group."""

    person: people.Person
    chat: groups.Chat | None
    tasks: tuple[tasks.Task, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a nudge would do. `nobody`: tasks with nobody to ask; `again`: those nudged today already.

    `held_until` (aware, UTC): it is night, and they are asked then, of what still waits.
    """

    group: groups.Group
    today: date
    nudges: tuple[Nudge, ...] = ()
    nobody: tuple[tasks.Task, ...] = ()
    again: tuple[tasks.Task, ...] = ()
    held_until: datetime | None = None
    by: people.Person | None = None

    @property
    def tasks(self) -> tuple[tasks.Task, ...]:
        """All whose owners are asked."""
        return tuple(task for nudge in self.nudges for task in nudge.tasks)


async def plan(work: ports.Work, said: changes.Said, numbers: Sequence[int] = ()) -> Plan:
    """What a nudge of these tasks would do, of all that are due where none is named. Raises `Refused`.

    Only who acts as a lead may. Nobody is asked about a task of their own by themselves.
    """
    await rights.check_leads(work, said)
    group = said.group
    if numbers:
        found = [task for task in await changes.of_numbers(work, group, list(numbers)) if nudges.may(task)]
    else:
        found = nudges.due(await lists.every_live(work, group), lists.day_of(work, group), group.settings)
    return await _planned(work, group, found[:MOST], said.actor)


async def send(work: ports.Work, said: changes.Said, numbers: Sequence[int]) -> Plan:
    """Ask now, or once the night is over; what is sent is kept in the history of each task. Raises `Refused`."""
    planned = (
        await plan(work, said, numbers)
        if numbers
        else Plan(said.group, instants.local_day(work.now, said.group.zone), by=said.actor)
    )
    if planned.held_until is not None and planned.nudges:
        _hold(work, said, planned)
        return planned
    return await _sent(work, said, planned)


async def fire(work: ports.Work, schedule: ports.Schedule, group: groups.Group) -> Plan | None:
    """A nudge that waited for the morning: of what is still owed and without a word since; it comes once."""
    values = schedule.values
    by = None if values.get("by") is None else await work.people.get(values["by"])
    said_at = datetime.fromisoformat(values["said_at"])
    found = [await work.tasks.get(group.id, task_id) for task_id in values["tasks"]]
    waiting = [task for task in found if task is not None and nudges.may(task) and not _spoken(task, said_at)]
    is_open = (await work.chats.get(group.chat_id)).state is groups.ChatState.ACTIVE
    planned = await _planned(work, group, waiting if is_open else [], by)
    outcome = "sent" if planned.nudges else "empty"
    work.schedules.save(replace(schedule, enabled=False, next_due_at=None, last_due_at=work.now, last_outcome=outcome))
    if not planned.nudges:
        return None
    said = changes.Said(group, by, said_at, values["change"])
    return await _sent(work, said, replace(planned, held_until=None))


async def _planned(
    work: ports.Work, group: groups.Group, found: Sequence[tasks.Task], by: people.Person | None
) -> Plan:
    members, absences = await work.people.members(group.id), await absences_service.of(work, group)
    today = instants.local_day(work.now, group.zone)
    asked: dict[int, list[tasks.Task]] = {}
    nobody, again = [], []
    for task in found:
        _, person = escalation_readers.asked(task, members, absences, today)
        if await work.ledger.has(*_key(work, group, task)):
            again.append(task)
        elif person is None or (by is not None and person.id == by.id):
            nobody.append(task)
        else:
            asked.setdefault(person.id, []).append(task)
    here = {person.id: person for person, _ in members}
    each = [Nudge(here[one], await escalations.chat_of(work, here[one]), tuple(its)) for one, its in asked.items()]
    return Plan(group, today, tuple(each), tuple(nobody), tuple(again), _held_until(work, group), by)


async def _sent(work: ports.Work, said: changes.Said, planned: Plan) -> Plan:
    for task in planned.tasks:
        work.ledger.add(*_key(work, planned.group, task))
        changes.note_event(work, said, task, events.NUDGED)
    await peace.note_mentions(work, planned.group, [one.person.id for one in planned.nudges if one.chat is None])
    return planned


def _held_until(work: ports.Work, group: groups.Group) -> datetime | None:
    """The end of the silence that a group asked for, and of the night; `None` where it may be spoken to now."""
    chosen = group.settings
    peace_ = quiet.Peace(group.zone, chosen.quiet_from, chosen.quiet_until, chosen.unasked_posts_a_day)
    from_ = max(work.now, group.paused_until or work.now)
    verdict = quiet.judge(peace_, quiet.Cause.REQUESTED, from_)
    return verdict.until or (from_ if from_ > work.now else None)


def _hold(work: ports.Work, said: changes.Said, planned: Plan) -> None:
    assert planned.held_until is not None
    local = planned.held_until.astimezone(ZoneInfo(said.group.zone))
    day, at = local.date(), local.time().replace(second=0, microsecond=0)
    rule = recurrences.Rule(patterns.Daily(), at, said.group.zone, starts_on=day, until=day)
    values = {
        "tasks": [task.id for task in planned.tasks],
        "by": said.actor_id,
        "said_at": work.now.isoformat(),
        "change": said.change_id,
    }
    work.schedules.save(
        ports.Schedule(
            work.new_id(),
            said.group.id,
            KIND,
            recurrences.to_values(rule, said.group.zone),
            next_due_at=planned.held_until,
            values=values,
        )
    )


def _spoken(task: tasks.Task, since: datetime) -> bool:
    """Messages are dated to the second."""
    return task.last_update_at is not None and task.last_update_at >= since.replace(microsecond=0)


def _key(work: ports.Work, group: groups.Group, task: tasks.Task) -> tuple[str, str, str]:
    return f"task:{task.id}", KIND, instants.local_day(work.now, group.zone).isoformat()


def question_of(work: ports.Work, said: changes.Said, planned: Plan) -> ports.Question:
    """Keep what the preview showed: the lead who asked for it sends it by a tap."""
    values = {"numbers": [task.number for task in planned.tasks]}
    changes.mark_line(work, said, None)
    return questions.ask(work, said, questions.Asked(KIND, said.actor_id, values))


async def taken(work: ports.Work, said: changes.Said, question_id: int, *, is_yes: bool) -> list[int]:
    """The numbers of the preview that was answered, once. Raises `Refused` for anybody else's, or an old one."""
    question = await questions.take(work, said, question_id, KIND)
    questions.close(work, question, "yes" if is_yes else "no")
    return [int(one) for one in question.values["numbers"]]


def check_group(group: groups.Group) -> None:
    """Refuse a personal list: there is nobody to ask."""
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("refused.nudge_in_private")

"""Taking back one's own last message, whole, for a day, unless somebody changed the same since; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, permissions, reports, reverts, tasks
from coordination.rules import settings as settings_rules
from coordination.services import (
    changes,
    departures,
    dependencies,
    directory,
    links,
    parts,
    programmes,
    rights,
    settings,
    single_runs,
)
from coordination.services import groups as groups_service

KIND = "undone"
WINDOW = timedelta(days=1)

_APPOINT = permissions.Deed.APPOINT
_CONFIGURED = frozenset(
    {
        settings.SETTING,
        settings.SCHEDULE,
        single_runs.KIND,
        groups_service.ZONE,
        groups_service.LANGUAGE,
        groups_service.PAUSED,
        groups_service.TOPIC,
    }
)


@dataclass(frozen=True, slots=True)
class Undone:
    """The change taken back, and its tasks before and after; a task that it had created is dropped now.

    `group` are the fields of the group itself that are as before (zone, language), as values. `made` are the events of
    the change in this group, of its tasks and of itself, the oldest first.
    """

    change_id: int
    tasks: tuple[tuple[tasks.Task, tasks.Task], ...]
    group: Mapping[str, Any] = field(default_factory=dict)
    made: tuple[events.Event, ...] = ()


async def undo(work: ports.Work, said: changes.Said, *, is_admin: bool = False) -> Undone:
    """Take back the actor's last message that changed something in this group within the last day (rule 8).

    `is_admin` is Telegram's word on the actor, now: what the group chose is taken back only by whoever may change it.
    Raises `Refused` where there is none, where somebody changed the same fields since, and says who. A place in a
    programme is given back with what waited there (`departures`), or not at all.
    """
    if said.actor is None:
        raise Refused("refused.anonymous_undoes_nothing")
    change_id = await work.events.last_change_by(said.group.id, said.actor.id, work.now - WINDOW)
    if change_id is None:
        raise Refused("refused.nothing_to_undo")
    made = tuple(await work.events.of_change(said.group.id, change_id))
    restored = await undo_group(work, said, change_id, is_admin=is_admin)
    if any(event.kind == programmes.JOINED for event in made):
        if not restored:
            raise Refused("refused.undo_joined")
        return Undone(change_id, (), restored, made)
    back = await _take_back(work, said, said.group.id, change_id)
    for group_id in await _held_elsewhere(work, said, change_id):
        back += await _take_back(work, said, group_id, change_id)
    if not back and not restored:
        raise Refused("refused.nothing_to_undo")
    return Undone(change_id, tuple(back), restored, made)


def deed_of(event: events.Event) -> permissions.Deed | None:
    """The right that it takes to take back an event of the group itself; `None` for events that nobody takes back."""
    if event.task_id is not None or event.undoes is not None:
        return None
    if event.kind in {parts.KIND, directory.KIND} or departures.can_be_taken_back(event):
        return _APPOINT
    if event.kind not in _CONFIGURED:
        return None
    return _APPOINT if event.kind == settings.SETTING and _takes_an_admin(event) else permissions.Deed.CONFIGURE


def _takes_an_admin(event: events.Event) -> bool:
    named = set(event.after or {})
    return any(one.deed is _APPOINT and named & one.fields for one in settings_rules.CHOICES)


async def _check_rights(work: ports.Work, said: changes.Said, change_id: int, *, is_admin: bool) -> None:
    """Refuse whoever is no admin any more: a right that was lost is not used to change things back either."""
    for event in await work.events.of_change(said.group.id, change_id):
        deed = deed_of(event)
        if deed is None:
            continue
        if not await rights.may_configure(work, said.group, said.actor, is_admin=is_admin, deed=deed):
            raise Refused("refused.undo_admins_only")


async def undo_group(work: ports.Work, said: changes.Said, change_id: int, *, is_admin: bool) -> dict[str, Any]:
    """Take back what a change did to the group itself: the fields that are as before; none where nothing could be.

    Raises `Refused` for whoever may not change them now.
    """
    await _check_rights(work, said, change_id, is_admin=is_admin)
    restored: dict[str, Any] = {}
    found = await work.events.of_change(said.group.id, change_id)
    for event in sorted(found, key=lambda one: one.kind != programmes.JOINED):
        if deed_of(event) is not None and await restore(work, said, event):
            restored |= event.before or {}
        elif event.kind == programmes.JOINED:
            return {}  # what came with the place stays with it
    return restored


async def restore(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    """Take back one event of the group itself; `False` where it was changed again since, or is of no such kind."""
    for one in (settings.restore, parts.restore, directory.restore, departures.restore):
        if await one(work, said, event):
            return True
    return False


async def _take_back(
    work: ports.Work, said: changes.Said, group_id: int, change_id: int
) -> list[tuple[tasks.Task, tasks.Task]]:
    back: list[tuple[tasks.Task, tasks.Task]] = []
    for own in _by_task(await work.events.of_change(group_id, change_id)):
        task = await work.tasks.get(group_id, own[0].task_id or 0)
        if task is None:
            continue
        after = await _reverted(work, task, own)
        saved = changes.keep(work, said, task, reports.Step(after, KIND), mark=changes.Mark(undoes=change_id))
        if saved is task:  # nothing of it was left to take back; it must not be offered again
            changes.note_event(work, said, task, KIND, mark=changes.Mark(undoes=change_id))
        if any(event.kind != links.HELD_ALL for event in own):
            back.append((task, saved))
        for moved_to in _moves(own):
            back += await _take_back(work, said, moved_to, change_id)
    return back


async def _held_elsewhere(work: ports.Work, said: changes.Said, change_id: int) -> list[int]:
    """The other groups in which a committee put on hold what hung on a task of its own."""
    own = await work.events.of_change(said.group.id, change_id)
    if not any(event.kind == links.HELD_ALL for event in own):
        return []
    return [one for one in await dependencies.reach(work, said.group.id) if one != said.group.id]


def _by_task(found: Sequence[events.Event]) -> list[list[events.Event]]:
    sorted_: dict[int, list[events.Event]] = {}
    for event in found:
        if event.task_id is not None:
            sorted_.setdefault(event.task_id, []).append(event)
    return list(sorted_.values())


def _moves(own: Sequence[events.Event]) -> list[int]:
    return [event.after["moved_to"] for event in own if event.after and "moved_to" in event.after]


async def _reverted(work: ports.Work, task: tasks.Task, own: Sequence[events.Event]) -> tasks.Task:
    later = await work.events.after(task.group_id, task.id, own[0].id)
    after = reverts.reverted(task, own, later, work.now)
    if isinstance(after, reverts.Contest):
        raise await refusal(work, after)
    if await links.closes_circle(work, after):
        raise Refused("refused.undo_closes_circle", number=task.number, title=task.title)
    return after


async def refusal(work: ports.Work, contest: reverts.Contest) -> Refused:
    """Why a change can't be taken back: who changed the task since."""
    person = None if contest.by_id is None else await work.people.get(contest.by_id)
    number, title = contest.task.number, contest.task.title
    if person is None:
        return Refused("refused.changed_since", number=number, title=title)
    return Refused("refused.changed_since_by", number=number, title=title, name=person.name)

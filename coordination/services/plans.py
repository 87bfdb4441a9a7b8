"""Plans sent to a group: kept, read elsewhere, shown, then taken over whole, or not at all; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, owners, plan_changes, plan_groups, programmes, reports, tasks
from coordination.services import (
    changes,
    people,
    plan_links,
    plan_phases,
    plan_reach,
    plan_reverts,
    plan_rows,
    rollups,
    sections,
)
from coordination.services import programmes as programme_service
from coordination.services import tasks as tasks_service

State = programmes.PlanState
KIND = "plan"

Faces = dict[tuple[int, tasks.Owner], tasks.Owner]
"""Owners by group and name, as far as they were looked up."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as somebody sent it: its name and Telegram's id of it."""

    name: str
    file_id: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking over would do. `groups`: the places in plan order with how many rows each; new ones have no id.

    `own` counts the rows that name no group. `sections`: the section of new groups, by code, where the plan has it.
    """

    plan: programmes.PlanFile
    groups: tuple[tuple[programme_service.Seated, int], ...]
    own: int
    difference: plan_changes.Difference
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def new_groups(self) -> int:
        return sum(1 for one, _ in self.groups if not one.seat.id)


def receive(work: ports.Work, said: changes.Said, sent: Sent) -> programmes.PlanFile:
    """Keep a plan to be read; nothing else is written before somebody takes it over."""
    assert said.source is not None
    plan = programmes.PlanFile(
        id=work.new_id(),
        group_id=said.group.id,
        name=sent.name,
        file_id=sent.file_id,
        sent_at=said.at,
        chat_id=said.source.chat_id,
        message_id=said.source.message_id,
        sent_by=said.actor_id,
    )
    work.plans.save(plan)
    return plan


def note_reading(work: ports.Work, plan: programmes.PlanFile, reading: dict[str, Any] | None) -> programmes.PlanFile:
    """Keep what was read of it; `None`: nobody can read it."""
    state = State.UNREADABLE if reading is None else State.READ
    read = replace(plan, state=state, ended_at=work.now) if reading is None else programmes.with_reading(plan, reading)
    work.plans.save(read)
    return read


async def open_plan(work: ports.Work, group: groups.Group, plan_id: int, *states: State) -> programmes.PlanFile:
    """The group's plan in one of these states; refused where it is another group's, or was decided before."""
    plan = await work.plans.get(plan_id)
    if plan is None or plan.group_id != group.id:
        raise Refused("refused.old_button")
    if plan.state not in states:
        raise Refused("plan.being_read" if plan.state is State.SENT else "plan.decided")
    return plan


async def preview(work: ports.Work, plan: programmes.PlanFile, *, alone: bool) -> Preview:
    """What taking it over would do now; `alone`: every row is a task of the group itself."""
    group = await work.groups.get(plan.group_id)
    rows = programmes.rows(plan)
    there = [] if alone else await plan_reach.places_of(work, group)
    known = {plan_groups.folded(one.group.name): one.seat.code for one in there}
    known |= {f"#{code}": code for code in await _section_codes(work, group)}
    parts = plan_groups.Division((), tuple(range(len(rows)))) if alone else plan_groups.divide(rows, known)
    proposed, different = tuple(_proposed(group, parts, there)), await _difference(work, group, plan, parts)
    return Preview(plan, proposed, len(parts.own), different, {one.code: one.section for one in parts.groups})


async def _section_codes(work: ports.Work, group: groups.Group) -> list[str]:
    """Codes that no new group can have."""
    programme = await work.programmes.of_committee(group.id)
    return [] if programme is None else [one.code for one in await work.programmes.sections(programme.id)]


async def preview_fitting(work: ports.Work, plan: programmes.PlanFile) -> Preview:
    """The preview with the groups that the plan names, and where it names none, as tasks of the group itself."""
    seen = await preview(work, plan, alone=False)
    return seen if seen.groups else await preview(work, plan, alone=True)


def read_again(work: ports.Work, plan: programmes.PlanFile, answered: Mapping[str, Any]) -> None:
    """Have the plan read once more, by what somebody answered in addition to what was answered before."""
    work.plans.save(programmes.sent_again(plan, {**programmes.choices(plan), **answered}))


async def accept(
    work: ports.Work,
    said: changes.Said,
    plan: programmes.PlanFile,
    *,
    alone: bool,
    parts: plan_changes.Parts = plan_changes.WHOLE,
) -> Preview:
    """Take the plan over: new places, new tasks, and what it says otherwise of old ones; in the work of one update.

    What is gone from the plan stays as it is unless `parts` say otherwise. Raises `Refused` as `programmes.begin`.
    """
    seen = await preview(work, plan, alone=alone)
    by_code = {"": said.group}
    if not alone:
        programme = await programme_service.begin(work, said.group, said.actor)
        await rollups.ensure(work, said.group)
        for one, _ in seen.groups:
            if not one.seat.id and not parts.new:
                continue
            taken = one if one.seat.id else programme_service.seat(work, programme, said.group, one)
            by_code[taken.seat.code] = taken.group
        await _into_sections(work, said, seen, by_code)
    found = {place: task.id for place, task in seen.difference.found.items()}
    faces: Faces = {}
    for placed in seen.difference.new if parts.new else ():
        here = replace(said, group=by_code[placed.code], source=plan_rows.source(placed.place, plan))
        found[placed.place] = await _create(work, here, placed, faces)
    for change in seen.difference.changed if parts.changed else ():
        await _apply(work, replace(said, group=await work.groups.get(change.task.group_id)), change)
    for _, task in seen.difference.gone if parts.gone else ():
        await _drop(work, said, task, parts.reason)
    await plan_links.apply(work, said, plan, found)
    await plan_phases.ensure(work, said.group, plan)
    for group in [await work.groups.get(one.seat.group_id) for one, _ in seen.groups if one.seat.joined_at]:
        await people.recognize(work, group)
    plan = programmes.with_tasks(plan, found)
    work.plans.save(replace(plan, state=State.ACCEPTED, ended_at=work.now, change_id=said.change_id))
    return seen


async def _into_sections(work: ports.Work, said: changes.Said, seen: Preview, by_code: dict[str, groups.Group]) -> None:
    """New groups stand where the plan has them; those that were there before stay where the committee put them."""
    for one, _ in seen.groups:
        section = seen.sections.get(one.seat.code)
        if section and not one.seat.id and one.seat.code in by_code:
            above = await sections.make(work, said, section)
            placed = await sections.put(work, said, by_code[one.seat.code].id, above.group.id)
            by_code[one.seat.code] = placed


async def joined(work: ports.Work, group: groups.Group) -> Sequence[programmes.Seat]:
    """The places of the group's programme that have a chat."""
    return [one.seat for one in await plan_reach.places_of(work, group) if one.seat.joined_at is not None]


def cancel(work: ports.Work, plan: programmes.PlanFile) -> None:
    """Nothing of it is taken over."""
    work.plans.save(replace(plan, state=State.CANCELLED, ended_at=work.now))


async def take_back(work: ports.Work, said: changes.Said, plan: programmes.PlanFile) -> tuple[int, int]:
    """Take back within a day what the plan changed: how many tasks are as before, and how many somebody else changed
    since, which stay. The places of groups stay too, for a chat may have joined.
    """
    if plan.ended_at is None or plan.change_id is None or plan.ended_at < work.now - plan_reverts.WINDOW:
        raise Refused("plan.too_late")
    back, left = await plan_reverts.take_back(work, said, plan.change_id)
    work.plans.save(replace(plan, state=State.TAKEN_BACK))
    return back, left


def _proposed(
    group: groups.Group, parts: plan_groups.Division, there: Sequence[programme_service.Seated]
) -> list[tuple[programme_service.Seated, int]]:
    by_code = {one.seat.code: one for one in there}
    first = 1 + max((one.seat.position for one in there), default=0)
    found = []
    for place, one in enumerate(parts.groups):
        seated = by_code.get(one.code) or programme_service.proposal(group, one, first + place)
        found.append((seated, len(one.rows)))
    return found


async def _difference(
    work: ports.Work, group: groups.Group, plan: programmes.PlanFile, parts: plan_groups.Division
) -> plan_changes.Difference:
    rows = programmes.rows(plan)
    placed = plan_reach.placed(rows, parts)
    there = [one for one in await plan_reach.tasks_of(work, group) if one[1].state is not tasks.State.DROPPED]
    planned = [one for one in there if programmes.is_planned(one[1])]
    return plan_changes.compare(placed, there, planned, await _said_before(work, group))


async def _said_before(work: ports.Work, group: groups.Group) -> dict[int, plan_changes.Row]:
    """The rows of the plan that was taken over last, by the id of the task that each became."""
    last = await work.plans.newest(group.id, State.ACCEPTED)
    if last is None:
        return {}
    rows = programmes.rows(last)
    return {id_: rows[place] for place, id_ in programmes.became(last).items() if place < len(rows)}


async def _drop(work: ports.Work, said: changes.Said, task: tasks.Task, reason: str) -> None:
    here = replace(said, group=await work.groups.get(task.group_id))
    ended = replace(
        task,
        state=tasks.State.DROPPED,
        reason=reason,
        claimed_by=None,
        review_on=None,
        ended_at=work.now,
    )
    changes.keep(work, here, task, reports.Step(ended, KIND))


async def _create(work: ports.Work, said: changes.Said, placed: plan_changes.Placed, faces: Faces) -> int:
    """A task for a row; each name is looked up once in each group, for a plan has thousands of rows and few names."""
    draft = plan_rows.draft(placed.row, said.group)
    for owner in draft.owners:
        if (said.group.id, owner) not in faces:
            (faces[said.group.id, owner],) = await people.known(work, said.group, [owner])
    known = tuple(faces[said.group.id, one] for one in draft.owners)
    stands = plan_rows.standing(placed.row, work.now)
    return (await tasks_service.plant_owned(work, said, replace(draft, owners=known), stands)).id


async def _apply(work: ports.Work, said: changes.Said, change: plan_changes.Change) -> None:
    task = change.task
    if change.title is not None:
        task = replace(task, title=tasks.titled(plan_rows.title({"title": change.title})))
    if change.due is not None:
        task = replace(task, due=tasks.Due(change.due), original_due=task.original_due or tasks.Due(change.due))
    if change.owners is not None:
        named = await people.known(work, said.group, [plan_rows.owner(name) for name in change.owners])
        task = owners.assigned(task, owners.Assignment(owners.Way.REPLACE, named))
    if change.start is not None:
        task = replace(task, start_on=change.start)
    if change.key is not None:
        task = replace(task, key=change.key)
    changes.keep(work, said, change.task, reports.Step(task, KIND))

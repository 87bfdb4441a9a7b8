"""New tasks, and new wordings of the line that made one; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coordination import ports
from coordination.rules import events, fields, groups, owners, reports, reverts, tasks
from coordination.services import changes, lines, people, rights

CREATED = "created"
AMENDED = "amended"
AMENDABLE = ("title", "owner", "supporters", "due", "key", "tags")
"""What an edited line may still say differently of the task it made."""


@dataclass(frozen=True, slots=True)
class Created:
    """The new task, or the one that the line had made already.

    `outcome` UNCHANGED: the same line again. `before` is set where an edited line amended its task; `contest` names
    what somebody changed since, which was left as it is. `held`: user names nobody was seen with yet.
    """

    task: tasks.Task
    outcome: changes.Outcome
    before: tasks.Task | None = None
    contest: reverts.Contest | None = None
    held: tuple[str, ...] = ()


async def create(work: ports.Work, said: changes.Said, draft: tasks.Draft, *, was: ports.Line | None = None) -> Created:
    """Make one task in the group, with the next number. `was`: the line's wording before an edit.

    The first owner leads, the others support; what nobody is named for in somebody's own list is
    theirs. Raises `Refused` for a title nobody can read, and for whom the group lets make none.
    """
    draft = replace(draft, title=tasks.titled(draft.title), owners=await _owners(work, said, draft))
    made = await lines.creation(work, said.group.id, was) if was is not None else ()
    if made:
        return await _amend(work, said, draft, made)
    await rights.check_creates(work, said)
    number = await _next_number(work, said.group)
    task = _new(work, said, draft, number)
    saved = changes.keep(work, said, None, reports.Step(task, CREATED))
    changes.mark_line(work, said, saved.id)
    return Created(saved, changes.Outcome.CHANGED, held=held(saved))


async def _owners(work: ports.Work, said: changes.Said, draft: tasks.Draft) -> tuple[tasks.Owner, ...]:
    if said.group.kind is groups.GroupKind.PERSONAL and said.actor is not None and not draft.owners:
        return (owners.of_person(said.actor),)
    return await people.known(work, said.group, draft.owners)


async def plant(work: ports.Work, said: changes.Said, draft: tasks.Draft, stands: Mapping[str, Any]) -> tasks.Task:
    """Make one task as a plan has it: `stands` are fields of one that is under way, or over, already."""
    owners = await people.known(work, said.group, draft.owners)
    return await plant_owned(work, said, replace(draft, owners=owners), stands)


async def plant_owned(
    work: ports.Work, said: changes.Said, draft: tasks.Draft, stands: Mapping[str, Any]
) -> tasks.Task:
    """As `plant`, where the owners were looked up already."""
    draft = replace(draft, title=tasks.titled(draft.title))
    task = replace(_new(work, said, draft, await _next_number(work, said.group)), **stands)
    return changes.keep(work, said, None, reports.Step(task, CREATED))


def held(task: tasks.Task) -> tuple[str, ...]:
    """User names of the task that wait for somebody to be seen with them (F025)."""
    return tuple(one.username for one in owners.everybody(task) if one.username and one.person_id is None)


async def _next_number(work: ports.Work, group: groups.Group) -> int:
    """Take the group's next number; it is never handed out again (rule 9)."""
    current = await work.groups.get(group.id)
    work.groups.save(replace(current, next_number=current.next_number + 1))
    return current.next_number


def _new(work: ports.Work, said: changes.Said, draft: tasks.Draft, number: int) -> tasks.Task:
    task = tasks.Task(
        id=work.new_id(),
        group_id=said.group.id,
        number=number,
        title=draft.title,
        created_at=said.at,
        created_by=said.actor_id,
        key=draft.key,
        tags=draft.tags,
        due=draft.due,
        original_due=draft.due,
        start_on=draft.start_on,
        source=said.source,
        external_ref=draft.external_ref,
    )
    return owners.assigned(task, owners.Assignment(owners.Way.REPLACE, draft.owners))


async def _amend(work: ports.Work, said: changes.Said, draft: tasks.Draft, made: Sequence[events.Event]) -> Created:
    """Bring the task to the new wording, field by field; what somebody changed since is left and named."""
    task = await work.tasks.get(said.group.id, made[0].task_id or 0)
    assert task is not None
    wanted = _wanted(made, draft)
    later = await work.events.after(said.group.id, task.id, made[0].id)
    contest = reverts.contested(task, tuple(wanted), made, later)
    free = {name: value for name, value in wanted.items() if contest is None or name not in contest.fields}
    if "due" in free:
        free["original_due"] = free["due"]
    amended = reports.same_or(task, fields.applied(task, free))
    saved = changes.keep(work, said, task, reports.Step(amended, AMENDED))
    changes.mark_line(work, said, saved.id)
    outcome = changes.Outcome.UNCHANGED if amended is task else changes.Outcome.CHANGED
    return Created(saved, outcome, task, contest, held(saved))


def _wanted(made: Sequence[events.Event], draft: tasks.Draft) -> Mapping[str, Any]:
    """The fields that the new wording says otherwise than the line did so far, as JSON values."""
    said_so_far = fields.replay(made)
    bare = replace(said_so_far, title=draft.title, due=draft.due, key=draft.key, tags=draft.tags)
    bare = replace(bare, owner=None, supporters=())
    told = owners.assigned(bare, owners.Assignment(owners.Way.REPLACE, draft.owners))
    new = fields.difference(said_so_far, told)[1]
    return {name: new[name] for name in AMENDABLE if name in new}

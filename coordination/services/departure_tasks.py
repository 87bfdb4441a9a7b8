"""The tasks of a place in a programme, back from the chat that had taken it, with what was recorded there; no text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coordination import ports
from coordination.rules import groups, links, programmes, reports, reverts, tasks
from coordination.services import changes, dependencies, moves
from coordination.services import links as links_service

_MOST = 20_000
_MOST_SAID = 1_000


@dataclass(frozen=True, slots=True)
class Between:
    """The chat's group that gives its place back, the group that waits there again, and their committee.

    `undoes`: the change by which the place was taken.
    """

    group: groups.Group
    waiting: groups.Group
    committee: groups.Group
    undoes: int


async def bring_back(work: ports.Work, said: changes.Said, between: Between) -> dict[int, int]:
    """Move what is the programme's back to the place, as it stands now; what was begun in the chat stays there.

    What had waited there has its old number again. The ids at the place by those in the chat's group.
    """
    here = (await work.tasks.find(between.group.id, ports.TaskFilter(live=False), limit=_MOST)).tasks
    there = (await work.tasks.find(between.waiting.id, ports.TaskFilter(live=False), limit=_MOST)).tasks
    known = {one.merged_into: one for one in there if one.merged_into is not None}
    given = await _given(work, between)
    going = sorted((one for one in here if one.id in known or _is_given(one, given)), key=lambda one: one.number)
    new_ids = {one.id: known[one.id].id if one.id in known else work.new_id() for one in going}
    staying = {one.id for one in here} - new_ids.keys()
    await _untie(work, said, between, (new_ids, staying))
    for task in going:
        await _bring(work, said, between, (task, known.get(task.id), new_ids, staying))
    return new_ids


@dataclass(frozen=True, slots=True)
class _Given:
    """How the programme gives tasks: by its committee's plans (ids), or by a word in one of these chats."""

    planned: frozenset[int]
    chats: frozenset[int]


async def _given(work: ports.Work, between: Between) -> _Given:
    plans = await work.plans.all(between.committee.id, programmes.PlanState.ACCEPTED)
    planned = frozenset(id_ for plan in plans for id_ in programmes.became(plan).values())
    others = [await work.groups.get(one) for one in await dependencies.reach(work, between.group.id)]
    chats = {between.committee.chat_id, *(one.chat_id for one in others)}
    return _Given(planned, frozenset(chats - {between.group.chat_id}))


def _is_given(task: tasks.Task, given: _Given) -> bool:
    if task.merged_into is not None:
        return False
    return task.id in given.planned or (task.source is not None and task.source.chat_id in given.chats)


async def _untie(
    work: ports.Work, said: changes.Said, between: Between, what: tuple[Mapping[int, int], set[int]]
) -> None:
    """What hung on the tasks that go hangs on them still; nothing hangs on what is no longer in the programme."""
    new_ids, staying = what
    reach = [one for one in await dependencies.reach(work, between.group.id) if one != between.group.id]
    ids = [*new_ids, *staying]
    beyond = list(await work.tasks.hanging(reach, ids)) if reach and ids else []
    for task in beyond:
        waits = tuple(new_ids.get(one, one) for one in task.waits_for if one not in staying)
        _keep(work, said, between, (task, replace(task, waits_for=waits)))
    for one in sorted(staying):
        own = await work.tasks.get(between.group.id, one)
        if own is not None and (own.waits_for or own.parent_id in new_ids):
            parent = None if own.parent_id in new_ids else own.parent_id
            waits = tuple(each for each in own.waits_for if each in staying)
            _keep(work, said, between, (own, replace(own, waits_for=waits, parent_id=parent)))


def _keep(work: ports.Work, said: changes.Said, between: Between, what: tuple[tasks.Task, tasks.Task]) -> None:
    before, after = what
    changes.keep(work, said, before, reports.Step(after, links_service.WAITS), mark=changes.Mark(undoes=between.undoes))


_What = tuple[tasks.Task, tasks.Task | None, Mapping[int, int], set[int]]


async def _bring(work: ports.Work, said: changes.Said, between: Between, what: _What) -> None:
    """One task: as it stands, at the place, under its old number there or a new one."""
    task, old, new_ids, staying = what
    number = await _next_number(work, between.waiting.id) if old is None else old.number
    come = links.moved_in(task, new_ids[task.id], between.waiting.id, number)
    come = replace(
        come,
        parent_id=new_ids.get(task.parent_id or 0),
        waits_for=tuple(new_ids.get(one, one) for one in task.waits_for if one not in staying),
        merged_into=None if task.merged_into is None else new_ids.get(task.merged_into, task.merged_into),
    )
    is_other = old is not None and (come.owner, come.supporters) != (old.owner, old.supporters)
    if old is not None and is_other and await _is_named_by_itself(work, task):
        come = replace(come, owner=old.owner, supporters=old.supporters)
    mark = changes.Mark(undoes=between.undoes)
    changes.keep(work, said, old, reports.Step(come, moves.MOVED_IN), mark=mark)
    for one in (await work.updates.of_task(task.group_id, task.id, limit=_MOST_SAID))[::-1]:
        work.updates.add(replace(one, id=work.new_id(), group_id=come.group_id, task_id=come.id))
    gone = links.left_behind(task, come.id, work.now)
    mark = replace(mark, moved_to=between.waiting.id)
    changes.keep(work, said, task, reports.Step(gone, moves.MOVED), mark=mark)


async def _next_number(work: ports.Work, group_id: int) -> int:
    group = await work.groups.get(group_id)
    work.groups.save(replace(group, next_number=group.next_number + 1))
    return group.next_number


async def _is_named_by_itself(work: ports.Work, task: tasks.Task) -> bool:
    """Whether nobody gave it to anybody in the chat: somebody there merely goes by the name that stands on it."""
    log = await work.events.of_task(task.group_id, task.id, limit=_MOST_SAID)
    return all(
        one.kind in (reverts.RESOLVED, moves.MOVED_IN) or {"owner", "supporters"}.isdisjoint(one.after or {})
        for one in log
    )

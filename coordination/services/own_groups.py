"""The groups in which a person may speak from their private chat; makes no text."""

from collections.abc import Sequence
from datetime import datetime

from coordination import ports
from coordination.rules import groups, people, tasks

WHICH = "which_group"
"""The kind of the question whose task was meant by words in private."""

MOST = 30
"""So many groups of a person are looked at; nobody belongs to more that are alive."""


async def of_person(work: ports.Work, person: people.Person) -> Sequence[groups.Group]:
    """The groups the person belongs to and has not left, in which we still are; the personal list is none of them."""
    found = []
    for one in await work.people.memberships(person.id):
        if not one.left:
            group = await work.groups.get(one.group_id)
            if await _is_alive(work, group):
                found.append(group)
    return found[:MOST]


async def of_id(work: ports.Work, person: people.Person | None, group_id: int) -> groups.Group | None:
    """The group of this id, if the person belongs to it; the answer is the same whether it exists or not (rule 7)."""
    membership = None if person is None else await work.people.membership(group_id, person.id)
    if membership is None or membership.left:
        return None
    group = await work.groups.get(group_id)
    return group if await _is_alive(work, group) else None


async def of_task(work: ports.Work, found: Sequence[groups.Group], task_id: int) -> tasks.Task | None:
    """The task of this id in one of the groups."""
    for group in found:
        task = await work.tasks.get(group.id, task_id)
        if task is not None:
            return task
    return None


async def last_changed(
    work: ports.Work, person: people.Person, found: Sequence[groups.Group], since: datetime
) -> groups.Group | None:
    """The group of the person's newest change since then that can be taken back."""
    newest: tuple[int, groups.Group] | None = None
    for group in found:
        change = await work.events.last_change_by(group.id, person.id, since)
        if change is not None and (newest is None or change > newest[0]):
            newest = (change, group)
    return None if newest is None else newest[1]


async def _is_alive(work: ports.Work, group: groups.Group) -> bool:
    if group.kind is groups.GroupKind.PERSONAL:
        return False
    return (await work.chats.get(group.chat_id)).state is groups.ChatState.ACTIVE

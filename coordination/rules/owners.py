"""Who owns a task and who supports it, as pure changes; knows no database, no text and no Telegram."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coordination.errors import Refused
from coordination.rules import people, permissions, tasks

MOST_SUPPORTERS = 20
RECORDERS = people.LEADING | {people.Part.LIAISON, people.Part.SECRETARY}
"""Parts that may record for somebody else without asking the owner (product.md, On behalf)."""


class Way(StrEnum):
    """What `/assign` does with those it names."""

    REPLACE = "replace"  # the first becomes the owner, the others support; nobody: the task is unowned
    ADD = "add"  # they support
    REMOVE = "remove"  # they neither own nor support any more


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is named and what becomes of them."""

    way: Way
    owners: tuple[tasks.Owner, ...] = ()


def of_person(person: people.Person) -> tasks.Owner:
    """The person as an owner."""
    return tasks.Owner(person.name, person.id)


def same(one: tasks.Owner | None, other: tasks.Owner | None) -> bool:
    """Tell whether both are the same: by id, else by user name (any letter case), else by name."""
    if one is None or other is None:
        return one is other
    if one.person_id is not None or other.person_id is not None:
        return one.person_id == other.person_id
    if one.username or other.username:
        return (one.username or "").casefold() == (other.username or "").casefold()
    return one.name.casefold() == other.name.casefold()


def is_on(task: tasks.Task, person_id: int | None) -> bool:
    """Tell whether the person owns or supports the task."""
    if person_id is None:
        return False
    return any(owner.person_id == person_id for owner in everybody(task))


def everybody(task: tasks.Task) -> tuple[tasks.Owner, ...]:
    """The owner, then the supporters."""
    return task.supporters if task.owner is None else (task.owner, *task.supporters)


def may_report(task: tasks.Task, person_id: int | None, part: people.Part | None) -> bool:
    """Tell whether a word of the person about the task holds at once, or its owner has to be asked.

    Nobody is asked about a task without an owner, or whose owner can't be asked because Telegram does not know them.
    """
    kinds = permissions.kinds(part, task, person_id)
    verdict = permissions.decide(permissions.Deed.REPORT, kinds, permissions.about(task))
    return verdict is permissions.Verdict.ALLOWED


def assigned(task: tasks.Task, change: Assignment) -> tasks.Task:
    """The task with its new owner and supporters; the same object where nothing changes."""
    if task.state in tasks.ENDED:
        raise Refused("refused.task_ended", number=task.number, title=task.title, state=task.state.value)
    if change.way is Way.REPLACE:
        owner = change.owners[0] if change.owners else None
        helpers = (*task.supporters, *change.owners[1:])
    elif change.way is Way.ADD:
        owner = task.owner
        helpers = (*task.supporters, *change.owners)
    else:
        owner = None if _among(task.owner, change.owners) else task.owner
        helpers = tuple(one for one in task.supporters if not _among(one, change.owners))
    return _settled(task, owner, helpers)


def handed_over(task: tasks.Task, old: tasks.Owner, new: tasks.Owner) -> tasks.Task:
    """The task with `new` in the place of `old`, be it owner or supporter."""
    owner = new if same(task.owner, old) else task.owner
    return _settled(task, owner, tuple(new if same(one, old) else one for one in task.supporters))


def resolved(task: tasks.Task, username: str, person: people.Person) -> tasks.Task:
    """The task with the person where only this user name (any letter case) stood so far (F025)."""
    known = of_person(person)
    wanted = username.casefold()

    def seen(owner: tasks.Owner) -> tasks.Owner:
        is_it = owner.person_id is None and (owner.username or "").casefold() == wanted
        return known if is_it else owner

    return _settled(task, None if task.owner is None else seen(task.owner), [seen(one) for one in task.supporters])


def named(task: tasks.Task, name: str, person: people.Person) -> tasks.Task:
    """The task with the person where only this `name`, as it stands on the task, stood so far."""
    known = of_person(person)

    def seen(owner: tasks.Owner) -> tasks.Owner:
        return known if owner.person_id is None and not owner.username and owner.name == name else owner

    return _settled(task, None if task.owner is None else seen(task.owner), [seen(one) for one in task.supporters])


def _settled(task: tasks.Task, owner: tasks.Owner | None, helpers: Sequence[tasks.Owner]) -> tasks.Task:
    """Keep rule 1: one owner at most, who does not also support; nobody supports twice."""
    kept: list[tasks.Owner] = []
    for helper in helpers:
        if not same(helper, owner) and not _among(helper, kept):
            kept.append(helper)
    if len(kept) > MOST_SUPPORTERS:
        raise Refused("refused.too_many_supporters", number=task.number, limit=MOST_SUPPORTERS)
    if owner == task.owner and tuple(kept) == task.supporters:
        return task
    return replace(task, owner=owner, supporters=tuple(kept))


def _among(owner: tasks.Owner | None, others: Iterable[tasks.Owner]) -> bool:
    return owner is not None and any(same(owner, other) for other in others)

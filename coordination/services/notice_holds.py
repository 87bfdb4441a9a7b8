"""Tasks of groups that an urgent notice puts on hold in the same step, and sets free again; makes no text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, notice_heads, notices, programmes, reports, tasks, transitions
from coordination.services import changes, dependencies, requests

MOST = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A task with the group it is of."""

    group: groups.Group
    task: tasks.Task

    @property
    def reference(self) -> str:
        """`EXH-12`."""
        return f"{self.group.code or self.group.name}-{self.task.number}"


Reason = Callable[[groups.Group], str]
"""Why a task of the group is on hold, in the group's language."""

IsReason = Callable[[str], bool]
"""Whether a task is on hold for that, in whatever language it was said."""


async def find(work: ports.Work, programme: programmes.Programme, asked: notice_heads.Holding) -> tuple[Held, ...]:
    """The tasks meant, those that are over or on hold already left out.

    Raises `Refused` for a task that there is none of, for none at all, and for more than `MOST`.
    """
    seats = {seat.code.casefold(): seat for seat in await requests.places(work, programme.id)}
    found: dict[int, tasks.Task] = {}
    for code, number in asked.tasks:
        seat = seats.get(code.casefold())
        task = None if seat is None else await work.tasks.by_number(seat.group_id, number)
        if task is None:
            raise Refused("notice.no_such_task", task=f"{code}-{number}")
        meant = [task] if asked.themselves else []
        meant += await dependencies.hanging(work, task) if asked.all_on else []
        found |= {one.id: one for one in meant if may_be_held(one)}
    if not found:
        raise Refused("notice.nothing_to_hold")
    if len(found) > MOST:
        raise Refused("notice.too_many_holds", limit=MOST)
    return tuple([Held(await work.groups.get(one.group_id), one) for one in found.values()])


def may_be_held(task: tasks.Task) -> bool:
    return task.state not in tasks.ENDED and task.state is not tasks.State.ON_HOLD


async def kept(work: ports.Work, notice: notices.Notice, group_id: int | None = None) -> tuple[Held, ...]:
    """The tasks of a notice as they are now, of one group alone where it is named; those that moved are left out."""
    found = []
    for owner_id, task_id in notice.holds:
        if group_id not in (None, owner_id):
            continue
        task = await work.tasks.get(owner_id, task_id)  # `None` where it moved, or its group was erased
        if task is not None:
            found.append(Held(await work.groups.get(owner_id), task))
    return tuple(found)


async def carry_out(work: ports.Work, said: changes.Said, notice: notices.Notice, reason: Reason) -> Sequence[Held]:
    """Put them on hold, those that are not over meanwhile; the committee decided it, whoever owns them."""
    held = []
    for one in await kept(work, notice):
        if may_be_held(one.task):
            why = reason(one.group)
            held.append(_changed(work, said, one, reports.Report(reports.Kind.HELD, why), why))
    return held


def still_held(found: Sequence[Held], is_reason: IsReason) -> list[Held]:
    """Those that are on hold because of the notice: what a group has decided otherwise since stays with it."""
    return [one for one in found if one.task.state is tasks.State.ON_HOLD and is_reason(one.task.reason or "")]


async def release(work: ports.Work, said: changes.Said, notice: notices.Notice, is_reason: IsReason) -> Sequence[Held]:
    """Set them free. Raises `Refused` where none is on hold any more."""
    found = still_held(await kept(work, notice), is_reason)
    if not found:
        raise Refused("notice.nothing_held")
    return [_changed(work, said, one, reports.Report(reports.Kind.FREED), "") for one in found]


def _changed(work: ports.Work, said: changes.Said, one: Held, what: reports.Report, words: str) -> Held:
    cause = replace(said, group=one.group)
    step = transitions.report(one.task, what, reports.By(said.actor_id, said.at, leads=True))
    changes.add_update(work, cause, step, words)
    return replace(one, task=changes.keep(work, cause, one.task, step))

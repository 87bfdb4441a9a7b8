"""What a task waits for, as typed behind a number or at the end of a new task's line; it decides no circle."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import reading_fold, reading_numbers, tasks
from coordination.services import changes, dependencies, groups
from coordination.services import links as service
from coordination.services import tasks as task_service
from handlers import links_said, scene
from handlers.request import Request

_LEAD = re.compile(
    r"(?<![^\W\u3400-\u9fff])(?:(?:only |starts? |begins? )?after|follows|waits? (?:for|on)|depends on)\b"
    r"|(?:等待|等|前置(?:任务)?|在)(?=\s*[:：]?\s*#)",
    re.IGNORECASE,
)
_LOOSE = " \t,，;；:：、-–—(（)）"
_MARKED = re.compile(r"#\d|[^\W\d_]-\d")


def split(title: str) -> tuple[str, tuple[reading_numbers.Ref, ...]]:
    """The title without what it says of tasks to be waited for at its end, and these: `Hang the signs after #9`."""
    folded = reading_fold.fold(title)
    for lead in _LEAD.finditer(folded):
        said = links_said.read(title[lead.start() :].strip(_LOOSE))
        if not said or said[0].kind is not links_said.Kind.WAITS or not _MARKED.search(folded[lead.end() :]):
            continue
        if rest := title[: lead.start()].strip(_LOOSE):
            return rest, said[0].refs
    return title, ()


async def begun(
    request: Request,
    work: ports.Work,
    said: changes.Said,
    what: tuple[task_service.Created, Sequence[reading_numbers.Ref]],
) -> task_service.Created:
    """The new task, waiting for what its line names. Raises `Refused` where that can't be seen, or for a circle."""
    created, refs = what
    own, beyond = await awaited(request, work, said, refs)
    linked = await service.wait_for(work, said, created.task.number, own, beyond=beyond)
    return replace(created, task=linked.task)


async def awaited(
    request: Request, work: ports.Work, said: changes.Said, refs: Sequence[reading_numbers.Ref]
) -> tuple[list[int], list[tasks.Task]]:
    """The numbers of this group, and the tasks of other groups of the programme, from a chat that may see them."""
    code = (scene.group_of(request).code or "").casefold()
    own = [ref.number for ref in refs if ref.code in (None, code)]
    beyond = [await _elsewhere(work, said, ref) for ref in refs if ref.code not in (None, code)]
    return own, beyond


async def _elsewhere(work: ports.Work, said: changes.Said, ref: reading_numbers.Ref) -> tasks.Task:
    """Rule 7: the answer is the same whether the task exists or not."""
    unseen = Refused("refused.task.unseen", task=f"{(ref.code or '').upper()}-{ref.number}")
    try:
        other = await groups.reachable(work, said, ref.code or "")
    except Refused:
        raise unseen from None
    found = await work.tasks.by_number(other.id, ref.number)
    if found is None or other.id not in await dependencies.reach(work, said.group.id):
        raise unseen
    return found

"""`/done 3`, `/due EXH-3 Friday` in private: which group's task is meant by its number, asked where several fit."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.rules import groups, owners, reading_numbers, tasks
from coordination.services import own_groups, readings
from handlers import group_questions, group_replies, group_told
from handlers.request import Kind, Request

Run = Callable[[Request, ports.Work], Awaitable[Sequence[messages.Answer]]]
"""The command in the one group it is of."""


async def heard(
    request: Request, work: ports.Work, run: Run, *, several: bool = False
) -> Sequence[messages.Answer] | None:
    """What a command in private does to a group's tasks; `None` where it is for the personal list, or for nobody.

    `several`: a space alone joins numbers (`12 14`).
    """
    if not request.is_private or request.actor is None or request.group is None:
        return None
    found = await own_groups.of_person(work, request.actor)
    if not found:
        return None
    inside = await group_replies.edited(request, work, found) if request.kind is Kind.EDIT else None
    inside = inside or (await group_replies.answered(request, work, found)).request
    if inside is not None:
        return await group_told.told(inside, await run(bare(inside), work))
    options = [
        option
        for group in [request.group, *found]
        if (option := await _option(request, work, group, several=several)) is not None
    ]
    if all(one.group == request.group for _, one in options):
        return None
    best = min(tier for tier, _ in options)
    nearest = [one for tier, one in options if tier == best]
    if len(nearest) > 1:
        return [await group_questions.ask(request, work, nearest)]
    if nearest[0].group == request.group:
        return None
    inside = bare(group_replies.inside(request, nearest[0].group))
    return await group_told.told(inside, await run(inside, work))


async def _option(
    request: Request, work: ports.Work, group: groups.Group, *, several: bool
) -> tuple[int, group_questions.Option] | None:
    """The tasks of the group that the numbers of every line name, and how near they are to the person."""
    numbers = _numbers(bare(group_replies.inside(request, group)), several=several)
    known = await work.tasks.by_numbers(group.id, numbers) if numbers else ()
    if not known or len(known) < len(numbers):
        return None
    return await _tier(request, work, group, known), group_questions.Option(group, tuple(known))


def _numbers(request: Request, *, several: bool) -> list[int]:
    heads = [reading_numbers.head(line, several=several, apart=True) for line in request.args.split("\n")]
    refs = [ref for head in heads for ref in head.refs]
    if any(ref.code is not None or ref.number > tasks.HIGHEST_NUMBER or ref.number < 1 for ref in refs):
        return []
    return list(dict.fromkeys(ref.number for ref in refs))


async def _tier(request: Request, work: ports.Work, group: groups.Group, known: Sequence[tasks.Task]) -> int:
    """0: one's own, or one may speak for them; 1: others'; 2: ended."""
    if all(task.state in tasks.ENDED for task in known):
        return 2
    assert request.actor is not None
    recorders = readings.recorders(group, await work.people.members(group.id), request.actor)
    may = all(task.owner is None or owners.is_on(task, request.actor.id) for task in known)
    return 0 if may or request.actor.id in recorders else 1


def bare(request: Request) -> Request:
    """The same command with the group's own `EXH-3` as `#3`, as it would be written there."""
    group = request.group
    if group is None or group.kind is groups.GroupKind.PERSONAL:
        return request
    called = re.escape(group_replies.called_by(group))
    return replace(request, args=re.sub(rf"(?<!\w){called}-(?=\d)", "#", request.args, flags=re.IGNORECASE))

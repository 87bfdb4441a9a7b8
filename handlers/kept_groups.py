"""Tasks of groups without a chat, recorded in the chat of their committee or section on their behalf; no rule.

`/update EXH-3 60%` or `EXH-3 完成` there is as if it were said in the group by its secretary.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, reading_numbers
from coordination.services import rights, sections
from handlers import group_commands, group_replies, group_told
from handlers.request import Request

Run = Callable[[Request, ports.Work], Awaitable[Sequence[messages.Answer]]]

_ABOVE = frozenset({groups.GroupKind.COMMITTEE, groups.GroupKind.SECTION})


async def commanded(request: Request, work: ports.Work, run: Run) -> Sequence[messages.Answer] | None:
    """A command that names tasks of one group kept from here; `None` for any other."""
    inside = await _inside(request, work, request.args)
    if inside is None:
        return None
    meant = group_commands.bare(inside)
    return await group_told.told(meant, await run(meant, work))


async def heard(request: Request, work: ports.Work, run: Run) -> Sequence[messages.Answer] | None:
    """Plain words that begin with a task of one group kept from here; `None` for any other."""
    inside = await _inside(request, work, request.text)
    if inside is None:
        return None
    inside = replace(inside, addressed=True, text=_bare(inside))  # whoever names the group by its code speaks to us
    return await group_told.told(inside, await run(inside, work))


def _bare(request: Request) -> str:
    """The group's own `EXH-3` as `#3`, behind blanks, so that offsets stay."""
    assert request.group is not None
    called = re.escape(group_replies.called_by(request.group))
    pattern = re.compile(rf"(?<!\w){called}-(?=\d)", re.IGNORECASE)
    return pattern.sub(lambda found: f"{' ' * (len(found[0]) - 1)}#", request.text)


async def _inside(request: Request, work: ports.Work, words: str) -> Request | None:
    """The request in the group that is meant. Raises `Refused` for whoever has no part in the committee or section."""
    here = request.group
    if here is None or here.kind not in _ABOVE:
        return None
    codes = {ref.code for ref in reading_numbers.head(words.strip(), several=True).refs}
    if len(codes) != 1 or None in codes or (here.code or "").casefold() in codes:
        return None
    for one in await sections.visible(work, here):
        if one.seat.code.casefold() in codes and one.seat.joined_at is None:
            await _check(request, work, here)
            await _keep(request, work, one.group)
            return group_replies.inside(request, one.group)
    return None


async def _check(request: Request, work: ports.Work, here: groups.Group) -> None:
    membership = None if request.actor is None else await work.people.membership(here.id, request.actor.id)
    part = people.Part.MEMBER if membership is None or membership.left else membership.part
    if part is people.Part.MEMBER and not (await rights.of(work, here, request.actor)).leads:
        raise Refused("kept.recorders_only")


async def _keep(request: Request, work: ports.Work, group: groups.Group) -> None:
    """Whoever records for a group without a chat is its secretary until it has one."""
    if request.actor is None:
        return
    membership = await work.people.membership(group.id, request.actor.id)
    if membership is None or membership.left or membership.part is people.Part.MEMBER:
        work.people.save_membership(
            people.Membership(group.id, request.actor.id, people.Part.SECRETARY, since=work.now)
        )

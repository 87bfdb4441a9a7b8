"""Who may decide about a plan, and the plan that a button names; it decides nothing itself."""

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, programmes
from coordination.services import changes, rights
from coordination.services import plans as service
from handlers import plan_private, presses, scene
from handlers.request import Request

State = programmes.PlanState


def own_group(request: Request) -> groups.Group:
    """The group of the chat; refused in private, where no plan belongs."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("plan.in_private")
    return group


async def check(request: Request, work: ports.Work, group: groups.Group) -> None:
    """An admin of the chat, or whoever acts as a lead of the group."""
    if not request.is_chat_admin and not (await rights.of(work, group, request.actor)).leads:
        raise Refused("plan.leads_only")


async def group_of(request: Request, work: ports.Work, press: presses.Press) -> groups.Group:
    """The group of the chat, which a button names too, for whoever may decide; in private a group that they lead."""
    if request.is_private:
        return await plan_private.group_of(request, work, press.number(0))
    if request.group is None:
        raise Refused("refused.old_button")
    group = await work.groups.get(press.number(0)) if press.number(0) == scene.group_of(request).id else None
    if group is None:
        raise Refused("refused.old_button")
    await check(request, work, group)
    return group


async def pressed(
    request: Request, work: ports.Work, press: presses.Press, *states: State
) -> tuple[groups.Group, programmes.PlanFile]:
    """The group and its plan that a button names, for whoever may decide."""
    group = await group_of(request, work, press)
    return group, await service.open_plan(work, group, press.number(1), *states)


def cause(request: Request, work: ports.Work, group: groups.Group) -> changes.Said:
    """The press as the cause of what it changes."""
    return changes.Said(group, request.actor, request.now, work.new_id())

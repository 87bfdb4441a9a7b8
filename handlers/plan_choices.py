"""Answers about a plan's reading: columns set right, day or month first, which parts are taken; reads no file."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, programmes
from coordination.services import plans as service
from handlers import plan_columns, plan_pages, plan_presses, presses, scene, words
from handlers.request import Request

State = programmes.PlanState


async def columns(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The roles, to choose one whose column is to be set right; with a third number, the columns for it."""
    group, plan, table = await _pressed(request, work, press)
    if not press.number(2):
        text = words.say(group.language, "plan.which_role", file=plan_pages.file_of(plan))
        shown = Markup("\n").join([text, *plan_columns.pairs(table, group.language)])
        return [scene.in_place(request, shown, plan_columns.roles(group, plan))]
    role = _role(press)
    text = words.say(group.language, "plan.which_column", role=plan_columns.named(role, group.language))
    return [scene.in_place(request, text, plan_columns.columns(group, plan, table, press.number(2)))]


async def choose(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The column of a role (the fourth number; 0: it has none); the plan is read again by it."""
    group, plan, table = await _pressed(request, work, press)
    role, index = _role(press), press.number(3) - 1
    if index >= len(table["names"]):
        raise Refused("refused.old_button")
    known = programmes.choices(plan)
    at = dict(known.get("at", {})) if known.get("names") == table["names"] else {}
    at = {one: place for one, place in at.items() if place != index or index < 0}
    service.read_again(work, plan, {"names": list(table["names"]), "at": {**at, role: index}})
    return [_again(request, group, plan)]


async def order(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The day stands first (the third number is 1), or the month (2), in every such date of the plan."""
    group, plan = await plan_presses.pressed(request, work, press, State.READ)
    if press.number(2) not in (1, 2):
        raise Refused("refused.old_button")
    service.read_again(work, plan, {"day_first": press.number(2) == 1})
    return [_again(request, group, plan)]


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The reading again, with the parts of its difference (the third number) that are to be taken over."""
    group, plan = await plan_presses.pressed(request, work, press, State.READ)
    seen = await service.preview_fitting(work, plan)
    text, rows = plan_pages.preview(seen, group, work.now, press.number(2))
    return [scene.in_place(request, text, rows)]


async def _pressed(
    request: Request, work: ports.Work, press: presses.Press
) -> tuple[groups.Group, programmes.PlanFile, Mapping[str, Any]]:
    group, plan = await plan_presses.pressed(request, work, press, State.READ)
    table = plan_columns.table_of(plan)
    if table is None:
        raise Refused("refused.old_button")
    return group, plan, table


def _again(request: Request, group: groups.Group, plan: programmes.PlanFile) -> messages.EditPressed:
    text = words.say(group.language, "plan.reading", file=plan_pages.file_of(plan))
    return scene.in_place(request, text)


def _role(press: presses.Press) -> str:
    if not 1 <= press.number(2) <= len(plan_columns.ROLES):
        raise Refused("refused.old_button")
    return plan_columns.ROLES[press.number(2) - 1]


PRESSED = {"plancol": columns, "planset": choose, "planday": order, "planpart": show}
"""Buttons of a reading, by their verb."""

"""`/plan export`: what is to be written into the file that was taken over last; it opens no file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, plan_export, programmes, tasks
from coordination.services import plan_exports as service
from handlers import plan_sheets, plan_template, words
from handlers.request import Request

RECIPE = "plan.export"
"""The recipe of the file that was taken over last, filled in."""

TEMPLATE = "plan.template"
"""The recipe of the spreadsheet to fill in."""

_HEADS = {"state": "state", "percent": "percent", "due": "due", "owner": "owners"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made. `instructions` are for `bot.plan_filler`; `None`: it came as a text without columns.

    `book` holds the same tasks in columns of our own, for such a text and for a file that is gone.
    """

    plan: programmes.PlanFile
    name: str
    instructions: dict[str, Any] | None
    book: plan_sheets.Book


async def asked(request: Request, work: ports.Work, group: groups.Group) -> Sequence[messages.Answer]:
    """`/plan export`: the file, as a reply."""
    plan = await service.newest(work, group)
    if plan is None:
        raise Refused("plan.nothing_to_export")
    values = {"plan": str(plan.id), "language": group.language}
    return [messages.Document(request.place, RECIPE, values, reply_to=request.message_id)]


def template(request: Request) -> Sequence[messages.Answer]:
    """`/plan template`: the form; whoever asks may have it."""
    values = {"language": request.language}
    caption = words.say(request.language, "plan.template")
    return [messages.Document(request.place, TEMPLATE, values, caption=caption, reply_to=request.message_id)]


async def order(work: ports.Work, values: Mapping[str, str]) -> Order:
    """What the plan that `values` name (`plan`, `language`) would say now. Raises `LookupError` where there is none."""
    plan = await work.plans.get(int(values["plan"]))
    if plan is None or plan.reading is None:
        raise LookupError("no such plan")
    language, exported = values["language"], await service.export(work, plan)
    name = f"{PurePath(plan.name).stem or words.plain(language, 'plan.template_name')}.xlsx"
    tables = [one for one in plan.reading.get("tables", ()) if one["sheet"] is not None and "title" in one["at"]]
    book = plan_template.filled(language, name, _in_plan_order(exported))
    return Order(plan, name, _instructions(exported, tables, language) if tables else None, book)


def _in_plan_order(exported: service.Exported) -> list[plan_export.Line]:
    """The plan's rows first, then what it lacks."""
    by_id = {one.task.id: one for one in exported.lines}
    rows = [by_id[task.id] for _, task in sorted(exported.standing.items()) if task.id in by_id]
    return rows + plan_export.lacking(exported.lines, exported.standing.values())


def _instructions(exported: service.Exported, tables: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    rows = programmes.rows(exported.plan)
    by_sheet: dict[str, list[int]] = {one["sheet"]: [] for one in tables}
    for place, row in enumerate(rows):
        by_sheet[row.get("sheet") or tables[0]["sheet"]].append(place)
    new = _by_sheet(exported, tables, by_sheet)
    return {
        "words": {str(one): words.plain(language, f"state.{one}") for one in tasks.State},
        "plain": words.plain(language, "plan.sheet.plan"),
        "tables": [
            {
                **one,
                "heads": {role: words.plain(language, f"plan.column.{key}") for role, key in _HEADS.items()},
                "samples": plan_export.samples(rows[place] for place in by_sheet[one["sheet"]]),
                "fills": [
                    {"row": rows[place]["row"], **plan_export.change(rows[place], exported.standing[place])}
                    for place in by_sheet[one["sheet"]]
                    if place in exported.standing
                ],
                "new": [plan_export.whole(line) for line in new[one["sheet"]]],
            }
            for one in tables
        ],
    }


def _by_sheet(
    exported: service.Exported, tables: Sequence[Mapping[str, Any]], by_sheet: Mapping[str, Sequence[int]]
) -> dict[str, list[plan_export.Line]]:
    """New tasks go to the sheet where their group's rows stand, else to the first."""
    home = {
        exported.standing[place].group_id: sheet
        for sheet, places in by_sheet.items()
        for place in places
        if place in exported.standing
    }
    new: dict[str, list[plan_export.Line]] = {one["sheet"]: [] for one in tables}
    for line in plan_export.lacking(exported.lines, exported.standing.values()):
        new[home.get(line.task.group_id, tables[0]["sheet"])].append(line)
    return new

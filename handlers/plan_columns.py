"""What each column of a plan was taken for, as text and buttons; it decides nothing and reads no file."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from coordination import messages
from coordination.rules import groups, programmes
from handlers import presses, scene, words

ROLES = ("title", "group", "owner", "due", "start", "state", "percent", "ref", "after")
_KEYS = {"owner": "owners"}
_MOST_COLUMNS = 24
_LONGEST = 24


def is_promising(reading: Mapping[str, Any]) -> bool:
    """Whether something was read, or could be if somebody said which column holds the tasks."""
    return bool(reading["tasks"]) or any(one["names"] for one in reading.get("tables", ()))


def table_of(plan: programmes.PlanFile) -> Mapping[str, Any] | None:
    """The first table that was read: its `names` and which role stands `at` which of them; `None` for a text."""
    tables = (plan.reading or {}).get("tables") or ()
    return tables[0] if tables else None


def line(plan: programmes.PlanFile, language: str) -> list[Markup]:
    """One line: what each column was taken for; nothing where there are none."""
    table = table_of(plan)
    if table is None or not table["at"]:
        return []
    return [words.say(language, "plan.columns", columns=words.join(language, "listed", pairs(table, language)))]


def asks_order(plan: programmes.PlanFile) -> bool:
    """Whether somebody has to say which of two numbers is the day."""
    found = {str(one["kind"]) for one in (plan.reading or {}).get("report_back", ())}
    return "day_first" not in programmes.choices(plan) and bool(found & {"ambiguous_date", "order_assumed"})


def roles(group: groups.Group, plan: programmes.PlanFile) -> messages.Rows:
    """A button for each role, and the way back."""
    buttons = [
        messages.Button(named(role, group.language), presses.data("plancol", group.id, plan.id, place))
        for place, role in enumerate(ROLES, 1)
    ]
    return _in_rows(buttons, _back(group, plan))


def columns(group: groups.Group, plan: programmes.PlanFile, table: Mapping[str, Any], role: int) -> messages.Rows:
    buttons = [
        messages.Button(scene.shorten(name, _LONGEST), presses.data("planset", group.id, plan.id, role, place))
        for place, name in enumerate(table["names"], 1)
        if name.strip()
    ][:_MOST_COLUMNS]
    none = messages.Button(
        words.plain(group.language, "plan.button.no_column"), presses.data("planset", group.id, plan.id, role, 0)
    )
    return _in_rows(buttons, none, _back(group, plan))


def _back(group: groups.Group, plan: programmes.PlanFile) -> messages.Button:
    return messages.Button(
        words.plain(group.language, "plan.button.reading"), presses.data("planpart", group.id, plan.id, 0)
    )


def _in_rows(buttons: Sequence[messages.Button], *last: messages.Button) -> messages.Rows:
    rows = [tuple(buttons[first : first + 3]) for first in range(0, len(buttons), 3)]
    return (*rows, last)


def pairs(table: Mapping[str, Any], language: str) -> list[Markup]:
    names = table["names"]
    return [
        words.say(language, "plan.column_is", role=named(role, language), column=scene.shorten(names[place], _LONGEST))
        for role in ROLES
        if (place := table["at"].get(role)) is not None and place < len(names)
    ]


def named(role: str, language: str) -> str:
    return words.plain(language, f"plan.column.{_KEYS.get(role, role)}")

"""What a message or an answer records, as one value: a change of a task or a new one; it does nothing by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coordination.rules import fields, reports, tasks
from coordination.services import reports as reports_service


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be said of one task of the group: a report, a due date, an owner, what it waits for.

    `reason`: the words that go with a new date where nothing is reported besides.
    """

    number: int
    report: reports.Report | None = None
    due: tasks.Due | None = None
    owner: tasks.Owner | None = None
    waits_for: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Creation:
    """A new task; its due date may still be one of several, of which `choices` makes one each.

    `repeat`: how it comes again, as `rules.repeats.to_values` writes it.
    """

    draft: tasks.Draft
    dues: tuple[tasks.Due, ...] = ()
    repeat: Mapping[str, Any] | None = None

    def choices(self) -> "tuple[Creation, ...]":
        """The same task for each date that may be meant."""
        return tuple(Creation(replace(self.draft, due=due), repeat=self.repeat) for due in self.dues)


Deed = Change | Creation


def as_json(deed: Deed | None) -> dict[str, Any] | None:
    """A deed as a question keeps it."""
    if deed is None:
        return None
    if isinstance(deed, Change):
        return {
            "number": deed.number,
            "report": None if deed.report is None else reports_service.as_json(deed.report),
            "due": fields.due_json(deed.due),
            "owner": fields.owner_json(deed.owner),
            "waits_for": list(deed.waits_for),
            "reason": deed.reason,
        }
    draft = deed.draft
    return {
        "title": draft.title,
        "owners": [fields.owner_json(one) for one in draft.owners],
        "due": fields.due_json(draft.due),
        "key": draft.key,
        "tags": list(draft.tags),
        "repeat": None if deed.repeat is None else dict(deed.repeat),
    }


def of_json(values: Mapping[str, Any] | None) -> Deed | None:
    """The deed that `as_json` wrote."""
    if values is None:
        return None
    if "number" in values:
        report = values["report"]
        return Change(
            number=values["number"],
            report=None if report is None else reports_service.of_json(report),
            due=fields.due_of(values["due"]),
            owner=fields.owner_of(values["owner"]),
            waits_for=tuple(values["waits_for"]),
            reason=values["reason"],
        )
    owners = tuple(tasks.Owner(**one) for one in values["owners"])
    due = fields.due_of(values["due"])
    draft = tasks.Draft(values["title"], owners, due, values["key"], tuple(values["tags"]))
    return Creation(draft, repeat=values.get("repeat"))

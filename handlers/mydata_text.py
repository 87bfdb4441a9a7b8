"""What is kept about a person, as text to be read: a heading for each kind of record, a line a record; reads none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from coordination.rules import tasks
from handlers import export_texts, words
from handlers.export_columns import Numbered

Row = Mapping[str, Any]
_YES = {True: "export.yes", False: "mydata.no"}


@dataclass(frozen=True, slots=True)
class Sight:
    """The reader's language, the names of the groups they were ever in, and the tasks they may see, by id."""

    language: str
    tasks: Mapping[int, Numbered]
    groups: dict[int, str] = field(default_factory=dict)

    def word(self, key: str) -> str:
        return words.plain(self.language, key)


def title(name: str, day: date, language: str) -> str:
    return words.plain(language, "mydata.title", name=name, day=day.isoformat()) + "\n"


def heading(kind: str, sight: Sight) -> str | None:
    """The heading of a kind of record that is shown; `None` for one that stands in the JSON file alone."""
    return f"\n{sight.word(f'mydata.section.{kind}')}\n" if kind in _LINES else None


def line(kind: str, row: Row, sight: Sight) -> str:
    """One record."""
    return "- " + _LINES[kind](row, sight).replace("\n", "\n  ") + "\n"


def place(kind: str) -> int:
    """Where a kind of record stands in the file; groups first, for others name them."""
    return list(_LINES).index(kind) if kind in _LINES else -1 if kind == "groups" else len(_LINES)


def nothing(sight: Sight) -> str:
    return f"- {sight.word('mydata.none')}\n"


def rest(counts: Mapping[str, int], sight: Sight) -> str:
    """How many records of other kinds the JSON file has, by its own names for them."""
    listed = "".join(f"- {name}: {count}\n" for name, count in counts.items() if count)
    return f"\n{sight.word('mydata.rest')}\n{listed}" if listed else ""


def _person(row: Row, sight: Sight) -> str:
    fields = (
        ("export.column.name", row["name"]),
        ("export.column.username", f"@{row['username']}" if row["username"] else sight.word("mydata.none")),
        ("mydata.number", str(row["telegram_id"])),
        ("mydata.language", row["language"] or sight.word("mydata.none")),
        ("mydata.private", sight.word(_YES[row["started"]])),
        ("mydata.mentions", sight.word(_YES[not row["never_mention"]])),
    )
    return "\n".join(
        words.plain(sight.language, "export.field", name=sight.word(key), value=value) for key, value in fields
    )


def _membership(row: Row, sight: Sight) -> str:
    parts = [_group(row["group_id"], sight), sight.word(f"people.part.{row['part']}"), _moment(row["since"])]
    return ", ".join([*(part for part in parts if part), *([sight.word("mydata.left")] if row["left"] else [])])


def _absence(row: Row, sight: Sight) -> str:
    return f"{row['first_on'].isoformat()} – {row['last_on'].isoformat()}"


def _task(row: Row, sight: Sight) -> str:
    due = row.get("due_at") or row.get("due_on")
    cells = [row.get("title"), sight.word(f"state.{row['state']}"), _moment(due) if due else None]
    return f"{_group(row['group_id'], sight)} #{row['number']} " + ", ".join(cell for cell in cells if cell)


def _update(row: Row, sight: Sight) -> str:
    found = sight.tasks.get(row["task_id"] or 0)
    head = [_moment(row["at"]), _group(row["group_id"], sight)]
    head += [f"#{found.number} {found.title}"] if found is not None else []
    head += [words.plain(sight.language, "mydata.on_behalf", name=row["on_behalf"])] if row["on_behalf"] else []
    head += [sight.word(f"state.{row['state']}")] if row["state"] in set(tasks.State) else []
    head += [f"{row['percent']}%"] if row["percent"] is not None else []
    return ", ".join(head) + (f": {row['text']}" if row["text"] else "")


def _schedule(row: Row, sight: Sight) -> str:
    text = row["values"].get("text") or row["kind"]
    return f"{_group(row['group_id'], sight)}: {text}" + (
        f", {_moment(row['next_due_at'])}" if row["next_due_at"] else ""
    )


def _message(row: Row, sight: Sight) -> str:
    return f"{_moment(row['settled_at'] or row['created_at'])}, {row['kind']}"


def _group(group_id: int, sight: Sight) -> str:
    return sight.groups.get(group_id, str(group_id))


def _moment(at: date | datetime | None) -> str:
    """ISO; an instant in UTC, since the groups' clocks differ."""
    if isinstance(at, datetime):
        return f"{at:%Y-%m-%d %H:%M} UTC"
    return export_texts.shown(at)


_LINES: dict[str, Callable[[Row, Sight], str]] = {
    "people": _person,
    "memberships": _membership,
    "absences": _absence,
    "tasks": _task,
    "tasks_of_groups_left": _task,
    "updates": _update,
    "schedules": _schedule,
    "lines": lambda row, sight: str(row["text"]),
    "events": lambda row, sight: ", ".join([_moment(row["at"]), _group(row["group_id"], sight), str(row["kind"])]),
    "messages_sent": _message,
}

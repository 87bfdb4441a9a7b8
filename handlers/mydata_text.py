"""What is kept about a person, as text to be read: a heading for each kind of record, a line a record; reads none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import events, tasks
from coordination.services import log
from handlers import dates, export_texts, log_lines, scene, settings_pages, timetable_pages, words
from handlers.export_columns import Numbered

Row = Mapping[str, Any]
_YES = {True: "export.yes", False: "mydata.no"}
_SENT = {
    **dict.fromkeys(("edit", "edit_pressed", "repaint_pressed"), "mydata.sent.edit"),
    **dict.fromkeys(("document", "photo"), "mydata.sent.file"),
    **dict.fromkeys(("pin", "unpin", "delete", "react"), "mydata.sent.mark"),
}
"""What a row of the messages sent is called, by its kind; anything else is a message."""

RECORDS = frozenset(
    {"chats", "groups", "directory", "owners", "questions", "reports", "receipts", "rounds", "notices", "plan_files",
     "commitments", "messages_that_failed"}
)  # fmt: skip
"""Kinds of records in the JSON file alone that have a name for people; the others are counted together."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The reader's language and zone (IANA), the names of the groups they were ever in, and the tasks they may see, by
    id.
    """

    language: str
    zone: str
    tasks: Mapping[int, Numbered]
    groups: dict[int, str] = field(default_factory=dict)

    def word(self, key: str) -> str:
        return words.plain(self.language, key)

    def beside(self, cells: Iterable[str]) -> str:
        """Cells of a line, with the comma of the language."""
        return words.plain(self.language, "mydata.cells", left="", right="").join(cells)

    def field(self, name: str, value: str) -> str:
        """A name and what it is, with the colon of the language."""
        return words.plain(self.language, "export.field", name=name, value=value)


def title(name: str, day: date, sight: Sight) -> str:
    """Whose it is, of which day, and by which clocks its times are told."""
    zone = dates.zone_name(sight.zone, sight.language)
    lines = (
        words.plain(sight.language, "mydata.title", name=name, day=day.isoformat()),
        words.plain(sight.language, "timetable.zone", zone=zone),
    )
    return "\n".join(lines) + "\n"


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
    """How many records of other kinds the JSON file has."""
    named = {name: count for name, count in counts.items() if count and name in RECORDS}
    others = sum(count for name, count in counts.items() if name not in RECORDS)
    told = [(f"mydata.record.{name}", count) for name, count in named.items()]
    told += [("mydata.record.other", others)] if others else []
    listed = "".join(f"- {sight.field(sight.word(key), str(count))}\n" for key, count in told)
    return f"\n{sight.word('mydata.rest')}\n{listed}" if listed else ""


def _person(row: Row, sight: Sight) -> str:
    fields = (
        ("export.column.name", row["name"]),
        ("export.column.username", f"@{row['username']}" if row["username"] else sight.word("mydata.none")),
        ("mydata.number", str(row["telegram_id"])),
        ("mydata.language", settings_pages.LANGUAGE_NAMES.get(row["language"]) or sight.word("mydata.none")),
        ("mydata.private", sight.word(_YES[row["started"]])),
        ("mydata.mentions", sight.word(_YES[not row["never_mention"]])),
    )
    return "\n".join(sight.field(sight.word(key), value) for key, value in fields)


def _membership(row: Row, sight: Sight) -> str:
    parts = [_group(row["group_id"], sight), sight.word(f"people.part.{row['part']}"), _moment(row["since"], sight)]
    return sight.beside([*(part for part in parts if part), *([sight.word("mydata.left")] if row["left"] else [])])


def _absence(row: Row, sight: Sight) -> str:
    return f"{row['first_on'].isoformat()} – {row['last_on'].isoformat()}"


def _task(row: Row, sight: Sight) -> str:
    due = row.get("due_at") or row.get("due_on")
    cells = [row.get("title"), sight.word(f"state.{row['state']}"), _moment(due, sight) if due else None]
    return f"{_group(row['group_id'], sight)} #{row['number']} " + sight.beside(cell for cell in cells if cell)


def _update(row: Row, sight: Sight) -> str:
    found = sight.tasks.get(row["task_id"] or 0)
    head = [_moment(row["at"], sight), _group(row["group_id"], sight)]
    head += [f"#{found.number} {found.title}"] if found is not None else []
    head += [words.plain(sight.language, "mydata.on_behalf", name=row["on_behalf"])] if row["on_behalf"] else []
    head += [sight.word(f"state.{row['state']}")] if row["state"] in set(tasks.State) else []
    head += [f"{row['percent']}%"] if row["percent"] is not None else []
    told = sight.beside(head)
    return sight.field(told, row["text"]) if row["text"] else told


def _schedule(row: Row, sight: Sight) -> str:
    text = row["values"].get("text") or _schedule_kind(row, sight)
    told = sight.field(_group(row["group_id"], sight), text)
    return sight.beside([told, *([_moment(row["next_due_at"], sight)] if row["next_due_at"] else [])])


def _schedule_kind(row: Row, sight: Sight) -> str:
    key = timetable_pages.NAMES.get(row["kind"], "timetable.kind.reminder_any")
    return sight.word("timetable.kind.reminder_any" if key == "timetable.kind.reminder" else key)


def _message(row: Row, sight: Sight) -> str:
    """When, what it was, and its first line, which the outbox has as Telegram's HTML."""
    payload = row["payload"] or {}
    text = Markup(payload.get("text") or payload.get("caption") or "").striptags()
    what = sight.word(_SENT.get(row["kind"], "mydata.sent.post"))
    head = sight.beside([_moment(row["settled_at"] or row["created_at"], sight), what])
    return sight.field(head, scene.shorten(text)) if text else head


def _event(row: Row, sight: Sight) -> str:
    """When, where, and what was changed, as the log says it."""
    head = [_moment(row["at"], sight), _group(row["group_id"], sight)]
    found = sight.tasks.get(row["task_id"] or 0)
    if row["task_id"] is not None:
        what = log_lines.kind(row["kind"], sight.language)
        return sight.beside([*head, *([f"#{found.number} {found.title}"] if found is not None else []), str(what)])
    known = {name: row[name] for name in ("id", "group_id", "change_id", "kind", "at", "actor_id", "before", "after")}
    reader = log_lines.Reader(sight.language, sight.zone, row["at"], {})
    return sight.beside([*head, log_lines.what(log.Entry(events.Event(**known)), reader).striptags()])


def _group(group_id: int, sight: Sight) -> str:
    return sight.groups.get(group_id, str(group_id))


def _moment(at: date | datetime | None, sight: Sight) -> str:
    """ISO, since records go back years; an instant by the clocks of whoever reads it."""
    if isinstance(at, datetime):
        return f"{at.astimezone(ZoneInfo(sight.zone)):%Y-%m-%d %H:%M}"
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
    "events": _event,
    "messages_sent": _message,
}

"""Tasks as calendar entries and as Markdown, in the reader's language; opens no file and reads no row.

A calendar entry keeps its UID whatever becomes of the task, and its SEQUENCE grows with every change, so that a
calendar that has it already moves it instead of showing it twice (RFC 5545, 3.8.4.7 and 3.8.7.4).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from coordination.rules import calendars, events, groups, instants, tasks
from coordination.services import groups as groups_service
from handlers import export_columns, words
from handlers.export_columns import Sight

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
_LINE_MARKS = re.compile(r"^(\s*(?:\d+(?=[.)]))?)(?=[-+=.)])", re.MULTILINE)


def calendar_head(name: str) -> bytes:
    """What stands before the entries."""
    import icalendar  # takes a while, and few processes ever need it

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Muster//Tasks//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    return bytes(calendar.to_ical()).removesuffix(CALENDAR_END)


CALENDAR_END = b"END:VCALENDAR\r\n"


def entry(task: tasks.Task, sight: Sight) -> bytes:
    """One task with a date: the whole day, or the hour in UTC (F137). Dropped: cancelled; ended: silent."""
    import icalendar

    assert task.due is not None
    group = sight.groups[task.group_id]
    found = icalendar.Event()
    found.add("uid", f"task-{task.id}-{task.created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}@muster")
    found.add("dtstamp", sight.now.astimezone(UTC))
    found.add("sequence", task.version)
    found.add("summary", _summary(task, group, sight))
    found.add("description", "\n".join(_told(task, sight)))
    found.add("dtstart", task.due.on if task.due.at is None else task.due.at.astimezone(UTC))
    if task.due.at is None:
        found.add("dtend", task.due.on + timedelta(days=1))
    found.add("created", task.created_at.astimezone(UTC))
    found.add("status", "CANCELLED" if task.state is tasks.State.DROPPED else "CONFIRMED")
    found.add("transp", "TRANSPARENT")
    if task.tags:
        found.add("categories", list(task.tags))
    if task.key:
        found.add("priority", 1)
    if task.state not in tasks.ENDED:
        _add_alarms(found, task, group, sight)
    return bytes(found.to_ical())


def _summary(task: tasks.Task, group: groups.Group, sight: Sight) -> str:
    star = "★ " if task.key else ""
    done = "✓ " if task.state is tasks.State.DONE else ""
    return f"{done}{star}{task.title} (#{task.number}, {export_columns.group_code(group)})"


def _told(task: tasks.Task, sight: Sight) -> Iterator[str]:
    """Owner, state, what the date was first, the last word."""
    language = sight.language
    for column in export_columns.TASKS:
        if column.key in ("state", "percent", "owner", "supporters", "was", "reason", "last_text"):
            cell = column.value(task, sight)
            if cell is not None and not (column.key == "was" and task.due == task.original_due):
                yield words.plain(language, "export.field", name=column.heading(language), value=shown(cell))


def _add_alarms(found: Any, task: tasks.Task, group: groups.Group, sight: Sight) -> None:
    """At the group's days before the date, in working days of its calendar, as its working hours begin."""
    import icalendar

    assert task.due is not None
    calendar = groups_service.calendar_of(group)
    last = calendars.workday_at_or_before(calendar, task.due.on)
    begins = task.due.at or instants.resolve(task.due.on, time(), group.zone)
    for days in sorted(set(group.settings.remind_before), reverse=True):
        day = calendars.add_workdays(calendar, last, -days) if days else last
        before = instants.resolve(day, group.settings.workday_begins, group.zone) - begins
        if task.due.at is not None and before >= timedelta():
            continue
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(task, group, sight))
        alarm.add("trigger", before)
        found.add_component(alarm)


def markdown_head(title: str) -> str:
    return f"# {escaped(title)}\n"


def markdown_people(found: Sequence[export_columns.Part], sight: Sight) -> str:
    """Who is there, each with their part."""
    lines = [f"\n## {words.plain(sight.language, 'export.sheet.people')}\n"]
    for part in found:
        cells = [column.value(part, sight) for column in export_columns.of("people", sight) if column.key != "since"]
        lines.append("- " + escaped(", ".join(shown(cell) for cell in cells if cell is not None)))
    return "\n".join(lines) + "\n"


def markdown_decisions(found: Sequence[export_columns.Decided], sight: Sight) -> str:
    """What was decided, each with its round, the group it is about, and by whom."""
    lines = [f"\n## {words.plain(sight.language, 'export.sheet.decisions')}\n"]
    for decision in found:
        cells = {column.key: column.value(decision, sight) for column in export_columns.DECISIONS}
        told = [cells[key] for key in ("at", "round_title", "about", "decided_by")]
        head = ", ".join(shown(cell) for cell in told if cell is not None)
        lines.append(f"- {escaped(head)}: {escaped(decision.text)}")
    return "\n".join(lines) + "\n"


def markdown(task: tasks.Task, updates: Sequence[events.Update], sight: Sight) -> str:
    """A heading, the fields that say something, and what was reported, oldest first."""
    group = sight.groups[task.group_id]
    number = f"{export_columns.group_code(group)}-{task.number}" if sight.is_mixed else f"#{task.number}"
    star = " ★" if task.key else ""
    lines = [f"\n## {escaped(number)} {escaped(task.title)}{star}\n"]
    for column in export_columns.TASKS:
        cell = column.value(task, sight)
        if cell is not None and column.key not in ("number", "title", "key", "last_at", "last_by", "last_text"):
            name = column.heading(sight.language)
            lines.append("- " + words.plain(sight.language, "export.field", name=name, value=escaped(shown(cell))))
    if updates:
        lines.append(f"\n### {words.plain(sight.language, 'export.sheet.updates')}\n")
    lines += [_said(update, sight) for update in updates]
    return "\n".join(lines) + "\n"


def _said(update: events.Update, sight: Sight) -> str:
    by_key = {column.key: column.value(update, sight) for column in export_columns.UPDATES}
    told = [by_key[key] for key in ("at", "author", "behalf", "state")]
    percent = [f"{update.percent}%"] if update.percent is not None else []
    head = ", ".join([shown(cell) for cell in told if cell is not None] + percent)
    text = update.text or shown(by_key["file"] or "")
    return "- " + escaped(head) + (f": {escaped(text)}" if text else "")


def shown(cell: export_columns.Cell) -> str:
    """A cell as text: days and instants ISO, to the minute."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else str(cell or "")


def escaped(text: str) -> str:
    """What people typed, as Markdown that shows it letter for letter; a new line stays inside its entry."""
    marked = _MARKS.sub(r"\\\1", text.strip())
    return _LINE_MARKS.sub(r"\1\\", marked).replace("\n", "  \n  ")

"""A roll-up as sheets: the groups, the line behind every figure with its message, what is asked; it writes no file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.rules import lights, tasks
from coordination.services import rollups as service
from coordination.services import summary_sources as sources
from handlers import message_links, words
from handlers.export_columns import Cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """A name, headings with their widths in characters, and rows of as many cells."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


_GROUPS = (
    ("section", 20),
    ("code", 10),
    ("group", 28),
    ("colour", 10),
    ("done", 9),
    ("done_before", 9),
    ("new", 9),
    ("moved", 9),
    ("slipped", 9),
    ("late", 9),
    ("blocked", 9),
    ("newly", 9),
    ("freed", 9),
    ("next", 9),
    ("said", 48),
    ("asked", 48),
)
_LINES = (
    ("code", 10),
    ("heading", 14),
    ("number", 9),
    ("title", 48),
    ("due", 12),
    ("was", 12),
    ("words", 48),
    ("who", 20),
    ("at", 17),
    ("link", 32),
)
_ASKED = (("code", 10), ("group", 28), ("asked", 64))


async def sheets(work: ports.Work, seen: service.RollUp) -> tuple[Sheet, ...]:
    """All that the workbook holds, in the language of the roll-up's chat."""
    language = seen.above.language
    lines = [row for line in seen.by_section for row in await _behind(work, seen, line)]
    asked = [(line.code, line.seated.group.name, ask) for line in seen.lines for ask in line.owed]
    return (
        _sheet(language, "groups", _GROUPS, _groups(seen)),
        _sheet(language, "lines", _LINES, lines),
        _sheet(language, "asked", _ASKED, asked),
    )


def _sheet(language: str, name: str, columns: tuple[tuple[str, int], ...], rows: Sequence[tuple[Cell, ...]]) -> Sheet:
    headings = tuple((words.plain(language, f"rollup.column.{key}"), width) for key, width in columns)
    return Sheet(words.plain(language, f"rollup.sheet.{name}"), headings, tuple(rows))


def _groups(seen: service.RollUp) -> list[tuple[Cell, ...]]:
    names = {line.seated.group.id: part.section.name for part in seen.parts for line in part.lines}
    return [_group(line, names.get(line.seated.group.id), seen.above.language) for line in seen.by_section]


def _group(line: service.Line, section: str | None, language: str) -> tuple[Cell, ...]:
    view, tally = line.view, line.view.tally
    return (
        section,
        line.code,
        view.group.name,
        words.plain(language, f"rollup.colour.{lights.Light(view.light).value}"),
        tally.done,
        view.before.done,
        tally.new,
        tally.moved,
        tally.slipped,
        view.late.total,
        len(view.blocked),
        tally.blocked,
        tally.freed,
        len(view.next),
        "\n".join(view.lines) or None,
        "\n".join(line.owed) or None,
    )


async def _behind(work: ports.Work, seen: service.RollUp, line: service.Line) -> list[tuple[Cell, ...]]:
    """Every line of the group's summary with the message that it was taken from."""
    found = await sources.origins_of(work, line.view)
    return [_origin(one, line, seen) for one in found]


def _origin(one: sources.Origin, line: service.Line, seen: service.RollUp) -> tuple[Cell, ...]:
    language, group, task = seen.above.language, line.view.group, one.task
    who = one.on_behalf or (None if one.person is None else one.person.name)
    return (
        line.code,
        words.plain(language, f"summary.heading.{one.heading.value}"),
        None if task is None else task.number,
        None if task is None else task.title,
        None if task is None else _day(task.due),
        None if task is None or task.original_due == task.due else _day(task.original_due),
        one.text or None,
        who,
        _local(one.at, group.zone),
        message_links.address(one.chat, one.message_id, group.topic_id),
    )


def _day(due: tasks.Due | None) -> Cell:
    return None if due is None else due.on


def _local(at: datetime, zone: str) -> datetime:
    """The group's clocks; sheets have no zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)

"""Check lists and nested bullets read into tasks, under their headings; it knows no tables."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coordination.rules.plans import days, families, items, markup, numeric, states, titles, values

_DATED = re.compile(r"^(?P<day>.{3,40}?)\s*(?:\s[-–—]\s|[:：]\s+|\t|\s{2,})(?P<title>\S.*)$")
_PROSE = re.compile(
    r"^(?:https?://\S+|\[[^\]]+\]\([^)]*\)|(?:no|keine|无|暂无)\s*(?:updates?|news|neues)?)\s*[.。]?$", re.IGNORECASE
)
_GROUP = re.compile(r"^(?:\*\*|__)(.+?)(?:\*\*|__)\s*[:：]?$|^(.{1,40})[:：]$")


def read(document: markup.Document, setting: values.Setting) -> values.Plan:
    """Read the items: those with a box where there are any, else every bullet, and lines that begin with a day."""
    document = dataclasses.replace(document, lines=tuple(map(_with_box, document.lines)))
    boxed = any(line.mark is not None for line in document.lines)
    text = " ".join(line.text for line in document.lines)
    chinese = 4 * sum(map(numeric.is_chinese, text)) > len(text)
    order = numeric.told(setting.day_first) or numeric.decide(_dates_of(document.lines), chinese)
    reading = _Reading(document, days.Reader(setting, order, chinese), boxed)
    for index, line in enumerate(document.lines):
        reading.take(line, document.lines[index + 1] if index + 1 < len(document.lines) else None)
    tasks = families.with_parents(reading.tasks, reading.indents)
    return values.Plan(tuple(tasks), tuple(reading.reports))


def _with_box(line: markup.Line) -> markup.Line:
    """A box holds a sign or words of a state: `[Anna]` before a task is a name."""
    mark = (line.mark or "").strip()
    if len(mark) <= 1 or states.read(mark).state:
        return line
    return dataclasses.replace(line, mark=None, text=f"[{mark}] {line.text}")


def _dates_of(lines: Sequence[markup.Line]) -> list[str]:
    """Headings too: `09/30` above a list shows how its writer writes."""
    return [line.text for line in lines]


@dataclass(slots=True)
class _Reading:
    """The lines taken so far, and the heading and group above the next one."""

    document: markup.Document
    reader: days.Reader
    boxed: bool
    tasks: list[values.Task] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    reports: list[values.Report] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    group: tuple[int, str] | None = None

    def take(self, line: markup.Line, after: markup.Line | None) -> None:
        if line.kind == "heading":
            self.headings = [
                *((level, text) for level, text in self.headings if level < line.depth),
                (line.depth, line.text),
            ]
            self.group = None
        elif line.kind == "line":
            self._dated(line)
        elif self._opens_group(line, after):
            match = _GROUP.match(line.text)
            self.group = (line.depth, titles.plain((match and (match[1] or match[2])) or line.text).strip(" :："))
        elif line.mark is not None:
            self._task(line, items.mark(line.mark, self._explained(line.mark)))
        elif titles.struck(line.text):
            self._task(line, states.Standing("cancelled"))
        elif not self.boxed and line.text and not _PROSE.match(line.text) and not self._is_people(line.text):
            self._task(line, states.Standing())

    def _opens_group(self, line: markup.Line, after: markup.Line | None) -> bool:
        deeper = after is not None and after.kind == "item" and after.depth > line.depth
        return line.mark is None and deeper and _GROUP.match(line.text) is not None

    def _is_people(self, text: str) -> bool:
        return re.match(r"(?:owner|involved|lead|present|attendees|with)s?\s*[:：]", text, re.IGNORECASE) is not None

    def _explained(self, mark: str) -> bool:
        return bool(mark.strip()) and f"[{mark.strip()}]" in self.document.comments

    def _dated(self, line: markup.Line) -> None:
        """A line such as `November 6 - Close the list`; none where it only has a colon after other words."""
        match = _DATED.match(line.text)
        day = self.reader.words(match["day"]) if match and re.search(r"\d", match["day"]) else days.Day()
        if match and day.due and not day.trouble:
            item = items.read(match["title"], self.reader)
            item.day = dataclasses.replace(day, at=day.at or item.day.at)
            self._add(line, item, states.Standing())

    def _task(self, line: markup.Line, standing: states.Standing) -> None:
        text = titles.struck(line.text) or line.text
        item = items.read(text, self.reader)
        if titles.struck(line.text):
            standing = states.Standing("cancelled")
        if not re.search(r"\w", item.title):
            self._tell(line, "title", "", "no_title")
            return
        if standing.trouble:
            self._tell(line, "mark", f"[{line.mark}]", standing.trouble)
        self._placed(line, item, standing)
        self._add(line, item, standing)

    def _placed(self, line: markup.Line, item: items.Item, standing: states.Standing) -> None:
        """The heading's day where the item has none of its own; what is vague is told."""
        if item.day.trouble:
            self._tell(line, "text", item.said, item.day.trouble)
        if item.day.due or item.day.trouble:
            return
        for _, text in reversed(self.headings):
            day = self.reader.heading(text)
            if day.due or day.trouble:
                item.day = dataclasses.replace(day, at=item.day.at)
                if day.trouble and standing.state not in ("done", "cancelled"):
                    self._tell(line, "heading", text, day.trouble)
                return

    def _add(self, line: markup.Line, item: items.Item, standing: states.Standing) -> None:
        if self.group and line.depth <= self.group[0]:
            self.group = None
        day, group = item.day, self.group[1] if self.group else self._heading()
        if standing.state is None and self.headings and (said := titles.state_of(self.headings[-1][1])):
            standing = dataclasses.replace(standing, state=said)
        self.indents.append(line.depth)
        self.tasks.append(
            values.Task(
                line.number,
                item.title,
                item.owners,
                day.start,
                day.due,
                day.at,
                day.text,
                standing.state,
                standing.reason,
                standing.percent,
                None,
                group,
                counted=day.counted,
            )
        )

    def _heading(self) -> str | None:
        """The nearest heading that is more than a state (`Doing`)."""
        return next((text for _, text in reversed(self.headings) if titles.state_of(text) is None), None)

    def _tell(self, line: markup.Line, column: str, text: str, kind: str) -> None:
        self.reports.append(values.Report(line.number, column, text, kind))

"""What an exported sheet shows of tasks, updates and people, column by column, in the reader's language; no file here.

A cell is text, a number, a day, or an instant as clocks in the group's zone show it (without a zone: sheets have none).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from coordination.rules import dues, events, groups, people, tasks
from coordination.rules import text as text_rules
from handlers import words

Cell = str | int | date | datetime | None
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A task as others refer to it."""

    group_id: int
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What every cell may need: the reader's language, the instant (aware), groups and people by id.

    `tasks` are those that others may refer to, by id.
    """

    language: str
    now: datetime
    groups: Mapping[int, groups.Group]
    names: Mapping[int, str]
    tasks: Mapping[int, Numbered] = field(default_factory=dict)

    @property
    def is_mixed(self) -> bool:
        """Several groups stand in one sheet."""
        return len(self.groups) > 1

    def word(self, key: str) -> str:
        return words.plain(self.language, key)

    def name(self, person_id: int | None) -> str | None:
        """A person's name; nobody's is empty, one that can't be seen has a word in its place."""
        if person_id is None:
            return None
        shown = self.names.get(person_id, "")
        return self.word("person.nameless") if text_rules.is_blank(shown) else shown

    def local(self, at: datetime | None, group_id: int) -> datetime | None:
        """The instant on the group's clocks, without a zone."""
        if at is None:
            return None
        return at.astimezone(ZoneInfo(self.groups[group_id].zone)).replace(tzinfo=None, microsecond=0)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """`key` names the heading (`export.column.<key>`); `width` is in characters of a sheet."""

    key: str
    width: int
    value: Callable[[R, Sight], Cell]

    def heading(self, language: str) -> str:
        return words.plain(language, f"export.column.{self.key}")


Part = tuple[people.Person, people.Membership]


def group_code(group: groups.Group) -> str:
    """What a group is called beside a number."""
    return group.code or group.name


def reference(task_id: int, sight: Sight) -> str:
    """`#12`, with its group where several stand side by side; an unknown task has none."""
    found = sight.tasks.get(task_id)
    if found is None:
        return ""
    if not sight.is_mixed:
        return f"#{found.number}"
    return f"{group_code(sight.groups[found.group_id])}-{found.number}"


def owner_name(owner: tasks.Owner | None, sight: Sight) -> str | None:
    """As they are called now; one not seen yet by the user name typed."""
    if owner is None:
        return None
    if owner.person_id is not None:
        return sight.name(owner.person_id) if owner.person_id in sight.names else owner.name
    return f"@{owner.username}" if owner.username else owner.name


def _due(due: tasks.Due | None, task: tasks.Task, sight: Sight) -> Cell:
    if due is None:
        return None
    return due.on if due.at is None else sight.local(due.at, task.group_id)


def _is_late(task: tasks.Task, sight: Sight) -> bool:
    group = sight.groups[task.group_id]
    return dues.is_late(task, dues.day_of(sight.now, group.zone, group.settings.workday_ends))


def _yes(holds: bool, sight: Sight) -> str | None:
    return sight.word("export.yes") if holds else None


def _listed(items: list[str | None]) -> str | None:
    return ", ".join(item for item in items if item) or None


def _file(update: events.Update, sight: Sight) -> str | None:
    """Of a kind nobody has a word for, Telegram's own."""
    if not update.file_kind:
        return None
    try:
        return sight.word(f"file.{update.file_kind}")
    except words.UnknownMessageError:
        return update.file_kind


def _state(update: events.Update, sight: Sight) -> str | None:
    return sight.word(f"state.{update.state}") if update.state in set(tasks.State) else None


def _title(update: events.Update, sight: Sight) -> str | None:
    found = sight.tasks.get(update.task_id or 0)
    return None if found is None else found.title


def _source(update: events.Update, sight: Sight) -> Cell:
    return None if update.task_id is None else reference(update.task_id, sight)


TASKS: tuple[Column[tasks.Task], ...] = (
    Column("number", 7, lambda task, sight: task.number),
    Column("title", 48, lambda task, sight: task.title),
    Column("state", 14, lambda task, sight: sight.word(f"state.{task.state.value}")),
    Column("percent", 6, lambda task, sight: task.percent),
    Column("key", 8, lambda task, sight: _yes(task.key, sight)),
    Column("owner", 20, lambda task, sight: owner_name(task.owner, sight)),
    Column("supporters", 24, lambda task, sight: _listed([owner_name(one, sight) for one in task.supporters])),
    Column("due", 17, lambda task, sight: _due(task.due, task, sight)),
    Column("was", 17, lambda task, sight: _due(task.original_due, task, sight)),
    Column("late", 8, lambda task, sight: _yes(_is_late(task, sight), sight)),
    Column("reason", 32, lambda task, sight: task.reason),
    Column("review", 12, lambda task, sight: task.review_on),
    Column("start", 12, lambda task, sight: task.start_on),
    Column("tags", 20, lambda task, sight: _listed([f"#{tag}" for tag in task.tags])),
    Column("waits", 14, lambda task, sight: _listed([reference(one, sight) for one in task.waits_for])),
    Column("part", 10, lambda task, sight: reference(task.parent_id, sight) if task.parent_id else None),
    Column("last_at", 17, lambda task, sight: sight.local(task.last_update_at, task.group_id)),
    Column("last_by", 20, lambda task, sight: sight.name(task.last_update_by)),
    Column("last_text", 48, lambda task, sight: task.last_update_text),
    Column("ended", 17, lambda task, sight: sight.local(task.ended_at, task.group_id)),
    Column("created", 17, lambda task, sight: sight.local(task.created_at, task.group_id)),
    Column("created_by", 20, lambda task, sight: sight.name(task.created_by)),
    Column("external", 12, lambda task, sight: task.external_ref),
)
UPDATES: tuple[Column[events.Update], ...] = (
    Column("at", 17, lambda update, sight: sight.local(update.at, update.group_id)),
    Column("task", 10, _source),
    Column("title", 40, _title),
    Column("author", 20, lambda update, sight: sight.name(update.author_id)),
    Column("behalf", 20, lambda update, sight: update.on_behalf),
    Column("text", 64, lambda update, sight: update.text or None),
    Column("state", 14, _state),
    Column("percent", 6, lambda update, sight: update.percent),
    Column("file", 12, _file),
)
PEOPLE: tuple[Column[Part], ...] = (
    Column("name", 24, lambda part, sight: sight.name(part[0].id)),
    Column("username", 20, lambda part, sight: f"@{part[0].username}" if part[0].username else None),
    Column("role", 14, lambda part, sight: sight.word(f"people.part.{part[1].part.value}")),
    Column("since", 17, lambda part, sight: sight.local(part[1].since, part[1].group_id)),
)


class Decided(Protocol):
    """A committee's decision: when and in which round, its words, by whom, about which group."""

    @property
    def group_id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def about(self) -> str | None: ...
    @property
    def by(self) -> int | None: ...


DECISIONS: tuple[Column[Decided], ...] = (
    Column("at", 17, lambda decision, sight: sight.local(decision.at, decision.group_id)),
    Column("round", 7, lambda decision, sight: decision.number),
    Column("round_title", 32, lambda decision, sight: decision.title),
    Column("decision", 64, lambda decision, sight: decision.text),
    Column("about", 24, lambda decision, sight: decision.about),
    Column("decided_by", 20, lambda decision, sight: sight.name(decision.by)),
)


def of(what: str, sight: Sight) -> tuple[Column[Any], ...]:
    """The columns of `tasks`, `updates`, `people` or `decisions`; the group comes first where there are several."""
    columns: dict[str, tuple[Column[Any], ...]] = {
        "tasks": TASKS,
        "updates": UPDATES,
        "people": PEOPLE,
        "decisions": DECISIONS,
    }
    return (_GROUP, *columns[what]) if sight.is_mixed else columns[what]


def _group(row: Any, sight: Sight) -> Cell:
    group_id = row[1].group_id if isinstance(row, tuple) else row.group_id
    return group_code(sight.groups[group_id])


_GROUP: Column[Any] = Column("group", 16, _group)

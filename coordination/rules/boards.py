"""What the board of a group shows (voice.md, section 3), as values; knows no database and no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coordination.rules import dues, events, groups, instants, lights, people, tasks

LISTED = 5
"""A longer list gives so many and the number of the others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The first tasks of a list and how many there are in all."""

    tasks: tuple[tasks.Task, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.tasks)


NOTHING = Shown((), 0)


@dataclass(frozen=True, slots=True)
class Last:
    """The newest thing that happened to a task of the group, and who did it (`None`: anonymous, or nobody)."""

    event: events.Event
    task: tasks.Task
    person: people.Person | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """`states` counts the group's tasks; `late_explained`: something was said of every late one.

    `due_this_week` are not late and due until Sunday. `today` is the group's local day, `opens_on` the opening day of
    its programme, where there is one.
    """

    group: groups.Group
    today: date
    light: lights.Light
    states: Mapping[tasks.State, int]
    late: Shown
    late_explained: bool
    due_this_week: Shown
    blocked: Shown
    unowned: Shown
    last: Last | None
    opens_on: date | None = None


HINT = "no_pin"
"""The hint of a chat in which it was said that a right to pin is missing."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a change asks of a board: to edit it, to post and pin it where there is none, to hint at a missing right."""

    edits: bool = False
    posts: bool = False
    hints: bool = False


def upkeep(group: groups.Group, chat: groups.Chat, *, stands: bool) -> Upkeep:
    """What is to be done about the group's board in its chat; `stands`: there is a message of it.

    It comes with the first task, where it may be pinned. Without the right to pin one that stands is still kept, but
    none is posted; that is said once. A right that nobody knows of yet counts as none and is not complained of.
    """
    if group.kind is groups.GroupKind.PERSONAL or chat.type == "private" or chat.state is not groups.ChatState.ACTIVE:
        return Upkeep()
    if not group.settings.board or (group.next_number == 1 and not stands):
        return Upkeep()
    if chat.may_pin:
        return Upkeep(edits=True, posts=True)
    return Upkeep(edits=stands, hints=chat.may_pin is False and HINT not in chat.hints)


def turned_at(now: datetime, zone: str, workday_ends: time) -> datetime:
    """The last instant (UTC) at which time alone changed what boards say: a day began, or its working hours ended."""
    today = instants.local_day(now, zone)
    ended = instants.resolve(today, workday_ends, zone)
    return ended if ended <= now else instants.resolve(today, time(0), zone)


def shown(found: Sequence[tasks.Task], total: int | None = None, *, limit: int = LISTED) -> Shown:
    """The first `limit` of a list."""
    return Shown(tuple(found[:limit]), len(found) if total is None else total)


def due_between(found: Sequence[tasks.Task], day: dues.Day, last: date) -> list[tasks.Task]:
    """Those still owed that are not late and due by the day `last`, today included."""
    return [
        task
        for task in found
        if task.due is not None
        and task.state not in dues.NOT_OWED
        and day.today <= task.due.on <= last
        and not dues.is_late(task, day)
    ]


def week_end(day: date) -> date:
    """The Sunday of the day's week."""
    return day + timedelta(days=6 - day.weekday())

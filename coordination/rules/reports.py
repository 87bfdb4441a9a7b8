"""What can be said of a task and what a report leads to, as values; knows no transition, no database and no text."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from coordination.errors import Refused
from coordination.rules import groups, tasks


class Kind(StrEnum):
    """What is said of a task; also the kind of the event that keeps it (a claim's event is `claimed`)."""

    NOTE = "note"
    PROGRESS = "progress"
    BLOCKED = "blocked"
    FREED = "freed"
    HELD = "held"
    DONE = "done"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    DROPPED = "dropped"
    REOPENED = "reopened"
    RENAMED = "renamed"
    KEY = "key"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Report:
    """One thing said of a task. `text` is the note or the reason, as typed; `title` only renames, `tags` only tags.

    `percent` (0 to 100) may also go with being blocked, held or freed. `key`: key work or not. `insisted`: the person
    has been told what stands in the way and says it again.
    """

    kind: Kind
    text: str = ""
    percent: int | None = None
    review_on: date | None = None
    title: str = ""
    tags: tuple[str, ...] = ()
    key: bool = True
    insisted: bool = False


@dataclass(frozen=True, slots=True)
class By:
    """Who says it and when. `leads`: acts as a lead here; `alone`: nobody else does."""

    person_id: int | None
    at: datetime
    leads: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What else counts: when closing needs a lead, and what the unfinished tasks are called that this one waits for."""

    closing: groups.Closing = groups.Closing.KEY_WORK
    waits_for: tuple[str, ...] = ()


class Asks(StrEnum):
    """A question that a recorded report leaves open."""

    IS_DONE = "is_done"  # 100 % was said, not done (rule 3)
    REASON = "reason"  # blocked, and nobody said why
    REVIEW_ON = "review_on"  # on hold, and nobody said until when


@dataclass(frozen=True, slots=True)
class Step:
    """The task afterwards, the kind of its event, and what remains to be asked.

    `is_word`: it belongs into the task's history, even where the task stays as it is (a word that arrives late). A
    new name, say, is none.
    """

    task: tasks.Task
    kind: str
    asks: Asks | None = None
    is_word: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """A task, what is said of it, and all that decides about it."""

    task: tasks.Task
    said: Report
    by: By
    around: Around = field(default_factory=Around)


def ended(task: tasks.Task) -> Refused:
    """The refusal of anything that only a task still going on can take."""
    return Refused("refused.task_ended", number=task.number, title=task.title, state=task.state.value)


def going(task: tasks.Task) -> tasks.Task:
    """The task itself; refused when it is done or dropped."""
    if task.state in tasks.ENDED:
        raise ended(task)
    return task


def same_or(task: tasks.Task, changed: tasks.Task) -> tasks.Task:
    """`changed`, or the very object `task` where they are equal: the sign that nothing changed."""
    return task if changed == task else changed

"""The values that reading plain words takes and gives; they know no language and no grammar."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coordination.rules import action_lines, names, tasks, when


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as far as reading needs it: `owners` are persons by our id, or names without one; the lead owner first.

    `other_titles`: the same in another language, earlier titles, short names.
    """

    number: int
    title: str
    state: tasks.State = tasks.State.OPEN
    owners: tuple[int | str, ...] = ()
    due: date | None = None
    other_titles: tuple[str, ...] = ()
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """What a message is read against: the group's tasks (open ones, and those ended lately), its people, the author.

    `author` is our id, `None` for somebody unknown. `leads` may speak for any task. `code` is the group's own code.
    """

    tasks: tuple[TaskView, ...]
    frame: when.Frame
    author: int | None = None
    roster: names.Roster = field(default_factory=names.Roster)
    leads: frozenset[int] = frozenset()
    code: str | None = None


class ReplyKind(StrEnum):
    """What was answered."""

    CARD = "card"  # a card or a reminder of ours that speaks of `tasks`
    LIST = "list"  # a digest or a board of ours: numbers alone name tasks
    QUESTION = "question"  # a question of ours; `offers` is what a yes means
    NOTICE = "notice"  # a notice: 收到 is its receipt
    PERSON = "person"  # somebody's message, read as well: `tasks` and `offers` are what it spoke of


@dataclass(frozen=True, slots=True)
class Update:
    """What a message says of one task; only the fields it names are set. Offsets are code points of the message.

    `state` is set for what was claimed, also where the task has it already. `due` is certain; `reason` is the why of
    blocked, on hold and dropped. `promised`: the date tells of the work ("will be done tomorrow"), nobody moved the
    due date. `note` is the line as typed. `loose`: other words stand beside the state, which it may be of.
    """

    task: int
    state: tasks.State | None = None
    percent: int | None = None
    due: when.Moment | None = None
    promised: bool = False
    reason: str = ""
    review: when.Reading | None = None
    owner: int | str | None = None
    title: str = ""
    waits_for: tuple[int, ...] = ()
    note: str = ""
    loose: bool = False
    start: int = 0
    end: int = 0

    @property
    def changes(self) -> bool:
        """Whether it says more than a remark."""
        return (
            self.state is not None
            or self.percent is not None
            or self.due is not None
            or self.owner is not None
            or bool(self.title)
            or bool(self.waits_for)
        )


class Why(StrEnum):
    """Why something is asked; the keys of the questions."""

    WHICH_TASK = "ask.which_task"  # the words fit several tasks, or none was named
    OTHERS_TASK = "ask.others_task"  # somebody else's task: its owner is asked
    BEHALF = "ask.behalf"  # said for somebody else
    UNSURE = "ask.unsure"  # "done? I think so", a cross, a part of the task
    WHICH_DAY = "ask.which_day"  # several fair dates; `offers` has one update for each
    NO_DAY = "ask.no_day"  # a date was meant and none found
    REQUEST = "ask.request"  # "can we move it to the 25th"
    HANDOVER = "ask.handover"  # the one who is to take it is asked
    NO_SUCH_TASK = "ask.no_such_task"
    NUMBER_OR_TITLE = "ask.number_or_title"  # #12 is not the task with that title
    NEW_TASK = "ask.new_task"  # a note to oneself or a task?


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be asked before anything is recorded: which tasks it may be, and what each answer would record."""

    why: Why
    candidates: tuple[int, ...] = ()
    quoted: str = ""
    offers: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The message that was answered, as far as it is known: which tasks it spoke of and what it proposed."""

    kind: ReplyKind
    tasks: tuple[int, ...] = ()
    offers: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message as reading needs it. `left_out`: spans of code and quotes, as code points [start, end)."""

    text: str
    reply: Reply | None = None
    addressed: bool = True
    left_out: tuple[tuple[int, int], ...] = ()
    is_forwarded: bool = False
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read: `updates` are certain, `ask` is the first question, `offers` what a later "yes" would confirm.

    `asks_next` are those to be put when the first is answered. `spoken_of` are the tasks named, whatever was said of
    them: what "it" means in a reply. `actions` are the action lines, which open tasks. `takes_back`: the author takes
    their last update back. `by_reply`: only the message that was answered tells which task is meant.
    """

    updates: tuple[Update, ...] = ()
    ask: Question | None = None
    asks_next: tuple[Question, ...] = ()
    offers: tuple[Update, ...] = ()
    spoken_of: tuple[int, ...] = ()
    actions: tuple[action_lines.Action, ...] = ()
    takes_back: bool = False
    by_reply: bool = False


NOTHING = Outcome()

"""How the late and silent tasks of a group stand on their ladders on a day, as values; knows no text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from coordination.rules import groups, people, tasks
from coordination.rules.escalation import Level, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """A late task without a word. `late_days`: working days since its date.

    `due` is the step of today, `coming` the one after it and `at` its instant (aware, UTC; `None` where the morning
    message is off). `taken` are the steps taken before, with their days. `asked` answers for it today, and `above` are
    told when it goes to the lead, `section` when it goes to a section that has no morning message.
    """

    task: tasks.Task
    late_days: int
    due: Step | None = None
    coming: Step | None = None
    at: datetime | None = None
    taken: Mapping[Level, date] = field(default_factory=dict)
    asked: people.Person | None = None
    above: tuple[people.Person, ...] = ()
    section: tuple[people.Person, ...] = ()

    @property
    def is_passed_today(self) -> bool:
        """Tell whether it goes to the lead today."""
        return self.due is not None and self.due.level is Level.LEAD

    @property
    def is_announced(self) -> bool:
        """Tell whether a step upward is to come at a known hour."""
        return self.at is not None and self.coming is not None and self.coming.level is not Level.OWNER

    @property
    def highest(self) -> Level | None:
        """The highest level that was told before today, above the owner."""
        return next((level for level in reversed(Level) if level in self.taken and level is not Level.OWNER), None)


@dataclass(frozen=True, slots=True)
class Received:
    """A task of a group that goes up to its committee today."""

    group: groups.Group
    standing: Standing


@dataclass(frozen=True, slots=True)
class Survey:
    """The standings of a group on its day, in the order in which the morning message names the tasks."""

    today: date
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Passing:
    """What a morning message says of the ladders.

    `standings` by task id. `besides` are tasks that are announced and for which there was no room in the list.
    `decide` are tasks that go to the lead today where a lead has no private chat, `deciders` those leads; of these
    `pinged` (ids) are notified. `received` are tasks that came up to a committee from its groups.
    """

    standings: dict[int, Standing] = field(default_factory=dict)
    besides: tuple[Standing, ...] = ()
    received: tuple[Received, ...] = ()
    decide: tuple[tasks.Task, ...] = ()
    deciders: tuple[people.Person, ...] = ()
    pinged: frozenset[int] = frozenset()


NO_PASSING = Passing()

"""How the late and silent tasks of a group stand on their ladders on a day, as values; knows no text."""

from dataclasses import dataclass, field
from datetime import date, datetime

from coordination.rules import people, tasks
from coordination.rules.escalation import Level, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """A late task without a word. `late_days`: working days since its date.

    `due` is the step of today, `coming` the one after it and `at` its instant (aware, UTC; `None` where the morning
    message is off). `passed_on` is the day on which a lead was told before today. `asked` answers for it today, and
    `above` are told when it goes to the lead.
    """

    task: tasks.Task
    late_days: int
    due: Step | None = None
    coming: Step | None = None
    at: datetime | None = None
    passed_on: date | None = None
    asked: people.Person | None = None
    above: tuple[people.Person, ...] = ()

    @property
    def is_passed_today(self) -> bool:
        """Tell whether it goes to the lead today."""
        return self.due is not None and self.due.level is Level.LEAD

    @property
    def is_announced(self) -> bool:
        """Tell whether a step upward is to come at a known hour."""
        return self.at is not None and self.coming is not None and self.coming.level is not Level.OWNER


@dataclass(frozen=True, slots=True)
class Survey:
    """The standings of a group on its day, in the order in which the morning message names the tasks."""

    today: date
    standings: tuple[Standing, ...] = ()

    def of(self, task: tasks.Task) -> Standing | None:
        """The standing of a task; `None` for one that is not late and silent."""
        return next((one for one in self.standings if one.task.id == task.id), None)


@dataclass(frozen=True, slots=True)
class Passing:
    """What a morning message says of the ladders.

    `standings` by task id. `besides` are tasks that are announced and for which there was no room in the list.
    `decide` are tasks that go to the lead today where a lead has no private chat, `deciders` those leads; of these
    `pinged` (ids) are notified.
    """

    standings: dict[int, Standing] = field(default_factory=dict)
    besides: tuple[Standing, ...] = ()
    decide: tuple[tasks.Task, ...] = ()
    deciders: tuple[people.Person, ...] = ()
    pinged: frozenset[int] = frozenset()


NO_PASSING = Passing()

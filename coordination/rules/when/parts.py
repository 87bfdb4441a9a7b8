"""What a phrase says, in parts that know no language and no today: the grammar makes them, resolving reads them."""

from dataclasses import dataclass, field

WORKDAYS = tuple((0, day) for day in range(5))
WEEKEND = ((0, 5), (0, 6))
DAY_UNITS = frozenset({"day", "week", "month", "quarter", "half", "year", "workday"})


@dataclass(frozen=True, slots=True)
class Dur:
    """A length of time: counts of `minute`, `hour`, `day`, `week`, `month`, `year`, `workday`."""

    amounts: tuple[tuple[int, str], ...]
    loose: int = 0  # days less that may be meant as well: "quinze jours" is also said for a fortnight

    @property
    def in_days(self) -> bool:
        return all(unit in DAY_UNITS for _, unit in self.amounts)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: by its distance from now (`shift`), or by its `number` in a year."""

    unit: str  # week, weekend, month, quarter, half, year
    shift: int = 0
    number: int | None = None
    year: "int | Period | None" = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day by its numbers; what is missing is the next one to come."""

    day: int
    month: "int | Period | None" = None
    year: "int | Period | None" = None


@dataclass(frozen=True, slots=True)
class Numeric:
    """Two numbers whose order is not said: 3/4."""

    first: int
    second: int
    year: "int | Period | None" = None


@dataclass(frozen=True, slots=True)
class FromToday:
    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (Monday = 0); `which`: bare, this, next, coming or last."""

    day: int
    which: str = "bare"


@dataclass(frozen=True, slots=True)
class InWeek:
    """A weekday of a given week."""

    day: int
    week: Period


@dataclass(frozen=True, slots=True)
class Ahead:
    """A length of time from now; `sign` -1 is ago."""

    dur: Dur
    sign: int = 1
    within: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """The `end` or `mid` of a period, a third of a month (`dekad` 1 to 3), or its `start`, which is no day."""

    period: Period
    which: str
    dekad: int = 0


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th (from the end: negative) weekday, `day` or `workday` of a period."""

    n: int
    what: "int | str"
    period: Period


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday by its key; `plus` days after it, `after` the break it begins."""

    key: str
    year: "int | Period | None" = None


@dataclass(frozen=True, slots=True)
class Opening:
    """The programme's opening day."""


@dataclass(frozen=True, slots=True)
class Offset:
    """A length of time before (`sign` -1) or after another day."""

    base: "Day"
    dur: Dur
    sign: int


@dataclass(frozen=True, slots=True)
class NthFrom:
    """The n-th weekday or `workday` after (`sign` 1) or before another day."""

    n: int
    what: "int | str"
    base: "Day"
    sign: int


@dataclass(frozen=True, slots=True)
class Both:
    """The same day said twice: "Tue 1 Dec", "tomorrow (26 Nov)"."""

    first: "Day"
    second: "Day"


@dataclass(frozen=True, slots=True)
class After:
    """Some time after a day: no day by itself."""

    base: "Day"


Day = (
    Calendar
    | Numeric
    | FromToday
    | Weekday
    | InWeek
    | Ahead
    | Edge
    | Nth
    | Feast
    | Opening
    | Offset
    | NthFrom
    | Both
    | After
    | Period
)


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as said. `part`: am, pm, dawn, morning, noon, afternoon, evening, night, midnight or `None`.

    `bare`: a number that may be meant before or after noon; `digital`: unmistakably an hour (a colon, am, pm, Uhr).
    """

    hour: int
    minute: int = 0
    part: str | None = None
    bare: bool = False
    digital: bool = True


@dataclass(frozen=True, slots=True)
class Zone:
    """A named zone: each candidate is a zone's name and, for an abbreviation, its fixed minutes from UTC."""

    candidates: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Core:
    """A day, an hour, or both."""

    day: Day | None = None
    clock: Clock | None = None
    zone: Zone | None = None
    part: str | None = None  # a part of the day without an hour; "eod" is its end


@dataclass(frozen=True, slots=True)
class Range:
    start: Core
    end: Core


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition in pieces; every piece is `None` or empty until said."""

    freq: str | None = None
    interval: int | None = None
    days: tuple[tuple[int, int], ...] = ()  # (n-th or 0, weekday)
    ords: tuple[int, ...] = ()  # n-th `what` of the month
    what: str | None = None  # day or workday
    monthdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    core: Core | None = None  # hour, part of the day, zone
    until: Day | None = None
    start: Day | None = None
    count: int | None = None
    length: Dur | None = None
    doubt: int | None = None  # "every third Friday": this interval, or the third one of a month
    said: bool = field(default=False)  # it was said to repeat


@dataclass(frozen=True, slots=True)
class Marked:
    """A phrase with what it means for a due date. `bound`: on, by, before; `strong`: by a word that only dates take."""

    what: Core | Range | Repeat
    bound: str = "on"
    strong: bool = False

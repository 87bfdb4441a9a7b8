"""Dates said of tasks: what is accepted, what is refused and how it is echoed; it reads no clock of its own."""

from datetime import timedelta

from coordination.errors import Refused
from coordination.rules import tasks, when
from handlers import dates, scene
from handlers.request import Request

_PROBLEMS = {
    when.Problem.NO_SUCH_DAY: "no_such_day",
    when.Problem.NO_SUCH_HOUR: "no_such_hour",
    when.Problem.CLOCK_GAP: "clock_gap",
    when.Problem.NO_OPENING_DAY: "no_opening_day",
    when.Problem.BACKWARDS: "backwards",
    when.Problem.NEVER: "repeats",
}
"""Why a phrase is no date, where that can be said better than "no day found"."""


def options(request: Request, reading: when.Reading, phrase: str) -> tuple[tasks.Due, ...]:
    """All fair readings as due dates, the likeliest first: one is accepted, several have to be asked.

    Raises `Refused`, kindly and with examples, where there is none. A range falls due at its end; a repetition is no
    due date.
    """
    values = [value for value in reading.values if not isinstance(value, when.Recurrence)]
    if not values:
        raise _refusal(request, reading, phrase)
    return tuple(dict.fromkeys(due_of(end_of(value)) for value in values))


def _refusal(request: Request, reading: when.Reading, phrase: str) -> Refused:
    quoted, day = scene.shorten(phrase), example(request)
    if reading.values:
        return Refused("refused.day.repeats", words=quoted, day=day)
    name = _PROBLEMS.get(reading.problem) if reading.problem is not None else None
    if name is None:
        return Refused("refused.no_day", words=quoted, day=day)
    return Refused(f"refused.day.{name}", words=quoted, day=day)


def due_of(moment: when.Moment) -> tasks.Due:
    """A moment as a due date: "before the 4th" ends the day before only where that was the one fair reading."""
    return tasks.Due(moment.on, moment.at)


def end_of(value: when.Value) -> when.Moment:
    """When a day, an hour or the last day of a range comes."""
    if isinstance(value, when.Span):
        return value.end
    assert isinstance(value, when.Moment)
    return value


def example(request: Request) -> str:
    """A day that can be typed here: a week from today."""
    today = scene.today(request)
    return dates.inline_day(today + timedelta(days=7), today, request.language)

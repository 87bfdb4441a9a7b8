"""Dates said of tasks: what is accepted, what is refused and how it is echoed; it reads no clock of its own."""

from datetime import timedelta

from coordination.errors import Refused
from coordination.rules import tasks, when
from handlers import dates, scene
from handlers.request import Request


def accepted(request: Request, reading: when.Reading, phrase: str, line: str) -> tasks.Due:
    """The one fair reading as a due date. Raises `Refused` where there is none, or where there are several.

    A range falls due at its end; a repetition is no due date.
    """
    values = [value for value in reading.values if not isinstance(value, when.Recurrence)]
    if not values:
        raise Refused("refused.no_day", words=scene.shorten(phrase or line), day=example(request))
    if len(values) > 1:
        first, second = (_day(request, end_of(value)) for value in values[:2])
        raise Refused("refused.several_days", words=scene.shorten(phrase), first=first, second=second)
    return due_of(end_of(values[0]))


def due_of(moment: when.Moment) -> tasks.Due:
    """A moment as a due date: "before the 4th" ends the day before only where that was the one fair reading."""
    return tasks.Due(moment.on, moment.at)


def end_of(value: when.Value) -> when.Moment:
    """When a day, an hour or the last day of a range comes."""
    if isinstance(value, when.Span):
        return value.end
    assert isinstance(value, when.Moment)
    return value


def _day(request: Request, moment: when.Moment) -> str:
    return dates.day(moment.on, scene.today(request), request.language)


def example(request: Request) -> str:
    """A day that can be typed here: a week from today."""
    today = scene.today(request)
    return dates.inline_day(today + timedelta(days=7), today, request.language)

"""When a repetition comes round: RFC 5545 rules counted on the wall clock of a zone; it knows no words.

Rules are the plain text of an RRULE without prefix. UNTIL is a local date, included. Occurrences keep their wall-clock
hour through changes of clock; where the clocks jump over it, the occurrence comes as much later as they jump (RFC 5545,
3.3.10: the offset before the gap), where it comes twice, the first one counts.
"""

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from dateutil import rrule

FURTHEST = timedelta(days=366 * 12)
"""A rule that does not come round within twelve years never does (29 February waits for eight at most)."""

_UNTIL_DATE = re.compile(r"UNTIL=(\d{8})(?!T)")


def timed(rule: str) -> bool:
    """Whether the rule says an hour; one that does not speaks of whole days."""
    return "BYHOUR=" in rule


def parts(rule: str) -> dict[str, str]:
    """The rule's parts by name: `{"FREQ": "WEEKLY", "BYDAY": "MO"}`."""
    return dict(part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";") if "=" in part)


def local_times(rule: str, start: date) -> Iterator[datetime]:
    """The rule's wall times (naive) on `start` or later, which is its first day for INTERVAL and COUNT.

    Raises `ValueError` for what is no rule. Ends where the next one is more than twelve years off.
    """
    begin = datetime.combine(start, time())
    text = _UNTIL_DATE.sub(r"UNTIL=\1T235959", rule.removeprefix("RRULE:"))
    if timed(text) and "BYSECOND" not in text:
        text += ";BYSECOND=0"
    last = begin
    for found in rrule.rrulestr(text, dtstart=begin, ignoretz=True):
        if found - last > FURTHEST:
            return
        last = found
        yield found


def resolve(local: datetime, zone: tzinfo) -> datetime:
    """A wall time as an instant in `zone`; inside a gap it is moved behind it, of two the first is taken."""
    aware = local.replace(tzinfo=zone)
    return aware.astimezone(UTC).astimezone(zone)


def occurrences(rule: str, first: datetime | date, zone: tzinfo, count: int) -> tuple[datetime | date, ...]:
    """The first `count` times of a rule whose series begins with `first`: aware instants, or dates if it has no hour.

    `first` is the first occurrence itself (an aware datetime or a date), as `Recurrence.first` gives it.
    """
    start = first.astimezone(zone).date() if isinstance(first, datetime) else first
    found = itertools.islice(local_times(rule, start), count)
    return tuple(resolve(local, zone) if timed(rule) else local.date() for local in found)


def following(rule: str, first: datetime | date, zone: tzinfo, after: datetime) -> datetime | date | None:
    """The next time of the series that lies after `after` (a day: on a later day than it is in `zone`), or `None`."""
    start = first.astimezone(zone).date() if isinstance(first, datetime) else first
    today = after.astimezone(zone).date()
    for local in local_times(rule, start):
        if timed(rule) and resolve(local, zone) > after:
            return resolve(local, zone)
        if not timed(rule) and local.date() > today:
            return local.date()
    return None

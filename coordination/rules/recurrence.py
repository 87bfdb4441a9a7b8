"""When a repetition comes round: RFC 5545 rules counted on the wall clock of a zone; it knows no words.

Rules are the plain text of an RRULE without prefix. UNTIL is a local date, included. Occurrences keep their wall-clock
hour through changes of clock; where the clocks jump over it, the occurrence comes as much later as they jump (RFC 5545,
3.3.10: the offset before the gap), where it comes twice, the first one counts. A day that a month does not have is its
last day (F103), where the RFC would leave the month out.
"""

import heapq
import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from dateutil import rrule

FURTHEST = timedelta(days=366 * 12)
"""A rule that does not come round within twelve years never does."""

_UNTIL_DATE = re.compile(r"(\d{8})(?!T)")


def timed(rule: str) -> bool:
    """Whether the rule says an hour; one that does not speaks of whole days."""
    return "BYHOUR=" in rule


def parts(rule: str) -> dict[str, str]:
    """The rule's parts by name: `{"FREQ": "WEEKLY", "BYDAY": "MO"}`."""
    return dict(part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";") if "=" in part)


def text(pieces: dict[str, str]) -> str:
    """The rule that has these parts, in the order in which they are given."""
    return ";".join(f"{name}={value}" for name, value in pieces.items())


def local_times(rule: str, start: date) -> Iterator[datetime]:
    """The rule's wall times (naive) on `start` or later, which is its first day for INTERVAL and COUNT.

    Raises `ValueError` for what is no rule. Ends where the next one is more than twelve years off.
    """
    pieces = parts(rule)
    count = int(pieces.pop("COUNT", "0")) or None
    if "BYHOUR" in pieces:
        pieces.setdefault("BYSECOND", "0")
    if "UNTIL" in pieces:
        pieces["UNTIL"] = _UNTIL_DATE.sub(r"\1T235959", pieces["UNTIL"])
    begin = datetime.combine(start, time())
    series = [rrule.rrulestr(text(one), dtstart=begin, ignoretz=True) for one in _with_last_days(pieces)]
    return itertools.islice(_near(heapq.merge(*series), begin), count)


def _near(times: Iterable[datetime], begin: datetime) -> Iterator[datetime]:
    last, seen = begin, None
    for found in times:
        if found - last > FURTHEST:
            return
        if found != seen:
            yield found
        last = seen = found


def _with_last_days(pieces: dict[str, str]) -> list[dict[str, str]]:
    """One rule, or several that together have the 29th, 30th and 31st on the last day of shorter months."""
    days = [int(day) for day in pieces.get("BYMONTHDAY", "").split(",") if day]
    if not any(day > 28 for day in days) or "BYSETPOS" in pieces or "BYDAY" in pieces:
        return [pieces]
    plain = [day for day in days if day <= 28]
    found = [pieces | {"BYMONTHDAY": ",".join(map(str, plain))}] if plain else []
    months = pieces.get("BYMONTH", "").split(",")
    for day, month in itertools.product((day for day in days if day > 28), months):
        late = {"BYMONTHDAY": ",".join(map(str, range(28, day + 1))), "BYSETPOS": "-1"}
        found.append(pieces | late | ({"BYMONTH": month} if month else {}))
    return found


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
    instant, today = after.astimezone(UTC), after.astimezone(zone).date()
    for local in local_times(rule, start):
        if timed(rule) and resolve(local, zone).astimezone(UTC) > instant:
            return resolve(local, zone)
        if not timed(rule) and local.date() > today:
            return local.date()
    return None

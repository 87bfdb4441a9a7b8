"""What is typed behind `/round`: when, how, and of what title; it opens nothing."""

import re
from dataclasses import dataclass, replace

from coordination.errors import Refused
from coordination.rules import own_reminders, round_windows, rounds, when
from coordination.services import rounds as service
from handlers import scene, words
from handlers.request import Request

_LIVE = re.compile(r"(?:live(?:\s+only)?|现场|仅现场|口头)(?:\s+|(?=[\u3400-\u9fff])|$)", re.IGNORECASE)
_NOW = re.compile(r"(?:now|right now|at once|现在|立即|马上)(?:\s+|$)(.*)", re.IGNORECASE | re.DOTALL)
LENGTH = re.compile(
    r"(每组\s*)?(\d{1,3})\s*(?:(hours?|h|小时)|minutes?|mins|min|m|分钟|分)(?![a-z])\s*"
    r"(each|a group|per group|每组)?\s*",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?:over|within|in)\s+(\d{1,3})\s*(?:work(?:ing)?\s*)?days?(?:\s+|$)|分?\s*(\d{1,3})\s*个?(?:工作日|天)(?:内|进行|完成)?\s*",
    re.IGNORECASE,
)
_OVER_TOO = re.compile(
    r"(?:over|within)\s+(\d{1,3})\s*(?:work(?:ing)?\s*)?days?|分\s*(\d{1,3})\s*个?(?:工作日|天)(?:内|进行|完成)?",
    re.IGNORECASE,
)
"""Among other words: `every 3 days` is none."""
_EACH = re.compile(
    r"(\d{1,3})\s*(?:m|min|mins|minutes?)\s+(?:each|a group|per group)|每组\s*(\d{1,3})\s*分钟?|(\d{1,3})\s*分钟?每组",
    re.IGNORECASE,
)
_LONGEST_RULE = 80
_EDGES = " ,，:：;；、"


@dataclass(frozen=True, slots=True)
class Typed:
    """A round, and where it comes again and again, how."""

    wish: service.Wish
    again: when.Recurrence | None = None


def read(request: Request, typed: str, count: int) -> Typed:
    """An hour and a title, right now and for how long, over so many days, or again and again; `count`: of groups.

    Raises `Refused` where no hour is named, and for days that don't fit.
    """
    live = _LIVE.match(typed)
    rest = typed[live.end() :].strip() if live else typed
    found = _read(request, rest, count)
    if live is None:
        return found
    if found.wish.days:
        raise Refused("round.live_days")
    return replace(found, wish=replace(found.wish, live_only=True))


def _read(request: Request, typed: str, count: int) -> Typed:
    if now := _NOW.fullmatch(typed):
        length = LENGTH.match(now[1])
        title = _title(request, now[1][length.end() if length else 0 :])
        return Typed(service.Wish(title, None, minutes_of(length, count)))
    if over := _OVER.match(typed):
        return Typed(_over_days(request, over, typed[over.end() :], count))
    each = _EACH.search(typed)
    minutes = rounds.USUAL_MINUTES if each is None else int(next(one for one in each.groups() if one))
    within = f"{typed[: each.start()]} {typed[each.end() :]}".strip(_EDGES) if each else typed
    if (again := _again(request, within, count)) is not None:
        return again if each is None or again.wish.days else replace(again, wish=replace(again.wish, minutes=minutes))
    found = when.find(within, scene.frame(request))
    moments = [] if found is None else [one for one in found.reading.values if isinstance(one, when.Moment)]
    if found is None or len(moments) != 1 or moments[0].at is None:
        raise Refused("round.no_hour", words=scene.shorten(typed))
    title = _title(request, f"{within[: found.start]} {within[found.end :]}")
    return Typed(service.Wish(title, moments[0].at, minutes))


def _again(request: Request, typed: str, count: int) -> Typed | None:
    """`every second Friday 14:00 Preparatory meeting`, `每两周周五14:00 筹备会`; `None` where it comes once."""
    over = _OVER_TOO.search(typed)
    within = f"{typed[: over.start()]} {typed[over.end() :]}".strip() if over else typed
    read_ = own_reminders.read(within, scene.frame(request))
    if len(read_.values) != 1 or not isinstance(read_.values[0], when.Recurrence):
        return None
    recurrence = read_.values[0]
    if recurrence.first.at is None:
        raise Refused("round.no_hour", words=scene.shorten(typed))
    wish = service.Wish(_title(request, _behind(within, read_.text, recurrence, scene.frame(request))))
    if over is not None:
        wish = _over_days(request, over, wish.title, count)
    return Typed(wish, recurrence)


def _behind(typed: str, text: str, recurrence: when.Recurrence, frame: when.Frame) -> str:
    """What stands behind the repetition: no word of a title that could be one as well (`… 10:00 Weekly review`)."""
    longest = len(typed) - len(text)
    if not typed.endswith(text) or longest > _LONGEST_RULE:
        return text
    for stop in range(1, longest):
        values = when.read(typed[:stop], frame).values if typed[stop].isspace() else ()
        same = [one for one in values if isinstance(one, when.Recurrence) and one.rrule == recurrence.rrule]
        if same and len(values) == 1:
            return typed[stop:].strip()
    return text


def _title(request: Request, typed: str) -> str:
    return typed.strip(_EDGES) or words.plain(scene.group_of(request).language, "round.usual_title")


def _over_days(request: Request, over: re.Match[str], title: str, count: int) -> service.Wish:
    """So many working days, shared out among the groups. Raises `Refused` for none, and for too many."""
    days = int(over[1] or over[2])
    if not 1 <= days <= round_windows.MOST_DAYS:
        raise Refused("round.days_between", limit=round_windows.MOST_DAYS)
    hours = service.hours_of(scene.group_of(request))
    return service.Wish(_title(request, title), None, round_windows.share(hours, days, count), days)


def minutes_of(length: re.Match[str] | None, count: int) -> int:
    """Minutes of one turn: as said, or the whole time shared out, where that leaves a minute for each."""
    if length is None:
        return rounds.USUAL_MINUTES
    said = int(length[2]) * (60 if length[3] else 1)
    is_each = bool(length[1] or length[4]) or said < count
    return said if is_each else said // max(count, 1)

"""What is looked at in the panel before it is saved: an hour that is typed, quiet and working hours, a zone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import calendars, cities, groups, instants, working_hours
from coordination.rules import settings as rules
from coordination.services import groups as groups_service
from coordination.services import settings as service
from handlers import dates, presses, prompts, scene, settings, words
from handlers import settings_pages as pages
from handlers.request import Request

HOUR = "settings.hour"
"""What a typed hour is asked as."""

OWN = "settings.own"
"""What typed quiet or working hours are asked as."""

_HOUR = re.compile(
    r"(?<![\d:.])(?P<hour>2[0-3]|[01]?\d)(?!\d)(?:\s*[:：.点时h]\s*(?P<minute>[0-5]\d)?\s*分?)?\s*(?P<half>[ap]m)?",
    re.I,
)
_A_DAY = 24 * 60
_FAULTS = {
    working_hours.Fault.UNREAD: "settings.own_unread.hours",
    working_hours.Fault.SAME: "settings.hours_same",
    working_hours.Fault.BACKWARDS: "settings.hours_backwards",
}


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Another hour is typed, in reply."""
    group, kind = await _named(request, work, press)
    text = words.say(request.language, "settings.ask_hour", what=words.plain(request.language, f"settings.page.{kind}"))
    return [prompts.ask(request, work, HOUR, text, values={"kind": kind}, group=group)]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The hour as it would be, with the next three times, before it is saved."""
    group = await settings.configured(request, work, question.group_id)
    kind = question.values["kind"]
    shown = await service.when(work, group, kind, _read(request))
    return settings.turned(request, pages.proposed(group, kind, shown, request.language, request.now))


def _read(request: Request) -> time:
    """`7:45`, `7点45分`, `9`, `2:15 pm`. Raises `Refused` for anything else."""
    found = _HOUR.fullmatch(request.text.strip())
    if found is None:
        raise Refused("settings.hour_unread", words=scene.shorten(request.text))
    return _time(found)


def _time(found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "pm")
    return time(hour, int(found["minute"] or 0))


async def save(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The hour that was looked at holds, and it is on."""
    group, kind = await _named(request, work, press)
    minute = press.number(2)
    if minute >= _A_DAY:
        raise Refused("refused.old_button")
    at = time(minute // 60, minute % 60)
    return await settings.rescheduled(request, work, group, (kind, service.Other(at=at, enabled=True)))


async def look(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Quiet or working hours as they would be: what comes next by them, before it is saved."""
    group = await settings.configured(request, work, press.number(0))
    place = settings.place_of(press.number(1), rules.CHOICES)
    choice = rules.CHOICES[place]
    _, values = choice.options[settings.place_of(press.number(2), choice.options)]
    if choice.name not in pages.TIMED:
        raise Refused("refused.old_button")
    rules.check(group.settings, values)
    save = pages.button(request.language, "settings.save", "setto", group.id, place, press.number(2))
    return await _proposed(request, work, group, (choice, values, save))


async def _proposed(
    request: Request,
    work: ports.Work,
    group: groups.Group,
    what: tuple[rules.Choice, rules.Values, messages.Button],
) -> Sequence[messages.Answer]:
    """What would hold and come next; the button saves it."""
    choice, values, save = what
    fresh = replace(group, settings=rules.changed(group.settings, values))
    lines = [pages.now(fresh, choice, request.language), *await _coming(request, work, fresh, choice.name)]
    lines.append(words.say(request.language, "settings.not_saved"))
    again = pages.button(request.language, "settings.back", "setpage", group.id, rules.CHOICES.index(choice))
    return settings.turned(request, (Markup("\n").join(lines), ((save, again),)))


async def ask_own(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Other quiet or working hours are typed, in reply."""
    group = await settings.configured(request, work, press.number(0))
    choice = _timed(press)
    text = words.say(request.language, f"settings.ask_own.{choice.name}")
    return [prompts.ask(request, work, OWN, text, values={"choice": choice.name}, group=group)]


async def typed_own(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """They as they would be, with what comes next by them, before they are saved."""
    group = await settings.configured(request, work, question.group_id)
    choice = next(one for one in rules.CHOICES if one.name == question.values["choice"])
    found = _quiet(request) if choice.name == "quiet" else _worked(request, group.settings.workday_begins)
    numbers = [at.hour * 60 + at.minute for at in found]
    place = rules.CHOICES.index(choice)
    save = pages.button(request.language, "settings.save", "setown", group.id, place, *numbers)
    return await _proposed(request, work, group, (choice, _own(choice, *found), save))


def _quiet(request: Request) -> tuple[time, time]:
    """`22:30 to 7:30`. Raises `Refused` for anything but two hours."""
    found = [_time(one) for one in _HOUR.finditer(request.text)]
    if len(found) != 2 or found[0] == found[1]:
        raise Refused("settings.own_unread.quiet", words=scene.shorten(request.text))
    return found[0], found[1]


def _worked(request: Request, begins: time) -> tuple[time, time]:
    """`9:00 to 17:30`. Raises `Refused` for what is no beginning and end of one day."""
    found = working_hours.read(request.text, begins)
    if isinstance(found, working_hours.Fault):
        raise Refused(_FAULTS[found], words=scene.shorten(request.text))
    return found


async def save_own(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What was typed and looked at holds."""
    group = await settings.configured(request, work, press.number(0))
    choice = _timed(press)
    if not max(press.number(2), press.number(3)) < _A_DAY:
        raise Refused("refused.old_button")
    first, last = (time(minute // 60, minute % 60) for minute in (press.number(2), press.number(3)))
    values = _own(choice, first, last)
    if choice.name == "hours" and not press.number(3):  # a button from before a working day had a beginning
        values = {"workday_ends": first}
    cause = settings.said(request, work, group)
    fresh = await service.choose(work, cause, values)
    lines = [words.say(request.language, "settings.saved"), pages.now(fresh, choice, request.language)]
    change_id = None if fresh == group else cause.change_id
    page = pages.done(fresh, Markup("\n").join(lines), change_id, request.language, to=choice.page)
    return settings.turned(request, page)


def _timed(press: presses.Press) -> rules.Choice:
    choice = rules.CHOICES[settings.place_of(press.number(1), rules.CHOICES)]
    if choice.name not in pages.TIMED:
        raise Refused("refused.old_button")
    return choice


def _own(choice: rules.Choice, first: time, last: time) -> rules.Values:
    if choice.name == "quiet":
        return {"quiet_from": first, "quiet_until": last}
    return {"workday_begins": first, "workday_ends": last}


async def _coming(request: Request, work: ports.Work, group: groups.Group, name: str) -> list[Markup]:
    if name == "quiet":
        return await settings.coming_in(request, work, group)
    days = [_worked_on(day, group, request) for day in _days(group, request.now)]
    return [words.say(request.language, "settings.next", moments=words.join(request.language, "clauses", days))]


def _worked_on(day: date, group: groups.Group, request: Request) -> str:
    """The working hours of one day, with the day."""
    language, chosen = request.language, group.settings
    begins = dates.moment(instants.resolve(day, chosen.workday_begins, group.zone), group.zone, request.now, language)
    return words.plain(language, "settings.between", first=begins, last=dates.hour(chosen.workday_ends, language))


def _days(group: groups.Group, now: datetime) -> list[date]:
    """The next three working days, today where its hours are not over."""
    calendar = groups_service.calendar_of(group)
    day = now.astimezone(ZoneInfo(group.zone)).date()
    is_over = now >= instants.resolve(day, group.settings.workday_ends, group.zone)
    found = [day] if calendar.is_workday(day) and not is_over else []
    while len(found) < 3:
        day = calendars.next_workday(calendar, day)
        found.append(day)
    return found


async def look_zone(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One of several zones that fit: what comes next by its clocks, before it is saved."""
    group = await settings.configured(request, work, press.number(0))
    zone = cities.of_key(press.number(1))
    if zone is None:
        raise Refused("refused.old_button")
    language = request.language
    lines = [words.say(language, "settings.now.zone", value=dates.zone_name(zone, language))]
    lines += await settings.coming_in(request, work, replace(group, zone=zone))
    lines.append(words.say(language, "settings.not_saved"))
    save = pages.button(language, "settings.save", "setzone", group.id, press.number(1))
    again = (save, *pages.back(group, language))
    return settings.turned(request, (Markup("\n").join(lines), (again,)))


async def _named(request: Request, work: ports.Work, press: presses.Press) -> tuple[groups.Group, str]:
    group = await settings.configured(request, work, press.number(0))
    return group, service.SCHEDULES[settings.place_of(press.number(1), service.SCHEDULES)]


PRESSED = {
    "setask": ask,
    "setat": save,
    "setlook": look,
    "setown": save_own,
    "settype": ask_own,
    "setzlook": look_zone,
}
PROMPTS = {HOUR: typed, OWN: typed_own}

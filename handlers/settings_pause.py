"""The panel's page of the pause: for a while, or until a day that is typed; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, instants
from coordination.rules import settings as rules
from coordination.services import groups as service
from handlers import dates, presses, prompts, scene, settings, silence, words
from handlers import settings_pages as pages
from handlers.request import Request

UNTIL = "settings.until"
"""What the end of a pause is asked as."""


async def pause(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    group = await settings.configured(request, work, press.number(0))
    return settings.turned(request, pages.pause(group, request.language, request.now))


async def rest(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing comes by itself for a while, or it comes again."""
    group = await settings.configured(request, work, press.number(0))
    _, length = pages.PAUSES[settings.place_of(press.number(1), pages.PAUSES)]
    return await _kept(request, work, group, None if length is None else request.now + length)


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The day on which it comes again is typed, in reply."""
    group = await settings.configured(request, work, press.number(0))
    today, in_a_week = (instants.local_day(request.now + timedelta(days=days), group.zone) for days in (0, 7))
    day = dates.inline_day(in_a_week, today, request.language)
    text = words.say(request.language, "settings.ask_until", day=day)
    return [prompts.ask(request, work, UNTIL, text, values={}, group=group)]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The pause as it would be, before it is saved."""
    group = await settings.configured(request, work, question.group_id)
    until = _end_of(replace(request, group=group))
    minute = int(until.timestamp()) // 60
    lines = [
        words.say(request.language, "settings.paused", moment=_moment(request, group, until)),
        words.say(request.language, "settings.not_saved"),
    ]
    save = pages.button(request.language, "settings.save", "setstill", group.id, minute)
    again = pages.button(request.language, "settings.back", "setpause", group.id)
    return settings.turned(request, (Markup("\n").join(lines), ((save, again),)))


def _end_of(request: Request) -> datetime:
    try:
        return silence.end_of(request, request.text.strip())
    except Refused:
        typed = scene.shorten(request.text)
        raise Refused("settings.until_unread", words=typed, days=silence.LONGEST.days) from None


async def save(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The pause that was looked at holds, unless it would be over by now."""
    group = await settings.configured(request, work, press.number(0))
    minute = press.number(1)
    first, last = (int(one.timestamp()) // 60 for one in (request.now, request.now + silence.LONGEST))
    if not first < minute <= last:
        raise Refused("refused.old_button")
    return await _kept(request, work, group, datetime.fromtimestamp(minute * 60, UTC))


async def _kept(
    request: Request, work: ports.Work, group: groups.Group, until: datetime | None
) -> Sequence[messages.Answer]:
    cause = settings.said(request, work, group)
    fresh = await service.pause(work, cause, until)
    text = pages.rests(fresh, request.language, request.now)
    change_id = None if fresh == group else cause.change_id
    return settings.turned(request, pages.done(fresh, text, change_id, request.language, to=rules.COMES))


def _moment(request: Request, group: groups.Group, until: datetime) -> str:
    return dates.moment(until, group.zone, request.now, request.language)


PRESSED = {"setpause": pause, "setrest": rest, "setuntil": ask, "setstill": save}
PROMPTS = {UNTIL: typed}

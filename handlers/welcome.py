"""`/start`, `/help`, the greeting and the confirmation of the time zone; what the bot sees here, in plain words."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.services import groups as service
from handlers import dates, presses, scene, words
from handlers.request import Request

ZONES = ("Asia/Shanghai", "UTC", "Europe/London", "Europe/Berlin", "America/New_York", "Asia/Singapore")
"""Zones offered by button; any other is typed: `/settings zone Asia/Dubai`. Only append: buttons hold the place."""


async def start(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """In a group the greeting, in private what can be done here."""
    if request.is_private:
        return [scene.answer(request, words.say(request.language, "welcome.private", bot=request.bot_username))]
    return [await greeting(request, work)]


async def help_(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The nine words, and that plain words work in reply."""
    return [scene.answer(request, words.say(request.language, "welcome.help"))]


async def greeting(request: Request, work: ports.Work) -> messages.Post:
    """What it is, how to try it, what it sees and posts; and the zone to confirm, if it is not yet."""
    language = request.language
    group = scene.group_of(request)
    sees_all = request.sees_all or request.facts.get("new") == "administrator"
    sight = "welcome.sees_all" if sees_all else "welcome.sees_commands"
    posts = "welcome.posts" if _may_pin(request) else "welcome.posts_unpinned"
    parts = [
        words.say(language, "welcome.group", day=dates.inline_day(_next_week(request), scene.today(request), language)),
        Markup("\n").join([words.say(language, sight, bot=request.bot_username), words.say(language, posts)]),
    ]
    if not group.zone_confirmed:
        parts.append(words.say(language, "welcome.confirm_zone"))
    rows = () if group.zone_confirmed else _zone_rows(request)
    return scene.answer(request, Markup("\n\n").join(parts), rows=rows, silent=False)


def _may_pin(request: Request) -> bool:
    """As the change of membership just told, else as the chat is known."""
    told = request.facts.get("may_pin")
    return told == "yes" if told is not None else request.chat.may_pin is not False


def _next_week(request: Request) -> date:
    return scene.today(request) + timedelta(days=7)


def _zone_rows(request: Request) -> messages.Rows:
    group = scene.group_of(request)
    buttons = [
        messages.Button(dates.zone_name(zone, request.language), presses.data("zone", group.id, place))
        for place, zone in enumerate(ZONES)
    ]
    return (tuple(buttons[:3]), tuple(buttons[3:]))


async def zone(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A chat admin confirms the zone; from then on digest and summary come."""
    group = scene.group_of(request)
    if press.number(0) != group.id or press.number(1) >= len(ZONES):
        raise Refused("refused.old_button")
    if not request.is_chat_admin:
        raise Refused("refused.for_an_admin")
    confirmed = await service.confirm_zone(work, scene.said(request, work), ZONES[press.number(1)])
    return await _zone_set(request, work, confirmed.zone)


async def _zone_set(request: Request, work: ports.Work, name: str) -> Sequence[messages.Answer]:
    coming = [
        words.say(
            request.language,
            f"welcome.next.{schedule.kind}",
            moment=dates.moment(schedule.next_due_at, name, request.now, request.language),
        )
        for schedule in await work.schedules.of_group(scene.group_of(request).id)
        if schedule.next_due_at is not None
    ]
    head = words.say(request.language, "welcome.zone_set", zone=dates.zone_name(name, request.language))
    text = Markup("\n").join([head, *coming])
    if request.pressed_message_id is None:
        return [scene.answer(request, text)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text)]

"""`/start`, `/help`, and the greeting with what an admin is to check; what the bot sees here, in plain words."""

from collections.abc import Sequence
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import groups as service
from coordination.services import settings as settings_service
from handlers import dates, joining, lists, mydata, presses, scene, settings, settings_pages, words
from handlers.request import Request

ZONES = ("Asia/Shanghai", "UTC", "Europe/London", "Europe/Berlin", "America/New_York", "Asia/Singapore")
"""Zones of the greeting's buttons, of all versions; any other city is typed. Only append: buttons hold the place."""

SET_UP = "setup"
"""What the greeting's link to the private chat says."""

SILENCE = timedelta(days=90)


async def start(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """In a group the greeting; in private what can be done here, or which group to set up (the greeting's link)."""
    if not request.is_private:
        is_plain = not request.args.strip() or request.door.opens(request.args)
        return [await greeting(request, work)] if is_plain else await joining.join(request, work)
    if request.args.strip() == SET_UP:
        return [await settings.picker(request, work)]
    if request.args.strip() == mydata.START:
        return await mydata.command(request, work)
    return [private(request)]


def private(request: Request) -> messages.Post:
    """What can be done in a private chat."""
    return scene.answer(request, words.say(request.language, "welcome.private", bot=request.bot_username))


async def help_(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The nine words, that plain words work in reply, the rest by name, what is seen of a group (F011, F012)."""
    lines = [words.say(request.language, "welcome.help"), words.say(request.language, _more_help(request))]
    if not request.is_private:
        lines.append(sight(request))
    return [scene.answer(request, Markup("\n").join(lines))]


def _more_help(request: Request) -> str:
    if request.is_private:
        return "welcome.help_private"
    is_committee = request.group is not None and request.group.kind is groups.GroupKind.COMMITTEE
    return "welcome.help_committee" if is_committee else "welcome.help_group"


async def status(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/status`: the list; where not everything is sent to us, that is said below it (F011)."""
    shown = await lists.show(request, work)
    if request.is_private or request.sees_all:
        return shown
    return [*shown, scene.answer(request, sight(request))]


def sight(request: Request) -> Markup:
    """What is sent to us here, and how to change that."""
    key = "welcome.sight_all" if request.sees_all else "welcome.sight_commands"
    return words.say(request.language, key, bot=request.bot_username)


async def greeting(request: Request, work: ports.Work) -> messages.Post:
    """What it is, how to try it, what it sees and posts; and what an admin is to check."""
    group = scene.group_of(request)
    text, rows = await _greeting(request, work, group)
    return scene.answer(request, text, rows=rows, silent=False, slot=slot(group))


def slot(group: groups.Group) -> str:
    """The name of the newest greeting."""
    return f"greeting:{group.id}"


async def renewed(request: Request, work: ports.Work, group: groups.Group) -> messages.Edit | None:
    """The newest greeting as it would be said now; `None` where there is none to edit."""
    kept = await work.slots.get(group.chat_id, slot(group))
    if kept is None or kept.message_id is None:
        return None
    text, rows = await _greeting(request, work, group)
    return messages.Edit(messages.Place(group.chat_id, kept.topic_id), slot(group), text, rows)


def deaf(request: Request) -> messages.Post:
    """We are an admin no more: what is not addressed to us is not sent to us any longer (F014)."""
    return scene.answer(request, words.say(request.language, "welcome.deaf", bot=request.bot_username))


async def _greeting(request: Request, work: ports.Work, group: groups.Group) -> tuple[Markup, messages.Rows]:
    language = group.language
    today = request.now.astimezone(ZoneInfo(group.zone)).date()
    sight = "welcome.sees_all" if request.sees_all else "welcome.sees_commands"
    hour = dates.hour(await _digest_at(work, group), language)
    posts = "welcome.posts" if _may_pin(request) else "welcome.posts_unpinned"
    parts = [
        words.say(language, "welcome.group", day=dates.inline_day(today + timedelta(days=7), today, language)),
        Markup("\n").join(
            [words.say(language, sight, bot=request.bot_username), words.say(language, posts, hour=hour)]
        ),
        await _checked(request, work, group),
    ]
    return Markup("\n\n").join(parts), _rows(request, group)


async def _digest_at(work: ports.Work, group: groups.Group) -> time:
    if any(one.kind == service.DIGEST for one in await work.schedules.of_group(group.id)):
        return (await settings_service.when(work, group, service.DIGEST)).at
    return service.DIGEST_AT


async def _checked(request: Request, work: ports.Work, group: groups.Group) -> Markup:
    """What is still to be confirmed, else when something comes."""
    language = group.language
    if group.paused_until is not None and group.paused_until > request.now:
        until = dates.moment(group.paused_until, group.zone, request.now, language)
        return words.say(language, "welcome.silent", moment=until)
    if not group.zone_confirmed:
        return words.say(language, "welcome.confirm_zone")
    head = words.say(language, "welcome.zone_set", zone=dates.zone_name(group.zone, language))
    return Markup("\n").join([head, *await _coming(request, work, group)])


async def _coming(request: Request, work: ports.Work, group: groups.Group) -> list[Markup]:
    return [
        words.say(
            group.language,
            f"welcome.next.{schedule.kind}",
            moment=dates.moment(schedule.next_due_at, group.zone, request.now, group.language),
        )
        for schedule in await work.schedules.of_group(group.id)
        if schedule.next_due_at is not None and schedule.kind in settings_service.SCHEDULES
    ]


def _may_pin(request: Request) -> bool:
    """As the change of membership just told, else as the chat is known."""
    told = request.facts.get("may_pin")
    return told == "yes" if told is not None else request.chat.may_pin is not False


def _rows(request: Request, group: groups.Group) -> messages.Rows:
    """Language, zone, the way to the panel, silence, and what the chat is."""
    language = group.language
    tongues = tuple(
        messages.Button(
            f"{settings_pages.LANGUAGE_NAMES[one]}{' ✓' if one == language else ''}",
            presses.data("hilang", group.id, place),
        )
        for place, one in enumerate(words.LANGUAGES)
    )
    zones = tuple(
        messages.Button(_zone_label(group, zone), presses.data("zone", group.id, place))
        for place, zone in _offered(language)
    )
    other = messages.Button(words.plain(language, "welcome.other_city"), presses.data("setcity", group.id))
    is_silent = group.paused_until is not None and group.paused_until > request.now
    hush = words.plain(language, "welcome.speak_again" if is_silent else "welcome.stay_silent")
    private = messages.Button(
        words.plain(language, "welcome.set_up_in_private"), url=f"https://t.me/{request.bot_username}?start={SET_UP}"
    )
    silence = messages.Button(hush, presses.data("hush", group.id, int(not is_silent)))
    kind = messages.Button(words.plain(language, "settings.page.kind"), presses.data("setkind", group.id))
    return (tongues, (*zones, other), (private, silence, kind), *_next(group, is_silent=is_silent))


def _next(group: groups.Group, *, is_silent: bool) -> messages.Rows:
    """What is set up next, once the zone holds: when the morning message comes, and who leads."""
    if not group.zone_confirmed or is_silent:
        return ()
    place = settings_service.SCHEDULES.index(service.DIGEST)
    digest = messages.Button(words.plain(group.language, "welcome.hour"), presses.data("setwhen", group.id, place))
    lead = messages.Button(words.plain(group.language, "welcome.lead"), presses.data("people", group.id))
    return ((digest, lead),)


def _offered(language: str) -> tuple[tuple[int, str], ...]:
    """The two zones likeliest for who reads this language, each with its place."""
    likely = ("Asia/Shanghai", "Asia/Singapore") if language == "zh" else ("Asia/Shanghai", "UTC")
    return tuple((ZONES.index(zone), zone) for zone in likely)


def _zone_label(group: groups.Group, zone: str) -> str:
    name = dates.zone_name(zone, group.language)
    return f"{name} ✓" if group.zone_confirmed and group.zone == zone else name


async def zone(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A chat admin confirms the zone; from then on digest and summary come."""
    group = await settings.group_of(request, work, press.number(0))
    if press.number(1) >= len(ZONES):
        raise Refused("refused.old_button")
    await service.confirm_zone(work, settings.said(request, work, group), ZONES[press.number(1)])
    return await _turned(request, work, press)


async def language(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A chat admin chooses the language, and the greeting is said again in it."""
    group = await settings.group_of(request, work, press.number(0))
    if press.number(1) >= len(words.LANGUAGES):
        raise Refused("refused.old_button")
    await service.choose_language(work, settings.said(request, work, group), words.LANGUAGES[press.number(1)])
    return await _turned(request, work, press)


async def hush(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A chat admin adds the bot today and decides later: nothing is posted on schedule, until they say so."""
    group = await settings.group_of(request, work, press.number(0))
    until = request.now + SILENCE if press.number(1) == 1 else None
    await service.pause(work, settings.said(request, work, group), until)
    return await _turned(request, work, press)


async def resume(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """After coming back: what comes by itself comes again, from its next time on; nothing missed is made up for."""
    assert request.pressed_message_id is not None
    group = await settings.group_of(request, work, press.number(0))
    group = await service.pause(work, settings.said(request, work, group), None)
    head = words.say(group.language, "welcome.resumed")
    text = Markup("\n").join([head, *await _coming(request, work, group)])
    return [messages.EditPressed(request.place, request.pressed_message_id, text)]


async def _turned(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The greeting as it stands now, in the place of the pressed one."""
    assert request.pressed_message_id is not None
    group = await work.groups.get(press.number(0))
    text, rows = await _greeting(request, work, group)
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]

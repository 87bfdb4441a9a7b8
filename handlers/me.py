"""What a person chooses for themselves in the private chat: language, time zone, mentions; nobody else's rights."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import cities, groups, people
from coordination.services import groups as service
from handlers import dates, presses, prompts, scene, settings, settings_pages, words
from handlers.request import Request

CITY = "me.city"
"""What a typed city is asked as."""


async def language(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/language`: in private one's own; in a group the page of the settings, for its admins."""
    if request.is_private:
        text, rows = _languages(request)
        return [scene.answer(request, text, rows=rows)]
    group = await settings.configured(request, work, scene.group_of(request).id)
    text, rows = settings_pages.languages(group, request.language)
    return [scene.answer(request, text, rows=rows)]


async def zone(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/zone Geneva`: in private one's own; in a group the group's, for its admins. Without a city it is asked."""
    group = scene.group_of(request)
    if not request.is_private:
        group = await settings.configured(request, work, group.id)
    typed = request.args.strip()
    if not typed:
        return [_asked(request, work, group)]
    if request.is_private:
        return [_candidates(request, typed)]
    text, rows = settings_pages.candidates(group, _found(typed), request.language, request.now)
    return [scene.answer(request, text, rows=rows)]


async def home(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What holds for the presser alone, and a button for each thing."""
    return _turned(request, _home(request, _actor(request), scene.group_of(request)))


async def languages(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return _turned(request, _languages(request))


async def choose_language(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """From now on the person is spoken to in this language in private."""
    if press.number(0) >= len(words.LANGUAGES):
        raise Refused("refused.old_button")
    chosen = words.LANGUAGES[press.number(0)]
    actor, group = replace(_actor(request), language=chosen), _own(request)
    if actor != request.actor:
        work.people.save(actor)
    group = await service.choose_language(work, settings.said(request, work, group), chosen)
    return _turned(request, _home(replace(request, language=chosen), actor, group))


async def ask_city(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A city is typed, in reply."""
    return [_asked(request, work, _own(request))]


async def city(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The zones that fit what was typed."""
    return [_candidates(request, request.text)]


async def choose_zone(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The person's own list, and whatever is said to them in private, goes by this zone."""
    found = cities.of_key(press.number(0))
    if found is None:
        raise Refused("refused.old_button")
    group = await service.confirm_zone(work, settings.said(request, work, _own(request)), found)
    return _turned(request, _home(request, _actor(request), group))


async def mention(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Never mention me in groups (1), or do (0)."""
    actor = replace(_actor(request), never_mention=press.number(0) == 1)
    if actor != request.actor:
        work.people.save(actor)
    return _turned(request, _home(request, actor, _own(request)))


def entry(request: Request) -> tuple[messages.Button, ...]:
    """The way to this page from that of the groups."""
    return (messages.Button(words.plain(request.language, "me.page"), presses.data("me")),)


def _home(request: Request, actor: people.Person, group: groups.Group) -> settings_pages.Page:
    tongue = request.language
    lines = [
        words.say(tongue, "me.head"),
        words.say(tongue, "settings.now.language", value=settings_pages.LANGUAGE_NAMES[tongue]),
        words.say(tongue, "settings.now.zone", value=_zone(group, tongue)),
        words.say(tongue, "me.unmentioned" if actor.never_mention else "me.mentioned"),
    ]
    other = words.plain(tongue, "me.button.mention" if actor.never_mention else "me.button.never")
    buttons = (
        messages.Button(words.plain(tongue, "settings.page.language"), presses.data("melang")),
        messages.Button(words.plain(tongue, "settings.page.zone"), presses.data("mecity")),
    )
    forget = messages.Button(words.plain(tongue, "me.button.forget"), presses.data("forget"))
    rows = (buttons, (messages.Button(other, presses.data("memention", int(not actor.never_mention))), forget))
    return Markup("\n").join(lines), rows


def _zone(group: groups.Group, language: str) -> str:
    name = dates.zone_name(group.zone, language)
    return name if group.zone_confirmed else words.plain(language, "me.zone_open", zone=name)


def _languages(request: Request) -> settings_pages.Page:
    buttons = tuple(
        messages.Button(
            f"{settings_pages.LANGUAGE_NAMES[one]}{' ✓' if one == request.language else ''}",
            presses.data("melangto", place),
        )
        for place, one in enumerate(words.LANGUAGES)
    )
    back = messages.Button(words.plain(request.language, "settings.back"), presses.data("me"))
    return words.say(request.language, "me.which_language"), (buttons, (back,))


def _asked(request: Request, work: ports.Work, group: groups.Group) -> messages.Post:
    what = CITY if request.is_private else settings.CITY
    return prompts.ask(request, work, what, words.say(request.language, "settings.ask_city"), values={}, group=group)


def _candidates(request: Request, typed: str) -> messages.Post:
    found = _found(typed)
    buttons = [
        messages.Button(
            f"{dates.zone_name(one, request.language)} "
            f"{dates.hour(request.now.astimezone(ZoneInfo(one)).time(), request.language)}",
            presses.data("mezone", cities.key(one)),
        )
        for one in found
    ]
    text = words.say(request.language, "settings.which_zone")
    return scene.answer(request, text, rows=tuple((button,) for button in buttons))


def _found(typed: str) -> tuple[str, ...]:
    found = cities.find(typed[:100])
    if not found:
        raise Refused("settings.no_city", city=scene.shorten(typed))
    return found


def _own(request: Request) -> groups.Group:
    """The presser's own list: these buttons act in private alone, whoever forges them elsewhere."""
    group = scene.group_of(request)
    if not request.is_private or group.kind is not groups.GroupKind.PERSONAL:
        raise Refused("refused.old_button")
    return group


def _actor(request: Request) -> people.Person:
    _own(request)
    if request.actor is None:
        raise Refused("refused.old_button")
    return request.actor


def _turned(request: Request, page: settings_pages.Page) -> Sequence[messages.Answer]:
    text, rows = page
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


PRESSED = {
    "me": home,
    "melang": languages,
    "melangto": choose_language,
    "mecity": ask_city,
    "mezone": choose_zone,
    "memention": mention,
}
PROMPTS = {CITY: city}

"""`/settings`: one message whose pages are turned by an admin of the chat, in the chat or in private."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import cities, groups, permissions
from coordination.rules import settings as rules
from coordination.services import changes, rights
from coordination.services import groups as groups_service
from coordination.services import settings as service
from handlers import dates, presses, prompts, scene, words
from handlers import settings_pages as pages
from handlers.request import Request

CITY = "settings.city"
"""What a typed city is asked as."""

MOST_LISTED = 24


async def settings(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The panel of this chat's group; in private first which group."""
    if request.is_private:
        return [await picker(request, work)]
    text, rows = await _home(work, scene.group_of(request), request.language)
    return [scene.answer(request, text, rows=rows)]


async def picker(request: Request, work: ports.Work) -> messages.Post:
    """The groups that the person belongs to; whether they are an admin there is asked when one is pressed."""
    memberships = [] if request.actor is None else await work.people.memberships(request.actor.id)
    mine = [await work.groups.get(one.group_id) for one in memberships if not one.left]
    shown = [one for one in mine if one.kind is not groups.GroupKind.PERSONAL][:MOST_LISTED]
    own = (messages.Button(words.plain(request.language, "me.page"), presses.data("me")),)
    if not shown:
        text = words.say(request.language, "settings.no_group", bot=request.bot_username)
        return scene.answer(request, text, rows=(own,))
    rows = tuple((messages.Button(scene.shorten(one.name, 40), presses.data("set", one.id)),) for one in shown)
    return scene.answer(request, words.say(request.language, "settings.pick"), rows=(*rows, own))


async def home(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    group = await configured(request, work, press.number(0))
    return turned(request, await _home(work, group, request.language))


async def _home(work: ports.Work, group: groups.Group, language: str) -> pages.Page:
    """The first page, with what is posted by itself and when."""
    kinds = {one.kind for one in await work.schedules.of_group(group.id)}
    posts = [
        pages.posted(await service.when(work, group, kind), kind, language)
        for kind in (groups_service.DIGEST, groups_service.SUMMARY)
        if kind in kinds
    ]
    return pages.home(group, posts, language)


async def page(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The options of one question."""
    group = await configured(request, work, press.number(0))
    return turned(request, pages.options(group, place_of(press.number(1), rules.CHOICES), request.language))


async def choose(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Take an option."""
    group = await configured(request, work, press.number(0))
    choice = rules.CHOICES[place_of(press.number(1), rules.CHOICES)]
    await _check(request, work, group, choice.deed)
    _, values = choice.options[place_of(press.number(2), choice.options)]
    cause = said(request, work, group)
    fresh = await service.choose(work, cause, values)
    text = pages.now(fresh, choice, request.language)
    if choice.name in pages.TIMED:
        text = Markup("\n").join([words.say(request.language, "settings.saved"), text])
    change_id = None if fresh == group else cause.change_id
    return turned(request, pages.done(fresh, text, change_id, request.language, to=choice.page))


async def languages(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    group = await configured(request, work, press.number(0))
    return turned(request, pages.languages(group, request.language))


async def choose_language(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """From now on the group is spoken to in this language, this page too where it stands in the group."""
    group = await configured(request, work, press.number(0))
    chosen = words.LANGUAGES[place_of(press.number(1), words.LANGUAGES)]
    cause = said(request, work, group)
    fresh = await groups_service.choose_language(work, cause, chosen)
    reader = request.language if request.is_private else chosen
    text = words.say(reader, "settings.now.language", value=pages.LANGUAGE_NAMES[chosen])
    return turned(request, pages.done(fresh, text, None if fresh == group else cause.change_id, reader))


async def ask_city(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A city is typed, in reply."""
    group = await configured(request, work, press.number(0))
    text = words.say(request.language, "settings.ask_city")
    return [prompts.ask(request, work, CITY, text, values={}, group=group)]


async def city(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The zones that fit what was typed."""
    group = await configured(request, work, question.group_id)
    found = cities.find(request.text[:100])
    if not found:
        raise Refused("settings.no_city", city=scene.shorten(request.text))
    text, rows = pages.candidates(group, found, request.language, request.now)
    if len(found) == 1:
        coming = await coming_in(request, work, replace(group, zone=found[0]))
        text = Markup("\n").join([*coming, words.say(request.language, "settings.one_zone")])
    return [scene.answer(request, text, rows=rows)]


async def coming_in(request: Request, work: ports.Work, group: groups.Group) -> list[Markup]:
    """What would come next, by itself, in the group as it is looked at."""
    return [
        words.say(
            request.language,
            f"settings.copy_when.{kind}",
            coming=pages.coming(group, shown, request.language, request.now, is_on=True),
        )
        for kind in service.SCHEDULES
        if (shown := await service.when(work, group, kind)).schedule.enabled
    ]


async def choose_zone(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The zone is confirmed; what comes by itself comes by its clocks from now on."""
    group = await configured(request, work, press.number(0))
    zone = cities.of_key(press.number(1))
    if zone is None:
        raise Refused("refused.old_button")
    cause = said(request, work, group)
    fresh = await groups_service.confirm_zone(work, cause, zone)
    text = words.say(request.language, "settings.now.zone", value=dates.zone_name(zone, request.language))
    coming = [
        words.say(
            request.language,
            f"welcome.next.{one.kind}",
            moment=dates.moment(one.next_due_at, zone, request.now, request.language),
        )
        for one in await work.schedules.of_group(group.id)
        if one.next_due_at is not None and one.kind in service.SCHEDULES
    ]
    change_id = None if fresh == group else cause.change_id
    return turned(request, pages.done(fresh, Markup("\n").join([text, *coming]), change_id, request.language))


async def when(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Digest or summary: on or off, its hour, its next three times."""
    group = await configured(request, work, press.number(0))
    kind = service.SCHEDULES[place_of(press.number(1), service.SCHEDULES)]
    return await _shown(request, work, group, kind)


async def see(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Another hour is looked at before it is saved."""
    group = await configured(request, work, press.number(0))
    kind = service.SCHEDULES[place_of(press.number(1), service.SCHEDULES)]
    shown = await service.when(work, group, kind, _hour(press))
    return turned(request, pages.proposed(group, kind, shown, request.language, request.now))


async def save(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The hour that was looked at holds, and it is on."""
    group = await configured(request, work, press.number(0))
    kind = service.SCHEDULES[place_of(press.number(1), service.SCHEDULES)]
    return await rescheduled(request, work, group, (kind, service.Other(at=_hour(press), enabled=True)))


async def switch(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    group = await configured(request, work, press.number(0))
    kind = service.SCHEDULES[place_of(press.number(1), service.SCHEDULES)]
    return await rescheduled(request, work, group, (kind, service.Other(enabled=press.number(2) == 1)))


async def rescheduled(
    request: Request, work: ports.Work, group: groups.Group, what: tuple[str, service.Other]
) -> Sequence[messages.Answer]:
    """A schedule is changed, and its page shows it with the way back."""
    kind, other = what
    cause = said(request, work, group)
    is_other = await service.reschedule(work, cause, kind, other)
    shown = await service.when(work, group, kind)
    text, _ = pages.schedule(group, kind, shown, request.language, request.now)
    text = Markup("\n").join([words.say(request.language, "settings.saved"), text])
    change_id = cause.change_id if is_other else None
    return turned(request, pages.done(group, text, change_id, request.language, to=rules.COMES))


async def _shown(request: Request, work: ports.Work, group: groups.Group, kind: str) -> Sequence[messages.Answer]:
    shown = await service.when(work, group, kind)
    return turned(request, pages.schedule(group, kind, shown, request.language, request.now))


async def group_of(request: Request, work: ports.Work, group_id: int) -> groups.Group:
    """The group that a button or a prompt names, for an admin of its chat (see `configured`)."""
    if request.is_private and not request.is_chat_admin:
        raise Refused("refused.for_an_admin")
    group = await configured(request, work, group_id)
    await _check(request, work, group, permissions.Deed.APPOINT)
    return group


async def configured(request: Request, work: ports.Work, group_id: int) -> groups.Group:
    """The group that a button or a prompt names, for whoever may change its settings.

    Nothing is told of other chats: in a chat only its own groups are known, in private every other is refused alike.
    """
    unknown = "refused.for_an_admin" if request.is_private and not request.is_chat_admin else "refused.old_button"
    try:
        group = await work.groups.get(group_id)
    except LookupError:
        raise Refused(unknown) from None
    if group.kind is groups.GroupKind.PERSONAL or not (request.is_private or group.chat_id == request.chat.id):
        raise Refused(unknown)
    await _check(request, work, group, permissions.Deed.CONFIGURE)
    return group


async def _check(request: Request, work: ports.Work, group: groups.Group, deed: permissions.Deed) -> None:
    is_admin = bool(request.is_chat_admin)
    if not await rights.may_configure(work, group, request.actor, is_admin=is_admin, deed=deed):
        raise Refused("refused.for_an_admin")


def said(request: Request, work: ports.Work, group: groups.Group) -> changes.Said:
    """A press of the panel as the cause of changes in the group it names."""
    return changes.Said(group, request.actor, request.now, work.new_id())


def place_of(number: int, among: Sequence[object]) -> int:
    """The place that a button names; one that nothing has is an old button's."""
    if number >= len(among):
        raise Refused("refused.old_button")
    return number


def _hour(press: presses.Press) -> time:
    return pages.HOURS[place_of(press.number(2), pages.HOURS)]


def turned(request: Request, page: pages.Page) -> Sequence[messages.Answer]:
    """The pressed message shows another page; the greeting stays as it is, and the page comes below it."""
    text, rows = page
    if request.pressed_message_id is None or (request.pressed_slot or "").startswith("greeting:"):
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]

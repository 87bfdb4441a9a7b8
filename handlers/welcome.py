"""`/start`, `/help`, and the greeting with what an admin is to check; what the bot sees here, in plain words."""

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import boards, report_roads
from coordination.services import groups as service
from handlers import exports, greetings, joining, lists, mydata, presses, round_roads, scene, settings, words
from handlers.request import Request

SILENCE = timedelta(days=90)


async def start(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """In a group the greeting; in private what can be done here, or which group to set up (the greeting's link)."""
    if not request.is_private:
        is_plain = not request.args.strip() or request.door.opens(request.args)
        return [await greeting(request, work)] if is_plain else await joining.join(request, work)
    if request.args.strip() == greetings.SET_UP:
        return [await settings.picker(request, work)]
    if request.args.strip() == mydata.START:
        return await mydata.command(request, work)
    if request.args.strip() == exports.START:
        return [scene.answer(request, words.say(request.language, "export.opened"))]
    if request.args.strip() == report_roads.START:
        return await round_roads.opened(request, work)
    return [private(request), *await round_roads.owed(request, work, unasked=True)]


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
    chosen = groups.USUAL if request.group is None else request.group.settings
    kept = greetings.kept(chosen.listening, request.language)
    return words.say(request.language, key, bot=request.bot_username, kept=kept)


async def greeting(request: Request, work: ports.Work) -> messages.Post:
    """What it is, how to try it, what it sees and posts; and what an admin is to check. Where we may not pin it says
    so: that is not hinted at once more.
    """
    group = scene.group_of(request)
    sight = sight_of(request)
    if not sight.may_pin:
        await boards.hinted(work, group)
    text, rows = await greetings.shown(work, group, sight)
    return scene.answer(request, text, rows=rows, silent=False, slot=greetings.slot(group))


async def renewed(request: Request, work: ports.Work) -> list[messages.Edit]:
    """The greetings of the chat as they would be said now, those that are still to be sent too."""
    found = [one for one in await work.groups.in_chat(request.chat.id) if await greetings.stands(work, one)]
    return [await _renewed(request, work, one) for one in found]


async def _renewed(request: Request, work: ports.Work, group: groups.Group) -> messages.Edit:
    text, rows = await greetings.shown(work, group, sight_of(request))
    return messages.Edit(messages.Place(group.chat_id, group.topic_id), greetings.slot(group), text, rows)


def sight_of(request: Request) -> greetings.Sight:
    """What we may do: as the change of membership just told, else as the chat is known."""
    told = request.facts.get("may_pin")
    may_pin = told == "yes" if told is not None else request.chat.may_pin is not False
    return greetings.Sight(request.sees_all, may_pin, request.bot_username)


def deaf(request: Request) -> messages.Post:
    """We are an admin no more: what is not addressed to us is not sent to us any longer (F014)."""
    return scene.answer(request, words.say(request.language, "welcome.deaf", bot=request.bot_username))


async def zone(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A chat admin confirms the zone; from then on digest and summary come."""
    group = await settings.group_of(request, work, press.number(0))
    if press.number(1) >= len(greetings.ZONES):
        raise Refused("refused.old_button")
    await service.confirm_zone(work, settings.said(request, work, group), greetings.ZONES[press.number(1)])
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
    text = Markup("\n").join([head, *await greetings.coming(work, group)])
    return [messages.EditPressed(request.place, request.pressed_message_id, text)]


async def _turned(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The greeting as it stands now, in the place of the pressed one; the newest one is edited by itself."""
    assert request.pressed_message_id is not None
    group = await work.groups.get(press.number(0))
    if request.pressed_slot == greetings.slot(group):
        return []
    text, rows = await greetings.shown(work, group, sight_of(request))
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]

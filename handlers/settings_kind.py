"""The page that says what a chat is, and how it becomes something else: one of a programme by its code, a committee.

It decides nothing: a code gives a place, and a plan that is taken over makes the committee.
"""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.rules import settings as rules
from coordination.services import beginnings, departures
from handlers import departures as departure_words
from handlers import joining, plans, presses, prompts, scene, settings, words
from handlers import settings_pages as pages
from handlers.request import Request

CODE = "settings.code"
"""What the code of a programme's place is asked as."""


async def kind(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What the chat is, and what else it could be; the greeting stays where it is."""
    group = await settings.configured(request, work, press.number(0))
    text, is_alone = await _is(work, group, request.language)
    choices = _choices(group, request.language, is_alone=is_alone)
    undone = () if is_alone else await _undoing(request, work, group)
    return settings.turned(request, (text, (*choices, *undone, pages.back(group, request.language, to=rules.HERE))))


async def _undoing(request: Request, work: ports.Work, group: groups.Group) -> messages.Rows:
    """What made the chat what it is is taken back with one tap, a joining at any time, a plan within a day."""
    joining = await departures.joining_of(work, group)
    if joining is not None:
        return ((departure_words.button(group, joining.change_id, request.language),),)
    plan = None if request.is_private else await beginnings.plan_of(work, group)
    return (
        () if plan is None else ((pages.button(request.language, "plan.button.back", "planback", group.id, plan.id),),)
    )


async def ask_code(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The code that the programme's committee gave is typed, in reply."""
    group = await settings.group_of(request, work, press.number(0))
    return [prompts.ask(request, work, CODE, words.say(request.language, "settings.ask_code"), values={}, group=group)]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The chat takes the place of this code."""
    group = await settings.group_of(request, work, question.group_id)
    cause = replace(settings.said(request, work, group), text=request.text)
    return await joining.joined(request, work, cause, joining.code_in(request.text))


async def committee(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The plan is asked for, in the chat that is to be the committee's."""
    group = await settings.group_of(request, work, press.number(0))
    if request.is_private:
        back = pages.back(group, request.language, to="kind")
        return settings.turned(request, (words.say(request.language, "settings.plan_there"), (back,)))
    return await plans.command(replace(request, group=group, args="", files=()), work)


def _choices(group: groups.Group, language: str, *, is_alone: bool) -> messages.Rows:
    """What a group by itself may become; what has a place, or leads a programme, is that."""
    if not is_alone:
        return ()
    named = (("settings.kind.alone", "setkind"), ("settings.kind.code", "setcode"), ("settings.kind.plan", "setplan"))
    return (tuple(pages.button(language, key, verb, group.id) for key, verb in named),)


async def _is(work: ports.Work, group: groups.Group, language: str) -> tuple[Markup, bool]:
    led = await work.programmes.of_committee(group.id)
    if led is not None:
        count = len(await work.programmes.seats(led.id))
        return words.count(language, "settings.is_committee", count, programme=scene.shorten(led.name)), False
    seat = await work.programmes.seat_of(group.id)
    programme = None if seat is None else await work.programmes.get(seat.programme_id)
    if seat is not None and programme is not None:
        values = {"code": seat.code, "programme": scene.shorten(programme.name)}
        return words.say(language, "settings.is_of_programme", **values), False
    return words.say(language, "settings.is_alone"), True


PRESSED = {"setkind": kind, "setcode": ask_code, "setplan": committee}
PROMPTS = {CODE: typed}

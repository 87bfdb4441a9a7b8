"""Erasing a group: asked by an admin who types its name, told to everybody, stopped by any admin for seven days."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports, ports_people
from coordination.rules import groups
from coordination.services import erasures as service
from handlers import dates, presses, prompts, scene, settings, words
from handlers.request import Request

NAME = "erase.name"
"""What a typed name is asked as."""


async def page(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What erasing means, or when it comes; the way to begin it, or to stop it."""
    group = await settings.group_of(request, work, press.number(0))
    language = request.language
    coming = await work.erasures.of_group(group.id)
    back = messages.Button(words.plain(language, "settings.back"), presses.data("setmore", group.id))
    if coming is not None:
        return _turned(request, _due(request, group, coming), ((_keep(language, group), back),))
    begin = messages.Button(words.plain(language, "erase.button.begin"), presses.data("erasego", group.id))
    text = words.say(language, "erase.about", group=scene.shorten(group.name), days=service.GRACE.days)
    return _turned(request, text, ((back, begin),))


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The group's name is typed, in reply: nobody erases by a slip of the thumb."""
    group = await settings.group_of(request, work, press.number(0))
    text = words.say(request.language, "erase.ask", group=group.name)
    return [prompts.ask(request, work, NAME, text, values={}, group=group)]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """From now on the grace runs, and the group is told."""
    group = await settings.group_of(request, work, question.group_id)
    coming = await service.ask_group(work, settings.said(request, work, group), request.text[:300])
    answers: list[messages.Answer] = [scene.answer(request, _due(request, group, coming))]
    return [*answers, told(group, coming, request.now)]


async def keep(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing is erased after all."""
    group = await settings.group_of(request, work, press.number(0))
    await service.stop(work, settings.said(request, work, group))
    return _turned(request, words.say(request.language, "erase.stopped", group=scene.shorten(group.name)), ())


def told(group: groups.Group, coming: ports_people.Erasure, now: datetime) -> messages.Post:
    """What the group reads when it is asked for, and once more a day before."""
    moment = dates.moment(coming.due_at, group.zone, now, group.language)
    text = words.say(group.language, "erase.told", group=scene.shorten(group.name), moment=moment)
    place = messages.Place(group.chat_id, group.topic_id)
    return messages.Post(place, text, purpose=messages.Purpose.NOTICE, rows=((_keep(group.language, group),),))


def farewell(group: groups.Group) -> messages.Post:
    """The last word: it is posted when nothing is kept any more."""
    text = words.say(group.language, "erase.done", group=scene.shorten(group.name))
    return messages.Post(messages.Place(group.chat_id, group.topic_id), text, purpose=messages.Purpose.NOTICE)


def _due(request: Request, group: groups.Group, coming: ports_people.Erasure) -> Markup:
    moment = dates.moment(coming.due_at, group.zone, request.now, request.language)
    return words.say(request.language, "erase.due", group=scene.shorten(group.name), moment=moment)


def _keep(language: str, group: groups.Group) -> messages.Button:
    return messages.Button(words.plain(language, "erase.button.keep"), presses.data("erasenot", group.id))


def _turned(request: Request, text: Markup, rows: messages.Rows) -> Sequence[messages.Answer]:
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


PRESSED = {"erase": page, "erasego": ask, "erasenot": keep}
PROMPTS = {NAME: typed}
"""The panel's last page; every button asks for an admin's right anew."""

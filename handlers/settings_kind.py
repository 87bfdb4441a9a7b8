"""The page that says what a chat is: a group by itself, one of a programme, or a committee; it changes nothing.

What it becomes is decided elsewhere: by the link that a committee sends, or by a plan that is taken over.
"""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.rules import settings as rules
from handlers import presses, scene, settings, words
from handlers import settings_pages as pages
from handlers.request import Request


async def kind(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What the chat is, and how it becomes something else; the greeting stays where it is."""
    group = await settings.configured(request, work, press.number(0))
    text, rows = await _is(work, group, request.language), (pages.back(group, request.language, to=rules.HERE),)
    if (request.pressed_slot or "").startswith("greeting:"):
        return [scene.answer(request, text, rows=rows)]
    return settings.turned(request, (text, rows))


async def _is(work: ports.Work, group: groups.Group, language: str) -> Markup:
    led = await work.programmes.of_committee(group.id)
    if led is not None:
        count = len(await work.programmes.seats(led.id))
        return words.count(language, "settings.is_committee", count, programme=scene.shorten(led.name))
    seat = await work.programmes.seat_of(group.id)
    programme = None if seat is None else await work.programmes.get(seat.programme_id)
    if seat is not None and programme is not None:
        values = {"code": seat.code, "programme": scene.shorten(programme.name)}
        return words.say(language, "settings.is_of_programme", **values)
    return words.say(language, "settings.is_alone")


PRESSED = {"setkind": kind}

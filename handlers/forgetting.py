"""`/forgetme`: asked twice, in private; what is forgotten can't be brought back, and that is said."""

from collections.abc import Sequence
from datetime import timedelta

from coordination import messages, ports
from coordination.errors import Refused
from coordination.services import erasures as service
from handlers import html, presses, scene, words
from handlers.request import Request

STANDS = timedelta(minutes=15)
_MINUTE = 60


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """What would be forgotten and what stays; nothing is done yet. In a group: the way to the private chat."""
    if not request.is_private:
        label = words.plain(request.language, "forget.private")
        link = html.link(label, f"https://t.me/{request.bot_username}?start=hi")
        return [scene.answer(request, words.say(request.language, "forget.in_private", link=link))]
    return [scene.answer(request, words.say(request.language, "forget.about"), rows=_rows(request, "forgetask"))]


async def about(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The same, from the page of what a person chooses for themselves."""
    if not request.is_private:
        raise Refused("refused.forget_old")
    return _turned(request, "forget.about", _rows(request, "forgetask"))


async def ask_again(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The second question."""
    _check(request, press)
    return _turned(request, "forget.sure", _rows(request, "forgetdo"))


async def forget(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The last word to the person; they are forgotten as soon as it was sent."""
    _check(request, press)
    assert request.actor is not None
    await service.ask_person(work, request.actor)
    return _turned(request, "forget.done", ())


async def keep(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return _turned(request, "forget.kept", ())


def _check(request: Request, press: presses.Press) -> None:
    """A button of another day forgets nobody, and none does outside the private chat."""
    asked = press.number(0) * _MINUTE
    age = request.now.timestamp() - asked
    if not request.is_private or request.actor is None or not -_MINUTE <= age <= STANDS.total_seconds() + _MINUTE:
        raise Refused("refused.forget_old")


def _rows(request: Request, verb: str) -> messages.Rows:
    """The safe choice first."""
    minute = int(request.now.timestamp() // _MINUTE)
    no = messages.Button(words.plain(request.language, "forget.button.keep"), presses.data("forgetnot"))
    key = "forget.button.go_on" if verb == "forgetask" else "forget.button.forget"
    return ((no, messages.Button(words.plain(request.language, key), presses.data(verb, minute))),)


def _turned(request: Request, key: str, rows: messages.Rows) -> Sequence[messages.Answer]:
    text = words.say(request.language, key)
    assert request.pressed_message_id is not None
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


PRESSED = {"forget": about, "forgetask": ask_again, "forgetdo": forget, "forgetnot": keep}

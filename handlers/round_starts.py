"""Rounds begun by buttons: what comes again is begun or left, what is typed is read as a command; no rule."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import round_offers as service
from coordination.services import round_openings
from coordination.services import rounds as rounds_service
from handlers import duties, presses, prompts, round_offers, round_schedules, round_wishes, scene, words
from handlers.request import Request

OPEN = "round.open"
"""What the hour of a round, its days, or those of reports are asked as."""

_NUMBER = re.compile(
    r"(\d{1,3})\s*(?:个?(?:工作日|天)|(?:working\s+)?days?)?\s*[,，]?\s*(.*)", re.IGNORECASE | re.DOTALL
)


async def begin(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What was shown begins."""
    typed = await _offered(request, work, press, service.BEGUN)
    asked = replace(request, text=typed.words, args=typed.words, said_at=typed.at)
    if typed.what == service.REPORTS:
        return await duties.begun(asked, work)
    programme = await rounds_service.programme_of(work, scene.group_of(request))
    found = round_wishes.read(asked, typed.words, len(await round_openings.called(work, programme)))
    if found.again is None:
        raise Refused("refused.old_question")
    return await round_schedules.kept(asked, work, found.wish, found.again)


async def leave(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing of it begins."""
    await _offered(request, work, press, service.LEFT)
    return [scene.in_place(request, words.say(request.language, "round.offer.left"))]


async def _offered(request: Request, work: ports.Work, press: presses.Press, answer: str) -> service.Typed:
    group = await _committee(request, work, press)
    return await service.take(work, group, press.number(1), answer)


async def _committee(request: Request, work: ports.Work, press: presses.Press) -> groups.Group:
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    await rounds_service.programme_of(work, group)
    return group


async def now(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A round right now; nobody is asked or called by that."""
    await _committee(request, work, press)
    asked = replace(request, command="round", args="now", text="/round now")
    return [*await duties.command(asked, work), messages.Toast()]


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """When it is to be: typed in reply."""
    group = await _committee(request, work, press)
    if press.number(1) >= len(round_offers.ASKS):
        raise Refused("refused.old_button")
    what = round_offers.ASKS[press.number(1)]
    text = words.say(request.language, f"round.typed.{what}")
    return [prompts.ask(request, work, OPEN, text, values={"open": what}, group=group), messages.Toast()]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The same as if it were typed behind the command."""
    said = request.text.strip()
    if question.values["open"] == round_offers.REPORTS:
        said = said if duties.names_reports(said) else f"reports {said}"
    elif question.values["open"] == round_offers.DAYS and (days := _NUMBER.fullmatch(said)) is not None:
        said = f"over {days[1]} days {days[2]}"
    return await duties.command(replace(request, command="round", args=said), work)


PRESSED = {"rdstart": begin, "rdleave": leave, "rdopen": ask, "rdopennow": now}
PROMPTS = {OPEN: typed}

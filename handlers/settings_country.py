"""The panel's page of public holidays: any country by its name, and a part of it; it decides nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import countries, groups
from coordination.rules import settings as rules
from coordination.services import settings as service
from handlers import presses, prompts, scene, settings, words
from handlers import settings_pages as pages
from handlers.request import Request

COUNTRY = "settings.country"
"""What a typed country is asked as."""

A_PAGE = 24
LONGEST_NAME = 22


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A country is typed, in reply."""
    group = await settings.configured(request, work, press.number(0))
    text = words.say(request.language, "settings.ask_country")
    return [prompts.ask(request, work, COUNTRY, text, values={}, group=group)]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The countries that fit what was typed."""
    group = await settings.configured(request, work, question.group_id)
    found = countries.find(request.text[:100])
    if not found:
        raise Refused("refused.unknown_country", country=scene.shorten(request.text))
    rows = [
        (
            messages.Button(
                pages.country(code, request.language), presses.data("settoctry", group.id, countries.key(code))
            ),
        )
        for code in found
    ]
    return [scene.answer(request, words.say(request.language, "settings.which_country"), rows=tuple(rows))]


async def choose(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Its holidays and weekend hold, of the whole country."""
    group = await settings.configured(request, work, press.number(0))
    code = countries.of_key(press.number(1))
    if code is None:
        raise Refused("refused.old_button")
    return await _chosen(request, work, group, (code, None))


async def parts(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The parts of the country that have holidays of their own; the second number says from where on."""
    group = await settings.configured(request, work, press.number(0))
    country = group.settings.country or ""
    found = countries.parts(country)
    if not found:
        raise Refused("refused.old_button")
    start = press.number(1) if press.number(1) < len(found) else 0
    language = request.language
    buttons = [
        _part(group, code, name, is_current=code == group.settings.subdivision)
        for code, name in found[start : start + A_PAGE]
    ]
    whole = messages.Button(words.plain(language, "settings.whole_country"), presses.data("settoreg", group.id, 0))
    text = words.say(language, "settings.parts_of", country=pages.country(country, language))
    turning = _turning(group, start, len(found), language)
    return settings.turned(request, (text, (*pages.in_rows(buttons), (whole,), turning)))


async def choose_part(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The holidays of a part hold as well; 0: only those of the whole country."""
    group = await settings.configured(request, work, press.number(0))
    country = group.settings.country or ""
    code = countries.part_of_key(country, press.number(1)) if press.number(1) else None
    if not country or (press.number(1) and code is None):
        raise Refused("refused.old_button")
    return await _chosen(request, work, group, (country, code))


async def _chosen(
    request: Request, work: ports.Work, group: groups.Group, where: tuple[str, str | None]
) -> Sequence[messages.Answer]:
    cause = settings.said(request, work, group)
    fresh = await service.choose(work, cause, {"country": where[0], "subdivision": where[1]})
    text = words.say(request.language, "settings.now.country", value=pages.where(fresh.settings, request.language))
    change_id = None if fresh == group else cause.change_id
    return settings.turned(request, pages.done(fresh, text, change_id, request.language, to=rules.WORK))


def _part(group: groups.Group, code: str, name: str, *, is_current: bool) -> messages.Button:
    shown = scene.shorten(name, LONGEST_NAME)
    return messages.Button(
        f"{shown} ✓" if is_current else shown, presses.data("settoreg", group.id, countries.key(code))
    )


def _turning(group: groups.Group, start: int, total: int, language: str) -> tuple[messages.Button, ...]:
    steps = [("people.earlier", max(start - A_PAGE, 0))] if start > 0 else []
    if start + A_PAGE < total:
        steps.append(("people.later", start + A_PAGE))
    turns = [messages.Button(words.plain(language, key), presses.data("setreg", group.id, at)) for key, at in steps]
    return (*turns, *pages.back(group, language, to=rules.WORK))


PRESSED = {"setctry": ask, "settoctry": choose, "setreg": parts, "settoreg": choose_part}

"""The panel's pages by what they are about: what comes by itself, working days, the chat, who may, the rest.

Each says what holds and has a button for each question; it decides nothing and changes nothing.
"""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.rules import settings as rules
from coordination.services import settings as service
from handlers import presses, settings, words
from handlers import settings_pages as pages
from handlers.request import Request


async def comes(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What comes by itself, and when; what holds it back."""
    group = await settings.configured(request, work, press.number(0))
    language = request.language
    lines = [pages.posted(await service.when(work, group, kind), kind, language) for kind in service.SCHEDULES]
    if group.paused_until is not None and group.paused_until > request.now:
        lines.append(pages.rests(group, language, request.now))
    first = [
        pages.button(language, f"settings.page.{kind}", "setwhen", group.id, n)
        for n, kind in enumerate(service.SCHEDULES)
    ]
    last = [pages.button(language, "settings.page.pause", "setpause", group.id)]
    return settings.turned(request, _page(group, rules.COMES, language, (lines, first, last)))


async def days(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What a working day is here."""
    group = await settings.configured(request, work, press.number(0))
    language, chosen = request.language, group.settings
    own = words.say(language, "settings.days_set", off=len(chosen.days_off), worked=len(chosen.workdays))
    first = [pages.button(language, "settings.page.days", "setdays", group.id)]
    return settings.turned(request, _page(group, rules.WORK, language, ([own], first, [])))


async def here(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What is read in the chat, and how it is answered."""
    group = await settings.configured(request, work, press.number(0))
    last = [pages.button(request.language, "settings.page.kind", "setkind", group.id)]
    if (await work.chats.get(group.chat_id)).is_forum:
        last.append(pages.button(request.language, "settings.page.topic", "settopic", group.id))
    return settings.turned(request, _page(group, rules.HERE, request.language, ([], [], last)))


async def who(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Who may do what here: a line and a button each."""
    group = await settings.configured(request, work, press.number(0))
    return settings.turned(request, _page(group, rules.WHO, request.language, ([], [], [])))


async def more(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What is needed now and then."""
    group = await settings.configured(request, work, press.number(0))
    language = request.language
    first = [pages.button(language, "settings.page.log", "log", group.id)]
    first.append(pages.button(language, "settings.page.copy", "setcopy", group.id))
    last = [pages.button(language, "settings.page.export", "expall", group.id)]
    last.append(pages.button(language, "settings.page.erase", "erase", group.id))
    return settings.turned(request, _page(group, rules.MORE, language, ([], first, last)))


_Besides = tuple[list[Markup], list[messages.Button], list[messages.Button]]


def _page(group: groups.Group, name: str, language: str, besides: _Besides) -> pages.Page:
    """The questions of the page; `besides`: lines before theirs, buttons before and after."""
    lines, first, last = besides
    asked = [
        (place, choice) for place, choice in enumerate(rules.CHOICES) if choice.page == name and choice.concerns(group)
    ]
    held = [pages.now(group, choice, language) for _, choice in asked]
    buttons = [
        pages.button(language, f"settings.page.{choice.name}", "setpage", group.id, place) for place, choice in asked
    ]
    text = Markup("\n").join([words.say(language, f"settings.about.{name}"), *lines, *held])
    return text, (*pages.in_rows([*first, *buttons, *last]), pages.back(group, language))


PRESSED = {"setcomes": comes, "setwork": days, "sethere": here, "setwho": who, "setmore": more}

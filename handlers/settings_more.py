"""Further pages of the panel: who may do what, and on which weekdays something comes; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, settings_week
from coordination.rules import settings as rules
from coordination.services import settings as service
from handlers import presses, settings, words
from handlers import settings_pages as pages
from handlers.request import Request


async def who(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Who may do what here: a line and a button each."""
    group = await settings.configured(request, work, press.number(0))
    return settings.turned(request, _who(group, request.language))


def _who(group: groups.Group, language: str) -> pages.Page:
    asked = [(place, choice) for place, choice in enumerate(rules.CHOICES) if choice.page == rules.WHO]
    lines = [words.say(language, "settings.about.who")]
    lines += [pages.now(group, choice, language) for _, choice in asked]
    buttons = [
        messages.Button(words.plain(language, f"settings.page.{choice.name}"), presses.data("setpage", group.id, place))
        for place, choice in asked
    ]
    return Markup("\n").join(lines), (*pages.in_rows(buttons), pages.back(group, language))


async def week(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Other weekdays are looked at before they are saved."""
    group, kind, days = await _on(request, work, press)
    shown = await service.when(work, group, kind, days=days)
    return settings.turned(request, pages.week(group, kind, shown, request.language, request.now))


async def save_week(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The weekdays that were looked at hold, and it is on."""
    group, kind, days = await _on(request, work, press)
    return await settings.rescheduled(request, work, group, (kind, service.Other(enabled=True, days=days)))


async def _on(request: Request, work: ports.Work, press: presses.Press) -> tuple[groups.Group, str, tuple[int, ...]]:
    group = await settings.configured(request, work, press.number(0))
    kind = service.SCHEDULES[settings.place_of(press.number(1), service.SCHEDULES)]
    return group, kind, settings_week.of_bits(press.number(2))


PRESSED = {"setwho": who, "setweek": week, "setdows": save_week}

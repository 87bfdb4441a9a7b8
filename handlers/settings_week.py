"""The panel's page of the weekdays on which something comes by itself; it decides nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.rules import groups, settings_week
from coordination.services import settings as service
from handlers import presses, settings
from handlers import settings_pages as pages
from handlers.request import Request


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


PRESSED = {"setweek": week, "setdows": save_week}

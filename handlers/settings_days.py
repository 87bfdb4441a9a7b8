"""The panel's page of a group's own days: pasted or sent as a table, shown, kept; it reads no file itself."""

from collections.abc import Sequence
from datetime import date

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import settings as rules
from coordination.rules import settings_days
from coordination.services import settings as service
from handlers import presses, prompts, scene, settings, words
from handlers import settings_pages as pages
from handlers.request import Request

DAYS = "settings.days"
"""What a table of days is asked as."""


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The group's own days off and working days are pasted or sent, in reply."""
    group = await settings.configured(request, work, press.number(0))
    return [prompts.ask(request, work, DAYS, words.say(request.language, "settings.ask_days"), values={}, group=group)]


async def sent(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """What was sent takes the place of the table there was."""
    group = await settings.configured(request, work, question.group_id)
    if request.files and request.table is None:
        raise Refused("settings.days_file")
    try:
        table = settings_days.read(request.text if request.table is None else request.table)
    except Refused as refused:
        raise Refused(refused.key, line=scene.shorten(refused.values["line"])) from None
    values = {"days_off": _iso(table.days_off), "workdays": _iso(table.workdays)}
    cause = settings.said(request, work, group)
    fresh = await service.choose(work, cause, values)
    text = words.say(request.language, "settings.days_set", off=len(table.days_off), worked=len(table.workdays))
    change_id = None if fresh == group else cause.change_id
    return settings.turned(request, pages.done(fresh, text, change_id, request.language, to=rules.WORK))


def _iso(found: Sequence[date]) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in found)


PRESSED = {"setdays": ask}
PROMPTS = {DAYS: sent}

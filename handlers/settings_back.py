"""*Undo* in the panel: one change is taken back, and the page it was made from shows what holds; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import events
from coordination.rules import settings as rules
from coordination.services import groups as groups_service
from coordination.services import log
from coordination.services import settings as service
from handlers import departures, presses, settings, settings_areas, words
from handlers import settings_pages as pages
from handlers.request import Request

_PAGES = {
    service.SCHEDULE: rules.COMES,
    groups_service.PAUSED: rules.COMES,
    groups_service.TOPIC: rules.HERE,
}
"""The page from which changes of a kind are made; those of settings are made from the page of their question."""


async def undo(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One change is taken back, and its page shows what holds."""
    group = await settings.configured(request, work, press.number(0))
    changed = await work.events.of_change(group.id, press.number(1))
    cause = settings.said(request, work, group)
    await log.take_back(work, cause, press.number(1), is_admin=bool(request.is_chat_admin))
    if (left := await departures.told(request, work, request.language)) is not None:
        back = pages.back(left.group, request.language, to="kind")
        return [*settings.turned(request, (left.text, (back,))), *left.others]
    fresh = await work.groups.get(group.id)
    reader = replace(request, language=request.language if request.is_private else fresh.language)
    page = _page([one for one in changed if one.task_id is None])
    shows = settings.home if page is None else settings_areas.PRESSED[f"set{page}"]
    told = await shows(reader, work, presses.Press(press.verb, (group.id,)))
    return [_headed(one, words.say(reader.language, "settings.undone")) for one in told]


def _page(changed: Sequence[events.Event]) -> str | None:
    """The page it was made from; `None`, the first one, for what was made on several, and for zone and language."""
    found = {page for one in changed for page in _pages(one)}
    return found.pop() if len(found) == 1 else None


def _pages(event: events.Event) -> set[str | None]:
    """By its questions; the group's own days belong to those about working days."""
    if event.kind != service.SETTING:
        return {_PAGES.get(event.kind)}
    fields = set(event.after or ())
    asked = {choice.page for choice in rules.CHOICES if not choice.fields.isdisjoint(fields)}
    return {*asked, *([rules.WORK] if fields & {"days_off", "workdays"} else [])}


def _headed(answer: messages.Answer, head: Markup) -> messages.Answer:
    """The page with a line above."""
    if isinstance(answer, messages.Post | messages.EditPressed):
        return replace(answer, text=Markup("\n").join([head, Markup(answer.text)]))
    return answer


PRESSED = {"setundo": undo}

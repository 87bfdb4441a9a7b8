"""The panel's page for copying what another group chose, for who is an admin of both chats; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.rules import settings as rules
from coordination.services import settings as settings_service
from coordination.services import settings_copy as service
from handlers import dates, presses, scene, settings, words
from handlers import settings_pages as pages
from handlers.request import Request

MOST_LISTED = 24
MOST_LINES = 8


async def pick(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The other groups that the person belongs to; whether they are an admin there is asked at the next press."""
    group = await settings.configured(request, work, press.number(0))
    memberships = [] if request.actor is None else await work.people.memberships(request.actor.id)
    ids = [one.group_id for one in memberships if not one.left and one.group_id != group.id]
    others = [one for one in [await work.groups.get(group_id) for group_id in ids] if _is_shared(one)]
    language = request.language
    rows = tuple(
        (messages.Button(scene.shorten(one.name, 40), presses.data("setfrom", group.id, one.id)),)
        for one in others[:MOST_LISTED]
    )
    key = "settings.about.copy" if rows else "settings.nothing_to_copy"
    return settings.turned(request, (words.say(language, key), (*rows, pages.back(group, language, to=rules.MORE))))


async def look(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What would change, before it does."""
    group, source, what = await _of(request, work, press)
    language = request.language
    head = words.say(language, "settings.copy_from", group=scene.shorten(source.name))
    if what.is_nothing:
        text = Markup("\n").join([head, words.say(language, "settings.same")])
        return settings.turned(request, (text, (pages.back(group, language, to=rules.MORE),)))
    lines = [head, *await _lines(request, work, group, (source, what)), words.say(language, "settings.not_saved")]
    save = messages.Button(words.plain(language, "settings.copy"), presses.data("setcopied", group.id, source.id))
    return settings.turned(request, (Markup("\n").join(lines), ((save, *pages.back(group, language, to=rules.MORE)),)))


async def copy(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All of it changes in one step, and is taken back in one."""
    group, source, what = await _of(request, work, press)
    cause = settings.said(request, work, group)
    fresh = await service.apply(work, cause, what)
    text = words.say(request.language, "settings.copied", group=scene.shorten(source.name))
    change_id = None if what.is_nothing else cause.change_id
    return settings.turned(request, pages.done(fresh, text, change_id, request.language, to=rules.MORE))


async def _of(
    request: Request, work: ports.Work, press: presses.Press
) -> tuple[groups.Group, groups.Group, service.Copy]:
    """Both groups and what differs. Of a chat that one does not administer nothing is told, not even that it is."""
    group = await settings.configured(request, work, press.number(0))
    if not request.is_other_admin:
        raise Refused("refused.admin_of_both")
    source = await work.groups.get(press.number(1))
    if not _is_shared(source) or source.id == group.id:
        raise Refused("refused.old_button")
    return group, source, await service.difference(work, source, group, is_admin=bool(request.is_chat_admin))


def _is_shared(group: groups.Group) -> bool:
    return group.kind is not groups.GroupKind.PERSONAL


async def _lines(
    request: Request, work: ports.Work, group: groups.Group, of: tuple[groups.Group, service.Copy]
) -> list[Markup]:
    source, what = of
    language = request.language
    zone = what.zone or group.zone
    lines = []
    if what.zone is not None:
        lines.append(words.say(language, "settings.now.zone", value=dates.zone_name(zone, language)))
    for kind, other in what.schedules.items():
        shown = await settings_service.when(work, source, kind, other.at, days=other.days)
        coming = pages.coming(source, shown, language, request.now, is_on=bool(other.enabled))
        lines.append(words.say(language, f"settings.copy_when.{kind}", coming=coming))
    told = [one for one in rules.CHOICES if not one.fields.isdisjoint(what.values)]
    lines += [pages.now(source, one, language) for one in told]
    if len(lines) > MOST_LINES:
        more = words.count(language, "settings.copy_more", len(lines) - MOST_LINES)
        lines = [*lines[:MOST_LINES], more]
    return lines


PRESSED = {"setcopy": pick, "setfrom": look, "setcopied": copy}
OF_TWO = frozenset({"setfrom", "setcopied"})
"""Buttons that name two groups."""

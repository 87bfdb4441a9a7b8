"""The people of a group in the panel: who is there, how they are known and with which part, changed by an admin."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people
from coordination.rules import text as text_rules
from coordination.services import absences, parts, profiles
from handlers import dates, html, presses, scene, settings, settings_pages, words
from handlers.request import Request

PARTS = (people.Part.MEMBER, people.Part.LEAD, people.Part.DEPUTY, people.Part.LIAISON, people.Part.SECRETARY)
"""Only append: buttons hold the place."""

A_PAGE = 8
LONGEST_NAME = 30
MOST_ABSENCES = 3


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/people`: the page of this chat's group; in private first which group."""
    if request.is_private:
        return [await settings.picker(request, work)]
    return await page(request, work, presses.Press("people", (scene.group_of(request).id,)))


async def page(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Everybody of the group, those with a part first, a button each; the second number says from where on."""
    group = await settings.group_of(request, work, press.number(0))
    return await _listed(request, work, group, press.number(1))


async def _listed(
    request: Request, work: ports.Work, group: groups.Group, start: int, *, news: Markup | None = None
) -> Sequence[messages.Answer]:
    here = sorted(await work.people.members(group.id), key=lambda one: (_rank(one[1].part), one[0].id))
    members = [*here, *await profiles.gone(work, group)]
    start = start if start < len(members) else 0
    language = request.language
    rows = [
        (messages.Button(entry(language, person, its), presses.data("person", group.id, person.id)),)
        for person, its in members[start : start + A_PAGE]
    ]
    text = words.count(language, "people.head", len(here), group=scene.shorten(group.name))
    hint = words.say(language, "people.unseen")
    text = Markup("\n").join([*([] if news is None else [news]), text, hint])
    return turned(request, text, (*rows, _turning(group, start, len(members), language)))


async def person(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One person: part, institution, aliases, zone, whether they can be written to, when they are away."""
    group = await settings.group_of(request, work, press.number(0))
    return await shown(request, work, group, press.number(1))


async def give(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Another part; pressed twice nothing more happens."""
    group = await settings.group_of(request, work, press.number(0))
    if press.number(2) >= len(PARTS):
        raise Refused("refused.old_button")
    if (await profile(work, group, press.number(1))).membership.left:
        raise Refused("refused.old_button")
    await parts.give(work, settings.said(request, work, group), press.number(1), PARTS[press.number(2)])
    return await shown(request, work, group, press.number(1))


async def shown(
    request: Request, work: ports.Work, group: groups.Group, person_id: int, *, news: Markup | None = None
) -> Sequence[messages.Answer]:
    """The page of one person, below what was just done to it."""
    found = await profile(work, group, person_id)
    lines = [*([] if news is None else [news]), *await _lines(request, work, group, found)]
    return turned(request, Markup("\n").join(lines), _rows(request, group, found))


async def shown_again(
    request: Request, work: ports.Work, group: groups.Group, person_id: int, *, news: Markup
) -> Sequence[messages.Answer]:
    """As `shown`; whoever left and has no work here any more is gone from the page of everybody."""
    if await profiles.of(work, group, person_id) is None:
        return await _listed(request, work, group, 0, news=news)
    return await shown(request, work, group, person_id, news=news)


async def _lines(request: Request, work: ports.Work, group: groups.Group, found: profiles.Profile) -> list[Markup]:
    language, person, entry = request.language, found.person, found.entry
    part = words.plain(language, f"people.part.{found.membership.part.value}")
    lines = [name_of(language, person), words.say(language, "people.part", part=part)]
    if found.membership.left:
        lines.append(words.say(language, "people.left"))
    if entry.institution:
        lines.append(words.say(language, "people.institution", institution=entry.institution))
    if entry.aliases:
        lines.append(words.say(language, "people.aliases", names=words.join(language, "listed", entry.aliases)))
    if found.zone is not None:
        lines.append(words.say(language, "people.zone", zone=dates.zone_name(found.zone, language)))
    lines.append(_reached(request) if found.reachable else _unreached(request, person))
    if person.never_mention:
        lines.append(words.say(language, "people.unmentioned"))
    if found.live:
        lines.append(words.count(language, "people.live", found.live))
    return [*lines, *await _away(request, work, group, person)]


def _rows(request: Request, group: groups.Group, found: profiles.Profile) -> messages.Rows:
    language, its = request.language, found.membership.part
    person_id = found.person.id
    buttons = [
        messages.Button(_label(language, part, its), presses.data("partto", group.id, person_id, place))
        for place, part in enumerate(PARTS)
    ]
    deeds = [
        messages.Button(words.plain(language, "people.button.institution"), presses.data("inst", group.id, person_id)),
        messages.Button(words.plain(language, "people.button.aliases"), presses.data("alias", group.id, person_id)),
    ]
    if found.live:
        label = words.plain(language, "people.button.hand_over")
        deeds.append(messages.Button(label, presses.data("handto", group.id, person_id)))
    back = messages.Button(words.plain(language, "settings.back"), presses.data("people", group.id))
    parts_rows = () if found.membership.left else settings_pages.in_rows(buttons)
    return (*parts_rows, tuple(deeds), (back,))


def _reached(request: Request) -> Markup:
    return words.say(request.language, "people.reached")


def _unreached(request: Request, person: people.Person) -> Markup:
    """With the link by which somebody begins a private chat; whoever began one has blocked it since."""
    if person.started:
        return words.say(request.language, "people.blocked")
    label = words.plain(request.language, "people.write_first")
    link = html.link(label, f"https://t.me/{request.bot_username}?start=hi")
    return words.say(request.language, "people.unreached", link=link)


async def profile(work: ports.Work, group: groups.Group, person_id: int) -> profiles.Profile:
    """Somebody who is of the group, or left open tasks in it; a button that names anybody else is old."""
    found = await profiles.of(work, group, person_id)
    if found is None:
        raise Refused("refused.old_button")
    return found


async def _away(request: Request, work: ports.Work, group: groups.Group, found: people.Person) -> list[Markup]:
    today = request.now.astimezone(ZoneInfo(group.zone)).date()
    kept = [one for one in await absences.of(work, group) if one.person_id == found.id]
    return [
        words.say(request.language, "people.away", days=dates.span(one.first, one.last, today, request.language))
        for one in kept[:MOST_ABSENCES]
    ]


def _turning(group: groups.Group, start: int, total: int, language: str) -> tuple[messages.Button, ...]:
    buttons = []
    if start > 0:
        earlier = presses.data("people", group.id, max(start - A_PAGE, 0))
        buttons.append(messages.Button(words.plain(language, "people.earlier"), earlier))
    if start + A_PAGE < total:
        later = presses.data("people", group.id, start + A_PAGE)
        buttons.append(messages.Button(words.plain(language, "people.later"), later))
    return (*buttons, *settings_pages.back(group, language))


def entry(language: str, person: people.Person, its: people.Membership) -> str:
    """A person on a button: the name, and the part where they have one."""
    shown = scene.shorten(person.name, LONGEST_NAME)
    name = words.plain(language, "person.nameless") if text_rules.is_blank(shown) else shown
    if its.left:
        return words.plain(language, "people.entry_part", name=name, part=words.plain(language, "people.entry_left"))
    if its.part is people.Part.MEMBER:
        return words.plain(language, "people.entry", name=name)
    part = words.plain(language, f"people.part.{its.part.value}")
    return words.plain(language, "people.entry_part", name=name, part=part)


def name_of(language: str, person: people.Person) -> Markup:
    """A name that notifies nobody, cut where it is long; a deleted account has none."""
    return html.person(scene.shorten(person.name), None, words.plain(language, "person.nameless"))


def _label(language: str, part: people.Part, its: people.Part) -> str:
    shown = words.plain(language, f"people.part.{part.value}")
    return f"{shown} ✓" if part is its else shown


def _rank(part: people.Part) -> int:
    return len(PARTS) if part is people.Part.MEMBER else PARTS.index(part)


def turned(request: Request, text: Markup, rows: messages.Rows) -> Sequence[messages.Answer]:
    """The pressed message shows another page; a typed answer gets the page as an answer."""
    return settings.turned(request, (text, rows))

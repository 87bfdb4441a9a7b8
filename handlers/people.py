"""The people of a group in the panel: who is there and with which part, changed by button by an admin of its chat."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people
from coordination.rules import text as text_rules
from coordination.services import absences, parts
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
    members = sorted(await work.people.members(group.id), key=lambda one: (_rank(one[1].part), one[0].id))
    start = press.number(1) if press.number(1) < len(members) else 0
    language = request.language
    rows = [
        (messages.Button(_entry(language, person, its.part), presses.data("person", group.id, person.id)),)
        for person, its in members[start : start + A_PAGE]
    ]
    text = words.count(language, "people.head", len(members), group=scene.shorten(group.name))
    return _turned(request, text, (*rows, _turning(group, start, len(members), language)))


async def person(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One person: their part, whether they can be written to, when they are away."""
    group = await settings.group_of(request, work, press.number(0))
    return await _shown(request, work, group, press.number(1))


async def give(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Another part; pressed twice nothing more happens."""
    group = await settings.group_of(request, work, press.number(0))
    if press.number(2) >= len(PARTS):
        raise Refused("refused.old_button")
    await _found(work, group, press.number(1))
    await parts.give(work, settings.said(request, work, group), press.number(1), PARTS[press.number(2)])
    return await _shown(request, work, group, press.number(1))


async def _shown(request: Request, work: ports.Work, group: groups.Group, person_id: int) -> Sequence[messages.Answer]:
    found, its = await _found(work, group, person_id)
    language = request.language
    lines = [
        html.person(scene.shorten(found.name), None, words.plain(language, "person.nameless")),
        words.say(language, "people.part", part=words.plain(language, f"people.part.{its.part.value}")),
        _reached(request) if found.started else _unreached(request),
        *await _away(request, work, group, found),
    ]
    buttons = [
        messages.Button(_label(language, part, its.part), presses.data("partto", group.id, found.id, place))
        for place, part in enumerate(PARTS)
    ]
    back = messages.Button(words.plain(language, "settings.back"), presses.data("people", group.id))
    return _turned(request, Markup("\n").join(lines), (*settings_pages.in_rows(buttons), (back,)))


def _reached(request: Request) -> Markup:
    return words.say(request.language, "people.reached")


def _unreached(request: Request) -> Markup:
    """With the link by which somebody begins a private chat."""
    label = words.plain(request.language, "people.write_first")
    link = html.link(label, f"https://t.me/{request.bot_username}?start=hi")
    return words.say(request.language, "people.unreached", link=link)


async def _found(work: ports.Work, group: groups.Group, person_id: int) -> tuple[people.Person, people.Membership]:
    """Somebody who is of the group now; a button that names anybody else is old."""
    its = await work.people.membership(group.id, person_id)
    found = None if its is None or its.left else await work.people.get(person_id)
    if its is None or found is None:
        raise Refused("refused.old_button")
    return found, its


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


def _entry(language: str, person: people.Person, part: people.Part) -> str:
    shown = scene.shorten(person.name, LONGEST_NAME)
    name = words.plain(language, "person.nameless") if text_rules.is_blank(shown) else shown
    if part is people.Part.MEMBER:
        return words.plain(language, "people.entry", name=name)
    return words.plain(
        language, "people.entry_part", name=name, part=words.plain(language, f"people.part.{part.value}")
    )


def _label(language: str, part: people.Part, its: people.Part) -> str:
    shown = words.plain(language, f"people.part.{part.value}")
    return f"{shown} ✓" if part is its else shown


def _rank(part: people.Part) -> int:
    return len(PARTS) if part is people.Part.MEMBER else PARTS.index(part)


def _turned(request: Request, text: Markup, rows: messages.Rows) -> Sequence[messages.Answer]:
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]

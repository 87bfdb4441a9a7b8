"""What an admin does to one person in the panel: institution and aliases by reply, all their work handed over."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, owners, people
from coordination.services import directory
from coordination.services import owners as service
from handlers import assign_shown, cards, presses, prompts, scene, settings, words
from handlers import people as page
from handlers.request import Request

INSTITUTION, ALIAS = "people.institution", "people.alias"
"""What a typed institution and typed names are asked as."""

_NOTHING = frozenset({"-", "–", "none", "no", "无", "没有"})
_BETWEEN = re.compile(r"[,，、;；\n]+")
A_PAGE = 8
MOST_NUMBERS = 20
MOST_CARDS = 20
"""So many cards are brought up to date at once; the others say how it stands when they are pressed."""


async def ask_institution(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The institution is typed, in reply."""
    group, person = await _named(request, work, press)
    text = words.say(request.language, "people.ask_institution", name=page.name_of(request.language, person))
    return [prompts.ask(request, work, INSTITUTION, text, values={"person": person.id}, group=group)]


async def institution(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """What was typed is their institution from now on; a dash takes it away."""
    group = await settings.group_of(request, work, question.group_id)
    person = (await page.profile(work, group, question.values["person"])).person
    typed = "" if request.text.strip().casefold() in _NOTHING else request.text
    await directory.set_institution(work, settings.said(request, work, group), person.id, typed)
    return await page.shown(request, work, group, person.id)


async def aliases(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The names somebody goes by besides their own: each can be removed, and more be typed."""
    group, person = await _named(request, work, press)
    return await _aliases(request, work, group, person)


async def ask_alias(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Further names are typed, in reply."""
    group, person = await _named(request, work, press)
    text = words.say(request.language, "people.ask_alias", name=page.name_of(request.language, person))
    return [prompts.ask(request, work, ALIAS, text, values={"person": person.id}, group=group)]


async def alias(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """They are called so too; tasks that waited for such a name are theirs now."""
    group = await settings.group_of(request, work, question.group_id)
    person = (await page.profile(work, group, question.values["person"])).person
    typed = [one.strip() for one in _BETWEEN.split(request.text) if one.strip()]
    _, given = await directory.add_aliases(work, settings.said(request, work, group), person, typed)
    fresh = [edit for task in given[:MOST_CARDS] for edit in await cards.refreshed(work, task)]
    return [*await _aliases(request, work, group, person), *fresh]


async def remove_alias(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    group, person = await _named(request, work, press)
    await directory.remove_alias(work, settings.said(request, work, group), person.id, press.number(2))
    return await _aliases(request, work, group, person)


async def _aliases(
    request: Request, work: ports.Work, group: groups.Group, person: people.Person
) -> Sequence[messages.Answer]:
    language, entry = request.language, await work.directory.get(group.id, person.id)
    name = page.name_of(language, person)
    text = words.say(language, "people.no_aliases", name=name)
    if entry.aliases:
        listed = words.join(language, "listed", entry.aliases)
        text = words.say(language, "people.aliases_of", name=name, names=listed)
    removing = [
        (
            messages.Button(
                words.plain(language, "people.button.remove", name=scene.shorten(alias, page.LONGEST_NAME)),
                presses.data("aliasno", group.id, person.id, place),
            ),
        )
        for place, alias in enumerate(entry.aliases)
    ]
    more = messages.Button(words.plain(language, "people.button.add"), presses.data("aliasadd", group.id, person.id))
    return page.turned(request, text, (*removing, (more, _back(language, group, person))))


async def whom(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Who is to take all of a person's work over: everybody else of the group, a button each."""
    group, person = await _handing(request, work, press)
    language = request.language
    others = [one for one in await work.people.members(group.id) if one[0].id != person.id]
    start = press.number(2) if press.number(2) < len(others) else 0
    rows = [
        (messages.Button(page.entry(language, one, its), presses.data("handask", group.id, person.id, one.id)),)
        for one, its in others[start : start + A_PAGE]
    ]
    turn = []
    if start > 0:
        earlier = presses.data("handto", group.id, person.id, max(start - A_PAGE, 0))
        turn.append(messages.Button(words.plain(language, "people.earlier"), earlier))
    if start + A_PAGE < len(others):
        later = presses.data("handto", group.id, person.id, start + A_PAGE)
        turn.append(messages.Button(words.plain(language, "people.later"), later))
    text = words.say(language, "people.hand_to_whom", name=page.name_of(language, person))
    turn += _back_for_admins(request, group, person)
    return page.turned(request, text, (*rows, tuple(turn)) if turn else tuple(rows))


async def ask_hand_over(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """How many tasks that is, before anything is done."""
    group, person = await _handing(request, work, press)
    taker = await _taker(work, group, press)
    found = await page.profile(work, group, person.id)
    language = request.language
    values = {"old": page.name_of(language, person), "new": page.name_of(language, taker)}
    text = words.count(language, "people.hand_over", found.live, **values)
    yes = messages.Button(
        words.plain(language, "people.button.hand_over_now"), presses.data("handdo", group.id, person.id, taker.id)
    )
    again = messages.Button(words.plain(language, "settings.back"), presses.data("handto", group.id, person.id))
    return page.turned(request, text, ((yes, again),))


async def hand_over(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All open tasks of one are another's; the group is told in one line, and the new owner by it."""
    group, person = await _handing(request, work, press)
    taker = await _taker(work, group, press)
    said = settings.said(request, work, group)
    pair = (owners.of_person(person), owners.of_person(taker))
    done = await service.hand_over(work, said, *pair, by_admin=True)
    numbers = [f"#{one.task.number}" for one in done[:MOST_NUMBERS]]
    fresh = [edit for one in done[:MOST_CARDS] for edit in await cards.refreshed(work, one.task)]
    news = _told(request.language, person, page.name_of(request.language, taker), numbers, len(done))
    called = await assign_shown.called(request, work, pair[1])
    line = _told(group.language, person, called, numbers, len(done))
    post = messages.Post(messages.Place(group.chat_id, group.topic_id), line)
    if request.is_chat_admin:
        return [*await page.shown_again(request, work, group, person.id, news=news), post, *fresh]
    return [*page.turned(request, news, ()), post, *fresh]


def _told(language: str, old: people.Person, new: Markup, numbers: Sequence[str], count: int) -> Markup:
    listed = words.join(language, "listed", numbers)
    return words.count(language, "people.handed_over", count, old=page.name_of(language, old), new=new, tasks=listed)


async def _named(request: Request, work: ports.Work, press: presses.Press) -> tuple[groups.Group, people.Person]:
    group = await settings.group_of(request, work, press.number(0))
    return group, (await page.profile(work, group, press.number(1))).person


async def _handing(request: Request, work: ports.Work, press: presses.Press) -> tuple[groups.Group, people.Person]:
    """The group and the person, for an admin of its chat, or for whoever leads it: a lead is no admin by that."""
    if request.is_chat_admin:
        return await _named(request, work, press)
    memberships = [] if request.actor is None else await work.people.memberships(request.actor.id)
    its = next((one for one in memberships if one.group_id == press.number(0) and not one.left), None)
    if its is None or its.part not in people.LEADING:
        raise Refused("refused.for_an_admin")
    group = await work.groups.get(its.group_id)
    if not request.is_private and group.chat_id != request.chat.id:
        raise Refused("refused.old_button")
    return group, (await page.profile(work, group, press.number(1))).person


async def _taker(work: ports.Work, group: groups.Group, press: presses.Press) -> people.Person:
    found = await page.profile(work, group, press.number(2))
    if found.membership.left or found.person.id == press.number(1):
        raise Refused("refused.old_button")
    return found.person


def _back_for_admins(request: Request, group: groups.Group, person: people.Person) -> list[messages.Button]:
    """A lead has no page of persons to go back to."""
    return [_back(request.language, group, person)] if request.is_chat_admin else []


def _back(language: str, group: groups.Group, person: people.Person) -> messages.Button:
    return messages.Button(words.plain(language, "settings.back"), presses.data("person", group.id, person.id))


PRESSED = {
    "inst": ask_institution,
    "alias": aliases,
    "aliasadd": ask_alias,
    "aliasno": remove_alias,
    "handto": whom,
    "handask": ask_hand_over,
    "handdo": hand_over,
}
PROMPTS = {INSTITUTION: institution, ALIAS: alias}

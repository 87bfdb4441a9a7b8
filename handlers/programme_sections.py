"""The pages of a programme's sections: listed, filled, led; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, programmes
from coordination.services import parts, sections
from coordination.services import programmes as programme_service
from handlers import assign_shown, plan_presses, presses, programme_panel, prompts, scene, task_lines, words
from handlers.programme_panel import Page, button, in_threes
from handlers.request import Request

NAME = "section.name"
"""What the name of a new section is asked as."""

MOST_SHOWN = 18
LONGEST_LABEL = 24


async def listed(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All sections, a button each."""
    committee, programme = await programme_panel.of_press(request, work, press)
    return [scene.in_place(request, *await listing(work, committee, programme))]


async def listing(work: ports.Work, committee: groups.Group, programme: programmes.Programme) -> Page:
    language, found = committee.language, await sections.all_of(work, programme)
    buttons = [_named(committee, one.group, "pgsect", one.group.id) for one in found[:MOST_SHOWN]]
    lines = [words.count(language, "section.all", len(found))]
    lines += [_line(one, language) for one in found[:8]]
    if not found:
        lines = [words.say(language, "section.none"), words.say(language, "section.how")]
    rows = (*in_threes(buttons), _ends(committee))
    return Markup("\n").join(lines), rows


def _ends(committee: groups.Group) -> tuple[messages.Button, ...]:
    return (
        button(committee, "section.button.new", "pgsectnew"),
        button(committee, "panel.button.home", "pghome"),
    )


def _line(one: sections.Section, language: str) -> Markup:
    codes = words.join(language, "row", [each.seat.code for each in one.groups]) or words.say(language, "section.empty")
    return words.say(language, "section.line", name=scene.shorten(one.group.name), code=one.seat.code, codes=codes)


def _named(committee: groups.Group, one: groups.Group, verb: str, *numbers: int) -> messages.Button:
    return messages.Button(scene.shorten(one.name, LONGEST_LABEL), presses.data(verb, committee.id, *numbers))


async def ask_name(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The name of a new section is typed."""
    committee, _ = await programme_panel.of_press(request, work, press)
    text = words.say(committee.language, "section.ask_name")
    return [prompts.ask(request, work, NAME, text, values={}, group=committee)]


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One section: its groups, its leads, its link while it has no chat."""
    committee, programme = await programme_panel.of_press(request, work, press)
    section = await section_of(work, programme, press.number(1))
    return [scene.in_place(request, *await page(request, work, committee, section))]


async def section_of(work: ports.Work, programme: programmes.Programme, group_id: int) -> sections.Section:
    found = next((one for one in await sections.all_of(work, programme) if one.group.id == group_id), None)
    if found is None:
        raise Refused("refused.old_button")
    return found


async def page(request: Request, work: ports.Work, committee: groups.Group, one: sections.Section) -> Page:
    language = committee.language
    leads = [task_lines.name(person.name) for person in await sections.leads(work, one.group)]
    lines = [
        _line(one, language),
        words.say(language, "panel.leads", names=words.join(language, "listed", leads))
        if leads
        else words.say(language, "section.no_lead"),
    ]
    if one.seat.joined_at is None:
        address = f"https://t.me/{request.bot_username}?startgroup={one.seat.join_code}&admin=pin_messages"
        lines.append(words.say(language, "section.link", address=address))
    rows = (
        (
            button(committee, "section.button.lead", "pglead", one.group.id),
            button(committee, "section.button.fill", "pgfill", one.group.id),
        ),
        (
            button(committee, "panel.button.sections", "pgsects"),
            button(committee, "panel.button.home", "pghome"),
        ),
    )
    return Markup("\n").join(lines), rows


async def fill(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Which groups stand in a section: a tap puts one in or takes it out (the third number)."""
    committee, programme = await programme_panel.of_press(request, work, press)
    section = await section_of(work, programme, press.number(1))
    if press.number(2):
        _, one = await programme_panel.of_programme(work, programme, press.number(2))
        to = None if one.parent_id == section.group.id else section.group.id
        await sections.put(work, plan_presses.cause(request, work, committee), one.id, to)
        section = await section_of(work, programme, press.number(1))
    return [scene.in_place(request, *await _filling(work, committee, programme, (section, press.number(3))))]


async def _filling(
    work: ports.Work,
    committee: groups.Group,
    programme: programmes.Programme,
    shown: tuple[sections.Section, int],
) -> Page:
    section, offset = shown
    seats = await programme_service.seated(work, programme)
    at = min(offset, max(0, len(seats) - 1))
    inside = {one.group.id for one in section.groups}
    buttons = [
        messages.Button(
            f"✓ {one.seat.code}" if one.group.id in inside else one.seat.code,
            presses.data("pgfill", committee.id, section.group.id, one.group.id, at),
        )
        for one in seats[at : at + programme_panel.A_PAGE]
    ]
    turn = []
    if at:
        before = max(0, at - programme_panel.A_PAGE)
        turn.append(button(committee, "button.list.before", "pgfill", section.group.id, 0, before))
    turn.append(button(committee, "section.button.done", "pgsect", section.group.id))
    if at + programme_panel.A_PAGE < len(seats):
        turn.append(button(committee, "button.list.next", "pgfill", section.group.id, 0, at + programme_panel.A_PAGE))
    text = words.say(committee.language, "section.which_groups", name=scene.shorten(section.group.name))
    return text, (*in_threes(buttons), tuple(turn))


async def choose(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The section of one group."""
    committee, programme = await programme_panel.of_press(request, work, press)
    seat, one = await programme_panel.of_programme(work, programme, press.number(1))
    found = await sections.all_of(work, programme)
    buttons = [_named(committee, each.group, "pgsectto", one.id, each.group.id) for each in found[:MOST_SHOWN]]
    text = words.say(committee.language, "section.which", code=seat.code)
    ends = (
        button(committee, "section.button.without", "pgsectto", one.id, 0),
        button(committee, "section.button.new", "pgsectnew"),
    )
    return [scene.in_place(request, text, (*in_threes(buttons), ends))]


async def put(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The group goes to that section, or (0) right under the committee."""
    committee, programme = await programme_panel.of_press(request, work, press)
    seat, one = await programme_panel.of_programme(work, programme, press.number(1))
    cause = plan_presses.cause(request, work, committee)
    moved = await sections.put(work, cause, one.id, press.number(2) or None)
    return [scene.in_place(request, *await programme_panel.of_group(request, work, committee, (seat, moved)))]


async def lead(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Who may lead a section: people of the committee, and leads of its groups."""
    committee, programme = await programme_panel.of_press(request, work, press)
    section = await section_of(work, programme, press.number(1))
    found, at = await candidates(work, committee, section), press.number(2)
    leading = {person.id for person in await sections.leads(work, section.group)}
    buttons = [
        messages.Button(
            f"✓ {assign_shown.label(committee.language, person)}"
            if person.id in leading
            else assign_shown.label(committee.language, person),
            presses.data("pgleadto", committee.id, section.group.id, person.id),
        )
        for person in found[at : at + programme_panel.A_PAGE]
    ]
    ends = [button(committee, "section.button.done", "pgsect", section.group.id)]
    if at + programme_panel.A_PAGE < len(found):
        ends.append(button(committee, "button.list.next", "pglead", section.group.id, at + programme_panel.A_PAGE))
    text = words.say(committee.language, "section.who_leads", name=scene.shorten(section.group.name))
    return [scene.in_place(request, text, (*in_threes(buttons), tuple(ends)))]


async def candidates(work: ports.Work, committee: groups.Group, section: sections.Section) -> list[people.Person]:
    """Those who lead now, who has a part in its groups, people of the committee, who has a part elsewhere."""
    found = [*await sections.leads(work, section.group)]
    found += [person for person, _ in await work.people.members(section.group.id)]
    programme = await work.programmes.of_committee(committee.id)
    others = [] if programme is None else await programme_service.seated(work, programme)
    for one in section.groups:
        found += [person for person, _ in await parts.holders(work, one.group)]
    found += [person for person, _ in await work.people.members(committee.id)]
    for other in others:
        found += [person for person, _ in await parts.holders(work, other.group)]
    return list({person.id: person for person in found}.values())


async def name_lead(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Somebody leads the section from now on; a second tap takes it back."""
    committee, programme = await programme_panel.of_press(request, work, press)
    section = await section_of(work, programme, press.number(1))
    person = next((p for p in await candidates(work, committee, section) if p.id == press.number(2)), None)
    if person is None:
        raise Refused("refused.old_button")
    leading = {one.id for one in await sections.leads(work, section.group)}
    part = people.Part.MEMBER if person.id in leading else people.Part.LEAD
    cause = replace(plan_presses.cause(request, work, committee), group=section.group)
    await parts.give(work, cause, person.id, part)
    return [scene.in_place(request, *await page(request, work, committee, section))]


PRESSED = {
    "pgsects": listed,
    "pgsect": show,
    "pgsectnew": ask_name,
    "pgfill": fill,
    "pgsection": choose,
    "pgsectto": put,
    "pglead": lead,
    "pgleadto": name_lead,
}
"""Buttons of the panel; they name the committee."""

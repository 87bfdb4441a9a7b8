"""`/plan` in a committee's chat: how its programme stands, and the pages of its groups; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, programmes
from coordination.services import lists, lives, parts, sections
from coordination.services import programmes as programme_service
from handlers import (
    html,
    plan_panel,
    plan_presses,
    plan_standing,
    presses,
    programme_compared,
    scene,
    task_lines,
    words,
)
from handlers.request import Request

A_PAGE = 12
MOST_NAMED = 6
MOST_LINES = 7
"""Besides those that a panel always has, within twelve."""

LONGEST_NAME = 40
Page = tuple[Markup, messages.Rows]


async def home(request: Request, work: ports.Work, programme: programmes.Programme) -> Page:
    """How the programme stands, who keeps it, and what can be done."""
    committee = await work.groups.get(programme.committee_id)
    seats = await programme_service.seated(work, programme)
    today = scene.today(request)
    more = [
        *await plan_standing.lines(work, committee, today),
        *await programme_compared.same_day(work, committee),
        *await _sections(work, programme, committee.language),
        *_resting(seats, committee.language),
        *await _kept_by(work, programme, committee),
    ]
    text = plan_panel.panel(programme, seats, committee.language, today, more[:MOST_LINES])
    return text, _buttons(programme, committee)


def _buttons(programme: programmes.Programme, committee: groups.Group) -> messages.Rows:
    if programme.archived_at is not None:
        return ((button(committee, "panel.button.reopen", "pgopen"), button(committee, "panel.button.next", "pgnext")),)
    return (
        (
            button(committee, "panel.button.groups", "pggroups"),
            button(committee, "panel.button.sections", "pgsects"),
            button(committee, "panel.button.people", "pgpeople"),
        ),
        (button(committee, "panel.button.next", "pgnext"), button(committee, "panel.button.archive", "pgarch")),
    )


def button(committee: groups.Group, key: str, verb: str, *numbers: int) -> messages.Button:
    """A button of the panel: it names the committee, then what its verb needs."""
    return messages.Button(words.plain(committee.language, key), presses.data(verb, committee.id, *numbers))


async def _kept_by(work: ports.Work, programme: programmes.Programme, committee: groups.Group) -> list[Markup]:
    """The secretary, who operates rounds too, and in whose hands it is."""
    language = committee.language
    found = []
    named = [
        task_lines.name(person.name)
        for person, part in await parts.holders(work, committee)
        if part is people.Part.SECRETARY
    ]
    if named:
        found.append(words.say(language, "panel.secretary", names=words.join(language, "listed", named)))
    owner = None if programme.owner_id is None else await work.people.get(programme.owner_id)
    if owner is not None and owner.name:
        found.append(words.say(language, "panel.owner", name=task_lines.name(owner.name)))
    return found


def _resting(seats: Sequence[programme_service.Seated], language: str) -> list[Markup]:
    """Groups that are left in peace, by what they are."""
    found = []
    for life, key in ((groups.Life.DORMANT, "panel.dormant"), (groups.Life.CONCLUDED, "panel.concluded")):
        codes = [one.seat.code for one in seats if one.group.life is life]
        if codes:
            found.append(words.say(language, key, codes=words.join(language, "row", codes[:A_PAGE])))
    return found


async def _sections(work: ports.Work, programme: programmes.Programme, language: str) -> list[Markup]:
    found = await sections.all_of(work, programme)
    if not found:
        return []
    named = [
        words.say(
            language,
            "panel.section",
            name=scene.shorten(one.group.name, 24),
            codes=words.join(language, "row", [each.seat.code for each in one.groups[:MOST_NAMED]]),
        )
        for one in found[:MOST_NAMED]
    ]
    return [words.say(language, "panel.sections", sections=words.join(language, "clauses", named))]


# -- presses ---------------------------------------------------------------------------


async def of_press(
    request: Request, work: ports.Work, press: presses.Press
) -> tuple[groups.Group, programmes.Programme]:
    """The committee whose panel it is, for whoever may decide there, and its programme."""
    committee = await plan_presses.group_of(request, work, press)
    programme = await work.programmes.of_committee(committee.id)
    if programme is None:
        raise Refused("refused.old_button")
    return committee, programme


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Back to the panel."""
    _, programme = await of_press(request, work, press)
    return [scene.in_place(request, *await home(request, work, programme))]


async def listed(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All groups, a button each."""
    committee, programme = await of_press(request, work, press)
    seats = await programme_service.seated(work, programme)
    at = min(press.number(1), max(0, len(seats) - 1))
    buttons = [
        messages.Button(one.seat.code, presses.data("pggroup", committee.id, one.group.id))
        for one in seats[at : at + A_PAGE]
    ]
    text = words.count(committee.language, "panel.groups", len(seats))
    return [scene.in_place(request, text, (*in_threes(buttons), turns(committee, "pggroups", at, len(seats))))]


def in_threes(buttons: Sequence[messages.Button]) -> messages.Rows:
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def turns(committee: groups.Group, verb: str, at: int, total: int, *numbers: int) -> tuple[messages.Button, ...]:
    """The page before, the panel, the page after."""
    found = []
    if at > 0:
        found.append(button(committee, "button.list.before", verb, max(0, at - A_PAGE), *numbers))
    found.append(button(committee, "panel.button.home", "pghome"))
    if at + A_PAGE < total:
        found.append(button(committee, "button.list.next", verb, at + A_PAGE, *numbers))
    return tuple(found)


async def of_programme(
    work: ports.Work, programme: programmes.Programme, group_id: int
) -> tuple[programmes.Seat, groups.Group]:
    """A group or a section of the programme; refused alike whether another programme has it or nobody (rule 7)."""
    seat = await work.programmes.seat_of(group_id)
    if seat is None or seat.programme_id != programme.id:
        raise Refused("refused.old_button")
    return seat, await work.groups.get(group_id)


async def group(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One group: its section, its leads, whether it has a chat, how it lives."""
    committee, programme = await of_press(request, work, press)
    seat, one = await of_programme(work, programme, press.number(1))
    return [scene.in_place(request, *await of_group(request, work, committee, (seat, one)))]


async def of_group(
    request: Request, work: ports.Work, committee: groups.Group, placed: tuple[programmes.Seat, groups.Group]
) -> Page:
    """The page of a group."""
    (seat, one), language = placed, committee.language
    lines = [words.say(language, "panel.group", name=scene.shorten(one.name, LONGEST_NAME), code=seat.code)]
    section = await sections.of_group(work, one)
    if section is not None:
        lines.append(words.say(language, "panel.in_section", name=scene.shorten(section.name, LONGEST_NAME)))
    leads = [task_lines.name(person.name) for person in await sections.leads(work, one)]
    if leads:
        lines.append(words.say(language, "panel.leads", names=words.join(language, "listed", leads)))
    if seat.joined_at is None:
        lines.append(words.say(language, "panel.no_chat", example=html.code(f"/update {seat.code}-1 60%")))
    lines.append(words.say(language, _STANDS[one.life]))
    return Markup("\n").join(lines), (_of_life(committee, one), _back_to_groups(committee, one))


_STANDS = {
    groups.Life.RUNNING: "panel.is_running",
    groups.Life.DORMANT: "panel.is_dormant",
    groups.Life.CONCLUDED: "panel.is_concluded",
    groups.Life.ARCHIVED: "panel.is_archived",
}
_TURNS = {
    groups.Life.RUNNING: "panel.button.wake",
    groups.Life.DORMANT: "panel.button.dormant",
    groups.Life.CONCLUDED: "panel.button.conclude",
}


def _of_life(committee: groups.Group, one: groups.Group) -> tuple[messages.Button, ...]:
    if one.life is groups.Life.ARCHIVED:
        return ()
    return tuple(
        button(committee, _TURNS[life], "pglife", one.id, place)
        for place, life in enumerate(lives.CHOSEN)
        if life is not one.life
    )


def _back_to_groups(committee: groups.Group, one: groups.Group) -> tuple[messages.Button, ...]:
    back = button(committee, "panel.button.groups", "pggroups")
    if one.life is groups.Life.ARCHIVED:
        return (back,)
    return button(committee, "panel.button.section", "pgsection", one.id), back


async def live(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Lay a group down or wake it; one with open tasks is concluded only when it was said twice."""
    committee, programme = await of_press(request, work, press)
    seat, one = await of_programme(work, programme, press.number(1))
    if press.number(2) >= len(lives.CHOSEN):
        raise Refused("refused.old_button")
    life = lives.CHOSEN[press.number(2)]
    still_open = len(await lists.every_live(work, one)) if life is groups.Life.CONCLUDED else 0
    if still_open and not press.number(3):
        return [scene.in_place(request, *sure(committee, seat, one, still_open))]
    turned = await lives.set_life(work, plan_presses.cause(request, work, committee), one.id, life)
    page = await of_group(request, work, committee, (seat, turned))
    return [scene.in_place(request, *page), *told(seat, turned)]


def sure(committee: groups.Group, seat: programmes.Seat, one: groups.Group, still_open: int) -> Page:
    """What is left open by concluding a group, asked before it is done."""
    place = lives.CHOSEN.index(groups.Life.CONCLUDED)
    return words.count(committee.language, "panel.still_open", still_open, code=seat.code), (
        (
            button(committee, "panel.button.keep", "pggroup", one.id),
            button(committee, "panel.button.conclude", "pglife", one.id, place, 1),
        ),
    )


_TOLD = {
    groups.Life.RUNNING: "panel.told_running",
    groups.Life.DORMANT: "panel.told_dormant",
    groups.Life.CONCLUDED: "panel.told_concluded",
}


def told(seat: programmes.Seat, turned: groups.Group) -> list[messages.Outgoing]:
    """One silent line in the group's own chat."""
    if seat.joined_at is None or turned.life not in _TOLD:
        return []
    text = words.say(turned.language, _TOLD[turned.life])
    return [messages.Post(programme_service.place_of(turned), text, silent=True)]


PRESSED = {"pghome": show, "pggroups": listed, "pggroup": group, "pglife": live}
"""Buttons of the panel; they name the committee."""

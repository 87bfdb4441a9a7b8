"""Who keeps a programme: its secretary, in whose hands it is, handing it over; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, programmes
from coordination.services import handovers, parts
from handlers import assign_shown, plan_presses, presses, programme_panel, scene, task_lines, words
from handlers.programme_panel import A_PAGE, Page, button, in_threes
from handlers.request import Request


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The committee's own people."""
    committee, programme = await programme_panel.of_press(request, work, press)
    return [scene.in_place(request, *await _page(work, committee, programme))]


async def _page(work: ports.Work, committee: groups.Group, programme: programmes.Programme) -> Page:
    language, holders = committee.language, await parts.holders(work, committee)
    lines = [words.say(language, "panel.people")]
    for of, key in ((people.LEADING, "panel.leads"), ({people.Part.SECRETARY}, "panel.secretary")):
        named = [task_lines.name(person.name) for person, part in holders if part in of]
        if named:
            lines.append(words.say(language, key, names=words.join(language, "listed", named)))
    owner = None if programme.owner_id is None else await work.people.get(programme.owner_id)
    if owner is not None and owner.name:
        lines.append(words.say(language, "panel.owner", name=task_lines.name(owner.name)))
    lines.append(words.say(language, "panel.people_how"))
    rows = (
        (
            button(committee, "panel.button.secretary", "pgsecr"),
            button(committee, "panel.button.hand_over", "pgown"),
            button(committee, "panel.button.home", "pghome"),
        ),
    )
    return Markup("\n").join(lines), rows


async def secretaries(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """People of the committee's chat; whoever keeps the record has a tick."""
    committee, _ = await programme_panel.of_press(request, work, press)
    found = list(await work.people.members(committee.id))
    buttons = [
        _person(committee, person, "pgsecrto", is_chosen=its.part is people.Part.SECRETARY) for person, its in found
    ]
    text = words.say(committee.language, "panel.who_keeps")
    return [scene.in_place(request, text, _paged(committee, buttons, "pgsecr", press.number(1)))]


def _person(committee: groups.Group, person: people.Person, verb: str, *, is_chosen: bool = False) -> messages.Button:
    label = assign_shown.label(committee.language, person)
    return messages.Button(f"✓ {label}" if is_chosen else label, presses.data(verb, committee.id, person.id))


def _paged(committee: groups.Group, buttons: Sequence[messages.Button], verb: str, offset: int) -> messages.Rows:
    at = min(offset, max(0, len(buttons) - 1))
    ends = [button(committee, "panel.button.people", "pgpeople")]
    if at:
        ends.insert(0, button(committee, "button.list.before", verb, max(0, at - A_PAGE)))
    if at + A_PAGE < len(buttons):
        ends.append(button(committee, "button.list.next", verb, at + A_PAGE))
    return (*in_threes(buttons[at : at + A_PAGE]), tuple(ends))


async def name_secretary(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """An admin of the chat names the secretary, or takes it back."""
    committee, programme = await programme_panel.of_press(request, work, press)
    if not request.is_chat_admin:
        raise Refused("refused.admins_only")
    membership = await work.people.membership(committee.id, press.number(1))
    if membership is None or membership.left:
        raise Refused("refused.old_button")
    part = people.Part.MEMBER if membership.part is people.Part.SECRETARY else people.Part.SECRETARY
    await parts.give(work, plan_presses.cause(request, work, committee), press.number(1), part)
    return [scene.in_place(request, *await _page(work, committee, programme))]


# -- handed over -------------------------------------------------------------------------


async def _owned(request: Request, work: ports.Work, press: presses.Press) -> tuple[groups.Group, programmes.Programme]:
    committee, programme = await programme_panel.of_press(request, work, press)
    handovers.check(programme, request.actor, is_admin=bool(request.is_chat_admin))
    return committee, programme


async def hand_over(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """To whom: people of the committee, or another chat."""
    committee, programme = await _owned(request, work, press)
    buttons = [
        _person(committee, person, "pgownto")
        for person, _ in await work.people.members(committee.id)
        if person.id != programme.owner_id
    ]
    rows = _paged(committee, buttons, "pgown", press.number(1))
    chat = (button(committee, "handover.button.chat", "pgownchat"),)
    text = words.say(committee.language, "handover.to_whom", programme=scene.shorten(programme.name))
    return [scene.in_place(request, text, (*rows, chat))]


async def to_person(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Asked twice (the second number counts), then done, recorded and said."""
    committee, programme = await _owned(request, work, press)
    membership = await work.people.membership(committee.id, press.number(1))
    person = await work.people.get(press.number(1))
    if membership is None or membership.left or person is None:
        raise Refused("refused.old_button")
    asked, language = press.number(2), committee.language
    values = {"programme": scene.shorten(programme.name), "name": task_lines.name(person.name)}
    if asked < 2:
        key = "handover.sure_again" if asked else "handover.sure"
        rows = (
            (
                button(committee, "panel.button.leave", "pgpeople"),
                button(committee, "panel.button.hand_over", "pgownto", person.id, asked + 1),
            ),
        )
        return [scene.in_place(request, words.say(language, key, **values), rows)]
    handed = await handovers.to_person(work, plan_presses.cause(request, work, committee), person.id)
    told = messages.Post(request.place, words.say(language, "handover.done", **values))
    return [scene.in_place(request, *await _page(work, committee, handed)), told]


async def to_chat(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Asked here, then once more in the chat that takes it."""
    committee, programme = await _owned(request, work, press)
    language, values = committee.language, {"programme": scene.shorten(programme.name)}
    if not press.number(1):
        rows = (
            (
                button(committee, "panel.button.leave", "pgpeople"),
                button(committee, "panel.button.hand_over", "pgownchat", 1),
            ),
        )
        return [scene.in_place(request, words.say(language, "handover.chat_sure", **values), rows)]
    code = handovers.offer(work, plan_presses.cause(request, work, committee), programme)
    address = f"https://t.me/{request.bot_username}?startgroup={code}&admin=pin_messages"
    text = words.say(language, "handover.link", address=address, **values)
    back = ((button(committee, "panel.button.people", "pgpeople"),),)
    return [scene.in_place(request, text, back)]


async def opened(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The link was opened in another chat by an admin of it: what it means, and whether it is wanted."""
    group = scene.group_of(request)
    question, programme = await handovers.offered(work, group, request.args)
    count = len(await work.programmes.seats(programme.id))
    text = words.count(group.language, "handover.take", count, programme=scene.shorten(programme.name))
    rows = (
        (
            button(group, "handover.button.no", "pgtakeno", question.id),
            button(group, "handover.button.take", "pgtake", question.id),
        ),
    )
    return [scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION)]


async def take(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The committee is here from now on; the chat where it was is told."""
    group = _taking(request, press)
    handed = await handovers.take(work, plan_presses.cause(request, work, group), press.number(1))
    values = {"programme": scene.shorten(handed.programme.name)}
    language = handed.committee.language
    answers: list[messages.Answer] = [
        scene.in_place(request, words.say(language, "handover.taken", **values)),
        messages.Post(handed.before, words.say(language, "handover.gone", **values)),
    ]
    board = f"board:{handed.committee.id}"
    if await work.slots.get(handed.before.chat_id, board) is not None:
        answers.append(messages.Delete(handed.before, board))
    return answers


def _taking(request: Request, press: presses.Press) -> groups.Group:
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    if not request.is_chat_admin:
        raise Refused("programme.admins_only")
    return group


async def leave(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing is taken over."""
    group = _taking(request, press)
    await handovers.decline(work, group, press.number(1))
    return [scene.in_place(request, words.say(group.language, "handover.not_taken"))]


PRESSED = {
    "pgpeople": show,
    "pgsecr": secretaries,
    "pgsecrto": name_secretary,
    "pgown": hand_over,
    "pgownto": to_person,
    "pgownchat": to_chat,
    "pgtake": take,
    "pgtakeno": leave,
}
"""Buttons of the panel; they name the committee, in the chat that takes a programme its own group."""

"""A draft passed on to somebody else of the group, who then may change and send it; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, round_reports
from coordination.services import round_passes as service
from coordination.services import rounds as rounds_service
from handlers import presses, scene, words
from handlers import round_reports as reports
from handlers.request import Request

A_PAGE = 8


async def choose(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Whom to pass it on to: people of the group whom a private message reaches."""
    turn, report, _ = await reports.pressed(request, work, press)
    if report.state in round_reports.HANDED_IN:
        raise Refused("round.sent_already")
    group = await work.groups.get(turn.group_id)
    found = await service.candidates(work, group, report)
    if not found:
        raise Refused("round.pass_nobody")
    start = press.number(2) if press.number(2) < len(found) else 0
    rows: list[tuple[messages.Button, ...]] = [
        (messages.Button(scene.shorten(person.name, 32) or "?", presses.data("rpto", group.id, turn.id, person.id)),)
        for person, _, _ in found[start : start + A_PAGE]
    ]
    last = [reports.button(group, "rpback", turn)]
    if start:
        last.append(_page(group, turn.id, "round.button.earlier", max(0, start - A_PAGE)))
    if start + A_PAGE < len(found):
        last.append(_page(group, turn.id, "round.button.more", start + A_PAGE))
    text = words.say(group.language, "round.pass_whom", code=group.code or scene.shorten(group.name))
    return [scene.in_place(request, text, (*rows, tuple(last)))]


def _page(group: groups.Group, turn_id: int, key: str, start: int) -> messages.Button:
    return messages.Button(words.plain(group.language, key), presses.data("rppass", group.id, turn_id, start))


async def back(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The report again, in place of the names."""
    turn, report, part = await reports.pressed(request, work, press)
    seen = await rounds_service.board_of_turn(work, turn)
    if seen is None:
        raise Refused("refused.old_button")
    group = seen.seats[turn.id].group
    assert request.actor is not None  # `pressed` has seen to it
    text = await reports.shown_to(work, seen, turn, report, request.actor)
    return [scene.in_place(request, text, reports.rows_of(group, turn, report, part))]


async def pass_to(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The draft goes to the person in private, with who passed it on; everybody else keeps theirs."""
    turn, report, part = await reports.pressed(request, work, press)
    seen = await rounds_service.board_of_turn(work, turn)
    if seen is None:
        raise Refused("refused.old_button")
    group = seen.seats[turn.id].group
    passed, (person, its, chat) = await service.pass_on(work, turn, report, group, press.number(2))
    name = "" if request.actor is None else scene.shorten(request.actor.name, 32)
    assert request.actor is not None
    theirs = await reports.shown_to(work, seen, turn, passed, person)
    head = words.say(group.language, "round.passed_to_you", name=name)
    post = messages.Post(
        messages.Place(chat.id),
        Markup("\n").join([head, theirs]),
        purpose=messages.Purpose.QUESTION,
        rows=reports.rows_of(group, turn, passed, its),
        slot=reports.slot(turn),
    )
    told = words.say(group.language, "round.passed_on", name=scene.shorten(person.name, 32))
    shown = Markup("\n").join([await reports.shown_to(work, seen, turn, passed, request.actor), told])
    return [post, scene.in_place(request, shown, reports.rows_of(group, turn, passed, part))]


PRESSED = {"rppass": choose, "rpto": pass_to, "rpback": back}

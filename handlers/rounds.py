"""`/round`: the committee opens a round, asks for reports, calls group by group, and closes it; it decides nothing."""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, round_windows, rounds, when
from coordination.rules.rounds import Floor, TurnState
from coordination.services import round_cards as cards_service
from coordination.services import round_reports as reports_service
from coordination.services import rounds as service
from handlers import (
    presses,
    round_boards,
    round_calls,
    round_cards,
    round_papers,
    round_reports,
    round_windowed,
    scene,
    words,
)
from handlers.request import Request

_NOW = re.compile(r"(?:now|right now|at once|现在|立即|马上)(?:\s+|$)(.*)", re.IGNORECASE | re.DOTALL)
_LENGTH = re.compile(
    r"(\d{1,3})\s*(?:(h|hours?|小时)|(m|min|mins|minutes?|分钟|分))\s*(?:each|a group|每组)?\s*", re.IGNORECASE
)
_OVER = re.compile(
    r"(?:over|within|in)\s+(\d{1,3})\s*(?:work(?:ing)?\s*)?days?(?:\s+|$)(.*)|分?\s*(\d{1,3})\s*个?(?:工作日|天)(?:内)?\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
Step = Callable[[Floor], Floor]


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/round` shows the open round; `/round now`, `/round Fri 14:00 Second meeting` open one."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("round.in_private")
    await service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    await service.programme_of(work, group)
    typed = request.args.strip()
    open_now = await service.current(work, group)
    if not typed and open_now is None:
        return [scene.answer(request, words.say(request.language, "round.how"))]
    if typed:
        wish = _wish(request, typed, await _count(work, group))
        open_now = await service.open_round(work, scene.said(request, work, request.text), wish)
    assert open_now is not None
    return [_posted(request, work, await service.board(work, group, open_now))]


def _posted(request: Request, work: ports.Work, seen: service.Board) -> messages.Post:
    """The board as a new message, which is the one that is kept up from now on."""
    text, rows = round_boards.board(seen, work.now)
    slot = round_boards.slot(seen.floor.round)
    return scene.answer(request, text, rows=rows, purpose=messages.Purpose.TURN, slot=slot)


async def _count(work: ports.Work, group: groups.Group) -> int:
    programme = await service.programme_of(work, group)
    return len(await work.programmes.seats(programme.id))


def _wish(request: Request, typed: str, count: int) -> service.Wish:
    """An hour and a title, or right now and for how long. Raises `Refused` where no hour is named."""
    usual = words.plain(scene.group_of(request).language, "round.usual_title")
    if now := _NOW.fullmatch(typed):
        length = _LENGTH.match(now[1])
        title = now[1][length.end() if length else 0 :].strip()
        return service.Wish(title or usual, None, _minutes(length, count))
    if over := _OVER.fullmatch(typed):
        return _over_days(request, int(over[1] or over[3]), (over[2] or over[4] or "").strip() or usual, count)
    found = when.find(typed, scene.frame(request))
    moments = [] if found is None else [one for one in found.reading.values if isinstance(one, when.Moment)]
    if found is None or len(moments) != 1 or moments[0].at is None:
        raise Refused("round.no_hour", words=scene.shorten(typed))
    title = f"{typed[: found.start]} {typed[found.end :]}".strip(" ,，:：")
    return service.Wish(title or usual, moments[0].at)


def _over_days(request: Request, days: int, title: str, count: int) -> service.Wish:
    """So many working days, shared out among the groups. Raises `Refused` for none, and for too many."""
    if not 1 <= days <= round_windows.MOST_DAYS:
        raise Refused("round.days_between", limit=round_windows.MOST_DAYS)
    hours = service.hours_of(scene.group_of(request))
    return service.Wish(title, None, round_windows.share(hours, days, count), days)


def _minutes(length: re.Match[str] | None, count: int) -> int:
    """Minutes of one turn: as said, or the whole time shared out."""
    if length is None:
        return rounds.USUAL_MINUTES
    return int(length[1]) if length[3] else int(length[1]) * 60 // max(count, 1)


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Every group's draft goes to its people; the board says until when."""
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.state is not rounds.RoundState.COLLECTING or seen.is_asked:
        raise Refused("round.asked_already")
    service.ask(work, seen.floor.round)
    said = await round_reports.ask_all(work, seen)
    fresh = await service.board(work, seen.committee, seen.floor)
    return [*said, round_calls.board_edit(fresh)]


async def begin(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    hours = (await round_calls.seen(request, work, press)).hours
    return await _step(
        request,
        work,
        press,
        lambda one: round_windows.begin(one, hours, work.now) if one.round.days else rounds.begin(one, work.now),
    )


async def pause(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _step(request, work, press, lambda floor: rounds.pause(floor, work.now))


async def resume(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _step(request, work, press, lambda floor: rounds.resume(floor, work.now))


async def cancel(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _step(request, work, press, lambda floor: rounds.cancel(floor, work.now))


async def later(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _moved(request, work, press, TurnState.LATER)


async def absent(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _moved(request, work, press, TurnState.ABSENT)


async def accept(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The turn is heard and the next one called; where nothing was handed in it is asked once."""
    seen = await round_calls.seen(request, work, press)
    turn = seen.floor.turn(press.number(2))
    if turn.state is TurnState.REPORTING and not seen.is_in(turn):
        return [await _asked_once(request, work, seen, turn)]
    return await heard(request, work, press)


async def _asked_once(
    request: Request, work: ports.Work, seen: service.Board, turn: rounds.Turn
) -> messages.EditPressed:
    assert request.pressed_message_id is not None
    known = await cards_service.briefing(work, seen.seats[turn.id].group)
    card = round_cards.card(seen, turn, known)
    asked = words.say(seen.committee.language, "round.card.no_report")
    rows = round_cards.card_buttons(seen, turn, confirms=True)
    return messages.EditPressed(request.place, request.pressed_message_id, Markup("\n").join([card, asked]), rows)


async def heard(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The turn counts as heard, whatever was handed in."""
    seen = await round_calls.seen(request, work, press)
    turn = seen.floor.turn(press.number(2))
    said = await _step(request, work, press, lambda floor: rounds.move_on(floor, turn.id, TurnState.REPORTED, work.now))
    await reports_service.accept(work, turn, seen.reports.get(turn.id))
    return said


async def close(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """End the round; while somebody waits it is asked what becomes of them."""
    seen = await round_calls.seen(request, work, press)
    if seen.floor.queue or seen.floor.speaking is not None:
        text, rows = round_boards.closing_question(seen, work.now)
        return [scene.in_place(request, text, rows)]
    return await _closed(request, work, press, None)


async def follow(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _closed(request, work, press, TurnState.TO_FOLLOW)


async def excuse(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _closed(request, work, press, TurnState.EXCUSED)


async def _closed(
    request: Request, work: ports.Work, press: presses.Press, rest: TurnState | None
) -> Sequence[messages.Answer]:
    said = await _step(request, work, press, lambda floor: rounds.close(floor, rest, work.now))
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.days:
        await round_windowed.accept_all(work, seen)
    text, rows = round_boards.ended(seen, work.now)
    slot = round_boards.ended_slot(seen.floor.round)
    return [*said, messages.Post(request.place, text, rows=rows, purpose=messages.Purpose.TURN, slot=slot)]


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Back to the board."""
    seen = await round_calls.seen(request, work, press)
    return [scene.in_place(request, *round_boards.board(seen, work.now))]


async def order(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    seen = await round_calls.seen(request, work, press)
    return [scene.in_place(request, *round_boards.picker(seen, "rdup", press.number(2), "round.pick_order"))]


async def up(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A group that waits goes one place up; one that was absent or put off is next."""
    seen = await round_calls.seen(request, work, press)
    turn = seen.floor.turn(press.number(2))
    if turn.state is TurnState.WAITING:
        moved = service.step(work, seen.floor, lambda floor: rounds.reorder(floor, turn.id, up=True))
        fresh = await service.board(work, seen.committee, moved)
        return [scene.in_place(request, *round_boards.board(fresh, work.now))]
    return await _step(request, work, press, lambda floor: rounds.call(floor, turn.id, work.now))


async def reports(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    seen = await round_calls.seen(request, work, press)
    changed = [
        turn.id
        for turn in round_boards.paged(seen, press.number(2))
        if turn.id in seen.reports and await reports_service.changed_since(work, turn.group_id, seen.reports[turn.id])
    ]
    key = "round.pick_report_changed" if changed else "round.pick_report"
    text, rows = round_boards.picker(seen, "rdread", press.number(2), key, changed=changed)
    if seen.floor.round.state is rounds.RoundState.CLOSED:
        return [messages.Post(request.place, text, rows=rows[:-1] or rows, silent=True)]
    return [scene.in_place(request, text, rows)]


async def _moved(
    request: Request, work: ports.Work, press: presses.Press, state: TurnState
) -> Sequence[messages.Answer]:
    return await _step(request, work, press, lambda floor: rounds.move_on(floor, press.number(2), state, work.now))


async def _step(request: Request, work: ports.Work, press: presses.Press, move: Step) -> Sequence[messages.Answer]:
    before = await round_calls.seen(request, work, press)
    moved = service.step(work, before.floor, lambda floor: before.settled(move(floor), work.now))
    after = await service.board(work, before.committee, moved)
    return await round_windowed.shifted(work, before, after)


async def paper(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The round's report as a document."""
    seen = await round_calls.seen(request, work, press)
    values = {"group": str(seen.committee.id), "round": str(seen.floor.round.id)}
    return [messages.Document(request.place, round_papers.RECIPE, values), messages.Toast()]

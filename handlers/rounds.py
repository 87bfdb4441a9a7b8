"""`/round`: the committee opens a round, asks for reports, calls group by group, and closes it; it decides nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, round_windows, rounds
from coordination.rules.rounds import TurnState
from coordination.services import round_briefings as briefings_service
from coordination.services import round_openings
from coordination.services import round_reports as reports_service
from coordination.services import round_results as results_service
from coordination.services import round_turns as turns_service
from coordination.services import rounds as service
from handlers import (
    dates,
    presses,
    round_asked,
    round_boards,
    round_briefings,
    round_calls,
    round_cards,
    round_drafts,
    round_ends,
    round_followers,
    round_outcomes,
    round_papers,
    round_pins,
    round_schedules,
    round_steps,
    round_windowed,
    round_wishes,
    scene,
    words,
)
from handlers.request import Request

_DECIDED = re.compile(
    r"(?:decided|decision|decide|agreed|议定事项|议定|决定)\s*[:：]?\s+?(.+)|(?:议定事项|议定|决定)\s*[:：]?\s*(.+)",
    re.I | re.S,
)


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/round` shows the open round; `/round now`, `/round Fri 14:00 Second meeting` open one."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("round.in_private")
    await service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    programme = await service.programme_of(work, group)
    typed = request.args.strip()
    if decided := _DECIDED.fullmatch(typed):
        return await round_outcomes.decided(request, work, decided[1] or decided[2])
    open_now = await service.current(work, group)
    if not typed and open_now is None:
        return [await round_schedules.none_open(request, work)]
    if typed:
        found = round_wishes.read(request, typed, len(await round_openings.called(work, programme)))
        if found.again is not None:
            return await round_schedules.offered(request, work, found.wish, found.again)
        open_now = await service.open_round(work, scene.said(request, work, request.text), found.wish)
    assert open_now is not None
    return await _posted(request, work, await service.board(work, group, open_now))


async def _posted(request: Request, work: ports.Work, seen: service.Board) -> Sequence[messages.Answer]:
    """The board as a new message, which is the one that is kept up, and pinned, from now on."""
    text, rows = round_boards.board(seen, work.now)
    slot = round_boards.slot(seen.floor.round)
    post = scene.answer(request, text, rows=rows, purpose=messages.Purpose.TURN, slot=slot)
    is_pinned = await round_pins.may_pin(work, seen)
    return [
        *await round_pins.taken_off(work, seen),
        *await round_boards.moved_down(work, seen),
        replace(post, pinned=is_pinned),
    ]


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Every group's draft goes to its people; the board says until when."""
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.state is not rounds.RoundState.COLLECTING or seen.is_asked:
        raise Refused("round.asked_already")
    said = await round_asked.ask(work, seen)
    fresh = await service.board(work, seen.committee, seen.floor)
    return [*said, round_calls.board_edit(fresh)]


async def begin(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The first group is called; whoever begins runs the round."""
    seen = await round_calls.seen(request, work, press)
    await briefings_service.runs(work, seen.floor.round, request.actor)
    hours = seen.hours
    said = await round_steps.step(
        request,
        work,
        press,
        lambda one: round_windows.begin(one, hours, work.now) if one.round.days else rounds.begin(one, work.now),
    )
    return [*said, *await round_boards.time_taken(work, seen)]


async def pause(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await round_steps.step(request, work, press, lambda floor: rounds.pause(floor, work.now))


async def resume(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    seen = await round_calls.seen(request, work, press)
    await briefings_service.runs(work, seen.floor.round, request.actor)
    return await round_steps.step(request, work, press, lambda floor: rounds.resume(floor, work.now))


async def cancel(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Called off: whoever was told of it is told so once, without a sound."""
    said = await round_steps.step(request, work, press, lambda floor: rounds.cancel(floor, work.now))
    return [*said, *await round_asked.called_off(work, await round_calls.seen(request, work, press))]


async def later(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _moved(request, work, press, TurnState.LATER)


async def absent(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _moved(request, work, press, TurnState.ABSENT)


async def accept(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The turn is heard and the next one called; where nothing was handed in, nor said, it is asked once."""
    seen = await round_calls.seen(request, work, press)
    turn = seen.floor.turn(press.number(2))
    one = seen.floor.round
    is_silent = not seen.is_in(turn) and not await turns_service.has_spoken(work, one, turn)
    if turn.state in rounds.ON_FLOOR and is_silent and not one.live_only:
        return [await _asked_once(request, work, seen, turn)]
    return await heard(request, work, press)


async def _asked_once(
    request: Request, work: ports.Work, seen: service.Board, turn: rounds.Turn
) -> messages.EditPressed:
    shown = await round_briefings.again(request, work, seen, turn)
    key = "round.card.came_back" if seen.is_returned(turn) else "round.card.no_report"
    asked = words.say(request.language, key)
    rows = round_cards.card_buttons(seen, turn, confirms=True, language=request.language)
    return scene.in_place(request, Markup("\n").join([shown, asked]), rows)


async def heard(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The turn counts as heard, whatever was handed in."""
    seen = await round_calls.seen(request, work, press)
    turn = seen.floor.turn(press.number(2))
    if seen.floor.round.live_only and turn.state in rounds.ON_FLOOR and not seen.is_in(turn):
        records = await reports_service.records(work, seen.seats[turn.id].group)
        await results_service.by_the_records(work, turn, round_drafts.draft(records, work.now))
    said = await _moved(request, work, press, TurnState.REPORTED)
    await reports_service.accept(work, turn, seen.reports.get(turn.id))
    return said


async def close(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """End the round; while somebody waits it is asked what becomes of them."""
    seen = await round_calls.seen(request, work, press)
    if seen.floor.queue or seen.floor.speaking is not None or seen.floor.count(TurnState.TIMED_OUT):
        return [round_steps.menu(request, work, seen, round_boards.closing_question(seen, work.now))]
    return await _closed(request, work, press, None)


async def follow(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _closed(request, work, press, TurnState.TO_FOLLOW)


async def absent_all(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _closed(request, work, press, TurnState.ABSENT)


async def excuse(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _closed(request, work, press, TurnState.EXCUSED)


async def _closed(
    request: Request, work: ports.Work, press: presses.Press, rest: TurnState | None
) -> Sequence[messages.Answer]:
    said = await round_steps.step(request, work, press, lambda floor: round_windows.close(floor, rest, work.now))
    seen = await round_calls.seen(request, work, press)
    if seen.floor.round.days:
        await round_windowed.accept_all(work, seen)
    await results_service.freeze(work, seen)
    followers = await round_followers.told(work, seen, rounds.order(seen.floor.turns))
    return [*said, *_answered(request, seen), *await round_ends.closed(work, seen), *followers]


def _answered(request: Request, seen: service.Board) -> list[messages.EditPressed]:
    """Where it was closed below the word that all were called, that stands there again, without a button."""
    if request.pressed_slot == round_boards.slot(seen.floor.round):
        return []
    return [scene.in_place(request, words.say(request.language, "round.all_called"))]


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Back to the board."""
    seen = await round_calls.seen(request, work, press)
    return [round_steps.board(request, work, seen)]


async def _moved(
    request: Request, work: ports.Work, press: presses.Press, state: TurnState
) -> Sequence[messages.Answer]:
    return await round_steps.step(
        request, work, press, lambda floor: rounds.move_on(floor, press.number(2), state, work.now)
    )


async def paper(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The round's report as a document; the third number says in which form."""
    seen = await round_calls.seen(request, work, press)
    recipe = round_papers.MARKDOWN if press.number(2) else round_papers.RECIPE
    values = {"group": str(seen.committee.id), "round": str(seen.floor.round.id)}
    one, committee = seen.floor.round, seen.committee
    moment = dates.moment(one.closed_at or work.now, committee.zone, work.now, committee.language)
    caption = words.say(committee.language, "round.paper.caption", title=scene.shorten(one.title), moment=moment)
    return [messages.Document(request.place, recipe, values, caption), messages.Toast()]

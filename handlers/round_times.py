"""What time sets off in a round: the hour of the meeting, missing reports, a turn whose time is up; no rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from coordination import messages, ports
from coordination.rules import groups, round_reports, rounds
from coordination.services import programmes as programme_service
from coordination.services import reminder_joins, round_passes
from coordination.services import round_briefings as briefings_service
from coordination.services import round_hours as hours_service
from coordination.services import round_notes as notes_service
from coordination.services import round_schedules as schedules_service
from coordination.services import rounds as service
from handlers import (
    dates,
    owed_reports,
    private_reminders,
    round_boards,
    round_briefings,
    round_calls,
    round_schedules,
    round_steps,
    round_weak,
    round_windowed,
    scene,
    words,
)

REMINDED = timedelta(hours=3)
"""So long before reports are due, who has not sent one is told, once."""

Outgoing = messages.Outgoing


async def due(work: ports.Work, round_id: int) -> Sequence[Outgoing]:
    """Everything of a round whose time has come, each once."""
    one = await work.rounds.get(round_id)
    programme = None if one is None else await work.programmes.get(one.programme_id)
    if one is None or programme is None:
        return []
    committee = await work.groups.get(programme.committee_id)
    floor = await service.floor(work, one)
    if not await _may_move(work, committee, floor):
        return []
    seen = await service.board(work, committee, floor)
    if one.menu_until is not None and work.now >= one.menu_until:
        moved = service.step(work, floor, lambda floor: round_steps.shown(floor, work))
        return [round_calls.board_edit(replace(seen, floor=moved))]
    if one.state is rounds.RoundState.LIVE:
        return await (round_windowed.pass_time if one.days else _live)(work, seen)
    if one.state is not rounds.RoundState.COLLECTING:
        return []
    if (drifted := await round_schedules.drifted(work, seen)) is not None:
        return drifted
    return [*await _missing(work, seen), *await round_weak.overdue(work, seen), *await _meets(work, seen)]


async def _may_move(work: ports.Work, committee: groups.Group, floor: rounds.Floor) -> bool:
    """Whether it is worth reading all groups: this is asked every few seconds."""
    one = floor.round
    if one.menu_until is not None and work.now >= one.menu_until:
        return True
    if one.state is rounds.RoundState.PAUSED:
        return False
    if one.state is rounds.RoundState.LIVE and one.days is None:
        is_over = floor.ends_at is not None and work.now >= floor.ends_at
        if is_over or _is_stale(floor, work.now) or await _spoke(work, floor):
            return True
        return await briefings_service.is_lost(work, committee, floor)
    if one.state is rounds.RoundState.LIVE:
        return await service.is_moved_by_time(work, committee, floor)
    starts = [at for at in (one.meets_at, one.reports_due_at and one.reports_due_at - REMINDED) if at is not None]
    return any(work.now >= at for at in starts) or await schedules_service.drift(work, committee, one) is not None


def _is_stale(floor: rounds.Floor, now: datetime) -> bool:
    """Whether the board shows another time left than there is."""
    return floor.round.menu_until is None and rounds.minutes_left(floor, now) != floor.round.minutes_shown


async def _spoke(work: ports.Work, floor: rounds.Floor) -> bool:
    """Whether a word came, or a report, of the group that was called."""
    turn = floor.speaking
    if turn is None or turn.state is not rounds.TurnState.CALLED:
        return False
    kept = await work.rounds.report(turn.id)
    is_in = kept is not None and kept.report.state in round_reports.HANDED_IN
    return is_in or await notes_service.has_spoken(work, floor.round, turn)


async def _live(work: ports.Work, seen: service.Board) -> list[Outgoing]:
    """The board says what is left, to the minute, and whether a word came; time that is up is said once."""
    said = [*await round_briefings.lost(work, seen), *await _time_is_up(work, seen)]
    spoke = await _spoke(work, seen.floor)
    turn = seen.floor.speaking
    if not (spoke or _is_stale(seen.floor, work.now)):
        return said
    heard = {turn.id} if spoke and turn is not None else set()
    if seen.floor.round.menu_until is not None:
        service.step(work, seen.floor, lambda floor: rounds.heed(floor, heard, work.now))
        return said
    service.step(work, seen.floor, lambda floor: round_steps.shown(rounds.heed(floor, heard, work.now), work))
    return [*said, round_calls.board_edit(seen)]


async def _time_is_up(work: ports.Work, seen: service.Board) -> list[Outgoing]:
    """Said in the group's chat alone: the committee has it on its board."""
    turn, ends = seen.floor.speaking, seen.floor.ends_at
    if turn is None or ends is None or work.now < ends:
        return []
    if not await service.once(work, seen.floor.round, "time", f"{turn.id}:{turn.began_at}"):
        return []
    group = seen.seats[turn.id].group
    if not await round_calls.reachable(work, group):
        return []
    text = words.say(group.language, "round.time_up_group")
    return [messages.Post(programme_service.place_of(group), text, purpose=messages.Purpose.TURN)]


async def _meets(work: ports.Work, seen: service.Board) -> list[Outgoing]:
    one = seen.floor.round
    if one.meets_at is None or work.now < one.meets_at or not await service.once(work, one, "meets"):
        return []
    if one.days is not None:  # on the schedule: the clock calls
        return await round_windowed.begun(work, seen)
    return [round_boards.time_post(seen)]


async def _missing(work: ports.Work, seen: service.Board) -> list[Outgoing]:
    one = seen.floor.round
    if not seen.is_asked or one.reports_due_at is None:
        return []
    if not one.reports_due_at - REMINDED <= work.now < one.reports_due_at:
        return []
    if not await service.once(work, one, "missing"):
        return []
    said: list[Outgoing] = []
    for turn in seen.floor.turns:
        if turn.state is rounds.TurnState.WAITING and not seen.is_in(turn):
            said += await _reminded(work, seen, turn, one.reports_due_at)
    return said


async def _reminded(work: ports.Work, seen: service.Board, turn: rounds.Turn, due_at: datetime) -> Sequence[Outgoing]:
    """A message to each who has the draft; whoever is reminded of tasks at the same moment finds it in that one."""
    group, title = seen.seats[turn.id].group, seen.floor.round.title
    said: list[Outgoing] = []
    for person, _, chat in await round_passes.holders(work, group, seen.reports.get(turn.id)):
        owed = reminder_joins.Owed(turn.id, group.id, seen.code(turn), title, due_at, group.zone, is_turn=True)
        joined = await reminder_joins.join(work, person, [owed])
        if joined is not None:
            said.append(private_reminders.edit(joined, work.now))
            continue
        zone = await hours_service.zone_of(work, person, group)
        values = {"title": scene.shorten(title), "code": seen.code(turn)}
        moment = dates.moment(due_at, zone, work.now, group.language)
        text = words.say(group.language, "round.due_soon", moment=moment, **values)
        rows = owed_reports.rows([owed], group.language)
        said.append(messages.Post(messages.Place(chat.id), text, purpose=messages.Purpose.REMINDER, rows=rows))
    return said

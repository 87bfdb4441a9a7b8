"""Groups whose report is to follow after the round: told until when, with the draft; and what is set right; no rule."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.rules import rounds
from coordination.rules.rounds import TurnState
from coordination.services import programmes as programme_service
from coordination.services import report_roads, round_passes
from coordination.services import round_results as results_service
from coordination.services import rounds as service
from handlers import dates, draft_places, round_calls, round_ends, round_reports, round_roads, scene, words

Outgoing = messages.Outgoing


async def told(work: ports.Work, seen: service.Board, turns: Sequence[rounds.Turn]) -> list[Outgoing]:
    """Until when, in each chat without a sound; the draft to whoever has none, and its new date to whoever has it."""
    said: list[Outgoing] = []
    due = results_service.follow_by(seen)
    for turn in turns:
        if turn.state is not TurnState.TO_FOLLOW or due is None or seen.is_in(turn) or seen.floor.round.live_only:
            continue
        group = seen.seats[turn.id].group
        if await round_calls.reachable(work, group):
            values = {"title": scene.shorten(seen.floor.round.title)}
            values["moment"] = dates.moment(due, group.zone, work.now, group.language)
            post = _post(seen, turn, "round.follow_told", values)
            is_short = await report_roads.without_draft(work, group)
            said.append(replace(post, rows=(draft_places.link(group.language),)) if is_short else post)
        said += await _drafts(work, seen, turn)
    return said


async def _drafts(work: ports.Work, seen: service.Board, turn: rounds.Turn) -> list[Outgoing]:
    group, report, slot = seen.seats[turn.id].group, seen.reports.get(turn.id), round_reports.slot(turn)
    said: list[Outgoing] = []
    for person, part, chat in await round_passes.holders(work, group, report):
        place = messages.Place(chat.id)
        if report is None or await work.slots.get(chat.id, slot) is None:
            fresh = await round_roads.below(work, turn, (person, part), place)
            said += [one for one in fresh if isinstance(one, messages.Post)]
            continue
        text = await round_reports.shown_to(work, seen, turn, report, person)
        rows = round_reports.rows_of(group, turn, report, part)
        said.append(messages.Edit(place, slot, text, rows, purpose=messages.Purpose.TURN))
    return said


async def set_right(work: ports.Work, before: service.Board, after: service.Board, turn_id: int) -> list[Outgoing]:
    """What is told of a group is another thing now: whoever was told the first thing is told the other."""
    old, new = before.floor.turn(turn_id), after.floor.turn(turn_id)
    if old.state is new.state:
        return []
    if new.state is TurnState.TO_FOLLOW and not after.is_in(new) and not after.floor.round.live_only:
        return await told(work, after, [new])
    was_told = old.state is TurnState.TO_FOLLOW or await service.was(work, after.floor.round, round_ends.PARTS_SENT)
    if not was_told or not await round_calls.reachable(work, after.seats[turn_id].group):
        return []
    state = words.plain(after.seats[turn_id].group.language, f"round.state.{new.state.value}")
    return [_post(after, new, "round.part_of", {"title": scene.shorten(after.floor.round.title), "state": state})]


def _post(seen: service.Board, turn: rounds.Turn, key: str, values: dict[str, str]) -> messages.Post:
    group = seen.seats[turn.id].group
    place = programme_service.place_of(group)
    return messages.Post(place, words.say(group.language, key, **values), purpose=messages.Purpose.TURN, silent=True)

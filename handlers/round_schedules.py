"""Rounds that come again and again: kept, shown with their next times, stopped, opened ahead; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, programmes, recurrence_words, recurrences, rounds, rrules, when
from coordination.services import programmes as programme_service
from coordination.services import round_offers as round_offers_service
from coordination.services import round_openings
from coordination.services import round_schedules as service
from coordination.services import rounds as rounds_service
from handlers import dates, presses, round_asked, round_boards, round_calls, round_offers, scene, words
from handlers.request import Request

Outgoing = messages.Outgoing
MOST_CODES = 20


async def offered(
    request: Request, work: ports.Work, wish: rounds_service.Wish, again: when.Recurrence
) -> Sequence[messages.Answer]:
    """What was understood, whom it asks and when, before anything of it begins."""
    made = await service.made(work, scene.said(request, work, request.text), wish, again)
    language = request.language
    lines = [*_understood(request, work, made), *await _called(request, work, wish)]
    lines.append(words.say(language, "round.offer.nothing_yet"))
    rows = round_offers.rows(request, work, round_offers_service.ROUND)
    return [scene.answer(request, Markup("\n").join(lines), rows=rows)]


async def kept(
    request: Request, work: ports.Work, wish: rounds_service.Wish, again: when.Recurrence
) -> Sequence[messages.Answer]:
    """It comes from now on: the same in place, with the way to stop it."""
    made = await service.keep(work, scene.said(request, work, request.text), wish, again)
    group, language = scene.group_of(request), request.language
    lines = [*_understood(request, work, made), words.say(language, "round.schedule.skip")]
    return [scene.in_place(request, Markup("\n").join(lines), ((_stop(group, made, language),),))]


def _understood(request: Request, work: ports.Work, made: ports.Schedule) -> list[Markup]:
    """The title and the days, the next three times, when its reports are asked for and due."""
    group, language, wish = scene.group_of(request), request.language, service.wish_of(made)
    lines = [words.say(language, "round.schedule.kept", title=scene.shorten(wish.title), rule=rule(group, made))]
    coming = service.upcoming(group, made, request.now)
    shown = [dates.moment(at, group.zone, request.now, language) for at in coming]
    lines.append(words.say(language, "round.schedule.next", moments=words.join(language, "clauses", shown)))
    opens_at = service.opens_at(group, made, coming[0])
    values = {"moment": words.plain(language, "round.opens_now")}
    if opens_at > request.now:
        values["moment"] = dates.moment(opens_at, group.zone, request.now, language)
    due = round_openings.due_before(work, group, coming[0])
    if _how(wish) == "reports" and due is not None:
        values["due"] = dates.moment(due, group.zone, request.now, language)
    lines.append(words.say(language, f"round.opens.{_how(wish)}", **values))
    return lines


async def _called(request: Request, work: ports.Work, wish: rounds_service.Wish) -> list[Markup]:
    """How many groups it calls, and those that hear nothing of it."""
    language = request.language
    programme = await rounds_service.programme_of(work, scene.group_of(request))
    called = await round_openings.called(work, programme)
    lines = [words.count(language, "round.offer.groups", len(called))] if wish.days else []
    lines = lines or [words.count(language, "round.offer.each", wish.minutes, number=len(called))]
    silent = [one.code for one in called if not await _hears(work, one)]
    if silent:
        codes = words.join(language, "listed", silent[:MOST_CODES])
        lines.append(words.say(language, "round.offer.silent", codes=codes))
    return lines


async def _hears(work: ports.Work, seat: programmes.Seat) -> bool:
    return await round_calls.reachable(work, await work.groups.get(seat.group_id))


def _how(wish: rounds_service.Wish) -> str:
    return "live" if wish.live_only else "days" if wish.days else "reports"


def rule(group: groups.Group, schedule: ports.Schedule) -> str:
    """`every second Friday, 14:00`; as a repetition where nobody has words for it."""
    try:
        found = rrules.to_rrule(recurrences.from_values(schedule.rule, group.zone))
        return recurrence_words.to_words(found, group.language)
    except ValueError:
        return words.plain(group.language, "reminder.repeats")


def _stop(group: groups.Group, schedule: ports.Schedule, language: str) -> messages.Button:
    label = words.plain(language, "round.button.rdstop")
    return messages.Button(label, presses.data("rdstop", group.id, schedule.id))


async def none_open(request: Request, work: ports.Work) -> messages.Post:
    """The ways to open a round, and those that come by themselves."""
    group, language = scene.group_of(request), request.language
    lines, buttons = [words.say(language, "round.how")], []
    for one in await service.of_committee(work, group):
        coming = await service.next_of(work, group, one)
        moment = "–" if coming is None else dates.moment(coming, group.zone, request.now, language)
        title = scene.shorten(service.wish_of(one).title)
        values = {"title": title, "rule": rule(group, one), "moment": moment}
        lines.append(words.say(language, "round.schedule.line", **values))
        label = words.plain(language, "round.stop_of", title=scene.shorten(title, 20))
        buttons.append(replace(_stop(group, one, language), label=label))
    rows = (*round_offers.ways(request), *((one,) for one in buttons))
    return scene.answer(request, Markup("\n").join(lines), rows=rows)


async def stop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """No further round comes by itself."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    stopped = await service.stop(work, group, press.number(1))
    title = scene.shorten(service.wish_of(stopped).title)
    return [scene.in_place(request, words.say(request.language, "round.schedule.stopped", title=title))]


async def opened(work: ports.Work, opening: service.Opening) -> list[Outgoing]:
    """The board in the committee's chat, and the groups asked or told; nothing where it can't be opened after all."""
    try:
        floor = await service.open_for(work, opening)
    except Refused:
        return []
    seen = await rounds_service.board(work, opening.committee, floor)
    said: list[Outgoing] = []
    if floor.round.live_only:
        said = await round_asked.told(work, seen, by_itself=True)
    elif floor.round.days is None:
        said = await round_asked.ask(work, seen, by_itself=True)
    fresh = await rounds_service.board(work, opening.committee, floor)
    return [_board(work, fresh), *said]


def _board(work: ports.Work, seen: rounds_service.Board) -> messages.Post:
    text, rows = round_boards.board(seen, work.now)
    place = programme_service.place_of(seen.committee)
    slot = round_boards.slot(seen.floor.round)
    return messages.Post(place, text, purpose=messages.Purpose.TURN, rows=rows, slot=slot)


async def due(work: ports.Work, schedule_id: int) -> Sequence[Outgoing]:
    """A round that is to be opened ahead of its hour."""
    opening = await service.due(work, schedule_id)
    return [] if opening is None else await opened(work, opening)


async def drifted(work: ports.Work, seen: rounds_service.Board) -> list[Outgoing] | None:
    """What an admin made of the run in the schedule holds for the round that is open for it; `None` for nothing."""
    drift = await service.drift(work, seen.committee, seen.floor.round)
    if drift is None:
        return None
    if drift.left_out:
        await service.left_out(work, seen.floor.round)
        moved = rounds_service.step(work, seen.floor, lambda floor: rounds.cancel(floor, work.now))
        fresh = await rounds_service.board(work, seen.committee, moved)
        return [round_calls.board_edit(seen), *await round_asked.called_off(work, fresh)]
    one = seen.floor.round
    due_at = None if one.reports_due_at is None else round_openings.due_before(work, seen.committee, drift.meets_at)
    moved = rounds_service.step(
        work,
        seen.floor,
        lambda floor: replace(floor, round=replace(one, meets_at=drift.meets_at, reports_due_at=due_at)),
    )
    fresh = await rounds_service.board(work, seen.committee, moved)
    return [round_calls.board_edit(seen), *await round_asked.moved(work, fresh)]


PRESSED = {"rdstop": stop}

"""The roads to a draft: the link in the group, `/start` and `/round` of its people, a button; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, round_reports, rounds
from coordination.services import report_roads as service
from coordination.services import round_hours as hours_service
from coordination.services import round_reports as reports_service
from coordination.services import rounds as rounds_service
from handlers import dates, draft_places, filings, presses, round_drafts, round_shown, scene, words
from handlers import round_reports as reports
from handlers.request import Request

MOST = 6
"""So many drafts are sent at once; whoever reports for more groups asks again once those are in."""


async def owed(request: Request, work: ports.Work, *, unasked: bool = False) -> list[messages.Answer]:
    """In private: the drafts of what the writer's groups owe; `unasked`: only where drafts are sent to them anyway."""
    person, found = request.actor, list[messages.Answer]()
    if person is None:
        return found
    for group in await service.groups_of(work, person):
        if unasked and not await service.is_reporter(work, group, person):
            continue
        for each in await _owed_of(work, group, person, request.place):
            found += each
            if sum(isinstance(one, messages.Post) for one in found) >= MOST:
                return found
    return found


async def asked(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """`/round` of whoever has no round to hold here: what is owed; `None` in a committee's chat."""
    if not request.is_private:
        return await in_group(request, work)
    if request.args.strip():
        raise Refused("round.in_private")
    return await opened(request, work)


async def opened(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/round` in private, and the link: the drafts that are owed; where none is, what holds instead."""
    if found := await owed(request, work):
        return found
    lines = []
    for group in [] if request.actor is None else await service.groups_of(work, request.actor):
        turn = await service.turn_of(work, group)
        if turn is not None and turn.is_owed:  # one may not report for it
            lines.append(words.say(request.language, "round.own.no_part", name=scene.shorten(group.name)))
    return [scene.answer(request, Markup("\n").join(lines or [words.say(request.language, "round.own.nothing")]))]


async def in_group(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """`/round` in the chat of a group of a programme: what it owes, and its draft to whoever reports for it. `None`
    in any other chat.
    """
    group = scene.group_of(request)
    if await work.programmes.seat_of(group.id) is None or await work.programmes.of_committee(group.id) is not None:
        return None
    if request.args.strip():
        raise Refused("round.in_private")
    turn = await service.turn_of(work, group)
    lines = [*_stands(turn, group, work.now, request.language), *await filings.owed(work, group, request)]
    is_owed = (turn is not None and turn.is_owed) or bool(await service.filings_of(work, group))
    if not is_owed:
        text = Markup("\n").join(lines or [words.say(request.language, "round.own.none")])
        return [scene.answer(request, text)]
    drafts = await _to_private(request, work, group)
    if drafts:
        lines.append(words.say(request.language, "round.own.sent"))
        return [scene.answer(request, Markup("\n").join(lines)), *drafts]
    return [scene.answer(request, Markup("\n").join(lines), rows=(draft_places.link(request.language),))]


async def _to_private(request: Request, work: ports.Work, group: groups.Group) -> list[messages.Answer]:
    person = request.actor
    chat = None if person is None or not person.started else await work.chats.by_telegram_id(person.telegram_id)
    if person is None or chat is None or chat.state is not groups.ChatState.ACTIVE:
        return []
    return [one for each in await _owed_of(work, group, person, messages.Place(chat.id)) for one in each]


def _stands(turn: service.Turn | None, group: groups.Group, now: datetime, language: str) -> list[Markup]:
    """How the group stands in the round that goes on."""
    if turn is None or not turn.is_open:
        return []
    one, report = turn.round, turn.report
    values = {"title": scene.shorten(one.title)}
    if turn.is_in and report is not None:
        moment = dates.moment(report.sent_at or now, group.zone, now, language)
        return [words.say(language, "round.own.in", moment=moment, **values)]
    if turn.is_owed and report is not None and report.state is round_reports.State.RETURNED:
        reason = scene.shorten(report.returned_for or "", round_shown.LONGEST_REASON)
        return [words.say(language, "round.own.returned", reason=reason, **values)]
    if turn.is_owed and one.reports_due_at is not None:
        moment = dates.moment(one.reports_due_at, group.zone, now, language)
        return [words.say(language, "round.own.owed", moment=moment, **values)]
    if turn.is_owed:
        return [words.say(language, "round.own.owed_now", **values)]
    state = words.plain(language, f"round.state.{turn.turn.state.value}")
    if one.state is not rounds.RoundState.COLLECTING or one.meets_at is None:
        return [words.say(language, "round.part_of", state=state, **values)]
    moment = dates.moment(one.meets_at, group.zone, now, language)
    return [words.say(language, "round.own.meets", moment=moment, **values)]


async def _owed_of(
    work: ports.Work, group: groups.Group, person: people.Person, place: messages.Place
) -> list[list[messages.Answer]]:
    """Each draft that the group owes, for whoever may report for it."""
    found: list[list[messages.Answer]] = []
    turn = await service.turn_of(work, group)
    if turn is not None and turn.is_owed:
        part = await service.part_in(work, group, person, turn.report)
        if part is not None:
            found.append(await below(work, turn.turn, (person, part), place))
    part = await service.part_in(work, group, person, None)
    if part is not None:
        for asked, filed in await service.filings_of(work, group):
            found.append(await filings.below(work, asked, filed, part, place))
    return found


async def below(
    work: ports.Work, turn: rounds.Turn, reader: tuple[people.Person, people.Part], place: messages.Place
) -> list[messages.Answer]:
    """The report once more, below; the message that showed it until now says so and has no buttons left."""
    seen = await rounds_service.board_of_turn(work, turn)
    if seen is None:
        return []
    person, part = reader
    group, kept = seen.seats[turn.id].group, await work.rounds.report(turn.id)
    slot = reports.slot(turn)
    if kept is None or (kept.report == _untouched(kept.report) and not await work.slots.named(slot)):
        records = await reports_service.records(work, group)
        report = round_drafts.draft(records, work.now)
        work.rounds.save_report(rounds_service.kept(turn, report))
        zone = await hours_service.zone_of(work, person, group)
        text = round_shown.draft(seen, turn, report, records, zone=zone, now=work.now)
    else:
        report = kept.report
        text = await reports.shown_to(work, seen, turn, report, person)
    rows = reports.rows_of(group, turn, report, part)
    post = messages.Post(place, text, purpose=messages.Purpose.QUESTION, rows=rows, slot=slot)
    return [*await draft_places.moved_down(work, place, slot, group.language), post]


def _untouched(report: round_reports.Report) -> round_reports.Report:
    """The same parts as nobody has touched them: drafted, and seen by nobody."""
    return round_reports.Report(report.parts, tasks=report.tasks)


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The button of a reminder: the draft below it."""
    turn, _, part = await reports.pressed(request, work, press)
    assert request.actor is not None  # `pressed` has seen to it
    return [messages.Toast(), *await below(work, turn, (request.actor, part), request.place)]


PRESSED = {"rpshow": show}

"""A group's report: drafted and sent to its people in private, changed in words, sent, read and returned; no rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, report_words, round_reports, rounds
from coordination.rules.round_reports import Report, State
from coordination.services import programmes as programme_service
from coordination.services import report_roads, round_passes
from coordination.services import round_hours as hours_service
from coordination.services import round_reports as service
from coordination.services import rounds as rounds_service
from handlers import (
    dates,
    draft_places,
    presses,
    round_briefings,
    round_calls,
    round_drafts,
    round_ends,
    round_shown,
    scene,
    words,
)
from handlers.request import Request

KIND = "report"


def slot(turn: rounds.Turn) -> str:
    """The report in a private chat of each who may send it."""
    return f"{KIND}:{turn.id}"


def turn_of(name: str | None) -> int | None:
    """The turn whose report was answered; `None` for any other message."""
    kind, _, rest = (name or "").partition(":")
    return int(rest) if kind == KIND and rest.isdecimal() else None


async def ask_all(work: ports.Work, seen: rounds_service.Board) -> list[messages.Outgoing]:
    """The draft to lead, deputy and liaison of each group, and one line in the group."""
    said: list[messages.Outgoing] = []
    for turn in rounds.order(seen.floor.turns):
        said += await ask_one(work, seen, turn)
    return said


async def ask_one(work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn) -> list[messages.Outgoing]:
    """The draft of one group, to its people in private."""
    group = seen.seats[turn.id].group
    records = await service.records(work, group)
    draft = round_drafts.draft(records, work.now)
    work.rounds.save_report(rounds_service.kept(turn, draft))
    found = await rounds_service.reporters(work, group)
    said: list[messages.Outgoing] = []
    for person, part, chat in found:
        zone = await hours_service.zone_of(work, person, group)
        text = round_shown.draft(seen, turn, draft, records, zone=zone, now=work.now)
        rows = rows_of(group, turn, draft, part)
        place, purpose = messages.Place(chat.id), messages.Purpose.QUESTION
        said.append(messages.Post(place, text, purpose=purpose, rows=rows, slot=slot(turn)))
    if await round_calls.reachable(work, group):
        line = _line(seen, group, [person for person, _, _ in found], work.now)
        is_short = await report_roads.without_draft(work, group)
        said.append(replace(line, rows=(draft_places.link(group.language),)) if is_short else line)
    return said


def _line(
    seen: rounds_service.Board, group: groups.Group, found: Sequence[people.Person], now: datetime
) -> messages.Post:
    """One line in the group: until when, and who has the draft."""
    language, one = group.language, seen.floor.round
    title = scene.shorten(one.title)
    names = words.join(language, "listed", [scene.shorten(person.name, 32) for person in found])
    if one.reports_due_at is None:
        text = words.say(language, "round.asked_now" if found else "round.asked_nobody_now", title=title, names=names)
    else:
        moment = dates.moment(one.reports_due_at, group.zone, now, language)
        key = "round.asked" if found else "round.asked_nobody"
        text = words.say(language, key, title=title, names=names, moment=moment)
    return messages.Post(programme_service.place_of(group), text, purpose=messages.Purpose.TURN)


def rows_of(group: groups.Group, turn: rounds.Turn, report: Report, part: people.Part) -> messages.Rows:
    """What a reporter may do with it; a lead approves by sending."""
    if report.state in round_reports.HANDED_IN and report.draft is None:
        if report.state is State.SENT and part in people.LEADING:
            return ((button(group, "rpyes", turn),),)
        return ()
    first = [button(group, "rpsend", turn)]
    if part not in people.LEADING:
        first.append(button(group, "rpask", turn))
    if report.draft is not None:
        return (tuple(first), (button(group, "rpdrop", turn),))
    rest = (button(group, "rppass", turn), button(group, "rpnone", turn))
    anew = ((button(group, "rpanew", turn),),) if report.version > 1 else ()
    return (tuple(first), rest, *anew)


def button(group: groups.Group, verb: str, turn: rounds.Turn) -> messages.Button:
    """A button in private that names the reporting group and the turn."""
    label = words.plain(group.language, f"round.button.{verb}")
    return messages.Button(label, presses.data(verb, group.id, turn.id))


async def send(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """As it is."""
    turn, report, part = await pressed(request, work, press)
    return await sent(request, work, turn, report, leads=part in people.LEADING)


async def nothing(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing new: said as such in every part but what comes next."""
    turn, report, part = await pressed(request, work, press)
    return await sent(request, work, turn, report_words.nothing_new(report), leads=part in people.LEADING)


async def approve(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A lead says yes to what another sent, or was asked about."""
    turn, report, part = await pressed(request, work, press)
    if part not in people.LEADING:
        raise Refused("refused.leads_only")
    return await sent(request, work, turn, report, leads=True)


async def sent(
    request: Request, work: ports.Work, turn: rounds.Turn, report: Report, *, leads: bool
) -> list[messages.Outgoing]:
    """It is handed in as it is written; a lead who approved what it takes the place of hears of that."""
    fresh = await service.send(work, turn, report, request.actor, leads=leads)
    said = await shown_everywhere(work, turn, fresh)
    if report.approved_by is not None and fresh.approved_by is None and fresh.state is State.SENT:
        said += await replaced(request, work, await work.groups.get(turn.group_id), report.approved_by)
    return said


async def replaced(
    request: Request, work: ports.Work, group: groups.Group, approved_by: int
) -> list[messages.Outgoing]:
    """To the lead who approved what was replaced: a message of its own, since an edit makes no sound."""
    name = "" if request.actor is None else scene.shorten(request.actor.name, 32)
    text = words.say(group.language, "round.replaced", name=name)
    found = await rounds_service.reporters(work, group)
    chats = [chat for person, _, chat in found if person.id == approved_by]
    return [messages.Post(messages.Place(chat.id), text, purpose=messages.Purpose.TURN) for chat in chats]


async def shown_everywhere(work: ports.Work, turn: rounds.Turn, report: Report) -> list[messages.Outgoing]:
    """The report's copies in private, the committee's board, and the end of a round that is over already."""
    seen = await rounds_service.board_of_turn(work, turn)
    if seen is None:
        return []
    said: list[messages.Outgoing] = []
    group = seen.seats[turn.id].group
    for person, part, chat in await round_passes.holders(work, group, report):
        if await work.slots.get(chat.id, slot(turn)) is None:
            continue
        text = await shown_to(work, seen, turn, report, person)
        rows = rows_of(group, turn, report, part)
        said.append(messages.Edit(messages.Place(chat.id), slot(turn), text, rows, purpose=messages.Purpose.TURN))
    if seen.floor.round.state is rounds.RoundState.CLOSED:
        said.append(await round_ends.edit(work, seen))
    else:
        said += [*await round_briefings.refreshed(work, seen, turn), round_calls.board_edit(seen)]
    return said


async def shown_to(
    work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn, report: Report, person: people.Person
) -> Markup:
    """The report as it stands, by the clocks of whoever has it."""
    zone = await hours_service.zone_of(work, person, seen.seats[turn.id].group)
    return await round_shown.report(work, seen, turn, report, zone=zone)


async def pressed(request: Request, work: ports.Work, press: presses.Press) -> tuple[rounds.Turn, Report, people.Part]:
    """The turn that a button in private names, its report, and the presser's part in its group."""
    try:
        group = await work.groups.get(press.number(0))
    except LookupError:
        raise Refused("refused.old_button") from None
    turn, report = await service.of_turn(work, group.id, press.number(1))
    return turn, report, await service.part_of(work, group, request.actor, report)

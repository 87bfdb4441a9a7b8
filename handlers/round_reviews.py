"""The committee reads a group's report, and returns one with a reason; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import round_reports as rules
from coordination.rules import round_windows, rounds
from coordination.services import round_cards as cards_service
from coordination.services import round_checks as checks
from coordination.services import round_passes
from coordination.services import round_reports as service
from coordination.services import rounds as rounds_service
from handlers import (
    dates,
    presses,
    prompts,
    round_boards,
    round_calls,
    round_reports,
    round_shown,
    round_steps,
    round_weak,
    scene,
    words,
)
from handlers.request import Request

RETURN = "round.return"
"""What the reason of a returned report is asked as."""


async def listed(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Whose report: ● is in, ⚠ leaves something out, ↻ has tasks behind it that changed since."""
    seen = await round_calls.seen(request, work, press)
    turns = rounds.order(seen.floor.turns)
    picking = round_boards.Picking("rdread", "rdreports", turns)
    marks = {turn.id: await _mark(work, seen, turn) for turn in picking.page(press.number(2))}
    one, own = seen.floor.round, f"reports:{seen.floor.round.id}"
    staying = (round_boards.ended_slot(one), round_weak.slot(one))
    is_apart = one.state is rounds.RoundState.CLOSED or request.pressed_slot in (own, *staying)
    picking = round_boards.Picking("rdread", "rdreports", turns, marks, back=not is_apart)
    is_over = one.state is rounds.RoundState.CLOSED
    text = words.say(seen.committee.language, "round.pick_report_closed" if is_over else "round.pick_report")
    rows = round_boards.picker(seen, picking, press.number(2))
    if request.pressed_slot in staying:
        return [messages.Post(request.place, text, rows=rows, silent=True, slot=own), messages.Toast()]
    return [round_steps.menu(request, work, seen, (text, rows))]


async def _mark(work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn) -> str:
    report = seen.reports.get(turn.id)
    if report is None or not seen.is_in(turn):
        return " ↩" if seen.is_returned(turn) else ""
    is_weak = bool(await checks.weaknesses(work, seen.seats[turn.id].group, report))
    is_changed = bool(await service.changed_since(work, turn.group_id, report))
    return f" ●{' ⚠' if is_weak else ''}{' ↻' if is_changed else ''}"


async def read(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The committee opens a report: a message of its own."""
    seen = await round_calls.seen(request, work, press)
    turn = seen.floor.turn(press.number(2))
    report = seen.reports.get(turn.id)
    language = request.language
    if report is None or not seen.has_words(turn):
        return [messages.Toast(words.plain(language, "round.none_toast", code=seen.code(turn)), alert=True)]
    by = None if report.by is None else await work.people.get(report.by)
    head = words.say(
        language,
        "round.report",
        name=scene.shorten(seen.seats[turn.id].group.name),
        code=seen.code(turn),
        who="" if by is None else scene.shorten(by.name, 32),
        moment=dates.moment(report.sent_at or work.now, seen.committee.zone, work.now, language),
    )
    left_out = await checks.weaknesses(work, seen.seats[turn.id].group, report)
    marks = [*_marks(seen, report, work.now, language), *await _changed(work, seen, turn, language)]
    if left_out:
        marks.append(words.say(language, "round.leaves_out", words=round_weak.left_out(language, left_out)))
    text = Markup("\n").join([head, *marks, *round_shown.parts(report, language)])
    rows = await _reading(work, seen, turn, language)
    return [messages.Post(request.place, text, rows=rows, silent=True, slot=f"shown:{turn.id}"), messages.Toast()]


def _marks(seen: rounds_service.Board, report: rules.Report, now: datetime, language: str) -> list[Markup]:
    """Returned, late by so many days, corrected at such a time."""
    marks = []
    if report.state is rules.State.RETURNED:
        reason = scene.shorten(report.returned_for or "", round_shown.LONGEST_REASON)
        marks.append(words.say(language, "round.draft.returned", reason=reason))
    if late := seen.days_late(report):
        marks.append(words.count(language, "round.is_late", late))
    if report.corrected_at is not None:
        moment = dates.moment(report.corrected_at, seen.committee.zone, now, language)
        marks.append(words.say(language, "round.is_corrected", moment=moment))
    return marks


async def _changed(work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn, language: str) -> list[Markup]:
    found = await service.changed_since(work, turn.group_id, seen.reports[turn.id])
    named = words.join(language, "listed", [f"{seen.code(turn)}-{task.number}" for task in found])
    return [words.say(language, "round.changed_since", tasks=named)] if found else []


async def _reading(work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn, language: str) -> messages.Rows:
    report = seen.reports[turn.id]
    verbs = ["rdreturn"] if seen.is_in(turn) and report.state is not rules.State.ACCEPTED else []
    if report.part(rules.Part.HELP) and not await cards_service.is_answered(work, turn.id):
        verbs.append("rdanswered")
    if await work.rounds.versions(turn.id):
        verbs.append("rdbefore")
    return (tuple(round_boards.button(seen, verb, turn.id, language=language) for verb in verbs),) if verbs else ()


async def answered(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The committee says that the help asked for was answered: the next card does not ask for it again."""
    seen = await round_calls.seen(request, work, press)
    turn = seen.floor.turn(press.number(2))
    await cards_service.answer(work, turn.id)
    return [messages.Toast(words.plain(request.language, "round.is_answered", code=seen.code(turn)))]


async def before(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What the report said before it was changed: the last version that was handed in."""
    seen = await round_calls.seen(request, work, press)
    turn, language = seen.floor.turn(press.number(2)), request.language
    versions = await work.rounds.versions(turn.id)
    if not versions:
        raise Refused("refused.old_button")
    last = versions[-1]
    moment = dates.moment(last.at or work.now, seen.committee.zone, work.now, language)
    head = words.say(language, "round.version", code=seen.code(turn), moment=moment)
    text = Markup("\n").join([head, *round_shown.parts(rules.Report(last.parts), language)])
    return [messages.Post(request.place, text, silent=True), messages.Toast()]


async def give_back(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Return a report: why is typed."""
    seen = await round_calls.seen(request, work, press)
    turn = seen.floor.turn(press.number(2))
    if not seen.is_in(turn):
        raise Refused("round.nothing_to_return")
    text = words.say(request.language, "round.ask_reason", code=seen.code(turn))
    values = {"round": seen.floor.round.id, "turn": turn.id}
    return [prompts.ask(request, work, RETURN, text, values=values, group=seen.committee)]


async def returned(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The reason: the group's people have it at once; a group on the floor comes back at the end."""
    committee = await work.groups.get(question.group_id)
    await rounds_service.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    floor = await rounds_service.of_committee(work, committee, int(question.values["round"]))
    turn = floor.turn(int(question.values["turn"]))
    before = await rounds_service.board(work, committee, floor)
    report = await service.give_back(work, turn, before.reports.get(turn.id, rules.Report()), request.text)
    said: list[messages.Outgoing] = [
        scene.answer(request, words.say(request.language, "round.is_returned", code=before.code(turn)))
    ]
    if turn.state in rounds.ON_FLOOR and floor.round.state is rounds.RoundState.LIVE:
        moved = rounds_service.step(
            work, floor, lambda one: rounds.move_on(one, turn.id, rounds.TurnState.LATER, work.now)
        )
        moved = rounds_service.step(work, moved, lambda one: round_steps.shown(before.settled(one, work.now), work))
        after = await rounds_service.board(work, committee, moved)
        said += await round_calls.shifted(work, before, after)
    elif floor.round.days:
        moved = rounds_service.step(work, floor, lambda one: round_windows.give_back(one, turn.id, work.now))
        after = await rounds_service.board(work, committee, moved)
        said += await round_calls.next_told(work, before, after)
        return [
            *said,
            *await round_reports.shown_everywhere(work, turn, report),
            *await _told(work, after, turn, report),
        ]
    return [*said, *await round_reports.shown_everywhere(work, turn, report), *await _told(work, before, turn, report)]


async def _told(
    work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn, report: rules.Report
) -> list[messages.Outgoing]:
    """A message of its own, since an edit makes no sound."""
    group = seen.seats[turn.id].group
    reason = scene.shorten(report.returned_for or "", round_shown.LONGEST_REASON)
    text = words.say(group.language, "round.was_returned", title=scene.shorten(seen.floor.round.title), reason=reason)
    said: list[messages.Outgoing] = []
    for person, _, chat in await round_passes.holders(work, group, report):
        again = await round_shown.again(work, seen, turn, person)
        lines = [text, again] if again else [text]
        said.append(messages.Post(messages.Place(chat.id), Markup("\n").join(lines), purpose=messages.Purpose.TURN))
    return said

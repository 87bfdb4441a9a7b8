"""Words in reply to a report in private: a part, a whole text, what a button does; drafted anew; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import people, report_headings, report_words, round_reports, rounds
from coordination.rules.report_headings import Deed
from coordination.rules.round_reports import Report, State
from coordination.services import round_reports as service
from handlers import presses, round_asks, round_drafts, round_shown, scene, words
from handlers import round_reports as reports
from handlers.request import Request


async def reply(request: Request, work: ports.Work, turn_id: int) -> Sequence[messages.Answer]:
    """A part by its number, a whole new text, or a word that is a button: `send`, 同意."""
    turn = await work.rounds.turn(turn_id)
    if turn is None:
        raise Refused("refused.old_button")
    group = await work.groups.get(turn.group_id)
    kept = await work.rounds.report(turn.id)
    report = Report() if kept is None else kept.report
    part = await service.part_of(work, group, request.actor, report)
    if (deed := report_headings.deed(request.text)) is not None:
        return await done(request, work, turn, (report, part), deed)
    return await changed(request, work, turn, await service.change(work, turn, report, request.text))


async def changed(request: Request, work: ports.Work, turn: rounds.Turn, report: Report) -> list[messages.Answer]:
    """What holds after words were changed."""
    group = await work.groups.get(turn.group_id)
    text = words.say(group.language, "round.changed")
    if report.state is State.ACCEPTED:
        text = words.say(group.language, "round.corrected_now")
    elif report.draft is not None:
        text = round_shown.unsent(report, group.language, group.zone, work.now)
    return [scene.answer(request, text), *await reports.shown_everywhere(work, turn, report)]


async def done(
    request: Request, work: ports.Work, turn: rounds.Turn, known: tuple[Report, people.Part], deed: Deed
) -> list[messages.Answer]:
    """A word as the button that it names; a press would show what became of it where the button was."""
    report, part = known
    group = await work.groups.get(turn.group_id)
    deed = report_headings.settled(deed, came_back=report.state is State.RETURNED and report.draft is None)
    if deed is Deed.HEARD:
        raise Refused("round.only_heard")
    if deed is Deed.ASK:
        return await round_asks.ask(request, work, turn, report)
    if deed is Deed.ANEW:
        return await changed(request, work, turn, await _anew(work, turn, report))
    if deed is Deed.NOTHING:
        report = report_words.nothing_new(report)
    said = await reports.sent(request, work, turn, report, leads=part in people.LEADING)
    return [scene.answer(request, words.say(group.language, "round.sent_now")), *said]


async def anew(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The draft from the records as they are now, in place of what was typed."""
    turn, report, _ = await reports.pressed(request, work, press)
    return await reports.shown_everywhere(work, turn, await _anew(work, turn, report))


async def _anew(work: ports.Work, turn: rounds.Turn, report: Report) -> Report:
    if report.state in round_reports.HANDED_IN:
        raise Refused("round.sent_already")
    records = await service.records(work, await work.groups.get(turn.group_id))
    draft = round_drafts.draft(records, work.now)
    fresh = report_words.written(report, draft.parts)
    if fresh.draft is None:
        fresh = replace(fresh, tasks=draft.tasks, version=1)
    return service.save(work, turn, fresh)


async def drop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What was written and not sent is dropped: what was handed in stands."""
    turn, report, _ = await reports.pressed(request, work, press)
    return await reports.shown_everywhere(work, turn, service.save(work, turn, replace(report, draft=None)))


PRESSED = {"rpanew": anew, "rpdrop": drop}

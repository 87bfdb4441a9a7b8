"""What is said at a turn: the report, where a reporter gives it in parts, else words for the record; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import people, report_words, round_outcomes, rounds
from coordination.rules.round_outcomes import Kind, Outcome
from coordination.rules.round_reports import Part, Report, State
from coordination.services import changes, report_grounds
from coordination.services import round_reports as reports_service

MOST = 40
"""So much is kept of one turn."""

_OVER = (rounds.RoundState.CLOSED, rounds.RoundState.CANCELLED)


async def keep(
    work: ports.Work, said: changes.Said, one: rounds.Round, turn: rounds.Turn, kind: Kind
) -> Outcome | None:
    """Keep words of the turn (SAID by the group, ASKED by the committee) for the document; `None` after the end. A late
    task that the group names in them has been spoken of.
    """
    before = [each for each in await work.rounds.outcomes(one.id) if each.turn_id == turn.id and each.kind is kind]
    if one.state in _OVER or len(before) >= MOST:
        return None
    source = None if said.source is None else (said.source.chat_id, said.source.message_id)
    words = said.text.strip()[: round_outcomes.LONGEST_SAID]
    outcome = Outcome(work.new_id(), one.id, kind, words, work.now, said.actor_id, turn.id, None, source)
    work.rounds.save_outcome(outcome)
    if kind is Kind.SAID:
        await report_grounds.word(work, said.group, Report({Part.RESULTS: words}), said.actor)
    return outcome


async def has_spoken(work: ports.Work, one: rounds.Round, turn: rounds.Turn) -> bool:
    """Whether anything was said at the turn."""
    found = await work.rounds.outcomes(one.id)
    return any(each.kind is Kind.SAID and each.turn_id == turn.id for each in found)


def of_turns(found: Sequence[Outcome]) -> Mapping[int, tuple[Outcome, ...]]:
    """What was asked and said at each turn, in that order."""
    spoken: dict[int, list[Outcome]] = {}
    for one in found:
        if one.kind in (Kind.SAID, Kind.ASKED) and one.turn_id is not None:
            spoken.setdefault(one.turn_id, []).append(one)
    return {turn_id: tuple(many) for turn_id, many in spoken.items() if any(one.kind is Kind.SAID for one in many)}


async def reported(work: ports.Work, said: changes.Said, turn: rounds.Turn) -> Report | None:
    """The report that a reporter's reply to the call makes: whole, or with the parts that it names in place of those
    that were handed in. `None` for whoever may not report, and for words that name no part for certain.

    A draft that nobody has sent is no part of it: what only the records say is not said in the lead's name.
    """
    kept = await work.rounds.report(turn.id)
    report = Report() if kept is None else kept.report
    found = report_words.find(said.text)
    part = await _part(work, said, report)
    if part is None or found is None or not found.is_sure:
        return None
    if report.state is State.DRAFT and not any(found.parts.values()):
        return None
    if report.state is State.ACCEPTED:
        return await reports_service.change(work, turn, replace(report, draft=None), said.text)
    prepared = _prepared(report, found)
    sent = await reports_service.send(work, turn, prepared, said.actor, leads=part in people.LEADING)
    if report.draft is None:
        return sent
    return reports_service.save(work, turn, replace(sent, draft={**report.draft, **found.parts}))


def _prepared(report: Report, found: report_words.Found) -> Report:
    if report.state is State.DRAFT:
        return replace(report, parts=found.parts, version=report.version + 1)
    parts: Mapping[Part, str] = found.parts if found.is_whole else {**report.parts, **found.parts}
    return replace(report, draft=parts)


async def _part(work: ports.Work, said: changes.Said, report: Report) -> people.Part | None:
    try:
        return await reports_service.part_of(work, said.group, said.actor, report)
    except Refused:
        return None

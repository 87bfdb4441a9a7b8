"""A group's report as its people read it: until when it is due, its parts, what became of it; it decides nothing."""

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup

from coordination import ports
from coordination.rules import people, round_reports, rounds
from coordination.rules.round_reports import PARTS, Part, Report, State
from coordination.services import round_hours as hours_service
from coordination.services import round_reports as service
from coordination.services import round_results as results_service
from coordination.services import rounds as rounds_service
from handlers import dates, round_drafts, scene, words

LONGEST_REASON = 300

Window = tuple[datetime, datetime] | None
"""From when until when the group has the floor of a round over days (aware, UTC)."""


def parts(report: Report, language: str) -> list[Markup]:
    """A line for each of the four, as they count."""
    return _lines(report.parts, language)


def written(report: Report, language: str) -> list[Markup]:
    """The same as the group's people have them before them, be they not sent yet."""
    return _lines(report.written, language)


def _lines(said: Mapping[Part, str], language: str) -> list[Markup]:
    nothing = words.plain(language, "round.empty")
    return [words.say(language, f"round.part.{part.value}", words=said.get(part) or nothing) for part in PARTS]


def draft(
    seen: rounds_service.Board,
    turn: rounds.Turn,
    report: Report,
    records: service.Records,
    *,
    zone: str,
    now: datetime,
) -> Markup:
    """As it is drafted from the records; `zone` is the reader's."""
    language = seen.seats[turn.id].group.language
    lines = _head(seen, turn, hours_service.window(seen, turn, now), zone, now)
    day = dates.moment(records.since, zone, now, language)
    lines += [words.say(language, "round.draft.since", moment=day), Markup(), *parts(report, language), Markup()]
    if records.silent:
        lines.append(words.say(language, "round.draft.silent", tasks=round_drafts.silent(records.silent)))
    lines.append(words.say(language, "round.draft.how"))
    return Markup("\n").join(lines)


def _head(seen: rounds_service.Board, turn: rounds.Turn, window: Window, zone: str, now: datetime) -> list[Markup]:
    """Whose report it is and until when; for whoever waits in a round over days, its window."""
    language = seen.seats[turn.id].group.language
    values = {"code": seen.code(turn), "title": scene.shorten(seen.floor.round.title)}
    due = _due(seen, turn) if window is None else window[1]
    if due is None:
        return [words.say(language, "round.draft.head_now", **values)]
    lines = [words.say(language, "round.draft.head", moment=_moment(seen, turn, due, zone, now), **values)]
    if window is not None and turn.state not in rounds.ON_FLOOR:
        first, last = (dates.moment(at, zone, now, language) for at in window)
        lines.append(words.say(language, "round.draft.window", first=first, last=last))
    return lines


def _due(seen: rounds_service.Board, turn: rounds.Turn) -> datetime | None:
    """As it was asked for; after the end, until when it is to follow."""
    if seen.floor.round.state is rounds.RoundState.CLOSED and turn.state is rounds.TurnState.TO_FOLLOW:
        return results_service.follow_by(seen)
    return seen.floor.round.reports_due_at


def _moment(seen: rounds_service.Board, turn: rounds.Turn, at: datetime, zone: str, now: datetime) -> str:
    """With the zone's name where the reader's clock is another one than the group's (voice.md rule 3)."""
    group = seen.seats[turn.id].group
    moment = dates.moment(at, zone, now, group.language)
    if zone == group.zone:
        return moment
    return words.plain(group.language, "round.draft.zoned", moment=moment, zone=dates.zone_name(zone, group.language))


async def report(
    work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn, report: Report, *, zone: str
) -> Markup:
    """As it stands: returned or sent, its parts, and before it is sent what it passes over in silence."""
    group = seen.seats[turn.id].group
    language = group.language
    is_in = report.state in round_reports.HANDED_IN
    lines = _head(seen, turn, None if is_in else hours_service.window(seen, turn, work.now), zone, work.now)
    if report.state is State.RETURNED:
        reason = scene.shorten(report.returned_for or "", LONGEST_REASON)
        lines.append(words.say(language, "round.draft.returned", reason=reason))
        lines += _again(seen, turn, zone, work.now)
    elif is_in and report.draft is None:
        by = None if report.by is None else await work.people.get(report.by)
        moment = dates.moment(report.sent_at or work.now, zone, work.now, language)
        name = "" if by is None else scene.shorten(by.name, 32)
        key = "round.draft.approved" if report.approved_by is not None else "round.draft.sent"
        lines.append(words.say(language, key, name=name, moment=moment))
    if report.draft is not None:
        lines.append(unsent(report, language, zone, work.now))
    lines += [Markup(), *written(report, language), Markup()]
    if not is_in:
        silent = round_drafts.silent((await service.records(work, group)).silent)
        lines += [words.say(language, "round.draft.silent", tasks=silent)] if silent else []
    is_accepted = report.state is State.ACCEPTED and report.draft is None
    lines.append(words.say(language, "round.draft.correct" if is_accepted else "round.draft.how"))
    return Markup("\n").join(lines)


def unsent(report: Report, language: str, zone: str, now: datetime) -> Markup:
    """What is being written is not sent yet; which version counts until then."""
    if report.state is State.RETURNED:
        return words.say(language, "round.draft.unsent_returned")
    at = report.corrected_at or report.sent_at or now
    return words.say(language, "round.draft.unsent", moment=dates.moment(at, zone, now, language))


def due_again(seen: rounds_service.Board, now: datetime) -> datetime | None:
    """Until when a report that came back is wanted again: the hour at which it is due, else at which the round is held;
    `None` where both have passed.
    """
    one = seen.floor.round
    return next((at for at in (one.reports_due_at, one.meets_at) if at is not None and at > now), None)


async def again(work: ports.Work, seen: rounds_service.Board, turn: rounds.Turn, person: people.Person) -> Markup:
    """Until when a report that came back is wanted again, by the reader's clock; empty where no hour is left."""
    group = seen.seats[turn.id].group
    at, window = due_again(seen, work.now), hours_service.window(seen, turn, work.now)
    if window is not None:
        at = window[1]
    if at is None:
        return Markup()
    zone = await hours_service.zone_of(work, person, group)
    return words.say(group.language, "round.draft.again", moment=_moment(seen, turn, at, zone, work.now))


def _again(seen: rounds_service.Board, turn: rounds.Turn, zone: str, now: datetime) -> list[Markup]:
    """Where the hour in the head has passed: the one that holds for what came back."""
    due, again = seen.floor.round.reports_due_at, due_again(seen, now)
    if due is None or due > now or again is None or hours_service.window(seen, turn, now) is not None:
        return []
    language = seen.seats[turn.id].group.language
    return [words.say(language, "round.draft.again", moment=_moment(seen, turn, again, zone, now))]

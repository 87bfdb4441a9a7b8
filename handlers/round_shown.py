"""A group's report as its people read it: until when it is due, its parts, what became of it; it decides nothing."""

from datetime import datetime

from markupsafe import Markup

from coordination import ports
from coordination.rules import round_reports, rounds
from coordination.rules.round_reports import PARTS, Report, State
from coordination.services import round_hours as hours_service
from coordination.services import round_reports as service
from coordination.services import rounds as rounds_service
from handlers import dates, round_drafts, scene, words

LONGEST_REASON = 300

Window = tuple[datetime, datetime] | None
"""From when until when the group has the floor of a round over days (aware, UTC)."""


def parts(report: Report, language: str) -> list[Markup]:
    """A line for each of the four."""
    nothing = words.plain(language, "round.empty")
    return [words.say(language, f"round.part.{part.value}", words=report.part(part) or nothing) for part in PARTS]


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
    due = seen.floor.round.reports_due_at if window is None else window[1]
    if due is None:
        return [words.say(language, "round.draft.head_now", **values)]
    lines = [words.say(language, "round.draft.head", moment=_moment(seen, turn, due, zone, now), **values)]
    if window is not None and turn.state not in rounds.ON_FLOOR:
        first, last = (dates.moment(at, zone, now, language) for at in window)
        lines.append(words.say(language, "round.draft.window", first=first, last=last))
    return lines


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
    elif is_in:
        by = None if report.by is None else await work.people.get(report.by)
        moment = dates.moment(report.sent_at or work.now, zone, work.now, language)
        name = "" if by is None else scene.shorten(by.name, 32)
        key = "round.draft.approved" if report.approved_by is not None else "round.draft.sent"
        lines.append(words.say(language, key, name=name, moment=moment))
    lines += [Markup(), *parts(report, language), Markup()]
    if not is_in:
        silent = round_drafts.silent((await service.records(work, group)).silent)
        lines += [words.say(language, "round.draft.silent", tasks=silent)] if silent else []
    how = "round.draft.correct" if report.state is State.ACCEPTED else "round.draft.how"
    lines.append(words.say(language, how))
    return Markup("\n").join(lines)

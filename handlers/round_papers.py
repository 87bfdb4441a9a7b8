"""A round's report as headings and paragraphs, in the committee's language; it writes no file."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordination import ports
from coordination.rules import rounds
from coordination.rules.round_reports import PARTS, Part
from coordination.services import rounds as service
from handlers import dates, words

RECIPE = "round"
"""The recipe of the document; its values are `group` (the committee) and `round`."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: pairs of a bold word and its text; the word may be empty."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """`name` is the file's, without its ending."""

    name: str
    title: str
    sections: tuple[Section, ...]


async def paper(work: ports.Work, values: Mapping[str, str]) -> Paper:
    """The round's report. Raises `LookupError` where the committee has no such round."""
    committee = await work.groups.get(int(values["group"]))
    one = await work.rounds.get(int(values["round"]))
    if one is None:
        raise LookupError("no such round")
    seen = await service.board(work, committee, await service.floor(work, one))
    language = committee.language
    name = words.plain(language, "round.paper.file", number=one.number)
    moment = dates.moment(one.closed_at or work.now, committee.zone, work.now, language)
    heard = words.plain(
        language,
        "round.paper.heard",
        n_done=seen.floor.count(rounds.TurnState.REPORTED),
        n_all=len(seen.floor.turns),
    )
    sections = [Section("", (("", moment), ("", heard))), *_asks(seen), *_unheard(seen)]
    sections += [_group(seen, turn) for turn in rounds.order(seen.floor.turns)]
    return Paper(name, one.title, tuple(sections))


def _asks(seen: service.Board) -> list[Section]:
    """What the groups ask of the committee, each with its group: in front, since it is the reader's own work."""
    found = [
        (seen.code(turn), report.part(Part.HELP))
        for turn in rounds.order(seen.floor.turns)
        if (report := seen.reports.get(turn.id)) is not None and seen.is_in(turn) and report.part(Part.HELP)
    ]
    return [Section(words.plain(seen.committee.language, "round.paper.asks"), tuple(found))] if found else []


def _unheard(seen: service.Board) -> list[Section]:
    language = seen.committee.language
    found = [
        (seen.code(turn), seen.seats[turn.id].group.name)
        for turn in rounds.order(seen.floor.turns)
        if turn.state in service.UNHEARD
    ]
    return [Section(words.plain(language, "round.paper.unheard"), tuple(found))] if found else []


def _group(seen: service.Board, turn: rounds.Turn) -> Section:
    language = seen.committee.language
    heading = words.plain(language, "round.paper.group", name=seen.seats[turn.id].group.name, code=seen.code(turn))
    report = seen.reports.get(turn.id)
    if report is None or not seen.is_in(turn):
        return Section(heading, (("", words.plain(language, "round.paper.none")),))
    nothing = words.plain(language, "round.empty")
    lines = [(words.plain(language, f"round.heading.{part.value}"), report.part(part) or nothing) for part in PARTS]
    if late := seen.days_late(report):
        lines.append(("", words.plain_count(language, "round.paper.late", late)))
    if report.corrected_at is not None:
        moment = dates.moment(report.corrected_at, seen.committee.zone, report.corrected_at, language)
        lines.append(("", words.plain(language, "round.paper.corrected", moment=moment, number=report.version)))
    return Section(heading, tuple(lines))

"""A roll-up as headings and paragraphs, in the committee's language; it writes no file."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.rules import summaries
from coordination.rules.round_reports import PARTS
from coordination.services import rollups as service
from coordination.services import round_reports as reports_service
from handlers import commitment_pages, dates, round_drafts, round_papers, words


async def paper(work: ports.Work, values: Mapping[str, str]) -> round_papers.Paper:
    """Every group with its four parts. Raises `LookupError` and `Refused` where there is no programme any more."""
    committee = await work.groups.get(int(values["group"]))
    period = summaries.Period(date.fromordinal(int(values["first"])), date.fromordinal(int(values["last"])))
    seen = await service.view(work, committee, period)
    language = committee.language
    today = work.now.astimezone(ZoneInfo(committee.zone)).date()
    span = dates.span(period.first, period.last, today, language)
    sections = []
    if seen.asks:
        sections.append(round_papers.Section(words.plain(language, "round.paper.asks"), seen.asks))
    sections += [_group(line, work, language) for line in seen.lines]
    if seen.promises is not None:
        heading = words.plain(language, "commitment.paper.title")
        sections.append(round_papers.Section(heading, commitment_pages.paper_lines(seen.promises, language)))
    title = words.plain(language, "rollup.paper.title", name=committee.name, span=span)
    return round_papers.Paper(words.plain(language, "rollup.paper.file"), title, tuple(sections))


def _group(line: service.Line, work: ports.Work, language: str) -> round_papers.Section:
    """The parts as a report of the group would be drafted."""
    draft = round_drafts.draft(reports_service.Records(line.view, (), work.now), work.now)
    nothing = words.plain(language, "round.empty")
    heading = words.plain(language, "round.paper.group", name=line.seated.group.name, code=line.code)
    lines = tuple((words.plain(language, f"round.heading.{part.value}"), draft.part(part) or nothing) for part in PARTS)
    return round_papers.Section(heading, lines)

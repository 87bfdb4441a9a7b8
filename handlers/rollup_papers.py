"""A roll-up as headings and paragraphs, in the language of its chat; it writes no file."""

from collections.abc import Mapping
from datetime import date

from coordination import ports
from coordination.rules import lights, summaries
from coordination.rules.round_reports import PARTS
from coordination.services import rollups as service
from coordination.services import round_reports as reports_service
from handlers import commitment_pages, html, rollup_texts, round_drafts, round_papers, words

Lines = tuple[tuple[str, str], ...]


async def seen_by(work: ports.Work, values: Mapping[str, str]) -> service.RollUp:
    """What a recipe names. Raises `LookupError` and `Refused` where there is no programme any more."""
    above = await work.groups.get(int(values["group"]))
    period = summaries.Period(*(date.fromordinal(int(values[end])) for end in ("first", "last")))
    return await service.view(work, above, period)


async def paper(work: ports.Work, values: Mapping[str, str]) -> round_papers.Paper:
    """Both readings, then every group under its section. Raises as `seen_by`."""
    seen = await seen_by(work, values)
    language = seen.above.language
    occasion = rollup_texts.Occasion(work.now, whole=True)
    sections = [_reading(seen, reading, occasion) for reading in (rollup_texts.EXECUTIVE, rollup_texts.TACTICAL)]
    names = {line.seated.group.id: part for part in seen.parts for line in part.lines}
    shown: set[int] = set()
    for line in seen.by_section:
        part = names.get(line.seated.group.id)
        if part is not None and part.section.id not in shown:
            shown.add(part.section.id)
            sections.append(round_papers.Section(_section_name(part, language), ()))
        sections.append(_group(line, work, language))
    if seen.promises is not None:
        heading = words.plain(language, "commitment.paper.title")
        sections.append(round_papers.Section(heading, commitment_pages.paper_lines(seen.promises, language)))
    return round_papers.Paper(
        words.plain(language, "rollup.paper.file"), rollup_texts.title(seen, work.now), tuple(sections)
    )


def _reading(seen: service.RollUp, reading: int, occasion: rollup_texts.Occasion) -> round_papers.Section:
    """A reading, line by line, nothing cut; the executive one's title is that of the document."""
    head, *rest = [html.visible(line) for line in str(rollup_texts.render(seen, reading, occasion)).split("\n") if line]
    return round_papers.Section(head, tuple(("", line) for line in rest))


def _section_name(part: service.Part, language: str) -> str:
    colour = words.plain(language, f"rollup.colour.{part.light.value}")
    return words.plain(language, "rollup.paper.section", name=part.section.name, colour=colour)


def _group(line: service.Line, work: ports.Work, language: str) -> round_papers.Section:
    """Its colour, what its lead put above the facts, and the parts as a report of the group would be drafted."""
    draft = round_drafts.draft(reports_service.Records(line.view, (), work.now), work.now)
    nothing = words.plain(language, "round.empty")
    heading = words.plain(language, "round.paper.group", name=line.seated.group.name, code=line.code)
    parts = tuple((words.plain(language, f"round.heading.{part.value}"), draft.part(part) or nothing) for part in PARTS)
    said = tuple((words.plain(language, "rollup.paper.said"), one) for one in line.view.lines)
    return round_papers.Section(heading, (_state(line, language), *said, *parts))


def _state(line: service.Line, language: str) -> tuple[str, str]:
    colour = words.plain(language, f"rollup.colour.{lights.Light(line.view.light).value}")
    counted = words.plain(
        language,
        "rollup.paper.counts",
        n_done=len(line.view.done),
        n_late=line.view.late.total,
        n_blocked=len(line.view.blocked),
    )
    return colour, counted

"""A round's report as headings, paragraphs and a table, in one language or in two at once; it writes no file."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coordination import ports
from coordination.rules import groups, instants, round_figures, rounds, text
from coordination.rules.round_figures import Figure
from coordination.rules.round_reports import PARTS, Report, State
from coordination.services import round_results as results_service
from coordination.services import rounds as service
from handlers import dates, round_ends, round_lines, task_lines, words

RECIPE, MARKDOWN = "round", "round_md"
"""Recipes of the document, as DOCX and as Markdown; the values are `group` (the committee) and `round`."""

LONGEST, LONGEST_NAME = 300, 60
_NOT_IN_FILES = re.compile(r"[\x00-\x1f\\/:*?\"<>|]")
_COUNTED = (Figure.ALL, Figure.DONE, Figure.PLANNED, Figure.KEPT, Figure.LATE, Figure.BLOCKED)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: pairs of a bold word and its text; the word may be empty. `table`: rows of
    cells, the first of which are headings.
    """

    heading: str
    lines: tuple[tuple[str, str], ...]
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """`name` is the file's, without its ending."""

    name: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The languages of a document, the programme's own first. What people wrote stands in it once."""

    languages: tuple[str, ...]

    def say(self, key: str, /, **values: str | int | Callable[[str], str]) -> str:
        """The fixed words in each language, side by side; a value may depend on the language."""
        return self.each(lambda language: words.plain(language, key, **_filled(language, values)))

    def count(self, key: str, n: int, /, **values: str | int | Callable[[str], str]) -> str:
        return self.each(lambda language: words.plain_count(language, key, n, **_filled(language, values)))

    def each(self, made: Callable[[str], str]) -> str:
        return " / ".join(dict.fromkeys(made(language) for language in self.languages))


def _filled(language: str, values: Mapping[str, str | int | Callable[[str], str]]) -> dict[str, str | int]:
    return {name: value(language) if callable(value) else value for name, value in values.items()}


def tongue(committee: groups.Group) -> Tongue:
    """The committee's language; both of ours where its settings say so."""
    others = [one for one in words.LANGUAGES if one != committee.language]
    return Tongue((committee.language, *(others if committee.settings.two_languages else ())))


async def paper(work: ports.Work, values: Mapping[str, str]) -> Paper:
    """The round's report. Raises `LookupError` where the committee has no such round."""
    committee = await work.groups.get(int(values["group"]))
    one = await work.rounds.get(int(values["round"]))
    if one is None:
        raise LookupError("no such round")
    seen = await service.board(work, committee, await service.floor(work, one))
    made = _Maker(seen, await results_service.of(work, seen), tongue(committee), work)
    on = instants.local_day(one.closed_at or work.now, committee.zone)
    name = f"{_for_file(one.title)} {on.isoformat()}"
    sections = [made.head(), *made.asks(), *made.brought(), *await made.unheard(), *made.numbers(), *made.groups()]
    return Paper(name, one.title, tuple(sections))


def _for_file(title: str) -> str:
    """The title as far as file systems take it."""
    return text.shorten(" ".join(_NOT_IN_FILES.sub(" ", title).split()), LONGEST_NAME).strip(". ") or "-"


@dataclass(frozen=True, slots=True)
class _Maker:
    seen: service.Board
    results: results_service.Results
    tongue: Tongue
    work: ports.Work

    @property
    def turns(self) -> Sequence[rounds.Turn]:
        return rounds.order(self.seen.floor.turns)

    def head(self) -> Section:
        """When, how many were heard, and how it stands in sum."""
        one, seen, now = self.seen.floor.round, self.seen, self.work.now
        at = one.closed_at or now
        moment = self.tongue.each(lambda language: dates.moment(at, seen.committee.zone, now, language))
        heard = self.tongue.say(
            "round.paper.heard", n_done=seen.floor.count(rounds.TurnState.REPORTED), n_all=len(seen.floor.turns)
        )
        return Section("", (("", moment), ("", heard), *self._sum()))

    def _sum(self) -> list[tuple[str, str]]:
        found = list(self.results.figures.values())
        if not found:
            return []
        sums = {figure: sum(each.count(figure) for each in found) for figure in _COUNTED}
        line = self.tongue.say(
            "round.paper.sum",
            number=sums[Figure.ALL],
            n_done=sums[Figure.DONE],
            n_due=sums[Figure.PLANNED],
            n_open=sums[Figure.KEPT],
            n_late=sums[Figure.LATE],
            n_blocked=sums[Figure.BLOCKED],
        )
        return [("", line)]

    def asks(self) -> list[Section]:
        """What the groups ask of the committee, each with who answers it: in front, for it is the reader's own work."""
        asked = self.results.asks
        lines = tuple((self.seen.code(one.turn), self._noted(one.words, self._answer(one))) for one in asked)
        return [Section(self.tongue.say("round.paper.asks"), lines)] if lines else []

    def _answer(self, one: results_service.Ask) -> str:
        if not one.is_open:
            return self.tongue.say("round.paper.answered")
        if one.task is None or one.task.owner is None:
            return self.tongue.say("round.nobody_answers")
        owner, task, now = one.task.owner.name, one.task, self.work.now
        days = self.tongue.each(lambda language: round_lines.day(task, self.seen.committee, now, language))
        return self._dated(owner, days) if days else owner

    def brought(self) -> list[Section]:
        """Decisions, and tasks given on the spot."""
        sections = []
        decided = tuple(
            ("" if one.turn_id is None else self.seen.code(self.seen.floor.turn(one.turn_id)), one.text)
            for one in self.results.decisions
        )
        if decided:
            sections.append(Section(self.tongue.say("round.paper.decided"), decided))
        language, now = self.tongue.languages[0], self.work.now
        given = tuple(("", round_lines.task(self.seen, one, now, language, LONGEST)) for one in self.results.given)
        return [*sections, Section(self.tongue.say("round.paper.given"), given)] if given else sections

    async def unheard(self) -> list[Section]:
        """Who was not heard, why, and in how many rounds before; they come first next time."""
        lines = []
        for turn in self.turns:
            if turn.state not in service.UNHEARD:
                continue
            state = self.tongue.say(f"round.state.{turn.state.value}")
            if turn.state is rounds.TurnState.TO_FOLLOW:
                state = self._dated(state, self._by())
            name = self.seen.seats[turn.id].group.name
            if before := await self._before(turn):
                state = self._noted(state, before)
            is_said = groups.says_code(name, self.seen.code(turn))
            lines.append((round_ends.late_code(self.seen, turn), state if is_said else self._pair(name, state)))
        if not lines:
            return []
        return [Section(self.tongue.say("round.paper.unheard"), (*lines, ("", self.tongue.say("round.paper.carried"))))]

    def _by(self) -> str:
        """Until when what is to follow is due."""
        due, zone = results_service.follow_by(self.seen), self.seen.committee.zone
        if due is None:
            return ""
        return self.tongue.say("round.paper.by", moment=lambda one: dates.moment(due, zone, self.work.now, one))

    def _dated(self, what: str, day: str) -> str:
        return words.plain(self.tongue.languages[0], "round.dated", what=what, day=day)

    def _noted(self, what: str, note: str) -> str:
        """Something with what is to be known of it, in brackets."""
        return words.plain(self.tongue.languages[0], "duty.noted", code=what, words=note)

    def _pair(self, left: str, right: str) -> str:
        """Two things beside each other, as the programme's language writes them."""
        return words.plain(self.tongue.languages[0], "round.paper.pair", left=left, right=right)

    async def _before(self, turn: rounds.Turn) -> str:
        before = self.seen.missed.get(turn.id, 0)
        if not before:
            return ""
        found = await self.work.rounds.history(turn.group_id, before + 1)
        past = [(one, its) for one, its in found if one.number < self.seen.floor.round.number][:before]
        named = [self._pair(one.title, self.tongue.say(f"round.state.{its.state.value}")) for one, its in past]
        return str(words.join(self.tongue.languages[0], "clauses", named).unescape())

    def numbers(self) -> list[Section]:
        """Every group against the plan, as it was at the end."""
        if not self.results.figures:
            return []
        marks = (self.tongue.say("round.column.group"), self.tongue.say("round.column.light"))
        head = (*marks, *(self.tongue.say(f"round.column.{figure.value}") for figure in _COUNTED))
        rows = [head]
        for turn in self.turns:
            figures = self.results.figures.get(turn.id)
            if figures is not None:
                counts = (str(figures.count(figure)) for figure in _COUNTED)
                rows.append((self.seen.code(turn), task_lines.LIGHTS[figures.light], *counts))
        at = next(iter(self.results.figures.values())).at
        zone, now = self.seen.committee.zone, self.work.now
        frozen = self.tongue.say("round.paper.frozen", moment=lambda one: dates.moment(at, zone, now, one))
        return [Section(self.tongue.say("round.paper.numbers"), (("", frozen),), tuple(rows))]

    def groups(self) -> list[Section]:
        return [self._group(turn) for turn in self.turns]

    def _group(self, turn: rounds.Turn) -> Section:
        name = self.seen.seats[turn.id].group.name
        heading = words.plain(self.tongue.languages[0], "round.paper.group", name=name, code=self.seen.code(turn))
        report = self.seen.reports.get(turn.id)
        figures = self.results.figures.get(turn.id)
        behind = [] if figures is None else self._behind(turn, figures)
        if report is None or not self.seen.has_words(turn):
            is_heard = turn.state is rounds.TurnState.REPORTED
            none = self.tongue.say("round.paper.heard_without" if is_heard else "round.paper.none")
            return Section(heading, (("", none), *self._spoken(turn), *behind))
        return Section(heading, (*self._parts(report), *self._spoken(turn), *behind))

    def _spoken(self, turn: rounds.Turn) -> list[tuple[str, str]]:
        """What was asked and said at the turn, as it was put; by the group, not by persons."""
        return [
            (self.tongue.say(f"round.paper.{one.kind.value}"), text.one_line(one.text))
            for one in self.results.spoken.get(turn.id, ())
        ]

    def _parts(self, report: Report) -> list[tuple[str, str]]:
        nothing = self.tongue.say("round.empty")
        lines = [(self.tongue.say(f"round.heading.{part.value}"), report.part(part) or nothing) for part in PARTS]
        if self.seen.floor.round.live_only and report.by is None:
            lines.append(("", self.tongue.say("round.paper.by_records")))
        if report.state is State.RETURNED:
            lines.append(("", self.tongue.say("round.paper.returned", reason=report.returned_for or "")))
        if late := self.seen.days_late(report):
            lines.append(("", self.tongue.count("round.paper.late", late)))
        if (at := report.corrected_at) is not None:
            zone = self.seen.committee.zone
            lines.append(
                (
                    "",
                    self.tongue.say(
                        "round.paper.corrected",
                        moment=lambda language: dates.moment(at, zone, at, language),
                        number=report.version,
                    ),
                )
            )
        return lines

    def _behind(self, turn: rounds.Turn, figures: round_figures.Figures) -> list[tuple[str, str]]:
        """Each number with the tasks that it counts."""
        code, found = self.seen.code(turn), []
        for figure in Figure:
            numbers = figures.behind.get(figure, ())
            if figure is not Figure.ALL and numbers:
                label = self.tongue.say(f"round.column.{figure.value}")
                named = words.join(self.tongue.languages[0], "listed", [f"{code}-{one}" for one in numbers])
                found.append(self._pair(f"{label} {len(numbers)}", str(named.unescape())))
        if not found:
            return []
        told = words.join(self.tongue.languages[0], "clauses", found)
        return [(self.tongue.say("round.paper.behind"), str(told.unescape()))]

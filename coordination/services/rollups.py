"""The roll-up of a committee or a section: its groups for one period, from their summaries' records; makes no text.

Group, section, committee: a section's chat has the roll-up of its own groups, the committee's has that of all, section
by section.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from coordination import ports
from coordination.errors import Refused
from coordination.rules import (
    editions,
    groups,
    instants,
    late,
    lights,
    occurrences,
    patterns,
    plan_points,
    recurrences,
    round_outcomes,
    round_reports,
    summaries,
    tasks,
)
from coordination.services import commitments, last_edition, plan_actuals, round_cards, runs, sections
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from coordination.services import summaries as summaries_service

KIND = "rollup"
AT = time(17, 0)
"""Fridays at this hour (product.md, Summary)."""

OF_SECTIONS_AT = time(16, 0)

LET_GO = "let_go"
"""The outcome of the schedule of a group that is no section and no committee any more."""

_WORST = {lights.Light.RED: 0, lights.Light.YELLOW: 1, lights.Light.GREEN: 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One group with its place and what happened in the period.

    `owed` is what it asks of whoever stands above: the help of its last accepted report, while nobody answered, and
    the lines "help needed" of the period. `taken`: the committee's own task by which somebody sees to one of them.
    """

    seated: programme_service.Seated
    view: summaries.SummaryView
    owed: tuple[str, ...] = ()
    taken: Mapping[str, tasks.Task] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.seated.seat.code


@dataclass(frozen=True, slots=True)
class Part:
    """A section and its groups."""

    section: groups.Group
    code: str
    lines: tuple[Line, ...]

    @property
    def light(self) -> lights.Light:
        return lights.of_many(line.view.light for line in self.lines)

    def count(self, light: lights.Light) -> int:
        return sum(1 for line in self.lines if line.view.light is light)


@dataclass(frozen=True, slots=True)
class RollUp:
    """The groups below `above` in plan order; `until` is up to when the records were read.

    `parts` are the sections that have groups here, none above a section. `resting` counts groups that do not run;
    `same_day` compares with the last edition, where there was one; `remarks` are what its own leads put above all;
    `actual` is its first plan against the records.
    """

    above: groups.Group
    period: summaries.Period
    lines: tuple[Line, ...]
    until: datetime
    promises: commitments.Overview | None = None
    parts: tuple[Part, ...] = ()
    resting: int = 0
    same_day: editions.SameDay | None = None
    remarks: tuple[str, ...] = ()
    actual: plan_points.Actual | None = None

    @property
    def light(self) -> lights.Light:
        return lights.of_many(line.view.light for line in self.lines)

    def count(self, light: lights.Light) -> int:
        return sum(1 for line in self.lines if line.view.light is light)

    @property
    def worst_first(self) -> tuple[Line, ...]:
        """Red, then yellow, then green; the plan's order within."""
        return tuple(sorted(self.lines, key=lambda line: _WORST[line.view.light]))

    @property
    def by_section(self) -> tuple[Line, ...]:
        """Section by section, then the groups that stand in none."""
        placed = [line for part in self.parts for line in part.lines]
        ids = {line.seated.group.id for line in placed}
        return (*placed, *(line for line in self.lines if line.seated.group.id not in ids))

    @property
    def asks(self) -> tuple[tuple[str, str], ...]:
        """What the groups wait for from whoever is above them, each with its code."""
        return tuple((line.code, ask) for line in self.lines for ask in line.owed)

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What leads put above the facts, each with the code of the group."""
        return tuple((line.code, words) for line in self.lines for words in line.view.lines)

    @property
    def tally(self) -> summaries.Tally:
        """The counts of the period, all groups together."""
        return summaries.added(line.view.tally for line in self.lines)

    @property
    def before(self) -> summaries.Tally:
        return summaries.added(line.view.before for line in self.lines)

    @property
    def late(self) -> int:
        return sum(line.view.late.total for line in self.lines)

    @property
    def blocked(self) -> int:
        return sum(len(line.view.blocked) for line in self.lines)

    @property
    def next(self) -> list[tuple[Line, tasks.Task]]:
        """What is due in the seven days after: key work first, then by day."""
        found = [(line, task) for line in self.lines for task in line.view.next]
        return sorted(found, key=lambda one: (not one[1].key, one[1].due.on if one[1].due else one[0].view.period.last))


@dataclass(frozen=True, slots=True)
class Fired:
    """A roll-up that came due at `due` and is said at `at` (both aware, UTC)."""

    view: RollUp
    due: datetime
    at: datetime
    is_late: bool


async def view(work: ports.Work, above: groups.Group, period: summaries.Period | None = None) -> RollUp:
    """The period (default: this week) of every group. Raises `Refused` for a group that has none below it."""
    found = await sections.visible(work, above)
    seats = [one for one in found if one.group.life is groups.Life.RUNNING] or found
    if not seats:
        raise Refused("rollup.no_programme")
    chosen = period or summaries.week_of(instants.local_day(work.now, above.zone))
    views = await summaries_service.views(work, [one.group for one in seats], chosen)
    lines = tuple([await _line(work, above, one, views[one.group.id]) for one in seats])
    promises = await _promises(work, above)
    parts = tuple(await _parts(work, above, lines))
    beside = await last_edition.same_day(work, above)
    remarks = await summaries_service.lines_of(work, above, chosen)
    actual = await plan_actuals.view(work, above)
    return RollUp(above, chosen, lines, work.now, promises, parts, len(found) - len(seats), beside, remarks, actual)


async def _line(
    work: ports.Work, above: groups.Group, seated: programme_service.Seated, view: summaries.SummaryView
) -> Line:
    last = await work.rounds.last_accepted(seated.group.id)
    asked = "" if last is None else last.report.part(round_reports.Part.HELP)
    if last is None or not asked or await round_cards.is_answered(work, last.turn_id):
        return Line(seated, view, tuple(view.help))
    task = await _taken_on(work, above, last.turn_id)
    if task is not None and task.state in tasks.ENDED:
        return Line(seated, view, tuple(view.help))
    taken = {} if task is None else {asked: task}
    return Line(seated, view, tuple(dict.fromkeys([asked, *view.help])), taken)


async def _taken_on(work: ports.Work, above: groups.Group, turn_id: int) -> tasks.Task | None:
    """The committee's own task by which somebody answers what was asked in that turn."""
    turn = await work.rounds.turn(turn_id)
    committee = await sections.committee_of(work, above)
    if turn is None or committee is None:
        return None
    found = [one for one in await work.rounds.outcomes(turn.round_id) if one.turn_id == turn_id]
    taken = next((one.task_id for one in reversed(found) if one.kind is round_outcomes.Kind.ASK), None)
    return None if taken is None else await work.tasks.get(committee.id, taken)


async def _promises(work: ports.Work, above: groups.Group) -> commitments.Overview | None:
    if above.kind is not groups.GroupKind.COMMITTEE:
        return None
    promises = await commitments.overview(work, above, work.now)
    return promises if promises.held else None


async def _parts(work: ports.Work, above: groups.Group, lines: tuple[Line, ...]) -> list[Part]:
    programme = await work.programmes.of_committee(above.id)
    if programme is None:
        return []
    found = []
    for section in await sections.all_of(work, programme):
        inside = tuple(line for line in lines if line.seated.group.parent_id == section.group.id)
        if inside:
            found.append(Part(section.group, section.seat.code, inside))
    return found


async def ensure(work: ports.Work, above: groups.Group) -> None:
    """Give the committee or the section its weekly roll-up, once; a section's comes an hour before the committee's."""
    known = next((one for one in await work.schedules.of_group(above.id) if one.kind == KIND), None)
    if known is not None and known.last_outcome != LET_GO:
        return
    above = await work.groups.get(above.id)  # it may have become a committee just now
    at = OF_SECTIONS_AT if above.kind is groups.GroupKind.SECTION else AT
    rule = recurrences.Rule(
        patterns.Weekly((groups_service.FRIDAY,)), at, above.zone, off_day=recurrences.OffDay.BEFORE
    )
    kept = recurrences.to_values(rule, above.zone)
    schedule = known or ports.Schedule(work.new_id(), above.id, KIND, kept)
    schedule = replace(schedule, rule=kept, enabled=True, last_outcome=None)
    work.schedules.save(replace(schedule, next_due_at=groups_service.next_due(above, schedule, work.now)))


async def let_go(work: ports.Work, above: groups.Group) -> None:
    """A group that is no section and no committee any more has none; it has one again with `ensure`."""
    for one in await work.schedules.of_group(above.id):
        if one.kind == KIND:
            work.schedules.save(replace(one, enabled=False, next_due_at=None, last_outcome=LET_GO))


async def fire(work: ports.Work, schedule: ports.Schedule, committee: groups.Group) -> Fired | None:
    """Decide on a roll-up that has come due; the schedule is saved with what became of it."""
    calendar = groups_service.calendar_of(committee)
    due = instants.last_until(recurrences.from_values(schedule.rule, committee.zone), work.now, calendar)
    if due is None:
        work.schedules.save(runs.settled(committee, schedule, None, "skipped:not_its_day", work.now))
        return None
    key = occurrences.of_schedule(schedule.id, KIND, due)
    verdict = late.judge(late.Kind.SUMMARY, due, work.now, late.Place(committee.zone, calendar))
    reason = await _hindrance(work, committee)
    if reason is None and await work.ledger.has(key.subject, key.rule, key.occurrence):
        reason = "already_sent"
    if reason is None and verdict.running is late.Running.SKIP:
        reason = late.Reason.WINDOW.value
    seen = None if reason is not None else await _or_none(work, committee, due)
    if seen is None:
        work.schedules.save(runs.settled(committee, schedule, due, f"skipped:{reason or 'not_its_day'}", work.now))
        return None
    work.ledger.add(key.subject, key.rule, key.occurrence)
    is_late = verdict.running is not late.Running.ON_TIME
    work.schedules.save(runs.settled(committee, schedule, due, "late" if is_late else "sent", work.now))
    return Fired(seen, due, work.now, is_late)


async def _or_none(work: ports.Work, committee: groups.Group, due: datetime) -> RollUp | None:
    try:
        return await view(work, committee, summaries.week_of(instants.local_day(due, committee.zone)))
    except Refused:
        return None


async def _hindrance(work: ports.Work, committee: groups.Group) -> str | None:
    if committee.is_silent(work.now):
        return "paused"
    if (await work.chats.get(committee.chat_id)).state is not groups.ChatState.ACTIVE:
        return "chat_not_active"
    return None

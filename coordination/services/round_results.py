"""What a round brought forth: decisions, tasks given on the spot, help taken on, numbers frozen at its end; no text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from coordination import ports, ports_rounds
from coordination.errors import Refused
from coordination.rules import (
    calendars,
    events,
    groups,
    instants,
    round_figures,
    round_outcomes,
    round_reports,
    rounds,
    tasks,
)
from coordination.rules.round_outcomes import Kind, Outcome
from coordination.rules.round_reports import Part
from coordination.services import changes, lists, round_cards, round_turns
from coordination.services import groups as groups_service
from coordination.services import round_reports as reports_service
from coordination.services import rounds as rounds_service
from coordination.services import tasks as tasks_service

FOLLOW_AT = time(12, 0)
"""What is to follow is due on the next working day at this hour (voice.md, 11)."""

MOST_TASKS = 20_000
GOES_ON = frozenset({rounds.RoundState.LIVE, rounds.RoundState.PAUSED})


@dataclass(frozen=True, slots=True)
class Ask:
    """Help that a group asks for in its report: answered, or taken on by somebody (`task` is the committee's own)."""

    turn: rounds.Turn
    words: str
    answered: bool
    task: tasks.Task | None = None

    @property
    def is_open(self) -> bool:
        return not self.answered and (self.task is None or self.task.state not in tasks.ENDED)


@dataclass(frozen=True, slots=True)
class Given:
    """A task given on the spot, as it stands now; `task` is `None` where it is gone from its group."""

    turn: rounds.Turn
    words: str
    task: tasks.Task | None


@dataclass(frozen=True, slots=True)
class Results:
    """What the end of a round tells. `figures`, and `spoken` (asked and said at the turn): by turn."""

    decisions: tuple[Outcome, ...] = ()
    given: tuple[Given, ...] = ()
    asks: tuple[Ask, ...] = ()
    figures: Mapping[int, round_figures.Figures] = field(default_factory=dict)
    spoken: Mapping[int, tuple[Outcome, ...]] = field(default_factory=dict)


async def of(work: ports.Work, seen: rounds_service.Board) -> Results:
    """As things stand, with the numbers as they were frozen."""
    found = await work.rounds.outcomes(seen.floor.round.id)
    figures = {kept.turn_id: kept.figures for kept in await work.rounds.figures(seen.floor.round.id)}
    given = [await _given(work, seen, one) for one in found if one.kind is Kind.TASK]
    return Results(
        tuple(one for one in found if one.kind is Kind.DECISION),
        tuple(one for one in given if one is not None),
        tuple(await _asks(work, seen, found)),
        figures,
        round_turns.of_turns(found),
    )


async def _given(work: ports.Work, seen: rounds_service.Board, one: Outcome) -> Given | None:
    turn = next((turn for turn in seen.floor.turns if turn.id == one.turn_id), None)
    if turn is None:
        return None
    task = None if one.task_id is None else await work.tasks.get(turn.group_id, one.task_id)
    return None if task is not None and task.state is tasks.State.DROPPED else Given(turn, one.text, task)


async def _asks(work: ports.Work, seen: rounds_service.Board, found: Sequence[Outcome]) -> list[Ask]:
    taken = {one.turn_id: one.task_id for one in found if one.kind is Kind.ASK}
    asks = []
    for turn in rounds.order(seen.floor.turns):
        report = seen.reports.get(turn.id)
        words = "" if report is None or not seen.has_words(turn) else report.part(Part.HELP)
        if words:
            task_id = taken.get(turn.id)
            task = None if task_id is None else await work.tasks.get(seen.committee.id, task_id)
            asks.append(Ask(turn, words, await round_cards.is_answered(work, turn.id), task))
    return asks


async def going_on(work: ports.Work, committee: groups.Group) -> rounds.Floor | None:
    """The round that is being held, if any."""
    floor = await rounds_service.current(work, committee)
    return floor if floor is not None and floor.round.state in GOES_ON else None


async def given(
    work: ports.Work, said: changes.Said, target: groups.Group, task: tasks.Task, note: Callable[[rounds.Round], str]
) -> rounds.Round | None:
    """A task that the committee gave another group has the round as its source, where one is being held; `note` makes
    the words that stand in the task's history.
    """
    floor = await going_on(work, said.group)
    turn = None if floor is None else next((one for one in floor.turns if one.group_id == target.id), None)
    if floor is None or turn is None:
        return None
    _keep(work, said, floor.round, (Kind.TASK, task.title), turn_id=turn.id, task_id=task.id)
    update = events.Update(
        id=work.new_id(),
        group_id=target.id,
        task_id=task.id,
        author_id=said.actor_id,
        at=said.at,
        text=note(floor.round),
        change_id=said.change_id,
        source=said.source,
    )
    work.updates.add(update)
    return floor.round


async def decide(work: ports.Work, said: changes.Said, words: str, *, turn_id: int | None = None) -> Outcome:
    """Keep a decision. Raises `Refused` where no round is being held, and without words."""
    floor = await going_on(work, said.group)
    if floor is None:
        raise Refused("round.none_held")
    speaking = floor.speaking
    about = turn_id if turn_id is not None else None if speaking is None else speaking.id
    return _keep(work, said, floor.round, (Kind.DECISION, round_outcomes.decided(words)), turn_id=about)


async def take_on(
    work: ports.Work, said: changes.Said, seen: rounds_service.Board, turn: rounds.Turn, draft: tasks.Draft
) -> tasks.Task:
    """Somebody of the committee answers what a group asks for: a task of the committee's own, with owner and day.

    Raises `Refused` where the group asks for nothing, or that was answered.
    """
    asked = next((one for one in (await of(work, seen)).asks if one.turn.id == turn.id), None)
    if asked is None or not asked.is_open:
        raise Refused("round.asks_nothing", code=seen.code(turn))
    made = await tasks_service.plant(work, said, draft, {})
    _keep(work, said, seen.floor.round, (Kind.ASK, asked.words), turn_id=turn.id, task_id=made.id)
    return made


def _keep(
    work: ports.Work,
    said: changes.Said,
    one: rounds.Round,
    what: tuple[Kind, str],
    *,
    turn_id: int | None,
    task_id: int | None = None,
) -> Outcome:
    kind, words = what
    source = None if said.source is None else (said.source.chat_id, said.source.message_id)
    outcome = Outcome(work.new_id(), one.id, kind, words, work.now, said.actor_id, turn_id, task_id, source)
    work.rounds.save_outcome(outcome)
    return outcome


async def freeze(work: ports.Work, seen: rounds_service.Board) -> None:
    """Keep the numbers of every group as they are now; what is frozen once stays so."""
    frozen = {kept.turn_id for kept in await work.rounds.figures(seen.floor.round.id)}
    for turn in seen.floor.turns:
        if turn.id not in frozen:
            figures = await _count(work, seen.seats[turn.id].group)
            work.rounds.save_figures(ports_rounds.KeptFigures(turn.id, figures))


async def _count(work: ports.Work, group: groups.Group) -> round_figures.Figures:
    found = (await work.tasks.find(group.id, ports.TaskFilter(live=False), limit=MOST_TASKS)).tasks
    view = (await reports_service.records(work, group)).view
    late = [task.number for task in view.late.tasks]
    if view.late.total > len(late):
        late = await _late(work, group)
    behind = round_figures.count(
        found, lambda due: _ends(due, group) <= work.now, late=late, since=[task.number for task in view.done]
    )
    return round_figures.Figures(view.light, work.now, behind)


def _ends(due: tasks.Due, group: groups.Group) -> datetime:
    """The end of a date: its hour, else that of the working day."""
    return due.at or instants.resolve(due.on, group.settings.workday_ends, group.zone)


async def _late(work: ports.Work, group: groups.Group) -> list[int]:
    """Every late task, where the summary names only some."""
    page = await work.tasks.find(group.id, lists.late(lists.day_of(work, group)), limit=MOST_TASKS)
    return [task.number for task in page.tasks]


def follow_by(seen: rounds_service.Board) -> datetime | None:
    """Until when what is to follow is due (aware, UTC); `None` before the end."""
    closed = seen.floor.round.closed_at
    if closed is None:
        return None
    calendar = groups_service.calendar_of(seen.committee)
    day = calendars.next_workday(calendar, closed.astimezone(ZoneInfo(seen.committee.zone)).date())
    return instants.resolve(day, FOLLOW_AT, seen.committee.zone)


async def by_the_records(work: ports.Work, turn: rounds.Turn, draft: round_reports.Report) -> None:
    """In a round that is live only, what the records say counts as the report of a group that was heard."""
    report = replace(draft, state=round_reports.State.ACCEPTED, sent_at=work.now)
    work.rounds.save_report(rounds_service.kept(turn, report))

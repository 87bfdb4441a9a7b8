"""What a chair has to know before a group's turn, from its records, its last report and its notices; makes no text."""

from dataclasses import dataclass

from coordination import ports
from coordination.rules import groups, notices, round_outcomes, round_reports, summaries, tasks
from coordination.rules.round_reports import Part
from coordination.services import round_reports as reports_service
from coordination.services import rounds as rounds_service

ANSWERED = "answered"
"""Noted of a report whose help needed was answered by the committee."""


@dataclass(frozen=True, slots=True)
class Promises:
    """What became of the key work that the last accepted report named; what was dropped is left out."""

    kept: tuple[tasks.Task, ...]
    moved: tuple[summaries.Slip, ...]
    open: tuple[tasks.Task, ...]

    @property
    def total(self) -> int:
        return len(self.kept) + len(self.moved) + len(self.open)


@dataclass(frozen=True, slots=True)
class Briefing:
    """`missed`: rounds in a row in which the group was not heard. `asked`: help that it asked for in its last accepted
    report and that nobody answered, `""` for none. `is_answered`: what this turn's report asks for is.
    """

    view: summaries.SummaryView
    missed: int
    promises: Promises | None
    notices: tuple[notices.Notice, ...]
    asked: str = ""
    is_answered: bool = False


async def briefing(work: ports.Work, group: groups.Group, turn_id: int) -> Briefing:
    """As things stand now, before the turn."""
    records = await reports_service.records(work, group)
    last = await work.rounds.last_accepted(group.id)
    asked = "" if last is None else last.report.part(Part.HELP)
    if last is not None and asked and await is_answered(work, last.turn_id):
        asked = ""
    return Briefing(
        records.view,
        await rounds_service.missed_before(work, group.id),
        None if last is None else await _promises(work, group, last.report, records.view),
        tuple(await work.notices.unconfirmed(group.id)),
        asked,
        await is_answered(work, turn_id),
    )


async def _promises(
    work: ports.Work, group: groups.Group, report: round_reports.Report, view: summaries.SummaryView
) -> Promises | None:
    """`None` where the last report named no task of ours."""
    found = [await work.tasks.get(group.id, task_id) for task_id in report.tasks.get(Part.NEXT, ())]
    known = [task for task in found if task is not None and task.state is not tasks.State.DROPPED]
    if not known:
        return None
    kept = tuple(task for task in known if task.state is tasks.State.DONE)
    owed = {task.id for task in known if task not in kept}
    moved = tuple(slip for slip in view.slipped if slip.task.id in owed)
    still = owed - {slip.task.id for slip in moved}
    return Promises(kept, moved, tuple(task for task in known if task.id in still))


async def is_answered(work: ports.Work, turn_id: int) -> bool:
    """Whether somebody said so, or the task by which the committee took it on is done."""
    return await work.ledger.has(f"turn:{turn_id}", ANSWERED, "") or await _is_done(work, turn_id)


async def _is_done(work: ports.Work, turn_id: int) -> bool:
    turn = await work.rounds.turn(turn_id)
    one = None if turn is None else await work.rounds.get(turn.round_id)
    programme = None if one is None else await work.programmes.get(one.programme_id)
    if one is None or programme is None:
        return False
    for outcome in await work.rounds.outcomes(one.id):
        if outcome.kind is round_outcomes.Kind.ASK and outcome.turn_id == turn_id and outcome.task_id is not None:
            task = await work.tasks.get(programme.committee_id, outcome.task_id)
            if task is not None and task.state is tasks.State.DONE:
                return True
    return False


async def answer(work: ports.Work, turn_id: int) -> None:
    """The committee says that the help a report asked for was answered; saying it again changes nothing."""
    if not await work.ledger.has(f"turn:{turn_id}", ANSWERED, ""):
        work.ledger.add(f"turn:{turn_id}", ANSWERED, "")

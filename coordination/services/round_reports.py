"""What groups hand in for a round: drafted, changed, sent, approved, returned, accepted; makes no text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from coordination import ports, ports_rounds
from coordination.errors import Refused
from coordination.rules import dues, groups, instants, people, report_words, round_reports, rounds, summaries, tasks
from coordination.rules.round_reports import Report, State
from coordination.services import lists, report_grounds, rights
from coordination.services import rounds as rounds_service
from coordination.services import summaries as summaries_service

_MOST_SILENT = 5
_AHEAD, _KEY_AHEAD = timedelta(days=14), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Records:
    """What a report is drafted from: the view of the period, and open tasks without a word in it.

    `coming`: what is late or due in the weeks ahead, key work first; `files`: how many were kept with a task in the
    period, by its id.
    """

    view: summaries.SummaryView
    silent: tuple[tasks.Task, ...]
    since: datetime
    coming: tuple[tasks.Task, ...] = ()
    files: Mapping[int, int] = field(default_factory=dict)


async def records(work: ports.Work, group: groups.Group) -> Records:
    """Everything since the group's last accepted report, else since a month."""
    last = await work.rounds.last_accepted(group.id)
    since = last.report.sent_at if last is not None and last.report.sent_at else work.now - rounds_service.FIRST_LOOK
    return await records_since(work, group, since)


async def records_since(work: ports.Work, group: groups.Group, since: datetime) -> Records:
    """Everything of the group after the instant (aware, UTC)."""
    first, today = (instants.local_day(at, group.zone) for at in (since, work.now))
    view = await summaries_service.view(work, group, summaries.Period(min(first, today), today))
    view = replace(view, done=tuple(one for one in view.done if one.ended_at is None or one.ended_at > since))
    silent = tuple((await _silent(work, group, since))[:_MOST_SILENT])
    return Records(view, silent, since, await _coming(work, group), await _files(work, group, since))


async def _coming(work: ports.Work, group: groups.Group) -> tuple[tasks.Task, ...]:
    """What is late, or due until about the next report; key work a while longer, and first."""
    today = lists.day_of(work, group).today
    found = [
        task
        for task in await lists.every_live(work, group)
        if task.due is not None
        and task.state not in dues.NOT_OWED
        and task.due.on <= today + (_KEY_AHEAD if task.key else _AHEAD)
    ]
    return tuple(sorted(found, key=lambda task: not task.key))


async def _files(work: ports.Work, group: groups.Group, since: datetime) -> Mapping[int, int]:
    found = await work.updates.since(group.id, since, work.now + timedelta(seconds=1))
    return Counter(one.task_id for one in found if one.file_id is not None and one.task_id is not None)


async def _silent(work: ports.Work, group: groups.Group, since: datetime) -> list[tasks.Task]:
    """Tasks under way, or due, of which nothing was said since then; that one was written down is no word on it once it
    is late.
    """
    day = lists.day_of(work, group)
    found = []
    for task in await lists.every_live(work, group):
        is_due = task.due is not None and task.due.on <= day.today + timedelta(days=7)
        is_silent = (task.last_update_at or task.created_at) <= since
        if task.last_update_at is None and dues.is_late(task, day):
            is_silent = True
        if is_silent and (is_due or task.state in (tasks.State.IN_PROGRESS, tasks.State.BLOCKED)):
            found.append(task)
    return found


async def of_turn(work: ports.Work, group_id: int, turn_id: int) -> tuple[rounds.Turn, Report]:
    """The group's turn and its report; refused alike where it is another group's, or nobody's."""
    turn = await work.rounds.turn(turn_id)
    if turn is None or turn.group_id != group_id:
        raise Refused("refused.old_button")
    kept = await work.rounds.report(turn.id)
    return turn, Report() if kept is None else kept.report


async def part_of(
    work: ports.Work, group: groups.Group, actor: people.Person | None, report: Report | None = None
) -> people.Part:
    """The part by which the actor may report for the group; `report` was perhaps passed on to them. Raises `Refused`
    where they have none.
    """
    membership = None if actor is None else await work.people.membership(group.id, actor.id)
    if membership is not None and not membership.left:
        if report is not None and membership.person_id in report.passed_to and membership.part not in people.LEADING:
            return membership.part
        if membership.part in (*people.LEADING, people.Part.LIAISON, people.Part.SECRETARY):
            return membership.part
        if (await rights.of(work, group, actor)).leads:
            return people.Part.LEAD
    raise Refused("round.reporters_only")


async def change(work: ports.Work, turn: rounds.Turn, report: Report, said: str) -> Report:
    """The report after a reporter's words. What was handed in counts until they are sent; one that was accepted is
    corrected at once, and what it said before is kept as a version.
    """
    await _check_open(work, turn)
    if report.state is State.ACCEPTED:
        _keep_version(work, turn, report)
        changed = report_words.corrected(said, report, work.now)
    else:
        changed = report_words.read(said, report)
    return save(work, turn, changed)


def save(work: ports.Work, turn: rounds.Turn, report: Report) -> Report:
    """Keep it as it is; gives it back."""
    work.rounds.save_report(rounds_service.kept(turn, report))
    return report


def _keep_version(work: ports.Work, turn: rounds.Turn, report: Report) -> None:
    at = report.corrected_at or report.sent_at
    work.rounds.add_version(ports_rounds.Version(turn.id, report.version, report.parts, report.by, at))


async def send(work: ports.Work, turn: rounds.Turn, report: Report, by: people.Person | None, *, leads: bool) -> Report:
    """Hand it in as it is written; by a lead it is approved as well. A second tap changes nothing. What counted before
    is kept as a version.
    """
    await _check_open(work, turn)
    by_id = None if by is None else by.id
    if report.state is State.ACCEPTED and report.draft is not None:  # accepted while something else was being written
        sent = report_words.correct(report, report.draft, work.now)
    else:
        sent = round_reports.handed_in(report, by_id, leads=leads, now=work.now, refused="round.sent_already")
    if report.draft is not None:
        _keep_version(work, turn, report)
    one = await work.rounds.get(turn.round_id)
    if one is not None and one.state is rounds.RoundState.CLOSED:  # it is late, and nobody accepts it any more
        sent = replace(sent, state=State.ACCEPTED)
    return save(work, turn, await report_grounds.named(work, turn.group_id, report, sent, by))


async def give_back(work: ports.Work, turn: rounds.Turn, report: Report, reason: str) -> Report:
    """The secretary returns it with a reason; its words stay readable, and it can be changed and sent again."""
    if report.state not in round_reports.HANDED_IN or report.state is State.ACCEPTED:
        raise Refused("round.nothing_to_return")
    returned = replace(report, state=State.RETURNED, returned_for=reason, approved_by=None)
    work.rounds.save_report(rounds_service.kept(turn, returned))
    return returned


async def accept(work: ports.Work, turn: rounds.Turn, report: Report | None) -> None:
    """What was handed in counts as accepted; nothing where nothing was."""
    if report is not None and report.state in round_reports.HANDED_IN and report.state is not State.ACCEPTED:
        work.rounds.save_report(rounds_service.kept(turn, replace(report, state=State.ACCEPTED)))


async def _check_open(work: ports.Work, turn: rounds.Turn) -> None:
    """Every report of a round that was called off is closed."""
    one = await work.rounds.get(turn.round_id)
    if one is None or one.state is rounds.RoundState.CANCELLED:
        raise Refused("round.report_closed")


async def changed_since(work: ports.Work, group_id: int, report: Report) -> Sequence[tasks.Task]:
    """Tasks behind an accepted report that were changed after it was sent, or corrected; by number."""
    at = report.corrected_at or report.sent_at
    behind = {task_id for ids in report.tasks.values() for task_id in ids}
    if report.state is not State.ACCEPTED or at is None or not behind:
        return []
    log = await work.events.since(group_id, at, work.now + timedelta(seconds=1))
    touched = sorted({one.task_id for one in log if one.task_id in behind and one.task_id is not None})
    found = [await work.tasks.get(group_id, task_id) for task_id in touched]
    return sorted((task for task in found if task is not None), key=lambda task: task.number)

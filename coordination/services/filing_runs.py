"""Runs of reports between rounds: who owes one, what time sets off, what a due date that passes does; makes no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coordination import ports
from coordination.rules import absence, duties, filings, groups, instants, people, quiet, round_reports
from coordination.rules.duties import Because, Place
from coordination.rules.filings import Filing, Standing
from coordination.rules.round_reports import Report
from coordination.services import absences, reminder_grounds
from coordination.services import duties as duty_service
from coordination.services import programmes as programme_service
from coordination.services import rounds as rounds_service
from coordination.services.duties import Kept

LOOKED_BACK = 8
"""So many runs are read to see who was missing, and how often in a row."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A filing with all that is said of it to its group."""

    committee: groups.Group
    kept: Kept
    filing: Filing
    group: groups.Group
    code: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What time sets off: drafts to send, reminders, filings whose due date an admin moved."""

    opened: tuple[Asked, ...] = ()
    reminded: tuple[Asked, ...] = ()
    moved: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """A due date that has passed: whose report is missing, and of whom an older one is no longer taken."""

    run: int
    missing: tuple[Asked, ...]
    gone: tuple[Asked, ...]


History = Mapping[int, Sequence[tuple[Filing, Report]]]
"""By group, the newest first: what became of its reports whose date has passed."""


async def places_of(work: ports.Work, committee: groups.Group) -> Sequence[programme_service.Seated]:
    """The groups of the programme that run, in plan order; sections owe nothing of their own."""
    programme = await work.programmes.of_committee(committee.id)
    found = [] if programme is None else await programme_service.seated(work, programme)
    return [one for one in found if not one.seat.is_section and one.group.life is groups.Life.RUNNING]


async def history_of(work: ports.Work, kept: Kept, *, before: int) -> History:
    since = max(1, before - LOOKED_BACK)
    past = [one for one in await work.filings.of_duty(kept.duty.id, since) if one.run < before]
    past = [one for one in past if one.standing in (Standing.PASSED, Standing.OVER)]
    reports = await work.filings.reports({one.id for one in past})
    found: dict[int, list[tuple[Filing, Report]]] = {}
    for one in reversed(past):
        report = reports[one.id].report if one.id in reports else Report()
        found.setdefault(one.group_id, []).append((one, filings.as_judged(one, report)))
    return found


def owing(kept: Kept, places: Sequence[programme_service.Seated], history: History) -> dict[int, Because | None]:
    last = {group_id: _last(past[0][1]) for group_id, past in history.items()}
    here = [Place(one.group.id, one.seat.joined_at) for one in places if one.seat.joined_at is not None]
    return duties.owing(kept.duty, here, last)


def _last(report: Report) -> duties.Last:
    is_in = report.state in round_reports.HANDED_IN
    return duties.Last(is_in, report.state is round_reports.State.RETURNED)


async def open_run(work: ports.Work, committee: groups.Group, kept: Kept) -> None:
    """Everybody who reports at the run at hand owes it; whoever need not any more is let off."""
    due = kept.due_at
    if due is None:
        return
    run, places = kept.duty.run, await places_of(work, committee)
    owed = owing(kept, places, await history_of(work, kept, before=run))
    known = {one.group_id: one for one in await work.filings.of_duty(kept.duty.id, run) if one.run == run}
    for one in places:
        filing = known.get(one.group.id)
        if one.group.id in owed and filing is None:
            fresh = Filing(work.new_id(), kept.duty.id, run, one.group.id, due, work.now)
            work.filings.save(replace(fresh, look_at=next_look(fresh, one.group, work.now)))
        elif filing is not None and filing.standing in (Standing.OPEN, Standing.EXCUSED, Standing.DROPPED):
            _settle(work, kept, filing, one.group, is_owed=one.group.id in owed)


async def first_look(work: ports.Work, committee: groups.Group, kept: Kept) -> datetime | None:
    """When the first draft of the run at hand would go out, were it opened now; `None` where nobody has a chat."""
    due, run = kept.due_at, kept.duty.run
    if due is None:
        return None
    places = await places_of(work, committee)
    owed = owing(kept, places, await history_of(work, kept, before=run))
    fresh = [(Filing(0, kept.duty.id, run, one.group.id, due, work.now), one) for one in places if one.group.id in owed]
    looks = [next_look(filing, one.group, work.now) for filing, one in fresh]
    return min((at for at in looks if at is not None), default=None)


def _settle(work: ports.Work, kept: Kept, filing: Filing, group: groups.Group, *, is_owed: bool) -> None:
    """What was excused, or stopped, and is owed again, is open again; a draft that was sent stays owed."""
    if is_owed and filing.standing is not Standing.OPEN:
        again = replace(filing, standing=Standing.OPEN)
        work.filings.save(replace(again, look_at=next_look(again, group, work.now)))
    elif not is_owed and filing.standing is Standing.OPEN:
        is_excused = filing.group_id in kept.duty.excused
        if is_excused or filing.opened_at is None:
            standing = Standing.EXCUSED if is_excused else Standing.DROPPED
            work.filings.save(replace(filing, standing=standing, look_at=None))


def next_look(filing: Filing, group: groups.Group, now: datetime) -> datetime | None:
    return _steps(filing, group).after(now, is_opened=filing.opened_at is not None)


def _steps(filing: Filing, group: groups.Group) -> filings.Steps:
    return filings.steps(filing.due_at, filing.asked_at, reminder_grounds.habits_of(group))


async def look(work: ports.Work, committee: groups.Group) -> Looked:
    """What is to be asked of the committee's groups now; each once. In quiet hours, or while a group asked for
    silence, it waits.
    """
    opened: list[Asked] = []
    reminded: list[Asked] = []
    moved: list[Asked] = []
    places = {one.group.id: one for one in await places_of(work, committee)}
    for kept in await duty_service.of_committee(work, committee):
        if kept.due_at is None or committee.life is not groups.Life.RUNNING:
            continue
        await open_run(work, committee, kept)
        for filing in await work.filings.of_duty(kept.duty.id, kept.duty.run):
            seated = places.get(filing.group_id)
            if filing.standing is not Standing.OPEN:
                continue
            if seated is None:  # it runs no more; should it wake up, it owes again
                work.filings.save(replace(filing, standing=Standing.DROPPED, look_at=None))
                continue
            current = replace(filing, due_at=kept.due_at)
            has_come = filing.look_at is not None and filing.look_at <= work.now
            if current == filing and not has_come:
                continue
            asked = Asked(committee, kept, current, seated.group, seated.seat.code)
            if current != filing and filing.opened_at is not None:
                moved.append(asked)
            fresh = await _looked(work, asked, opened, reminded) if has_come else current
            work.filings.save(fresh if has_come else replace(fresh, look_at=next_look(fresh, seated.group, work.now)))
    return Looked(tuple(opened), tuple(reminded), tuple(moved))


async def _looked(work: ports.Work, asked: Asked, opened: list[Asked], reminded: list[Asked]) -> Filing:
    """The filing after its look, which was put on one of the lists."""
    filing, group = asked.filing, asked.group
    held = held_until(group, work.now)
    if held is not None:
        return replace(filing, look_at=held)
    plan = _steps(filing, group)
    if filing.opened_at is None:
        if plan.opens_at <= work.now:
            filing = replace(filing, opened_at=work.now)
            opened.append(replace(asked, filing=filing))
    elif (step := plan.holding(work.now)) is not None and await _is_missing(work, filing):
        key = (f"filing:{filing.id}", "reminder", f"{step.step}:{filing.due_at:%Y%m%dT%H%M}")
        if not await work.ledger.has(*key):
            work.ledger.add(*key)
            reminded.append(asked)
    return replace(filing, look_at=plan.after(work.now, is_opened=filing.opened_at is not None))


async def _is_missing(work: ports.Work, filing: Filing, *, came_back: bool = True) -> bool:
    """Whether it is not in; `came_back`: one that was returned is not in either."""
    filed = await work.filings.report(filing.id)
    report = Report() if filed is None else filings.as_judged(filing, filed.report)
    return report.state not in (round_reports.HANDED_IN if came_back else round_reports.KNOWN)


def held_until(group: groups.Group, now: datetime) -> datetime | None:
    """Until when the group's people are not spoken to; `None`: they may be now."""
    peace = reminder_grounds.habits_of(group).peace
    silent = now if group.paused_until is None else max(now, group.paused_until)
    held = quiet.hold_until(peace, silent)
    return held if held > now else None


async def pass_run(work: ports.Work, fired: duty_service.Fired) -> Passed:
    """A due date has passed: a late report is still taken until the next one has; the next run begins."""
    committee, run = fired.committee, fired.kept.duty.run
    places = {one.group.id: one for one in await places_of(work, committee)}
    missing: list[Asked] = []
    gone: list[Asked] = []
    for filing in await work.filings.of_duty(fired.kept.duty.id, max(1, run - LOOKED_BACK)):
        seated = places.get(filing.group_id)
        if filing.standing is Standing.PASSED and filing.run < run:
            over = replace(filing, standing=Standing.OVER, look_at=None)
            work.filings.save(over)
            if seated is not None and await _is_missing(work, filing):
                gone.append(Asked(committee, fired.kept, over, seated.group, seated.seat.code))
        elif filing.standing is not Standing.OPEN or filing.run != run:
            continue
        elif seated is None:
            work.filings.save(replace(filing, standing=Standing.DROPPED, look_at=None))
        else:
            passed = replace(filing, standing=Standing.PASSED, due_at=fired.due, look_at=None)
            passed = replace(passed, opened_at=filing.opened_at or work.now)
            work.filings.save(passed)
            if await _is_missing(work, filing, came_back=False):
                unopened = replace(passed, opened_at=filing.opened_at)
                missing.append(Asked(committee, fired.kept, unopened, seated.group, seated.seat.code))
    await open_run(work, committee, (await duty_service.get(work, fired.kept.duty.id))[1])
    return Passed(run, tuple(missing), tuple(gone))


async def drop(work: ports.Work, committee: groups.Group, kept: Kept) -> Sequence[Asked]:
    """Nobody is asked any more for what is to come; those who had a draft of it."""
    places = {one.group.id: one for one in await places_of(work, committee)}
    told = []
    for filing in await work.filings.of_duty(kept.duty.id, kept.duty.run):
        if filing.standing is Standing.OPEN:
            dropped = replace(filing, standing=Standing.DROPPED, look_at=None)
            work.filings.save(dropped)
            if filing.opened_at is not None and filing.group_id in places:
                seated = places[filing.group_id]
                told.append(Asked(committee, kept, dropped, seated.group, seated.seat.code))
    return told


async def reminded(work: ports.Work, group: groups.Group) -> Sequence[tuple[people.Person, people.Part, groups.Chat]]:
    """Whom a reminder goes to: who may report and is there today; all of them where nobody is."""
    found = await rounds_service.reporters(work, group)
    away = await absences.of(work, group)
    today = instants.local_day(work.now, group.zone)
    here = [one for one in found if absence.acting(away, one[0].id, today) == one[0].id]
    return here or found

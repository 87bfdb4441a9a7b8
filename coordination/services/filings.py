"""Reports between rounds: how a run stands, what a group hands in, what the committee says of it; makes no text."""

from dataclasses import dataclass, replace
from datetime import datetime

from coordination import ports, ports_filings
from coordination.errors import Refused
from coordination.rules import duties, filings, groups, people, report_words
from coordination.rules import round_reports as rules
from coordination.rules.duties import Because
from coordination.rules.filings import Filing, Standing, Verdict
from coordination.rules.round_reports import Report
from coordination.services import duties as duty_service
from coordination.services import filing_runs as runs
from coordination.services import groups as groups_service
from coordination.services import programmes as programme_service
from coordination.services import report_grounds, round_reports
from coordination.services import rounds as rounds_service
from coordination.services.duties import Kept
from coordination.services.filing_runs import Asked


@dataclass(frozen=True, slots=True)
class Line:
    """One group in a run: what it owes, its report as the committee judged it, and how often it was missing before."""

    filing: Filing
    seated: programme_service.Seated
    report: Report
    because: Because | None = None
    missed: int = 0

    @property
    def code(self) -> str:
        return self.seated.seat.code

    @property
    def group(self) -> groups.Group:
        return self.seated.group

    @property
    def is_in(self) -> bool:
        return self.report.state in rules.HANDED_IN

    @property
    def came_at(self) -> datetime | None:
        """When something was handed in first, be it that it came back since."""
        return self.report.came_at if self.report.state in rules.KNOWN else None

    @property
    def is_to_read(self) -> bool:
        """In, and nobody of the committee has said anything of it."""
        return self.is_in and self.report.state is not rules.State.ACCEPTED


@dataclass(frozen=True, slots=True)
class Board:
    """A run of a duty as its committee sees it. `due_at` is the run's, `coming` the one at hand's (`None`: stopped).

    `nowhere`: groups without a chat, `excused`: those that owe nothing. `listed`: who is on the exception list of the
    coming run, and why.
    """

    committee: groups.Group
    kept: Kept
    run: int
    due_at: datetime | None
    lines: tuple[Line, ...]
    excused: tuple[programme_service.Seated, ...] = ()
    nowhere: tuple[programme_service.Seated, ...] = ()
    listed: tuple[tuple[str, Because], ...] = ()  # by code, in plan order

    @property
    def coming(self) -> datetime | None:
        return self.kept.due_at

    def line(self, filing_id: int) -> Line:
        """Raises `Refused` for one of another run."""
        for one in self.lines:
            if one.filing.id == filing_id:
                return one
        raise Refused("refused.old_button")

    def days_late(self, line: Line, now: datetime) -> int:
        """Working days of the committee's that the report came late, or is late by now."""
        calendar = groups_service.calendar_of(self.committee)
        return filings.days_late(line.filing, line.came_at or now, self.committee.zone, calendar)

    def is_late(self, line: Line, now: datetime) -> bool:
        return (line.came_at or now) > line.filing.due_at


async def board(work: ports.Work, committee: groups.Group, kept: Kept, *, run: int | None = None) -> Board:
    """A run; by default the one at hand once a draft of it was sent, else the one before."""
    places = await runs.places_of(work, committee)
    here = {one.group.id: one for one in places}
    shown = run or await _newest(work, kept)
    found = [one for one in await work.filings.of_duty(kept.duty.id, shown) if one.run == shown]
    reports = await work.filings.reports({one.id for one in found})
    history = await runs.history_of(work, kept, before=shown)
    owed = runs.owing(replace(kept, duty=replace(kept.duty, run=shown)), places, history)
    lines = []
    for one in found:
        if one.group_id in here and one.standing not in (Standing.EXCUSED, Standing.DROPPED):
            report = filings.as_judged(one, reports[one.id].report if one.id in reports else Report())
            past = history.get(one.group_id, ())
            missed = duties.missed_in_a_row(each.state in rules.KNOWN for _, each in past)
            lines.append(Line(one, here[one.group_id], report, owed.get(one.group_id), missed))
    order = {one.group.id: at for at, one in enumerate(places)}
    lines.sort(key=lambda line: order[line.group.id])
    due_at = lines[0].filing.due_at if lines else kept.due_at
    joined = [one for one in places if one.seat.joined_at is not None]
    coming = runs.owing(kept, places, await runs.history_of(work, kept, before=kept.duty.run)) if kept.is_on else {}
    return Board(
        committee,
        kept,
        shown,
        due_at,
        tuple(lines),
        tuple(one for one in joined if one.group.id in kept.duty.excused),
        tuple(one for one in places if one.seat.joined_at is None),
        tuple((here[group_id].seat.code, because) for group_id, because in coming.items() if because is not None),
    )


async def _newest(work: ports.Work, kept: Kept) -> int:
    run = kept.duty.run
    found = await work.filings.of_duty(kept.duty.id, max(1, run - 1))
    is_opened = any(one.run == run and one.opened_at is not None for one in found)
    return run if is_opened or not any(one.run < run for one in found) else run - 1


async def asked_of(work: ports.Work, filing: Filing) -> Asked:
    """A filing with its group and its committee."""
    committee, kept = await duty_service.get(work, filing.duty_id)
    group = await work.groups.get(filing.group_id)
    seat = await work.programmes.seat_of(group.id)
    return Asked(committee, kept, filing, group, seat.code if seat is not None else group.code or "?")


async def of_group(work: ports.Work, group_id: int, filing_id: int) -> tuple[Filing, ports_filings.Filed]:
    """The group's filing and what it has of it so far; refused alike where it is another group's, or nobody's."""
    filing = await work.filings.get(filing_id)
    filed = None if filing is None else await work.filings.report(filing_id)
    if filing is None or filed is None or filing.group_id != group_id:
        raise Refused("refused.old_button")
    return filing, filed


async def records(work: ports.Work, asked: Asked) -> round_reports.Records:
    """What its draft is made from: everything since the draft of the last report that was accepted, else a month."""
    last = await work.filings.last_accepted(asked.group.id, asked.kept.duty.id)
    since = work.now - rounds_service.FIRST_LOOK if last is None else last.drafted_at
    return await round_reports.records_since(work, asked.group, since)


def keep_draft(work: ports.Work, filing: Filing, draft: Report) -> ports_filings.Filed:
    """A draft from the records up to now, in place of whatever was there."""
    filed = ports_filings.Filed(filing.id, filing.group_id, draft, work.now)
    work.filings.save_report(filed)
    return filed


def change(
    work: ports.Work, asked: Asked, filed: ports_filings.Filed, said: str, *, is_whole: bool = False
) -> ports_filings.Filed:
    """The report after a reporter's words, which count once they are sent. Raises `Refused` once it is accepted.

    `is_whole`: nothing is new; what comes next stays.
    """
    filings.check_taken(asked.filing)
    if filings.as_judged(asked.filing, filed.report).state is rules.State.ACCEPTED:
        raise Refused("duty.accepted_already")
    if is_whole:
        changed = report_words.nothing_new(filed.report)
    else:
        changed = duties.read(said, filed.report, asked.kept.duty.reading)
    fresh = replace(filed, report=changed)
    work.filings.save_report(fresh)
    return fresh


def drop(work: ports.Work, filed: ports_filings.Filed) -> ports_filings.Filed:
    """What was written and not sent is dropped."""
    fresh = replace(filed, report=replace(filed.report, draft=None))
    work.filings.save_report(fresh)
    return fresh


async def send(
    work: ports.Work, filing: Filing, filed: ports_filings.Filed, by: people.Person | None, *, leads: bool
) -> ports_filings.Filed:
    """Hand it in as it is written; by a lead it is approved as well. A second tap changes nothing. A late task that it
    names and of which nothing was said has these words as its last.
    """
    report = filings.sent(filing, filed.report, None if by is None else by.id, leads=leads, now=work.now)
    fresh = replace(filed, report=report)
    work.filings.save_report(fresh)
    await report_grounds.word(work, await work.groups.get(filing.group_id), report, by)
    return fresh


async def judge(
    work: ports.Work, line: Line, verdict: Verdict, by: people.Person | None, *, reason: str = ""
) -> Filing:
    """The committee accepts a report, or returns it with a reason; reminders of one that came back go on."""
    filed = await work.filings.report(line.filing.id)
    report = Report() if filed is None else filed.report
    judged = filings.judge(line.filing, report, verdict, reason=reason, now=work.now)
    judged = replace(judged, judged_by=None if by is None else by.id)
    if verdict is Verdict.RETURNED and judged.standing is Standing.OPEN:
        judged = replace(judged, look_at=runs.next_look(judged, line.group, work.now))
    work.filings.save(judged)
    return judged


def remark(work: ports.Work, filing: Filing, words: str, by: people.Person | None) -> Filing:
    """The committee's words on a report, which change nothing of how it stands."""
    fresh = filings.remarked(filing, filings.Remark(words, work.now, None if by is None else by.id))
    work.filings.save(fresh)
    return fresh

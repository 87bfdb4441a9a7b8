"""Rounds that come again and again: kept as schedules, opened ahead of their hour so that reports come in; no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordination import ports
from coordination.errors import Refused
from coordination.rules import (
    calendars,
    groups,
    instants,
    late,
    own_reminders,
    quiet,
    recurrences,
    rounds,
    single_runs,
    when,
)
from coordination.services import changes, dry_work, runs
from coordination.services import groups as groups_service
from coordination.services import rounds as rounds_service

KIND = "round"
MOST = 3
OPENED, LEFT_OUT, OPENED_AGAIN = "opened", "left_out", "opened_again"
"""Noted of a run: its round was opened, called off since an admin left the run out, opened once more."""

AHEAD_DAYS = 3
"""Working days before the round on which its reports are asked for."""

LIVE_AHEAD_DAYS = 1
"""The same of a round for which no reports are asked, and of one over days."""

LOOK_AHEAD = timedelta(days=14)
"""No round is opened sooner before its hour, whatever holidays lie between."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A round to be opened for the run meant for `due` (aware, UTC); its wish has no hour where that has passed."""

    committee: groups.Group
    wish: rounds_service.Wish
    due: datetime


async def keep(
    work: ports.Work, said: changes.Said, wish: rounds_service.Wish, again: when.Recurrence
) -> ports.Schedule:
    """Keep a round of the committee that comes again. Raises `Refused` as `made` does."""
    kept = await made(work, said, wish, again)
    work.schedules.save(kept)
    return kept


async def made(
    work: ports.Work, said: changes.Said, wish: rounds_service.Wish, again: when.Recurrence
) -> ports.Schedule:
    """What would be kept, to be shown first. Raises `Refused` without a confirmed zone, and for too many."""
    await rounds_service.programme_of(work, said.group)
    if not said.group.zone_confirmed:
        raise Refused("refused.zone_first")
    if len(await of_committee(work, said.group)) >= MOST:
        raise Refused("round.too_many_schedules", limit=MOST)
    try:
        rule = own_reminders.rule_of(again, said.group.zone, said.at, usual=said.group.settings.workday_begins)
    except ValueError:
        raise Refused("refused.reminder_rule") from None
    values = {"text": wish.title, "minutes": wish.minutes, "days": wish.days, "live": wish.live_only}
    kept = ports.Schedule(
        work.new_id(), said.group.id, KIND, recurrences.to_values(rule, said.group.zone), values=values
    )
    kept = replace(kept, next_due_at=groups_service.next_due(said.group, kept, said.at))
    if kept.next_due_at is None:
        raise Refused("round.hour_passed")
    return kept


async def of_committee(work: ports.Work, committee: groups.Group) -> Sequence[ports.Schedule]:
    """Those that still come, in the order in which they were made."""
    found = [one for one in await work.schedules.of_group(committee.id) if one.kind == KIND and one.enabled]
    return sorted(found, key=lambda one: one.id)


async def stop(work: ports.Work, committee: groups.Group, schedule_id: int) -> ports.Schedule:
    """No further round comes by it; one that is open goes on. Raises `Refused` for another group's."""
    schedule = await work.schedules.get(schedule_id)
    if schedule is None or schedule.group_id != committee.id or schedule.kind != KIND or not schedule.enabled:
        raise Refused("refused.old_button")
    work.schedules.save(replace(schedule, enabled=False, next_due_at=None, last_outcome="stopped"))
    return schedule


def upcoming(committee: groups.Group, schedule: ports.Schedule, after: datetime, count: int = 3) -> list[datetime]:
    """The next times it comes (aware, UTC), at most `count`."""
    rule = recurrences.from_values(schedule.rule, committee.zone)
    return instants.upcoming(rule, after, groups_service.calendar_of(committee), count)


async def next_of(work: ports.Work, committee: groups.Group, schedule: ports.Schedule) -> datetime | None:
    """The next run (aware, UTC) for which no round was opened yet: one that was called off does not come."""
    for at in upcoming(committee, schedule, work.now):
        if not await _is_opened(work, schedule, runs.day_of(committee, schedule, at)):
            return at
    return None


def wish_of(schedule: ports.Schedule) -> rounds_service.Wish:
    """What each of its rounds is to be."""
    values = schedule.values
    return rounds_service.Wish(
        str(values.get("text") or ""),
        minutes=int(values.get("minutes") or rounds.USUAL_MINUTES),
        days=values.get("days"),
        live_only=bool(values.get("live")),
        schedule_id=schedule.id,
    )


def opens_at(committee: groups.Group, schedule: ports.Schedule, meets_at: datetime) -> datetime:
    """When the round of that hour is opened: working days ahead, as working hours begin, after the quiet hours."""
    calendar, wish = groups_service.calendar_of(committee), wish_of(schedule)
    day = meets_at.astimezone(ZoneInfo(committee.zone)).date()
    for _ in range(LIVE_AHEAD_DAYS if wish.live_only or wish.days else AHEAD_DAYS):
        day = calendars.previous_workday(calendar, day)
    at = max(instants.resolve(day, committee.settings.workday_begins, committee.zone), meets_at - LOOK_AHEAD)
    peace = quiet.Peace(committee.zone, committee.settings.quiet_from, committee.settings.quiet_until)
    return min(quiet.hold_until(peace, at), meets_at)


async def due(work: ports.Work, schedule_id: int) -> Opening | None:
    """The round that is to be opened now, ahead of its hour; each run once, and none while another round is open."""
    schedule = await work.schedules.get(schedule_id)
    if schedule is None or schedule.kind != KIND or not schedule.enabled:
        return None
    committee = await work.groups.get(schedule.group_id)
    meets_at = groups_service.next_due(committee, schedule, work.now)
    if meets_at is None or work.now < opens_at(committee, schedule, meets_at):
        return None
    run_on = runs.day_of(committee, schedule, meets_at)
    if await _hindrance(work, committee) is not None or await _is_opened(work, schedule, run_on):
        return None
    await _note(work, schedule, run_on)
    return Opening(committee, replace(wish_of(schedule), meets_at=meets_at, run_on=run_on), meets_at)


async def fire(work: ports.Work, schedule: ports.Schedule, committee: groups.Group) -> Opening | None:
    """Its hour has come: settled as sent where the round was opened ahead; else it is opened at once, or skipped."""
    calendar = groups_service.calendar_of(committee)
    due_at = instants.last_until(recurrences.from_values(schedule.rule, committee.zone), work.now, calendar)
    if due_at is None:
        work.schedules.save(runs.settled(committee, schedule, None, "skipped:not_its_day", work.now))
        return None
    run_on = runs.day_of(committee, schedule, due_at)
    if await _is_opened(work, schedule, run_on):
        work.schedules.save(runs.settled(committee, schedule, due_at, "sent", work.now))
        return None
    verdict = late.judge(late.Kind.SUMMARY, due_at, work.now, late.Place(committee.zone, calendar))
    reason = await _hindrance(work, committee)
    if reason is None and verdict.running is late.Running.SKIP:
        reason = late.Reason.WINDOW.value
    outcome = "late" if verdict.running is not late.Running.ON_TIME else "sent"
    work.schedules.save(
        runs.settled(committee, schedule, due_at, outcome if reason is None else f"skipped:{reason}", work.now)
    )
    if reason is not None:
        return None
    await _note(work, schedule, run_on)
    return Opening(committee, replace(wish_of(schedule), run_on=run_on), due_at)


async def open_for(work: ports.Work, opening: Opening) -> rounds.Floor:
    """The round itself, opened by nobody."""
    cause = changes.Said(opening.committee, None, work.now, work.new_id())
    return await rounds_service.open_round(work, cause, opening.wish)


async def _hindrance(work: ports.Work, committee: groups.Group) -> str | None:
    if committee.paused_until is not None and work.now < committee.paused_until:
        return "paused"
    if (await work.chats.get(committee.chat_id)).state is not groups.ChatState.ACTIVE:
        return "chat_not_active"
    programme = await work.programmes.of_committee(committee.id)
    if programme is None or not await work.programmes.seats(programme.id):
        return "no_groups"
    if isinstance(work, dry_work.DryWork):  # looking ahead: what is open today is over by then
        return None
    return "round_open" if await rounds_service.current(work, committee) is not None else None


async def _is_opened(work: ports.Work, schedule: ports.Schedule, run_on: date) -> bool:
    """A run that was left out and put back is opened once more."""
    if not await work.ledger.has(*_key(schedule.id, run_on)):
        return False
    was_left_out = await work.ledger.has(*_key(schedule.id, run_on, LEFT_OUT))
    return not was_left_out or await work.ledger.has(*_key(schedule.id, run_on, OPENED_AGAIN))


async def _note(work: ports.Work, schedule: ports.Schedule, run_on: date) -> None:
    is_again = await work.ledger.has(*_key(schedule.id, run_on))
    work.ledger.add(*_key(schedule.id, run_on, OPENED_AGAIN if is_again else OPENED))


async def left_out(work: ports.Work, one: rounds.Round) -> None:
    """The round is called off since its run was left out."""
    if one.schedule_id is None or one.run_on is None:
        return
    key = _key(one.schedule_id, one.run_on, LEFT_OUT)
    if not await work.ledger.has(*key):
        work.ledger.add(*key)


def _key(schedule_id: int, run_on: date, what: str = OPENED) -> tuple[str, str, str]:
    return f"schedule:{schedule_id}", what, run_on.isoformat()


@dataclass(frozen=True, slots=True)
class Drift:
    """What an admin made of a run whose round is open already: left out, or at another hour (aware, UTC)."""

    left_out: bool = False
    meets_at: datetime | None = None


async def drift(work: ports.Work, committee: groups.Group, one: rounds.Round) -> Drift | None:
    """`None` where the run stands as the round has it, or has begun."""
    if one.schedule_id is None or one.run_on is None or one.meets_at is None or work.now >= one.meets_at:
        return None
    schedule = await work.schedules.get(one.schedule_id)
    if schedule is None or not schedule.enabled:
        return None
    try:
        rule = recurrences.from_values(schedule.rule, committee.zone)
        state = single_runs.state(rule, one.run_on)
        if state == single_runs.LEFT_OUT:
            return Drift(left_out=True)
        at = single_runs.meant_at(single_runs.with_state(rule, one.run_on, None), one.run_on)
        if state is not None:
            local = datetime.fromisoformat(state)
            at = instants.resolve(local.date(), local.time(), rule.zone)
    except ValueError:
        return None
    return None if at == one.meets_at or at <= work.now else Drift(meets_at=at)

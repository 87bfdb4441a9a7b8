"""The schedule of a group as text and buttons: what is to come, one run, what was missed; it decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, run_log, single_runs
from coordination.services import check_ins, duties, foresight, nudges, own_reminders, rollups, round_schedules
from coordination.services import groups as groups_service
from coordination.services import single_runs as service
from handlers import dates, presses, scene, settings_pages, words
from handlers.settings_pages import Page

NAMES = {
    groups_service.DIGEST: "timetable.kind.digest",
    groups_service.SUMMARY: "timetable.kind.summary",
    own_reminders.KIND: "timetable.kind.reminder",
    rollups.KIND: "timetable.kind.rollup",
    round_schedules.KIND: "timetable.kind.round",
    nudges.KIND: "timetable.kind.nudge",
    check_ins.KIND: "timetable.kind.check_in",
}
"""The message that names each kind of schedule; `{what}` in it is its subject, where it has one."""

A_PAGE = 6
MOST_PAST = 9
LONGEST_SUBJECT = 40

_REASONS = frozenset({"paused", "ceiling", "chat_not_active", "window_passed", "newer_one_due", "task_ended"})
"""Reasons that have words of their own; the others are told as skipped."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where and for whom pages are made: the group, the reader's language, the instant (aware, UTC)."""

    group: groups.Group
    language: str
    now: datetime

    def moment(self, at: datetime) -> str:
        return dates.moment(at, self.group.zone, self.now, self.language)

    def button(self, key: str, verb: str, *numbers: int) -> messages.Button:
        return messages.Button(words.plain(self.language, key), presses.data(verb, self.group.id, *numbers))


@dataclass(frozen=True, slots=True)
class Entry:
    """A run to come and its subject (what a reminder says), empty where its kind says it all."""

    run: foresight.Coming
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """What became of earlier runs: of a schedule, or of a message of which it is not known whether it arrived."""

    what: str
    due: datetime
    until: datetime | None
    outcome: str


def schedule(shown: Shown, entries: Sequence[Entry], start: int, *, reads: bool = False) -> Page:
    """What is to come, numbered from `start` on, with a button each; `reads`: with buttons that only turn the page."""
    language, group = shown.language, shown.group
    lines = [words.say(language, "timetable.head", group=scene.shorten(group.name))]
    lines += _standing(shown)
    page = list(enumerate(entries[start : start + A_PAGE], start=start + 1))
    lines += [_line(shown, number, entry) for number, entry in page]
    if not entries and group.zone_confirmed:
        lines.append(words.say(language, "timetable.nothing"))
    if reads:
        turns = _turns(shown, start, len(entries), "schread")
        return Markup("\n").join(lines), ((turns,) if turns else ())
    numbers = [
        messages.Button(str(number), _run_data("schrun", group, entry.run.schedule.id, entry.run.day))
        for number, entry in page
    ]
    return Markup("\n").join(lines), (*settings_pages.in_rows(numbers), *_turning(shown, start, len(entries)))


def _standing(shown: Shown) -> list[Markup]:
    group, language = shown.group, shown.language
    if not group.zone_confirmed:
        return [words.say(language, "timetable.no_zone")]
    lines = [words.say(language, "timetable.zone", zone=dates.zone_name(group.zone, language))]
    if group.paused_until is not None and group.paused_until > shown.now:
        lines.append(words.say(language, "settings.paused", moment=shown.moment(group.paused_until)))
    return lines


def _line(shown: Shown, number: int, entry: Entry) -> Markup:
    run, language = entry.run, shown.language
    moment, what = shown.moment(run.at), name(language, run.schedule, entry.subject)
    remark = _remark(shown, run)
    if not remark:
        return words.say(language, "timetable.line", number=number, moment=moment, what=what)
    return words.say(language, "timetable.line_remark", number=number, moment=moment, what=what, remark=remark)


def _remark(shown: Shown, run: foresight.Coming) -> str:
    """Why it is not posted, or that it was moved."""
    language = shown.language
    if run.outcome == foresight.LEFT_OUT:
        return words.plain(language, "timetable.left_out")
    if run.outcome == "empty":
        return words.plain(language, "timetable.empty")
    if run.outcome.startswith(run_log.SKIPPED):
        return _outcome(language, run.outcome)
    if run.meant_at is not None:
        return words.plain(language, "timetable.moved", moment=shown.moment(run.meant_at))
    return ""


def name(language: str, schedule: ports.Schedule, subject: str) -> str:
    """What comes, in words."""
    if schedule.kind == duties.KIND:
        return words.plain(language, f"timetable.kind.duty.{schedule.values['reading']}")
    key = NAMES.get(schedule.kind, "timetable.kind.other")
    return words.plain(language, key, what=scene.shorten(subject, LONGEST_SUBJECT))


def _turns(shown: Shown, start: int, total: int, verb: str) -> tuple[messages.Button, ...]:
    turns = []
    if start > 0:
        turns.append(shown.button("timetable.button.earlier", verb, max(start - A_PAGE, 0)))
    if start + A_PAGE < total:
        turns.append(shown.button("timetable.button.later", verb, start + A_PAGE))
    return tuple(turns)


def _turning(shown: Shown, start: int, total: int) -> messages.Rows:
    turns = _turns(shown, start, total, "sched")
    last = (
        shown.button("timetable.button.missed", "schpast"),
        shown.button("settings.page.pause", "setpause"),
        *settings_pages.back(shown.group, shown.language),
    )
    return (turns, last) if turns else (last,)


def run(shown: Shown, found: service.Run, subject: str) -> Page:
    """One run: when it comes, and what can be made of it."""
    is_out = found.state == single_runs.LEFT_OUT
    lines = [_when(shown, found, subject)]
    is_own = found.schedule.kind == own_reminders.KIND
    key = "timetable.not_posted" if is_out else "timetable.only_this_or_stop" if is_own else "timetable.only_this"
    lines += [words.say(shown.language, key)]
    last: tuple[messages.Button, ...] = (shown.button("settings.back", "sched"),)
    if is_own:
        last = (shown.button("button.reminder.stop", "schstop", found.schedule.id), *last)
    return Markup("\n").join(lines), (_choices(shown, found), last)


def stopped(shown: Shown, schedule: ports.Schedule, subject: str) -> Page:
    """That a reminder of the group's own comes no more."""
    line = words.say(shown.language, "timetable.stopped", what=name(shown.language, schedule, subject))
    return line, ((shown.button("settings.back", "sched"),),)


def _when(shown: Shown, found: service.Run, subject: str) -> Markup:
    language = shown.language
    values = {"moment": shown.moment(found.at), "what": name(language, found.schedule, subject)}
    if found.at == found.meant_at:
        return words.say(language, "timetable.run", **values)
    return words.say(language, "timetable.run_moved", was=shown.moment(found.meant_at), **values)


def _choices(shown: Shown, found: service.Run) -> tuple[messages.Button, ...]:
    run_of = (found.schedule.id, found.day.toordinal())
    skip = shown.button("timetable.button.skip", "schskip", *run_of, 1)
    back = shown.button("timetable.button.put_back", "schskip", *run_of, 0)
    move = shown.button("timetable.button.move", "schmove", *run_of)
    if found.state == single_runs.LEFT_OUT:
        return (back,)
    return (skip, move) if found.state is None else (skip, move, back)


def moves(shown: Shown, found: service.Run, subject: str, offers: Sequence[datetime]) -> Page:
    """When a run could come instead."""
    lines = [_when(shown, found, subject), words.say(shown.language, "timetable.move_to")]
    run_of = (found.schedule.id, found.day.toordinal())
    buttons = [
        messages.Button(shown.moment(at), presses.data("schto", shown.group.id, *run_of, int(at.timestamp()) // 60))
        for at in offers
    ]
    other = shown.button("timetable.button.other", "schask", *run_of)
    back = messages.Button(
        words.plain(shown.language, "settings.back"), _run_data("schrun", shown.group, found.schedule.id, found.day)
    )
    return Markup("\n").join(lines), (*((button,) for button in buttons), (other, back))


def changed(shown: Shown, found: service.Run, subject: str, change_id: int) -> Page:
    """What holds of a run from now on, with the way back."""
    language = shown.language
    values = {"moment": shown.moment(found.at), "what": name(language, found.schedule, subject)}
    key = {None: "timetable.as_usual", single_runs.LEFT_OUT: "timetable.skipped"}.get(found.state, "timetable.now_at")
    lines = [words.say(language, f"{key}", was=shown.moment(found.meant_at), **values)]
    if found.schedule.next_due_at is not None:
        lines.append(words.say(language, "timetable.next", moment=shown.moment(found.schedule.next_due_at)))
    undo = shown.button("settings.undo", "schundo", change_id)
    return Markup("\n").join(lines), ((undo, shown.button("settings.back", "sched")),)


def past(shown: Shown, missed: Sequence[Missed]) -> Page:
    """What did not come as it was meant, the newest first."""
    language = shown.language
    lines = [words.say(language, "timetable.past" if missed else "timetable.past_none")]
    lines += [_missed(shown, one) for one in missed[:MOST_PAST]]
    return Markup("\n").join(lines), ((shown.button("settings.back", "sched"),),)


def _missed(shown: Shown, one: Missed) -> Markup:
    language = shown.language
    moment = shown.moment(one.due)
    if one.until is not None:
        moment = words.plain(language, "timetable.span", first=moment, last=shown.moment(one.until))
    return words.say(
        language, "timetable.past_line", moment=moment, what=one.what, remark=_outcome(language, one.outcome)
    )


def _outcome(language: str, outcome: str) -> str:
    reason = outcome.removeprefix(run_log.SKIPPED)
    if outcome in ("late", "uncertain", "dead"):
        return words.plain(language, f"timetable.was.{outcome}")
    return words.plain(language, f"timetable.reason.{reason if reason in _REASONS else 'other'}")


def _run_data(verb: str, group: groups.Group, schedule_id: int, day: date) -> str:
    return presses.data(verb, group.id, schedule_id, day.toordinal())

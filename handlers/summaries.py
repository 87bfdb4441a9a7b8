"""The summary of a group for a period as text (voice.md 5), and `/summary`, which asks for one; it decides nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, summaries, summary_periods, tasks
from coordination.services import summaries as service
from handlers import chart_buttons, dates, presses, scene, task_lines, words
from handlers.request import Request

State = tasks.State
MOST_TITLES = 10
MOST_ITEMS = 5
LONGEST_ASK = 160
SUMMARY, SOURCES, SHARES = range(3)
"""Which page a button opens; the numbers stand in buttons of any age, so only append."""
MOST_LINES = 2
"""Of a lead's own lines the newest are shown."""


Delayed = tuple[datetime, datetime]
"""When something was due and when it is sent (aware)."""


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a language does where the order of parts does not say it."""

    joins_progress: bool  # what is done and what moved stand under one heading
    by_code: bool  # a group is called by its code
    items: str  # how items with a bracket each stand side by side


_HABITS = {"en": _Habits(False, True, "listed"), "zh": _Habits(True, False, "clauses")}
_ALL = re.compile(r"\s*(?:all|programme|rollup|全部|汇总|各组)(?:\s+|$)", re.IGNORECASE)
_STOPS = "。.！!？?…"


def slot(group: groups.Group) -> str:
    """The name of the newest summary that came by itself: it follows late updates."""
    return f"summary:{group.id}"


def asked_slot(group: groups.Group) -> str:
    """The name of the newest one that was asked for: a reply to it is recognised, and it stays as it was."""
    return f"{slot(group)}:asked"


def buttons(group: groups.Group, period: summaries.Period, language: str) -> messages.Rows:
    """Under a summary: sources, by person, pictures."""
    return (
        (
            messages.Button(words.plain(language, "button.summary.sources"), data("sum", group, period, SOURCES)),
            messages.Button(words.plain(language, "button.summary.people"), data("sum", group, period, SHARES)),
            chart_buttons.button(group, language),
        ),
    )


def data(verb: str, group: groups.Group, period: summaries.Period, *more: int) -> str:
    """What a button of a summary says: group and days, so that it works at any age."""
    return presses.data(verb, group.id, period.first.toordinal(), period.last.toordinal(), *more)


async def summary(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/summary`, `/summary month`, `/summary since 1 Nov`, `/summary 1 Nov - 15 Nov`; the week if nothing is said."""
    from handlers import rollups  # they show summaries as well

    if (over_all := _ALL.match(request.args)) is not None:
        return await rollups.asked(request, work, request.args[over_all.end() :])
    group = scene.group_of(request)
    period = summary_periods.period_of(request.args, scene.frame(request))
    view = await service.view(work, group, period)
    if view.is_quiet:
        span = _span(view, request.now, request.language)
        key = "summary.quiet_above" if group.kind is groups.GroupKind.COMMITTEE else "summary.quiet"
        return [scene.answer(request, words.say(request.language, key, span=span))]
    rows = buttons(group, period, request.language)
    return [scene.answer(request, render(view, request.language, now=request.now), rows=rows, slot=asked_slot(group))]


def render(
    view: summaries.SummaryView,
    language: str,
    *,
    now: datetime | None = None,
    delayed: Delayed | None = None,
    amended: bool = False,
) -> Markup:
    """Title, counts, the five parts, and up to when the records were read.

    `now` decides which year goes without saying (default: the view's own instant). `amended`: it says that late
    updates are in it.
    """
    now = now or view.until
    head = [_title(view, now, language), _counts(view, language)]
    if delayed is not None:
        due, sent = (dates.inline_moment(at, view.group.zone, now, language) for at in delayed)
        head.append(words.say(language, "summary.delayed", due=due, sent=sent))
    parts = [
        *_progress(view, language),
        _slipped(view, now, language),
        _problems(view, now, language),
        _next(view, now, language),
        _help(view, language),
    ]
    lines = [words.say(language, "summary.line", words=scene.shorten(line, LONGEST_ASK)) for line in view.lines]
    moment = dates.moment(view.until, view.group.zone, now, language)
    until = words.say(language, "summary.until_amended" if amended else "summary.until", moment=moment)
    air = [] if delayed is not None and len(parts) > 5 else [Markup()]
    return Markup("\n").join([*head, *air, *lines[-MOST_LINES:], *parts, Markup(), until])


def _is_week(view: summaries.SummaryView) -> bool:
    return view.period == summaries.week_of(view.period.first)


def _span(view: summaries.SummaryView, now: datetime, language: str) -> str:
    """The days of the period that have begun."""
    reached = (view.until - timedelta(microseconds=1)).astimezone(ZoneInfo(view.group.zone)).date()
    last = max(view.period.first, min(view.period.last, reached))
    today = now.astimezone(ZoneInfo(view.group.zone)).date()
    return dates.span(view.period.first, last, today, language)


def _title(view: summaries.SummaryView, now: datetime, language: str) -> Markup:
    code = view.group.code if _HABITS[language].by_code else None
    values = {
        "group": code or scene.shorten(view.group.name),
        "span": _span(view, now, language),
        "light": task_lines.LIGHTS[view.light],
    }
    key = "summary.title" if _is_week(view) else "summary.title_period"
    return words.say(language, key, **values)


def _counts(view: summaries.SummaryView, language: str) -> Markup:
    kind, new = "" if _is_week(view) else "_period", "_new" if view.new else ""
    return words.say(
        language,
        f"summary.counts{kind}{new}",
        n_done=len(view.done),
        n_before=view.done_before,
        n_new=len(view.new),
        n_late=view.late.total,
        n_blocked=len(view.blocked),
    )


def _progress(view: summaries.SummaryView, language: str) -> list[Markup]:
    """What was done and what moved: one part or two, as the language has it."""
    moved_tasks = [_moved(task, view, language) for task in (*view.moved, *view.to_confirm)]
    done = _some(language, "listed", [_plain_title(task) for task in view.done], MOST_TITLES)
    moved = _some(language, "clauses", moved_tasks, MOST_ITEMS)
    kind = "" if _is_week(view) else "_period"
    if view.done and moved_tasks and _HABITS[language].joins_progress:
        return [words.say(language, f"summary.progress{kind}", done=done, moved=moved)]
    parts = []
    if view.done:
        parts.append(words.say(language, f"summary.progress_done{kind}", done=done))
    if moved_tasks:
        parts.append(words.say(language, f"summary.progress_moved{kind}", moved=moved))
    return parts or [words.say(language, f"summary.progress_none{kind}")]


def _plain_title(task: tasks.Task) -> str:
    return task_lines.title(task)


def _moved(task: tasks.Task, view: summaries.SummaryView, language: str) -> Markup:
    if task.id in view.freed:
        return words.say(language, "summary.moved_freed", title=task_lines.title(task))
    if task.percent and task.state is State.IN_PROGRESS:
        return words.say(language, "summary.moved_percent", title=task_lines.title(task), percent=task.percent)
    state = words.plain(language, f"state.{task.state.value}")
    return words.say(language, "summary.moved_state", title=task_lines.title(task), state=state)


def _slipped(view: summaries.SummaryView, now: datetime, language: str) -> Markup:
    if not view.slipped:
        return words.say(language, "summary.slipped_none")
    items = [_slip(slip, view, now, language) for slip in view.slipped]
    return words.say(language, "summary.slipped", tasks=_some(language, "clauses", items, MOST_ITEMS))


def _slip(slip: summaries.Slip, view: summaries.SummaryView, now: datetime, language: str) -> Markup:
    values = {
        "title": task_lines.title(slip.task),
        "old": _day(slip.old, view, now, language),
        "new": _day(slip.new, view, now, language),
    }
    if slip.reason:
        reason = scene.shorten(slip.reason, task_lines.LONGEST_REASON)
        return words.say(language, "summary.slipped_task_reason", reason=reason, **values)
    return words.say(language, "summary.slipped_task", **values)


def _day(due: tasks.Due, view: summaries.SummaryView, now: datetime, language: str) -> str:
    return dates.short_day(due.on, now.astimezone(ZoneInfo(view.group.zone)).date(), language)


def _problems(view: summaries.SummaryView, now: datetime, language: str) -> Markup:
    """What is blocked, and what is late and stands nowhere else."""
    told = {task.id for task in view.moved} | {slip.task.id for slip in view.slipped}
    told |= {stuck.task.id for stuck in view.blocked}
    late = [task for task in view.late.tasks if task.id not in told]
    items = [_blocked(stuck, view, now, language) for stuck in view.blocked]
    items += [_late(task, view, now, language) for task in late]
    if not items:
        return words.say(language, "summary.problems_none")
    shown = _some(language, "clauses", items, MOST_ITEMS, total=len(items) + view.late.more)
    if view.blocked and (late or view.late.more):
        return words.say(language, "summary.problems", tasks=shown)
    return words.say(language, "summary.blocked" if view.blocked else "summary.late", tasks=shown)


def _blocked(stuck: summaries.Stuck, view: summaries.SummaryView, now: datetime, language: str) -> Markup:
    title = task_lines.starred(stuck.task, language)
    reason = scene.shorten(stuck.task.reason or "", task_lines.LONGEST_REASON)
    if stuck.since is None:
        key = "summary.blocked_task_reason" if reason else "summary.blocked_task"
        return words.say(language, key, title=title, reason=reason)
    zone = ZoneInfo(view.group.zone)
    day = dates.short_day(stuck.since.astimezone(zone).date(), now.astimezone(zone).date(), language)
    key = "summary.blocked_task_reason_since" if reason else "summary.blocked_task_since"
    return words.say(language, key, title=title, reason=reason, day=day)


def _late(task: tasks.Task, view: summaries.SummaryView, now: datetime, language: str) -> Markup:
    assert task.due is not None
    title = task_lines.starred(task, language)
    return words.say(language, "summary.late_task", title=title, was=_day(task.due, view, now, language))


def _next(view: summaries.SummaryView, now: datetime, language: str) -> Markup:
    kind = "" if _is_week(view) else "_period"
    items = [
        words.say(
            language,
            "summary.task_next",
            title=task_lines.starred(task, language),
            day=_day(task.due, view, now, language),
        )
        for task in view.next
        if task.due is not None
    ]
    if not items:
        return words.say(language, f"summary.next_none{kind}")
    return words.say(language, f"summary.next{kind}", tasks=_some(language, _HABITS[language].items, items, MOST_ITEMS))


def _help(view: summaries.SummaryView, language: str) -> Markup:
    """The asks as they were typed; a full stop is not doubled."""
    if not view.help:
        return words.say(language, "summary.help_none")
    asks = [scene.shorten(ask, LONGEST_ASK) for ask in view.help]
    if len(asks) > 1:
        asks = [ask.rstrip("。.；;") for ask in asks]
    shown = _some(language, "clauses", asks, MOST_ITEMS)
    ends = len(asks) == 1 and asks[0].endswith(tuple(_STOPS))
    return words.say(language, "summary.help_stopped" if ends else "summary.help", asks=shown)


def _some(language: str, kind: str, items: Sequence[str], most: int, *, total: int | None = None) -> Markup:
    """The first items side by side, and how many there are besides."""
    shown = list(islice(items, most))
    left = (len(items) if total is None else total) - len(shown)
    return words.join(language, kind, [*shown, words.count(language, "summary.more", left)] if left else shown)

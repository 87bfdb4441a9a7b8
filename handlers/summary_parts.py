"""The parts of a summary as text (voice.md 5): what was done, put off, is in the way, comes next, is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import summaries, tasks
from handlers import dates, scene, task_lines, words

State = tasks.State
MOST_TITLES = 10
MOST_ITEMS = 5
LONGEST_ASK = 160
_STOPS = "。.！!？?…"


@dataclass(frozen=True, slots=True)
class Habits:
    """What a language does where the order of parts does not say it."""

    joins_progress: bool  # what is done, what moved and what is new stand under one heading
    by_code: bool  # a group is called by its code
    items: str  # how items with a bracket each stand side by side


HABITS = {"en": Habits(False, True, "listed"), "zh": Habits(True, False, "clauses")}


def render(view: summaries.SummaryView, now: datetime, language: str) -> list[Markup]:
    """The parts in their order, each a line."""
    return [
        *_progress(view, language),
        _slipped(view, now, language),
        _problems(view, now, language),
        _next(view, now, language),
        _help(view, language),
    ]


def is_week(view: summaries.SummaryView) -> bool:
    """Tell whether the period is a week, which has words of its own."""
    return view.period == summaries.week_of(view.period.first)


def _progress(view: summaries.SummaryView, language: str) -> list[Markup]:
    """What was done, what moved and what is new: one part or several, as the language has it."""
    joins, kind = HABITS[language].joins_progress, "" if is_week(view) else "_period"
    items = [_moved(task, view, language) for task in (*view.moved, *view.to_confirm)]
    new = _some(language, "listed", [_plain_title(task) for task in view.new], MOST_ITEMS)
    moved = [_some(language, "clauses", items, MOST_ITEMS)] if items else []
    if view.new and joins:
        moved.append(words.say(language, "summary.moved_new", titles=new))
    parts = _done_and_moved(view, words.join(language, "clauses", moved), language)
    if view.new and not joins:
        parts.append(words.say(language, "summary.made", titles=new))
    return parts or [words.say(language, f"summary.progress_none{kind}")]


def _done_and_moved(view: summaries.SummaryView, moved: Markup, language: str) -> list[Markup]:
    kind = "" if is_week(view) else "_period"
    done = _some(language, "listed", [_plain_title(task) for task in view.done], MOST_TITLES)
    if view.done and moved and HABITS[language].joins_progress:
        return [words.say(language, f"summary.progress{kind}", done=done, moved=moved)]
    parts = []
    if view.done:
        parts.append(words.say(language, f"summary.progress_done{kind}", done=done))
    if moved:
        parts.append(words.say(language, f"summary.progress_moved{kind}", moved=moved))
    return parts


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
    kind = "" if is_week(view) else "_period"
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
    return words.say(language, f"summary.next{kind}", tasks=_some(language, HABITS[language].items, items, MOST_ITEMS))


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

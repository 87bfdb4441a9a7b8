"""The views of charts as text: the picture's twin, for those who can't see it and for whoever passes it on."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination.pictures import Tone
from coordination.rules import charts, tasks
from handlers import chart_pictures, dates, html, task_lines, words

MOST = 8
"""Lines of a list; with head and tail they keep to a dozen."""


def render(view: charts.View, language: str) -> Markup:
    """Title, what it says in short, and its rows as far as a message has room."""
    today = chart_pictures.today_of(view)
    head = words.say(
        language, "chart.head", title=chart_pictures.title(view, language), day=dates.day(today, today, language)
    )
    if isinstance(view, charts.TimelineView):
        lines = _timeline(view, language)
    elif isinstance(view, charts.ProgressView):
        lines = _progress(view, language)
    elif isinstance(view, charts.SharesView):
        lines = _shares(view, language)
    else:
        lines = _load(view, language)
    return Markup("\n").join([head, *lines])


def _timeline(view: charts.TimelineView, language: str) -> list[Markup]:
    counts = html.escape(chart_pictures.timeline_counts(view, language))
    if view.undated:
        counts = words.join(language, "beside", [counts, words.count(language, "chart.undated", view.undated)])
    live = [task for task in view.tasks if task.state not in tasks.ENDED]
    done = len(view.tasks) - len(live)
    rows = [_task(task, view, language) for task in live[:MOST]]
    rest = _more(len(live) - len(rows), language)
    newly = [words.count(language, "chart.newly_done", done)] if done else []
    return [counts, *rows, *rest, *newly]


def _task(task: tasks.Task, view: charts.TimelineView, language: str) -> Markup:
    assert task.due is not None
    today = view.today
    values: dict[str, str] = {"task": chart_pictures.reference(task, view), "title": task_lines.starred(task, language)}
    has_owner = task.owner is not None and chart_pictures.names_owners(view)
    if task.owner is not None:
        values["owner"] = task_lines.owner(task.owner)
    if task.id in view.late_ids:
        key = "task.line.was_owner" if has_owner else "task.line.was"
        return words.say(language, key, was=dates.short_day(task.due.on, today, language), **values)
    key = "task.line.due_owner" if has_owner else "task.line.due"
    return words.say(language, key, due=dates.day(task.due.on, today, language), **values)


def _progress(view: charts.ProgressView, language: str) -> list[Markup]:
    done, planned = view.done.at(view.today), view.plan.at(view.today)
    counts = words.say(language, "chart.counts.progress", n_done=done, n_all=view.scope.at(view.today))
    if not view.plan.steps:
        return [counts, words.say(language, "chart.plan.none")]
    ahead = done - planned
    key = "chart.plan.ahead" if ahead > 0 else "chart.plan.behind"
    stand = words.count(language, key, abs(ahead)) if ahead else words.say(language, "chart.plan.even")
    last = view.plan.steps[-1][0]
    end = words.say(language, "chart.plan.end", n_all=view.plan.end, day=dates.short_day(last, view.today, language))
    return [counts, words.say(language, "chart.plan.now", n_due=planned, what=stand), end]


def _shares(view: charts.SharesView, language: str) -> list[Markup]:
    shown = view.shares[:MOST]
    rest = len(view.shares) - len(shown) + view.rest
    lines = [_share(chart_pictures.share_name(one, language), one, language) for one in shown]
    return [*lines, html.escape(chart_pictures.others(view, rest, language))] if rest else lines


def _share(name: str, share: charts.Share, language: str) -> Markup:
    done, late = (share.parts[charts.PARTS.index(tone)] for tone in (Tone.DONE, Tone.LATE))
    values = {"n_all": sum(share.parts), "n_done": done, "n_late": late}
    return words.say(language, "chart.share", name=task_lines.name(name), **values)


def _load(view: charts.LoadView, language: str) -> list[Markup]:
    columns: Sequence[charts.Week] = [view.before, *view.weeks, view.after]
    lines = [_week(one, view, language) for one in columns if sum(one.parts)]
    undated = [words.count(language, "chart.undated", view.undated)] if view.undated else []
    return [*lines, *undated]


def _week(week: charts.Week, view: charts.LoadView, language: str) -> Markup:
    done, moving, late = week.parts
    values = {"n_open": moving + late, "n_done": done, "n_late": late}
    key = "chart.week_late" if late else "chart.week"
    return words.say(language, key, span=chart_pictures.week_name(week, view, language), **values)


def _more(left: int, language: str) -> list[Markup]:
    return [words.count(language, "chart.more", left)] if left > 0 else []

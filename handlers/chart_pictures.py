"""The views of charts as pictures: every word said in the reader's language, no colour and no size chosen."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from coordination import pictures
from coordination.pictures import Tone
from coordination.rules import charts, groups, tasks
from handlers import boards, dates, scene, task_lines, words

LONGEST_CODE = 20
NOTE = 24
"""Of an owner's name beside a bar, in UTF-16 units."""

_STATES = {
    Tone.DONE: "state.done",
    Tone.CLAIMED: "state.claimed",
    Tone.MOVING: "state.in_progress",
    Tone.OPEN: "state.open",
    Tone.BLOCKED: "state.blocked",
    Tone.HELD: "state.on_hold",
    Tone.LATE: "chart.late",
    Tone.PLAN: "chart.was",
}


def of_view(view: charts.View, language: str) -> pictures.Picture:
    """The picture of a view."""
    if isinstance(view, charts.TimelineView):
        return _timeline(view, language)
    if isinstance(view, charts.ProgressView):
        return _progress(view, language)
    if isinstance(view, charts.SharesView):
        return _shares(view, language)
    return _load(view, language)


def title(view: charts.View, language: str) -> str:
    """`Exhibition (EXH): timeline`."""
    kinds = {charts.TimelineView: "timeline", charts.ProgressView: "progress", charts.LoadView: "load"}
    kind = kinds.get(type(view), "groups" if isinstance(view, charts.SharesView) and view.by_group else "people")
    chart = words.plain(language, f"chart.name.{kind}")
    if view.group.kind is groups.GroupKind.PERSONAL and isinstance(view, charts.TimelineView):
        return words.plain(language, "chart.mine")
    name = boards.group_name(view.group, language)
    if not isinstance(view, charts.SharesView) and view.with_below:
        name = words.plain(language, "chart.with_below", group=name)
    return words.plain(language, "chart.title", group=name, chart=chart)


def today_of(view: charts.View) -> date:
    """The group's day."""
    return view.today


def _head(view: charts.View, language: str, told: str, tones: Sequence[Tone] = ()) -> pictures.Head:
    today = today_of(view)
    keys = tuple(pictures.Key(tone, words.plain(language, _STATES[tone])) for tone in tones)
    subtitle = words.plain(language, "chart.subtitle", day=dates.day(today, today, language), what=told)
    return pictures.Head(title(view, language), subtitle, keys, words.plain(language, "chart.none"))


def _timeline(view: charts.TimelineView, language: str) -> pictures.Timeline:
    today = view.today
    days = charts.days_of([_stretch(task, view.group) for task in view.tasks], today)
    bars = tuple(_bar(task, view, days, language) for task in view.tasks)
    tones = {bar.tone for bar in bars} | ({Tone.LATE} if any(bar.late_to for bar in bars) else set())
    tones |= {Tone.PLAN} if any(bar.was for bar in bars) else set()
    shown = [tone for tone in _STATES if tone in tones]
    return pictures.Timeline(
        _head(view, language, timeline_counts(view, language), shown),
        _axis(days, today, language),
        bars,
        tuple(pictures.Phase(one.name, *_ordinals(one.days)) for one in view.phases),
    )


def timeline_counts(view: charts.TimelineView, language: str) -> str:
    """How many are late, and which part of all this is."""
    open_ones = sum(task.state not in tasks.ENDED for task in view.tasks)
    values = {"n_late": view.late, "n_all": view.total}
    if view.total <= charts.ROWS:
        return words.plain(language, "chart.counts.timeline", **values)
    part = {"n_first": view.offset + 1, "n_last": view.offset + open_ones}
    return words.plain(language, "chart.counts.timeline_part", **values, **part)


def _stretch(task: tasks.Task, group: groups.Group) -> charts.Days:
    return charts.stretch_of(task, task.created_at.astimezone(ZoneInfo(group.zone)).date())


def reference(task: tasks.Task, view: charts.TimelineView) -> str:
    """`#12`; `EXH-12` of another group."""
    code = view.codes.get(task.group_id)
    return task_lines.reference(task) if code is None else f"{scene.shorten(code, LONGEST_CODE)}-{task.number}"


def _bar(task: tasks.Task, view: charts.TimelineView, shown_days: charts.Days, language: str) -> pictures.Bar:
    days = _stretch(task, view.group)
    was = task.original_due.on if task.original_due is not None and task.original_due.on != days.last else None
    key = "task.line.key" if task.key else ""
    shown = words.plain(language, key, title=task.title) if key else task.title
    return pictures.Bar(
        label=f"{reference(task, view)} {shown}",
        note=_note(task, days.last if days.last > shown_days.last else None, view, language),
        start=days.first.toordinal(),
        end=days.last.toordinal(),
        tone=charts.tone_of(task.state),
        percent=task.percent or 0,
        late_to=view.today.toordinal() if task.id in view.late_ids else None,
        was=None if was is None else was.toordinal(),
    )


def names_owners(view: charts.TimelineView) -> bool:
    """Not on a person's own list; and above groups units stand, no persons (voice.md, rule 5)."""
    return view.group.kind is not groups.GroupKind.PERSONAL and not view.with_below


def _note(task: tasks.Task, beyond: date | None, view: charts.TimelineView, language: str) -> str:
    """The owner, and the due day where the picture does not reach so far."""
    owner = "" if task.owner is None or not names_owners(view) else scene.shorten(task.owner.name.lstrip("@＠"), NOTE)
    if beyond is None:
        return owner
    return words.plain(language, "chart.beyond", owner=owner, day=dates.short_day(beyond, view.today, language))


def _axis(days: charts.Days, today: date, language: str) -> pictures.Axis:
    is_long = (days.last - days.first).days > 300
    ticks = tuple(
        (day.toordinal(), dates.short_day(day, today if is_long else day, language)) for day in charts.ticks(days)
    )
    return pictures.Axis(*_ordinals(days), today.toordinal(), words.plain(language, "date.near.today"), ticks)


def _ordinals(days: charts.Days) -> tuple[int, int]:
    return days.first.toordinal(), days.last.toordinal()


def _progress(view: charts.ProgressView, language: str) -> pictures.Burnup:
    days = charts.days_of_progress(view)
    last = {Tone.SCOPE: view.today, Tone.PLAN: days.last, Tone.DONE: view.today}
    found = {Tone.SCOPE: view.scope, Tone.PLAN: view.plan, Tone.DONE: view.done}
    lines = tuple(
        pictures.Line(
            words.plain(language, f"chart.line.{tone.value}", n_all=stairs.at(last[tone])),
            tone,
            tuple((day.toordinal(), count) for day, count in charts.drawn(stairs, charts.Days(days.first, last[tone]))),
        )
        for tone, stairs in found.items()
        if tone is not Tone.PLAN or stairs.steps
    )
    done, scope = view.done.at(view.today), view.scope.at(view.today)
    told = words.plain(language, "chart.counts.progress", n_done=done, n_all=scope)
    return pictures.Burnup(_head(view, language, told), _axis(days, view.today, language), lines)


def _shares(view: charts.SharesView, language: str) -> pictures.Shares:
    rows = [pictures.Row(share_name(one, language), one.parts) for one in view.shares]
    if view.others is not None:
        rows.append(pictures.Row(others(view, view.rest, language), view.others.parts, together=True))
    told = words.plain(language, "chart.counts.shares", n_all=sum(sum(row.parts) for row in rows))
    used = [place for place in range(len(charts.PARTS)) if any(row.parts[place] for row in rows)]
    rows = [pictures.Row(row.label, tuple(row.parts[place] for place in used), row.together) for row in rows]
    return pictures.Shares(_head(view, language, told, [charts.PARTS[place] for place in used]), tuple(rows))


def others(view: charts.SharesView, left: int, language: str) -> str:
    """How many owners or groups have no row of their own."""
    return words.plain_count(language, "chart.others_groups" if view.by_group else "chart.others", left)


def share_name(share: charts.Share, language: str) -> str:
    """An owner's or a group's name; nobody's is said so."""
    return share.name or words.plain(language, "task.nobody")


def _load(view: charts.LoadView, language: str) -> pictures.Weeks:
    columns = [view.before, *view.weeks, view.after]
    open_ones = sum(part for one in columns for part in one.parts[1:]) + view.undated
    keys = tuple(
        pictures.Key(tone, words.plain(language, "chart.open" if tone is Tone.MOVING else _STATES[tone]))
        for tone in charts.LOAD
    )
    head = _head(view, language, words.plain(language, "chart.counts.load", n_open=open_ones))
    rows = tuple(pictures.Row(week_name(one, view, language), one.parts) for one in columns)
    return pictures.Weeks(pictures.Head(head.title, head.subtitle, keys, head.nothing), rows, current=1)


def week_name(week: charts.Week, view: charts.LoadView, language: str) -> str:
    """The Monday of a week, or that it is before or after all of them."""
    if week.first is None:
        return words.plain(language, "chart.week.before" if week is view.before else "chart.week.after")
    return dates.short_day(week.first, week.first, language)

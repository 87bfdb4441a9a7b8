"""The morning digest of a group as text and buttons (voice.md 4); notifies whom the view names, decides nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages
from coordination.rules import boards, digests, groups, links, tasks
from handlers import boards as board_handlers
from handlers import dates, digest_passing, due_days, html, presses, task_lines, words

State = tasks.State
MOST_NAMED = 3
"""Tasks with titles and reasons on one line."""

Delayed = tuple[datetime, datetime]
"""When something was due and when it is sent (aware)."""


def slot(group: groups.Group) -> str:
    """The name of the group's newest digest, by which a reply to it is recognised."""
    return f"digest:{group.id}"


def buttons(group: groups.Group, language: str) -> messages.Rows:
    """One row: mine, all."""
    return (
        (
            messages.Button(words.plain(language, "button.digest.mine"), presses.data("mine", group.id)),
            messages.Button(words.plain(language, "button.digest.all"), presses.data("list", group.id, 0)),
        ),
    )


def render(view: digests.DigestView, language: str, *, delayed: Delayed | None = None) -> Markup:
    """What is due and late, line by line; the rest in a line each; how to answer. At most 12 lines.

    Where there is no board, its counts stand under the title.
    """
    head = [_title(view, language, delayed)]
    if view.states:
        head.append(board_handlers.counts(view.states, language))
    body = _body(view, language, apart=True)
    if len(head) + len(body) + 1 > digests.LINES:
        body = _body(view, language, apart=False)
    is_airy = len(head) + len(body) + 3 <= digests.LINES
    air = [Markup()] if is_airy else []
    return Markup("\n").join([*head, *air, *body, *air, _reply(view, language)])


def _body(view: digests.DigestView, language: str, *, apart: bool) -> list[Markup]:
    """All between the title and how to answer. `apart`: how a late task goes up stands on a line of its own."""
    rows = [_soon(view, language), _stuck(view, language), _unowned(view, language), _to_confirm(view, language)]
    rows += [_freed(view, language), digest_passing.held(view, language), digest_passing.sprint(view, language)]
    late = [*_late(view, language, apart=apart), *digest_passing.lines(view, language)]
    return [*_due_today(view, language), *late, *(row for row in rows if row is not None)]


def _title(view: digests.DigestView, language: str, delayed: Delayed | None) -> Markup:
    day = dates.day(view.today, view.today, language)
    if delayed is not None:
        due, sent = (dates.hour(at.astimezone(ZoneInfo(view.group.zone)).time(), language) for at in delayed)
        day = words.plain(language, "digest.day_delayed", day=day, due=due, sent=sent)
    due_today, late = view.due_today.total, view.late.total
    if due_today and late:
        return words.say(language, "digest.title.due_late", day=day, n_due=due_today, n_late=late)
    if due_today:
        return words.say(language, "digest.title.due", day=day, n_due=due_today)
    if late:
        return words.say(language, "digest.title.late", day=day, n_late=late)
    return words.say(language, "digest.title.neither", day=day)


def _due_today(view: digests.DigestView, language: str) -> list[Markup]:
    if not view.due_today.total:
        return []
    lines = [_owned(task, view, language) for task in view.due_today.tasks]
    return _titled(words.say(language, "digest.due_today"), lines, view.due_today, language)


def _titled(title: Markup, lines: list[Markup], shown: boards.Shown, language: str) -> list[Markup]:
    """The title, the lines and how many there are besides; the number alone where there is room for none."""
    if not shown.tasks:
        return [words.say(language, "digest.counted", heading=title, n_all=shown.total)]
    return [title, *lines, *task_lines.more(language, shown)]


def _owned(task: tasks.Task, view: digests.DigestView, language: str) -> Markup:
    values = {"task": task_lines.reference(task), "title": task_lines.title(task)}
    if task.owner is None:
        return words.say(language, "task.line.title", **values)
    return words.say(language, "task.line.owner", owner=_owner(task, task.owner, view), **values)


def _late(view: digests.DigestView, language: str, *, apart: bool) -> list[Markup]:
    if not view.late.total:
        return []
    lines = [line for task in view.late.tasks for line in _late_lines(task, view, language, apart=apart)]
    return _titled(words.say(language, "digest.late"), lines, view.late, language)


def _late_lines(task: tasks.Task, view: digests.DigestView, language: str, *, apart: bool) -> list[Markup]:
    passing = digest_passing.of_task(task, view, language)
    if passing is None:
        return [_late_line(task, view, language, _said(task, view, language))]
    return (
        [_late_line(task, view, language, ""), html.escape(passing)]
        if apart
        else [_late_line(task, view, language, passing)]
    )


def _late_line(task: tasks.Task, view: digests.DigestView, language: str, reason: str) -> Markup:
    """When it was due, whose it is, and what was said of it, or that nothing was."""
    assert task.due is not None
    values: dict[str, str] = {
        "task": task_lines.reference(task),
        "title": task_lines.title(task),
        "was": due_days.passed(task, view.today, language),
        "reason": reason,
    }
    if task.owner is not None:
        values["owner"] = _owner(task, task.owner, view)
        key = "task.line.was_owner_reason" if reason else "task.line.was_owner"
    else:
        key = "task.line.was_reason" if reason else "task.line.was"
    return words.say(language, key, **values)


def _said(task: tasks.Task, view: digests.DigestView, language: str) -> str:
    if task.id in view.silent:
        return words.plain(language, "digest.no_word")
    if said := task_lines.reason(task):
        return said
    if task.percent:
        return words.plain(language, "progress.percent", percent=task.percent)
    return words.plain(language, f"state.{task.state.value}")


def _owner(task: tasks.Task, owner: tasks.Owner, view: digests.DigestView) -> Markup:
    """A link that notifies where the view says so, otherwise the plain name."""
    person = view.owners.get(owner.person_id or 0)
    if person is None:
        return task_lines.owner(owner)
    if task.id in view.mentioned:
        return task_lines.mention(owner, person)
    return task_lines.name(person.name)


def _soon(view: digests.DigestView, language: str) -> Markup | None:
    if not view.soon.total:
        return None
    days = [
        words.say(
            language,
            "task.line.title_day",
            task=task_lines.reference(task),
            title=task_lines.title(task),
            day=due_days.near(task, view.today, language),
        )
        for task in view.soon.tasks
        if task.due is not None
    ]
    by_friday = view.today.weekday() < digests.FRIDAY
    key = "digest.by_friday" if by_friday else "digest.soon"
    return words.say(language, key, tasks=task_lines.row(language, "row", days, view.soon))


def _stuck(view: digests.DigestView, language: str) -> Markup | None:
    if not view.stuck.total:
        return None
    shown = boards.shown(view.stuck.tasks, view.stuck.total, limit=MOST_NAMED)
    lines = [task_lines.with_reason(task, _obstacle(task, view, language), language) for task in shown.tasks]
    all_blocked = all(task.state is State.BLOCKED for task in shown.tasks)
    key = "digest.blocked" if all_blocked else "digest.stuck"
    return words.say(language, key, tasks=task_lines.row(language, "clauses", lines, shown))


def _obstacle(task: tasks.Task, view: digests.DigestView, language: str) -> str:
    if task.state is State.BLOCKED:
        return task_lines.reason(task)
    if task.state is State.ON_HOLD:
        return words.plain(language, "digest.review_due")
    last = (task.last_update_at or task.created_at).astimezone(ZoneInfo(view.group.zone)).date()
    return words.plain_count(language, "digest.silent", (view.today - last).days)


def _unowned(view: digests.DigestView, language: str) -> Markup | None:
    if not view.unowned.total:
        return None
    numbers = [task_lines.reference(task) for task in view.unowned.tasks]
    return words.say(language, "digest.unowned", tasks=task_lines.row(language, "row", numbers, view.unowned))


def _to_confirm(view: digests.DigestView, language: str) -> Markup | None:
    if not view.to_confirm.total:
        return None
    shown = boards.shown(view.to_confirm.tasks, view.to_confirm.total, limit=MOST_NAMED)
    lines = [task_lines.with_reason(task, "", language) for task in shown.tasks]
    return words.say(language, "digest.to_confirm", tasks=task_lines.row(language, "row", lines, shown))


def _freed(view: digests.DigestView, language: str) -> Markup | None:
    """What waits for nothing any more; nobody is pinged for it."""
    if not view.freed:
        return None
    lines = [_freed_task(one, view, language) for one in view.freed[:MOST_NAMED]]
    shown = boards.Shown(tuple(one.task for one in view.freed[:MOST_NAMED]), len(view.freed))
    return words.say(language, "digest.freed", tasks=task_lines.row(language, "clauses", lines, shown))


def _freed_task(one: links.Freed, view: digests.DigestView, language: str) -> Markup:
    task = one.task
    values = {
        "task": task_lines.reference(task),
        "title": task_lines.title(task),
        "others": words.join(language, "listed", one.after),
    }
    if task.owner is None:
        return words.say(language, "digest.freed_nobody", **values)
    return words.say(language, "digest.freed_task", owner=_owner(task, task.owner, view), **values)


def _reply(view: digests.DigestView, language: str) -> Markup:
    """How to answer, with the number of a task that waits for a word."""
    lists = (view.late, view.due_today, view.soon, view.stuck, view.unowned, view.to_confirm)
    freed = view.freed[0].task.number if view.freed else 1
    number = next((task.number for shown in lists for task in shown.tasks), freed)
    return words.say(language, "digest.reply", number=number)

"""`/undo`: takes back what one's last message changed; says what that was and what holds again."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import events, groups, tasks
from coordination.services import lists, log, own_groups
from coordination.services import undo as service
from handlers import cards, dates, departures, group_replies, group_told, log_lines, scene, task_lines, words
from handlers.request import Request

LONGEST = 60
"""Characters of a title in a line."""

MOST_LINES = 12


async def undo(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """One message's changes as one, for a day; refused when somebody changed the same since, and by whom.

    In private: of whichever of one's groups it was, told with its name.
    """
    if (inside := await _elsewhere(request, work)) is not None:
        return await group_told.told(inside, await undo(inside, work))
    undone = await service.undo(work, scene.said(request, work), is_admin=bool(request.is_chat_admin))
    if (left := await departures.told(request, work, request.language)) is not None:
        return [scene.answer(request, left.text), *left.others]
    group_id = scene.group_of(request).id
    kinds = {event.task_id: event.kind for event in undone.made}
    lines = [
        line
        for before, after in undone.tasks
        if before.group_id == group_id
        for line in _lines(before, after, kinds.get(after.id, ""), request)
    ]
    lines += await _of_group(request, work, undone)
    lines = lines or [words.say(request.language, "short.undone_group")]
    fresh = [edit for _, after in undone.tasks for edit in await cards.refreshed(work, after)]
    return [scene.answer(request, Markup("\n").join(_fitting(lines, request.language))), *fresh]


def _fitting(lines: list[Markup], language: str) -> list[Markup]:
    """At most so many lines as a message has; the rest is counted."""
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], words.count(language, "board.more", len(lines) - MOST_LINES + 1)]


async def _elsewhere(request: Request, work: ports.Work) -> Request | None:
    group = scene.group_of(request)
    if not request.is_private or request.actor is None or group.kind is not groups.GroupKind.PERSONAL:
        return None
    found = [group, *await own_groups.of_person(work, request.actor)]
    newest = await own_groups.last_changed(work, request.actor, found, work.now - service.WINDOW)
    return None if newest is None or newest.id == group.id else group_replies.inside(request, newest)


def _lines(before: tasks.Task, after: tasks.Task, kind: str, request: Request) -> list[Markup]:
    """A line for each field that went back: what holds again, and what was taken back. `kind`: of the last event."""
    language, task = request.language, _named(after, request.language)
    if after.state is tasks.State.DROPPED and before.state is not tasks.State.DROPPED:
        return [words.say(language, "short.undone_task", task=f"#{after.number}", title=after.title)]
    lines = []
    if after.title != before.title:
        line = words.say(language, "short.undone_title", task=f"#{after.number}", title=after.title)
        lines.append(words.say(language, "undo.was", line=line, was=before.title))
    if after.due != before.due:
        lines.append(_was(_due(after, request), _day(before.due, request), language))
    if after.owner != before.owner:
        lines.append(_was(_owner(after, language), _whose(before.owner), language))
    if (after.state, after.percent) != (before.state, before.percent):
        lines.append(_state(before, after, language))
    return lines or [words.say(language, "undo.other", task=task, what=_kind(kind, language))]


def _named(task: tasks.Task, language: str) -> Markup:
    return words.say(language, "undo.task", task=f"#{task.number}", title=scene.shorten(task.title, LONGEST))


def _kind(kind: str, language: str) -> str:
    try:
        return words.plain(language, f"history.kind.{kind}")
    except words.UnknownMessageError:  # a kind that only another version knows
        return words.plain(language, "log.other")


def _was(line: Markup, was: Markup | str, language: str) -> Markup:
    return line if not was else words.say(language, "undo.was", line=line, was=was)


def _state(before: tasks.Task, after: tasks.Task, language: str) -> Markup:
    task = _named(after, language)
    if _has_percent(after):
        line = words.say(language, "short.undone", task=task, before=f"{after.percent}%")
    else:
        state = words.plain(language, f"state.{after.state}")
        line = words.say(language, "short.undone_state", task=task, state=state)
    if _has_percent(before):
        return words.say(language, "undo.was", line=line, was=f"{before.percent}%")
    return words.say(language, "undo.state_was", line=line, was=words.plain(language, f"state.{before.state}"))


def _has_percent(task: tasks.Task) -> bool:
    return task.state is tasks.State.IN_PROGRESS and bool(task.percent)


def _due(task: tasks.Task, request: Request) -> Markup:
    named = _named(task, request.language)
    if task.due is None:
        return words.say(request.language, "short.undone_no_due", task=named)
    return words.say(request.language, "short.undone_due", task=named, day=_day(task.due, request))


def _day(due: tasks.Due | None, request: Request) -> str:
    """The day, with the hour where one was named; nothing without a date."""
    if due is None:
        return ""
    if due.at is not None:
        return dates.inline_moment(due.at, scene.group_of(request).zone, request.now, request.language)
    return dates.inline_day(due.on, scene.today(request), request.language)


def _owner(task: tasks.Task, language: str) -> Markup:
    named = _named(task, language)
    if task.owner is None:
        return words.say(language, "short.undone_no_owner", task=named)
    return words.say(language, "short.undone_owner", task=named, owner=task_lines.owner(task.owner))


def _whose(owner: tasks.Owner | None) -> Markup:
    return Markup() if owner is None else task_lines.owner(owner)


async def _of_group(request: Request, work: ports.Work, undone: service.Undone) -> list[Markup]:
    """What the group itself had been changed to, and what holds again."""
    back = [one for one in undone.made if service.deed_of(one) is not None and _is_back(one, undone)]
    people = await lists.people_of(work, {(one.after or {}).get("person") for one in back})
    group = await work.groups.get(scene.group_of(request).id)
    reader = log_lines.Reader(request.language, group.zone, request.now, people)
    turned = [log.Entry(replace(one, before=one.after, after=one.before)) for one in back]
    return [words.say(request.language, "undo.group", change=log_lines.what(one, reader)) for one in turned]


def _is_back(event: events.Event, undone: service.Undone) -> bool:
    return all(undone.group.get(name) == value for name, value in (event.before or {}).items())

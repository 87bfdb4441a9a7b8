"""The card of a task as text and buttons (voice.md 2); it decides nothing and changes nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages
from coordination.rules import groups, people, tasks
from coordination.services import lists
from handlers import dates, html, presses, scene, words

LONGEST_WORD = 200


def slot(task: tasks.Task) -> str:
    """The name under which a task's card is edited in place: the newest card of a chat."""
    return f"card:{task.id}"


def render(view: lists.CardView, now: datetime, language: str) -> Markup:
    """Title; owner; due; state; last word; where it comes from."""
    task, group = view.entry.task, view.entry.group
    lines = [
        words.say(
            language, "task.card.title_key" if task.key else "task.card.title", number=task.number, title=task.title
        ),
        owner_line(task, language, view.names),
        _due(view, now, language),
    ]
    if task.state is not tasks.State.OPEN:
        lines.append(_state(view, now, language))
    if view.waits_for and task.state not in tasks.ENDED:
        refs = words.join(language, "listed", [f"#{one.number}" for one in view.waits_for])
        lines.append(words.say(language, "task.card.waits_for", tasks=refs))
    lines.append(_last_word(view, now, language) or _origin(view, now, language, group))
    return Markup("\n").join(lines)


def buttons(task: tasks.Task, language: str) -> messages.Rows:
    """Three that fit a row, the rest behind *More…*."""
    if task.state in tasks.ENDED:
        return ((_button(language, "reopen", "reopen", task), _button(language, "more", "more", task)),)
    return (
        (
            _button(language, "done", "done", task),
            _button(language, "update", "update", task),
            _button(language, "blocked", "blocked", task),
        ),
        (_button(language, "more", "more", task),),
    )


def _button(language: str, verb: str, key: str, task: tasks.Task) -> messages.Button:
    return messages.Button(words.plain(language, f"button.task.{key}"), presses.data(verb, task.group_id, task.id))


def owner_name(owner: tasks.Owner, names: dict[int, people.Person] | None = None) -> Markup:
    """The name an owner goes by; somebody not seen yet keeps the user name as typed."""
    if owner.person_id is None and owner.username:
        return html.escape(f"@{owner.username}")
    person = (names or {}).get(owner.person_id or 0)
    return html.person(owner.name if person is None else person.name, None, owner.name)


def owner_line(task: tasks.Task, language: str, names: dict[int, people.Person] | None = None) -> Markup:
    supporters = words.join(language, "listed", [owner_name(one, names) for one in task.supporters])
    if task.owner is None:
        if not task.supporters:
            return words.say(language, "task.card.no_owner")
        return words.say(language, "task.card.no_owner_with", supporters=supporters)
    owner = owner_name(task.owner, names)
    if not task.supporters:
        return words.say(language, "task.card.owner", owner=owner)
    return words.say(language, "task.card.owner_with", owner=owner, supporters=supporters)


def _due(view: lists.CardView, now: datetime, language: str) -> Markup:
    task, group = view.entry.task, view.entry.group
    if task.due is None:
        return words.say(language, "task.card.no_due")
    due = words.say(
        language,
        "task.card.moment_zone",
        moment=due_text(task.due, group, now, language),
        zone=dates.zone_name(group.zone, language),
    )
    ended = task.state in tasks.ENDED
    if task.original_due is not None and task.original_due != task.due:
        today = now.astimezone(ZoneInfo(group.zone)).date()
        was = dates.short_day(task.original_due.on, today, language)
        if view.entry.late and view.days_left:
            return words.count(language, "task.card.due_was_late", -view.days_left, due=due, was=was)
        return words.say(language, "task.card.due_was", due=due, was=was)
    if ended or view.days_left is None:
        return words.say(language, "task.card.due", due=due)
    if view.entry.late:
        if view.days_left < 0:
            return words.count(language, "task.card.due_late", -view.days_left, due=due)
        return words.say(language, "task.card.due_passed", due=due)
    if view.days_left == 0:
        return words.say(language, "task.card.due_today", due=due)
    return words.count(language, "task.card.due_in", view.days_left, due=due)


def due_text(due: tasks.Due, group: groups.Group, now: datetime, language: str) -> str:
    """Weekday, day and hour; a day without an hour means the end of working hours (voice.md rule 3)."""
    zone = ZoneInfo(group.zone)
    at = due.at or datetime.combine(due.on, group.settings.workday_ends, zone)
    return dates.moment(at, group.zone, now, language)


def _state(view: lists.CardView, now: datetime, language: str) -> Markup:
    task = view.entry.task
    today = now.astimezone(ZoneInfo(view.entry.group.zone)).date()
    if task.state is tasks.State.IN_PROGRESS:
        if task.percent:
            return words.say(language, "task.card.in_progress_percent", percent=task.percent)
        return words.say(language, "task.card.in_progress")
    if task.state is tasks.State.BLOCKED:
        return _with_reason(language, "task.card.blocked", task.reason)
    if task.state is tasks.State.CLAIMED:
        who = view.names.get(task.claimed_by or 0)
        return words.say(language, "task.card.claimed", who=html.person(who.name if who else "", None, "?"))
    if task.state is tasks.State.ON_HOLD:
        if task.review_on is None:
            return _with_reason(language, "task.card.on_hold", task.reason)
        day = dates.day(task.review_on, today, language)
        return _with_reason(language, "task.card.on_hold_until", task.reason, day=day)
    if task.state is tasks.State.DONE:
        ended = task.ended_at or now
        day = dates.day(ended.astimezone(ZoneInfo(view.entry.group.zone)).date(), today, language)
        return words.say(language, "task.card.done", day=day)
    return _with_reason(language, "task.card.dropped", task.reason)


def _with_reason(language: str, key: str, reason: str | None, **values: str) -> Markup:
    if reason:
        return words.say(language, f"{key}_reason", reason=reason, **values)
    return words.say(language, key, **values)


def _last_word(view: lists.CardView, now: datetime, language: str) -> Markup | None:
    task = view.entry.task
    if not task.last_update_text or task.last_update_at is None:
        return None
    zone = view.entry.group.zone
    day = dates.day(
        task.last_update_at.astimezone(ZoneInfo(zone)).date(), now.astimezone(ZoneInfo(zone)).date(), language
    )
    return words.say(language, "task.card.last_word", day=day, text=scene.shorten(task.last_update_text, LONGEST_WORD))


def _origin(view: lists.CardView, now: datetime, language: str, group: groups.Group) -> Markup:
    task = view.entry.task
    moment = dates.moment(task.created_at, group.zone, now, language)
    who = view.names.get(task.created_by or 0)
    if who is None:
        return words.say(language, "task.card.from_admin", moment=moment)
    return words.say(language, "task.card.from", who=html.person(who.name, None, "?"), moment=moment)


def details(view: lists.CardView, now: datetime, language: str) -> Markup:
    """What *More…* shows: the history, and what else can be typed about the task."""
    task, group = view.entry.task, view.entry.group
    lines = [words.say(language, "task.details.title", number=task.number, title=task.title)]
    for update in view.updates:
        who = view.names.get(update.author_id or 0)
        name = html.person(who.name, None, "?") if who else words.say(language, "person.admin")
        moment = dates.moment(update.at, group.zone, now, language)
        text = scene.shorten(update.text) or words.plain(language, f"state.{update.state or 'open'}")
        lines.append(words.say(language, "task.details.update", moment=moment, who=name, text=text))
    if not view.updates:
        lines.append(words.say(language, "task.details.silent"))
    lines.append(words.say(language, "task.details.type", number=task.number))
    return Markup("\n").join(lines)

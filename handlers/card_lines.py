"""The lines of a task's card, one function each (voice.md 2); they decide nothing and know no button."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import groups, people, tasks
from coordination.rules import text as text_rules
from coordination.services import dependencies, dues, lists
from handlers import dates, html, scene, words

State = tasks.State
LONGEST_WORD = 200
MOST_REFERENCES = 8

_ZONE_OF_LANGUAGE = {"zh": "Asia/Shanghai"}
"""Where a zone goes without saying (voice.md 2)."""


def owner_name(owner: tasks.Owner, names: dict[int, people.Person] | None = None, *, language: str = "en") -> Markup:
    """The name an owner goes by; somebody not seen yet keeps the user name as typed, a deleted account has none."""
    if owner.person_id is None and owner.username:
        return html.escape(f"@{owner.username}")
    person = (names or {}).get(owner.person_id or 0)
    nameless = words.plain(language, "person.nameless")
    fallback = nameless if text_rules.is_blank(owner.name) else owner.name
    return html.person(owner.name if person is None else person.name, None, fallback)


def owner_line(task: tasks.Task, language: str, names: dict[int, people.Person] | None = None) -> Markup:
    shown = [owner_name(one, names, language=language) for one in task.supporters]
    supporters = words.join(language, "listed", shown)
    if task.owner is None:
        if not task.supporters:
            return words.say(language, "task.card.no_owner")
        return words.say(language, "task.card.no_owner_with", supporters=supporters)
    owner = owner_name(task.owner, names, language=language)
    if not task.supporters:
        return words.say(language, "task.card.owner", owner=owner)
    return words.say(language, "task.card.owner_with", owner=owner, supporters=supporters)


def due(view: lists.CardView, now: datetime, language: str) -> Markup:
    """When it is due, with the first date agreed where it is another, and how many working days are left or late."""
    task = view.entry.task
    if task.due is None:
        return words.say(language, "task.card.no_due")
    moment = _moment(view, task.due, now, language)
    if task.original_due is not None and task.original_due.on != task.due.on:
        return _moved_due(view, moment, now, language)
    if task.state in tasks.ENDED or view.days_left is None:
        return words.say(language, "task.card.due", due=moment)
    if view.entry.late:
        if view.days_left < 0:
            return words.count(language, "task.card.due_late", -view.days_left, due=moment)
        return words.say(language, "task.card.due_passed", due=moment)
    if view.days_left == 0:
        return words.say(language, "task.card.due_today", due=moment)
    return words.count(language, "task.card.due_in", view.days_left, due=moment)


def _moved_due(view: lists.CardView, moment: Markup, now: datetime, language: str) -> Markup:
    assert view.entry.task.original_due is not None
    was = dates.inline_day(view.entry.task.original_due.on, today(view, now), language)
    if view.entry.late and view.days_left:
        return words.count(language, "task.card.due_was_late", -view.days_left, due=moment, was=was)
    if view.entry.late:
        return words.say(language, "task.card.due_was_passed", due=moment, was=was)
    return words.say(language, "task.card.due_was", due=moment, was=was)


def _moment(view: lists.CardView, when: tasks.Due, now: datetime, language: str) -> Markup:
    """The moment with its zone, which goes without saying where the language has one of its own."""
    group = view.entry.group
    moment = due_text(when, group, now, language)
    if _ZONE_OF_LANGUAGE.get(language) == group.zone:
        return words.say(language, "task.card.moment", moment=moment)
    return words.say(language, "task.card.moment_zone", moment=moment, zone=dates.zone_name(group.zone, language))


def due_text(due: tasks.Due, group: groups.Group, now: datetime, language: str) -> str:
    """Weekday, day and hour; a day without an hour means the end of working hours (voice.md rule 3)."""
    zone = ZoneInfo(group.zone)
    at = due.at or datetime.combine(due.on, group.settings.workday_ends, zone)
    return dates.moment(at, group.zone, now, language)


def state(view: lists.CardView, now: datetime, language: str) -> list[Markup]:
    """The state, and who granted the date in force; a task that has not begun says its state only with the latter."""
    granted = _granted(view, now, language)
    if view.entry.task.state is State.OPEN and granted is None:
        return []
    shown = _state(view, now, language)
    return [shown if granted is None else words.join(language, "beside", [shown, granted])]


def _granted(view: lists.CardView, now: datetime, language: str) -> Markup | None:
    """Who granted the date in force, if it was granted."""
    event = view.due_event
    if event is None or event.kind != dues.GRANTED or (event.after or {}).get("due") is None:
        return None
    day = local_day(view, event.at, now, language)
    return words.say(language, "task.card.granted", who=person(view, event.actor_id, language), day=day)


def _state(view: lists.CardView, now: datetime, language: str) -> Markup:
    task = view.entry.task
    if task.state is State.OPEN:
        return words.say(language, "task.card.open")
    if task.state is State.IN_PROGRESS:
        if task.percent:
            return words.say(language, "task.card.in_progress_percent", percent=task.percent)
        return words.say(language, "task.card.in_progress")
    if task.state is State.CLAIMED:
        return words.say(language, "task.card.claimed", who=person(view, task.claimed_by, language))
    if task.state is State.DONE:
        day = local_day(view, task.ended_at or now, now, language)
        return words.say(language, "task.card.done", day=day)
    return _stopped(view, now, language)


def _stopped(view: lists.CardView, now: datetime, language: str) -> Markup:
    """Blocked, on hold or dropped, with the reason if one was given."""
    task, reason = view.entry.task, view.entry.task.reason
    if task.state is State.ON_HOLD and task.review_on is not None:
        day = dates.day(task.review_on, today(view, now), language)
        if reason:
            return words.say(language, "task.card.on_hold_until_reason", reason=reason, day=day)
        return words.say(language, "task.card.on_hold_until", day=day)
    bare, reasoned = _STOPPED[task.state]
    return words.say(language, reasoned, reason=reason) if reason else words.say(language, bare)


_STOPPED = {
    State.BLOCKED: ("task.card.blocked", "task.card.blocked_reason"),
    State.ON_HOLD: ("task.card.on_hold", "task.card.on_hold_reason"),
    State.DROPPED: ("task.card.dropped", "task.card.dropped_reason"),
}


def links(view: lists.CardView, language: str) -> list[Markup]:
    """What the task hangs together with, a line each: its whole, its parts, what it waits for, what waits for it."""
    task = view.entry.task
    lines = []
    if view.merged_into is not None:
        lines.append(words.say(language, "task.card.merged", **_named(view.merged_into)))
    if view.parent is not None:
        lines.append(words.say(language, "task.card.parent", **_named(view.parent)))
    if view.children:
        done = sum(1 for part in view.children if part.state is State.DONE)
        parts = _references(language, view.children)
        lines.append(words.say(language, "task.card.parts", tasks=parts, n_done=done, n_all=len(view.children)))
    awaited = [one for one in view.waits_for if one.state not in tasks.ENDED]
    if awaited and task.state not in tasks.ENDED:
        lines.append(words.say(language, "task.card.waits_for", tasks=_references(language, awaited, view.elsewhere)))
    waiting = [one for one in view.waiting if one.state not in tasks.ENDED]
    if waiting and task.state not in tasks.ENDED:
        lines.append(words.say(language, "task.card.waited_for", tasks=_references(language, waiting, view.elsewhere)))
    if task.tags:
        lines.append(words.join(language, "row", [f"#{tag}" for tag in task.tags]))
    return lines


def _named(task: tasks.Task) -> dict[str, str]:
    return {"task": f"#{task.number}", "title": scene.shorten(task.title)}


def _references(
    language: str, found: Sequence[tasks.Task], elsewhere: Mapping[int, groups.Group] | None = None
) -> Markup:
    """`#3, EXH-7`, and how many more."""
    shown = [dependencies.called(one, elsewhere or {}) for one in found[:MOST_REFERENCES]]
    more = len(found) - len(shown)
    rest = [words.count(language, "task.card.more", more)] if more else []
    return words.join(language, "listed", [*shown, *rest])


def last_word(view: lists.CardView, now: datetime, language: str) -> Markup | None:
    """The newest words about the task, or that somebody recorded for another."""
    task, last = view.entry.task, next(iter(view.updates), None)
    if task.last_update_at is None:
        return None
    values = {"day": local_day(view, task.last_update_at, now, language)}
    text = scene.shorten(task.last_update_text or "", LONGEST_WORD)
    if last is not None and last.on_behalf and last.at == task.last_update_at:
        values |= {"who": person(view, last.author_id, language), "behalf": html.escape(last.on_behalf)}
        if not text:
            return words.say(language, "task.card.recorded_behalf", **values)
        return words.say(language, "task.card.last_word_behalf", text=text, **values)
    return words.say(language, "task.card.last_word", text=text, **values) if text else None


def origin(view: lists.CardView, now: datetime, language: str) -> Markup:
    task, group = view.entry.task, view.entry.group
    moment = dates.inline_moment(task.created_at, group.zone, now, language)
    if view.names.get(task.created_by or 0) is None:
        return words.say(language, "task.card.from_admin", moment=moment)
    return words.say(language, "task.card.from", who=person(view, task.created_by, language), moment=moment)


def person(view: lists.CardView, person_id: int | None, language: str) -> Markup:
    """Somebody in the card's records."""
    return person_name(view.names.get(person_id or 0), language)


def person_name(found: people.Person | None, language: str) -> Markup:
    """Somebody's name as text that notifies nobody; without a person it was an anonymous admin (F016, F028)."""
    if found is None:
        return words.say(language, "person.admin")
    return html.person(found.name, None, words.plain(language, "person.nameless"))


def today(view: lists.CardView, now: datetime) -> date:
    """The day of the task's group."""
    return now.astimezone(ZoneInfo(view.entry.group.zone)).date()


def local_day(view: lists.CardView, at: datetime, now: datetime, language: str) -> str:
    """The day of an instant in the group's zone, as it stands inside a line."""
    local = at.astimezone(ZoneInfo(view.entry.group.zone)).date()
    return dates.inline_day(local, today(view, now), language)

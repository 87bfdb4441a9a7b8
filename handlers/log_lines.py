"""A change of a group or of a task as part of a line: what was so before and what is so now; it decides nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination.rules import events, fields, groups, people, reverts, single_runs, tasks
from coordination.rules import settings as rules
from coordination.services import directory, erasures, log, parts, plan_openings, programmes
from coordination.services import groups as groups_service
from coordination.services import settings as service
from coordination.services import single_runs as single_run_service
from handlers import card_lines, dates, html, log_programmes, scene, words
from handlers import settings_pages as pages

LONGEST = 60
"""Characters of a title, a name, an institution in a line."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is told, and of which group: language, zone, the instant, the people named by id."""

    language: str
    zone: str
    now: datetime
    people: Mapping[int, people.Person]

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()


_Told = Callable[[events.Event, Reader], Markup]
_NOBODYS = frozenset({reverts.RESOLVED, *events.PASSED_UP})


def who(event: events.Event, reader: Reader) -> Markup:
    """Who did it; an anonymous admin stays an admin, and what nobody did has nobody."""
    if is_nobodys(event):
        return words.say(reader.language, "log.by_itself")
    name = card_lines.person_name(reader.people.get(event.actor_id or 0), reader.language)
    if event.on_behalf:
        return words.say(reader.language, "history.behalf", who=name, behalf=scene.shorten(event.on_behalf))
    return name


def is_nobodys(event: events.Event) -> bool:
    """Whether it came about by itself, so that there is no place where it was said either."""
    return event.actor_id is None and event.kind in _NOBODYS


def what(entry: log.Entry, reader: Reader) -> Markup:
    """What was changed, as it was before and as it is now where that can be said in a few words."""
    event = entry.event
    if event.task_id is not None:
        return _of_task(event, entry.task, reader)
    if (shown := log_programmes.what(event, reader.language, reader.people)) is not None:
        return shown
    told = _TOLD.get(event.kind)
    if told is not None and event.before is not None and event.after is not None:
        return told(event, reader)
    if event.kind == service.UNDONE:
        return words.say(reader.language, "log.undone")
    return words.say(reader.language, "log.other")


def _of_task(event: events.Event, task: tasks.Task | None, reader: Reader) -> Markup:
    if task is None:
        return words.say(reader.language, "log.other")
    changed = _task_change(event, reader)
    title = scene.shorten(task.title, LONGEST)
    return words.say(reader.language, "log.task", task=f"#{task.number}", title=title, change=changed)


def _task_change(event: events.Event, reader: Reader) -> Markup:
    before, after = event.before or {}, event.after or {}
    if event.kind not in events.CREATIONS:
        if "due" in after:
            old, new = (_day(one.get("due"), reader) for one in (before, after))
            return words.say(reader.language, "history.due", old=old, new=new)
        if "owner" in after:
            old, new = (_owner(one.get("owner"), reader.language) for one in (before, after))
            if event.kind == reverts.RESOLVED and old == new:
                return words.say(reader.language, "log.recognised", owner=new)
            return words.say(reader.language, "history.owner", old=old, new=new)
        if "title" in after:
            return words.say(
                reader.language, "history.title_was", old=scene.shorten(str(before.get("title", "")), LONGEST)
            )
    return kind(event.kind, reader.language)


def kind(name: str, language: str) -> Markup:
    """What a change of a task was, by its kind alone."""
    try:
        return html.escape(words.plain(language, f"history.kind.{name}"))
    except words.UnknownMessageError:  # a kind that only another version knows
        return words.say(language, "log.other")


def _day(value: Mapping[str, Any] | None, reader: Reader) -> str:
    due = fields.due_of(value)
    return (
        words.plain(reader.language, "history.no_date")
        if due is None
        else dates.short_day(due.on, reader.today, reader.language)
    )


def _owner(value: Mapping[str, Any] | None, language: str) -> Markup:
    owner = fields.owner_of(value)
    return words.say(language, "history.nobody") if owner is None else card_lines.owner_name(owner, language=language)


def _setting(event: events.Event, reader: Reader) -> Markup:
    before, after = dict(event.before or {}), dict(event.after or {})
    lines = [
        _arrow(
            reader.language,
            words.plain(reader.language, f"settings.page.{one.name}"),
            *_options(one, before, after, reader.language),
        )
        for one in rules.CHOICES
        if not one.fields.isdisjoint(after)
    ]
    if not lines:
        return words.say(reader.language, "log.days" if "days_off" in after or "workdays" in after else "log.other")
    return words.join(reader.language, "clauses", lines)


def _options(
    choice: rules.Choice, before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> tuple[str, str]:
    """How the option was called that held before, and how the one that holds now."""

    def called(values: Mapping[str, Any]) -> str:
        known = {name: value for name, value in values.items() if hasattr(groups.Settings(), name)}
        settings = rules.changed(groups.Settings(), rules.from_json(known))
        return pages.held(choice, settings, language)

    return called(before), called(after)


def _schedule(event: events.Event, reader: Reader) -> Markup:
    before, after = dict(event.before or {}), dict(event.after or {})
    kind = after["schedule"]
    if kind not in service.SCHEDULES:
        return words.say(reader.language, "log.other")
    label = words.plain(reader.language, f"settings.page.{kind}")
    if before.get("days") != after.get("days"):
        old, new = (_weekdays(one.get("days") or (), reader) for one in (before, after))
        return _arrow(reader.language, label, old, new)
    old, new = (
        dates.hour(time.fromisoformat(one["at"]), reader.language)
        if one["enabled"]
        else words.plain(reader.language, "log.off")
        for one in (before, after)
    )
    return _arrow(reader.language, label, old, new)


def _weekdays(days: Sequence[int], reader: Reader) -> str:
    """Weekdays by number, Monday = 0; none: every working day."""
    if not days:
        return words.plain(reader.language, "settings.workdays")
    monday = date(2026, 11, 23)
    named = [dates.weekday(monday + timedelta(days=day), reader.language) for day in days]
    return html.visible(words.join(reader.language, "listed", named))


def _zone(event: events.Event, reader: Reader) -> Markup:
    old, new = (
        dates.zone_name(str((one or {}).get("zone", "UTC")), reader.language) for one in (event.before, event.after)
    )
    if old == new or not (event.before or {}).get("zone_confirmed", True):  # nobody had chosen the former one
        return words.say(reader.language, "log.zone_confirmed", zone=new)
    return _arrow(reader.language, words.plain(reader.language, "settings.page.zone"), old, new)


def _language(event: events.Event, reader: Reader) -> Markup:
    old, new = (str((one or {}).get("language", "")) for one in (event.before, event.after))
    shown = (pages.LANGUAGE_NAMES.get(old, old), pages.LANGUAGE_NAMES.get(new, new))
    return _arrow(reader.language, words.plain(reader.language, "settings.page.language"), *shown)


def _topic(event: events.Event, reader: Reader) -> Markup:
    old, new = (str((one or {}).get("name", "")) for one in (event.before, event.after))
    return _arrow(reader.language, words.plain(reader.language, "settings.page.topic"), old, new)


def _paused(event: events.Event, reader: Reader) -> Markup:
    until = (event.after or {}).get("paused_until")
    if until is None:
        return words.say(reader.language, "log.resumed")
    on = datetime.fromisoformat(until).astimezone(ZoneInfo(reader.zone)).date()
    return words.say(reader.language, "log.paused", day=dates.short_day(on, reader.today, reader.language))


def _part(event: events.Event, reader: Reader) -> Markup:
    old, new = (
        words.plain(reader.language, f"people.part.{(one or {})['part']}") for one in (event.before, event.after)
    )
    return _arrow(reader.language, _about(event, reader), old, new)


def _directory(event: events.Event, reader: Reader) -> Markup:
    old, new = (_entry(dict(one or {}), reader.language) for one in (event.before, event.after))
    return _arrow(reader.language, _about(event, reader), old, new)


def _entry(values: Mapping[str, Any], language: str) -> str:
    named = [*(values.get("aliases") or ()), *([values["institution"]] if values.get("institution") else ())]
    return html.visible(words.join(language, "listed", named)) if named else words.plain(language, "log.nothing")


def _erasure(event: events.Event, reader: Reader) -> Markup:
    due = (event.after or {}).get("due_at")
    if due is None:
        return words.say(reader.language, "log.erasure_stopped")
    on = datetime.fromisoformat(due).astimezone(ZoneInfo(reader.zone)).date()
    return words.say(reader.language, "log.erasure", day=dates.short_day(on, reader.today, reader.language))


def _run(event: events.Event, reader: Reader) -> Markup:
    """One run of a schedule: left out, moved, as usual again."""
    day = dates.short_day(date.fromisoformat(str((event.after or {})["day"])), reader.today, reader.language)
    old, new = (_run_state((one or {}).get("state"), reader) for one in (event.before, event.after))
    return _arrow(reader.language, words.plain(reader.language, "log.run", day=day), old, new)


def _run_state(state: str | None, reader: Reader) -> str:
    if state is None:
        return words.plain(reader.language, "log.run.usual")
    if state == single_runs.LEFT_OUT:
        return words.plain(reader.language, "log.run.left_out")
    at = datetime.fromisoformat(state)
    shown = (dates.short_day(at.date(), reader.today, reader.language), dates.hour(at.time(), reader.language))
    return " ".join(shown)


def _joined(event: events.Event, reader: Reader) -> Markup:
    return words.say(reader.language, "log.joined", name=scene.shorten(str((event.after or {}).get("programme", ""))))


def _opening(event: events.Event, reader: Reader) -> Markup:
    old, new = (_opens_on((one or {}).get("opens_on"), reader) for one in (event.before, event.after))
    return words.say(reader.language, "log.opening", old=old, new=new)


def _opens_on(day: str | None, reader: Reader) -> str:
    if day is None:
        return words.plain(reader.language, "history.no_date")
    return dates.short_day(date.fromisoformat(day), reader.today, reader.language)


def _about(event: events.Event, reader: Reader) -> Markup:
    return card_lines.person_name(reader.people.get((event.after or {}).get("person", 0)), reader.language)


def _arrow(language: str, label: str, old: str, new: str) -> Markup:
    return words.say(language, "log.changed", label=label, old=scene.shorten(old, LONGEST), new=scene.shorten(new))


_TOLD: dict[str, _Told] = {
    service.SETTING: _setting,
    service.SCHEDULE: _schedule,
    groups_service.ZONE: _zone,
    groups_service.LANGUAGE: _language,
    groups_service.PAUSED: _paused,
    groups_service.TOPIC: _topic,
    parts.KIND: _part,
    directory.KIND: _directory,
    single_run_service.KIND: _run,
    programmes.JOINED: _joined,
    plan_openings.KIND: _opening,
    erasures.KIND: _erasure,
    erasures.KEPT: _erasure,
}

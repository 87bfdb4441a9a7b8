"""The private message with what comes due for a person, its buttons, and how it looks once answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, tasks
from coordination.services import reminder_deeds
from coordination.services import reminder_views as service
from handlers import dates, due_days, group_replies, lists, owed_reports, presses, reports_shown, task_lines, words

SHOWN = 8
DELETABLE = timedelta(hours=47)
"""A bot may delete what it sent within 48 hours."""

FALLBACK = "en"
Status = service.Status


def posts(reminded: Sequence[service.Reminded], now: datetime) -> list[messages.Outgoing]:
    """One message a person, in their own language; the one before it goes."""
    found: list[messages.Outgoing] = []
    for one in reminded:
        place, language = messages.Place(one.chat_id), language_of(one)
        found += _gone(one, now, language)
        text, buttons = render(one, now, language), rows(one, language)
        found.append(messages.Post(place, text, purpose=messages.Purpose.REMINDER, rows=buttons, slot=one.slot))
    return found


def _gone(one: service.Reminded, now: datetime, language: str) -> list[messages.Outgoing]:
    """The one before is deleted; what is older than Telegram allows to delete says where it went."""
    if one.replaces is None:
        return []
    place = messages.Place(one.chat_id)
    if one.replaced_at is None or now - one.replaced_at < DELETABLE:
        return [messages.Delete(place, one.replaces)]
    return [messages.Edit(place, one.replaces, words.say(language, "due_soon.older"))]


async def touched(work: ports.Work) -> list[messages.Outgoing]:
    """The reminders that the update in hand answers, shown as they are now."""
    return [edit(one, work.now) for one in await reminder_deeds.touched(work)]


def edit(one: service.Reminded, now: datetime) -> messages.Edit:
    """The reminder as it is now, in place."""
    language = language_of(one)
    text, buttons = render(one, now, language), rows(one, language)
    return messages.Edit(messages.Place(one.chat_id), one.slot, text, buttons, purpose=messages.Purpose.REMINDER)


def language_of(reminded: service.Reminded) -> str:
    """The person's own, else that of the group of their first task."""
    return reminded.person.language or next((one.group.language for one in reminded.entries), FALLBACK)


def render(reminded: service.Reminded, now: datetime, language: str) -> Markup:
    """How many wait for a word; each task; what ends it."""
    waiting = sum(1 for one in reminded.entries if one.status is Status.OPEN)
    head = words.count(language, "due_soon.head", waiting)
    if not waiting:
        is_put_off = any(one.status is Status.PUT_OFF for one in reminded.entries)
        head = words.say(language, "due_soon.head_later" if is_put_off else "due_soon.head_answered")
    shown = shown_of(reminded)
    lines = [head, *(_line(one, now, language) for one in shown)]
    if len(reminded.entries) > len(shown):
        lines.append(words.count(language, "board.more", len(reminded.entries) - len(shown)))
    lines += owed_reports.lines(reminded.reports, now, language)
    return Markup("\n").join([*lines, Markup(), words.say(language, "due_soon.how")] if waiting else lines)


def shown_of(reminded: service.Reminded) -> Sequence[service.Entry]:
    """The tasks that are shown: fewer where reports stand below them, for a message has twelve lines."""
    return reminded.entries[: SHOWN - owed_reports.height(reminded.reports)]


def _line(entry: service.Entry, now: datetime, language: str) -> Markup:
    values = {
        "task": group_replies.reference(entry.group, entry.task),
        "title": task_lines.starred(entry.task, language),
    }
    if entry.status is Status.OPEN:
        return _open(entry, values, language)
    if entry.status is Status.PUT_OFF:
        assert entry.until is not None
        return words.say(language, "due_soon.put_off", moment=moment(entry.group, entry.until, now, language), **values)
    return words.say(language, "due_soon.answered", state=_outcome(entry, language), **values)


def _open(entry: service.Entry, values: dict[str, str], language: str) -> Markup:
    """When it is due; for whom the reader answers."""
    due = entry.task.due
    assert due is not None
    if due.on < entry.today:
        return words.say(language, "due_soon.late", day=due_days.passed(entry.task, entry.today, language), **values)
    day = dates.near_day(due.on, entry.today, language)
    if due.at is not None or due.on == entry.today:
        day = words.plain(language, "due_soon.day_hour", day=day, hour=_hour(entry, due, language))
    day = due_days.coming(entry.task, entry.today, language, day)
    if entry.acts_for is not None:
        return words.say(language, "due_soon.for", name=task_lines.name(entry.acts_for.name), day=day, **values)
    return words.say(language, "due_soon.line", day=day, **values)


def _hour(entry: service.Entry, due: tasks.Due, language: str) -> str:
    """The hour; without one a day means the end of working hours (voice.md rule 3)."""
    at = None if due.at is None else due.at.astimezone(ZoneInfo(entry.group.zone)).time()
    return dates.hour(at or entry.group.settings.workday_ends, language)


def _outcome(entry: service.Entry, language: str) -> Markup | str:
    """Whose it is now, when it is due now, or how it stands."""
    task = entry.task
    if entry.status is Status.PASSED_ON and task.owner is not None:
        return words.say(language, "due_soon.passed_on", owner=task_lines.owner(task.owner))
    if entry.status is Status.PASSED_ON:
        return words.plain(language, "task.nobody")
    if entry.status is Status.REDATED and task.due is not None:
        return dates.inline_day(task.due.on, entry.today, language)
    return reports_shown.state_text(task, language)


def moment(group: groups.Group, at: datetime, now: datetime, language: str) -> str:
    """`16:00` where it is the same day, else with its day."""
    zone = ZoneInfo(group.zone)
    local = at.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return dates.hour(local.time(), language)
    return dates.inline_moment(at, group.zone, now, language)


# -- buttons ------------------------------------------------------------------------------


def rows(reminded: service.Reminded, language: str) -> messages.Rows:
    """What can be done about the one task that waits; of several, a button each leads to it."""
    waiting = [one for one in shown_of(reminded) if one.status is Status.OPEN]
    mine = messages.Button(words.plain(language, "button.due_soon.mine"), presses.data("list", 0, lists.MINE))
    reports = owed_reports.rows(reminded.reports, language)
    if len(waiting) == 1:
        return (*deeds(waiting[0].group.id, waiting[0].task.id, language), *reports, (mine,))
    buttons = [
        messages.Button(group_replies.reference(one.group, one.task), presses.data("rem", one.group.id, one.task.id))
        for one in waiting
    ]
    return (*(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3)), *reports, (mine,))


_DEEDS = (
    (("button.task.done", "remdone"), ("button.task.update", "remupdate"), ("button.task.blocked", "remblocked")),
    (("button.due_soon.time", "remtime"), ("button.due_soon.later", "remlater")),
)


def deeds(group_id: int, task_id: int, language: str) -> messages.Rows:
    """The deeds for one task."""
    return tuple(
        tuple(messages.Button(words.plain(language, key), presses.data(verb, group_id, task_id)) for key, verb in row)
        for row in _DEEDS
    )

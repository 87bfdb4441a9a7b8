"""The schedule: what will be posted here, for everybody; one run left out or moved, what was missed, for admins."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, own_reminders, permissions, when
from coordination.services import foresight, rights
from coordination.services import groups as groups_service
from coordination.services import own_reminders as own_reminders_service
from coordination.services import settings as settings_service
from coordination.services import single_runs as service
from handlers import filings, presses, prompts, scene, settings, settings_pages, words
from handlers import timetable_pages as pages
from handlers.request import Request

MOVE = "timetable.move"
"""What a typed time is asked as."""

LAST_MINUTE = 10**9
"""In the year 3871: no button of ours names a later one."""

PAST_WITHIN = timedelta(days=7)
"""So long it is known what became of a message."""

_PURPOSES = {
    messages.Purpose.DIGEST.value: "timetable.kind.digest",
    messages.Purpose.SUMMARY.value: "timetable.kind.summary",
    messages.Purpose.REMINDER.value: "timetable.kind.reminder_any",
    messages.Purpose.CHECK_IN.value: "timetable.kind.check_in",
}


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/schedule`: the page of this chat's group, to be read alone by whoever may not change it; in private first which
    group.
    """
    if request.is_private:
        return [await settings.picker(request, work)]
    group = scene.group_of(request)
    is_admin = bool(request.is_chat_admin)
    may = await rights.may_configure(work, group, request.actor, is_admin=is_admin, deed=permissions.Deed.CONFIGURE)
    return await _page(request, work, group, 0, reads=not may)


async def read(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The same without its buttons, turned by anybody of the chat."""
    here = await work.groups.in_chat(request.chat.id)
    group = next((one for one in here if one.id == press.number(0)), None)
    if group is None or request.is_private:
        raise Refused("refused.old_button")
    return await _page(request, work, group, press.number(1), reads=True)


async def page(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All that will be posted here in the next fortnight; the second number says from where on."""
    group = await settings.configured(request, work, press.number(0))
    return await _page(request, work, group, press.number(1))


async def _page(
    request: Request, work: ports.Work, group: groups.Group, start: int, *, reads: bool = False
) -> Sequence[messages.Answer]:
    found = await foresight.coming(work, group)
    entries = [pages.Entry(one, await _subject(work, group, one.schedule)) for one in found]
    shown = _shown(request, group)
    text, rows = pages.schedule(shown, entries, start if start < len(entries) else 0, reads=reads)
    return _turned(request, (Markup("\n").join([text, *await filings.owed(work, group, request)]), rows))


async def run(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One run, and what can be made of it."""
    group = await settings.configured(request, work, press.number(0))
    found = await service.find(work, group, press.number(1), _day(press))
    return _turned(request, pages.run(_shown(request, group), found, await _subject(work, group, found.schedule)))


async def skip(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The run is left out, or put back as the rule has it."""
    group = await settings.configured(request, work, press.number(0))
    said = settings.said(request, work, group)
    change = service.leave_out if press.number(3) == 1 else service.put_back
    return await _changed(request, work, await change(work, said, press.number(1), _day(press)), said.change_id)


async def moves(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """When the run could come instead."""
    group = await settings.configured(request, work, press.number(0))
    found = await service.find(work, group, press.number(1), _day(press))
    subject = await _subject(work, group, found.schedule)
    offers = service.offers(found, request.now)
    return _turned(request, pages.moves(_shown(request, group), found, subject, offers))


async def move(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The run comes at the instant of the button."""
    group = await settings.configured(request, work, press.number(0))
    found = await service.find(work, group, press.number(1), _day(press))
    return await _moved(request, work, found, _minute(press.number(3)))


async def ask(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Another time is typed, in reply."""
    group = await settings.configured(request, work, press.number(0))
    found = await service.find(work, group, press.number(1), _day(press))
    values = {"schedule": found.schedule.id, "day": found.day.isoformat()}
    text = words.say(request.language, "timetable.ask_time", moment=_shown(request, group).moment(found.at))
    return [prompts.ask(request, work, MOVE, text, values=values, group=group)]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The run comes at the time typed; a day without an hour keeps the run's."""
    group = await settings.configured(request, work, question.group_id)
    values = question.values
    found = await service.find(work, group, values["schedule"], date.fromisoformat(values["day"]))
    moment = _read(request, group)
    if moment.at is not None:
        return await _moved(request, work, found, moment.at.astimezone(UTC))
    hour = found.at.astimezone(ZoneInfo(found.rule.zone)).time()
    return await _moved_to(request, work, found, datetime.combine(moment.on, hour))


def _read(request: Request, group: groups.Group) -> when.Moment:
    """The one time meant."""
    frame = when.Frame(request.said_at, ZoneInfo(group.zone), request.language, groups_service.calendar_of(group))
    words_typed = request.text[:100]
    reading = when.read(words_typed, frame)
    if reading.problem is when.Problem.PAST:
        raise Refused("refused.move_past")
    values = reading.values if reading.problem is None else ()
    values = values or own_reminders.read(words_typed, frame).values
    found = [one for one in values if isinstance(one, when.Moment)]
    if len(found) != 1 or len(found) != len(values):
        raise Refused("refused.move_when", words=scene.shorten(request.text))
    return found[0]


async def undo(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One change is taken back, and the page shows what holds."""
    group = await settings.configured(request, work, press.number(0))
    await settings_service.undo(work, settings.said(request, work, group), press.number(1))
    return await _page(request, work, await work.groups.get(group.id), 0)


async def stop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A reminder of the group's own is ended, whoever set it."""
    group = await settings.configured(request, work, press.number(0))
    said = settings.said(request, work, group)
    kept = await own_reminders_service.stop(work, said, press.number(1), is_admin=True)
    what = await _subject(work, group, kept.schedule)
    return _turned(request, pages.stopped(_shown(request, group), kept.schedule, what))


async def past(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What did not come as it was meant, and why."""
    group = await settings.configured(request, work, press.number(0))
    language = request.language
    missed = []
    for schedule in await work.schedules.of_group(group.id):
        what = pages.name(language, schedule, await _subject(work, group, schedule))
        missed += [pages.Missed(what, p.due, p.until, p.outcome) for p in foresight.past(schedule, request.now)]
    for one in await work.schedules.unsure(group.id, list(_PURPOSES), request.now - PAST_WITHIN):
        what = words.plain(language, _PURPOSES[one.purpose])
        missed.append(pages.Missed(what, one.said_at, None, one.state))
    missed.sort(key=lambda one: one.until or one.due, reverse=True)
    return _turned(request, pages.past(_shown(request, group), missed))


async def _moved(request: Request, work: ports.Work, found: service.Run, at: datetime) -> Sequence[messages.Answer]:
    local = at.astimezone(ZoneInfo(found.rule.zone)).replace(tzinfo=None)
    return await _moved_to(request, work, found, local)


async def _moved_to(request: Request, work: ports.Work, found: service.Run, to: datetime) -> Sequence[messages.Answer]:
    said = settings.said(request, work, found.group)
    return await _changed(request, work, await service.move(work, said, found, to), said.change_id)


async def _changed(request: Request, work: ports.Work, fresh: service.Run, change_id: int) -> Sequence[messages.Answer]:
    subject = await _subject(work, fresh.group, fresh.schedule)
    return _turned(request, pages.changed(_shown(request, fresh.group), fresh, subject, change_id))


async def _subject(work: ports.Work, group: groups.Group, schedule: ports.Schedule) -> str:
    """What a reminder says: its words, else its task."""
    text, task_id = schedule.values.get("text"), schedule.values.get("task")
    if text or not isinstance(task_id, int):
        return str(text or "")
    task = await work.tasks.get(group.id, task_id)
    return "" if task is None else f"#{task.number} {task.title}"


def _shown(request: Request, group: groups.Group) -> pages.Shown:
    return pages.Shown(group, request.language, request.now)


def _day(press: presses.Press) -> date:
    if not 1 <= press.number(2) <= date.max.toordinal():
        raise Refused("refused.old_button")
    return date.fromordinal(press.number(2))


def _minute(number: int) -> datetime:
    """An instant from whole minutes since 1970."""
    if number > LAST_MINUTE:
        raise Refused("refused.old_button")
    return datetime.fromtimestamp(number * 60, UTC)


def _turned(request: Request, page: settings_pages.Page) -> Sequence[messages.Answer]:
    text, rows = page
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


PRESSED = {
    "sched": page,
    "schrun": run,
    "schskip": skip,
    "schmove": moves,
    "schto": move,
    "schask": ask,
    "schundo": undo,
    "schstop": stop,
    "schpast": past,
}
"""Buttons of the schedule: they name their group, and act for an admin of its chat alone."""

READ = {"schread": read}
"""The buttons under the schedule of those who only read it."""

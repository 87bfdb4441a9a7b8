"""Repeating tasks: told when one begins or is dropped, listed and stopped by `/repeat`; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import instants, patterns, reading_new, tasks
from coordination.rules import repeats as rules
from coordination.services import changes
from coordination.services import groups as groups_service
from coordination.services import repeats as service
from handlers import dates, presses, rule_words, scene, task_lines, words
from handlers.request import Request

LISTED = 9


def wish_of(request: Request, read: reading_new.NewTask) -> rules.Wish | None:
    """How a new task repeats, if its line says so."""
    try:
        return rules.read(read.title, read.due, scene.frame(request))
    except ValueError:
        raise Refused("refused.repeat_rule", words=scene.shorten(read.due_text or read.title)) from None


async def begun(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[tasks.Task, rules.Repeat]
) -> messages.Post:
    """Let a new task come again; say how, and when the next one is due if this one is done in time."""
    task, repeat = what
    return _told(request, work, await service.begin(work, said, task, repeat))


async def amended(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[tasks.Task, rules.Wish | None]
) -> list[messages.Answer]:
    """The same of a line that was edited; nothing where it repeats as before, or not at all."""
    task, wish = what
    series = await service.renew(work, said, task, None if wish is None else wish.repeat)
    if series is None:
        return []
    if not series.is_on:
        return [scene.answer(request, _stopped(series, request.language))]
    return [_told(request, work, series)]


def _told(request: Request, work: ports.Work, series: service.Series) -> messages.Post:
    assert series.task is not None
    language, task = request.language, task_lines.reference(series.task)
    zone, calendar = series.group.zone, groups_service.calendar_of(series.group)
    coming = rules.following(series.repeat, series.meant_for, work.now, zone, calendar)
    if series.repeat.after is not None or coming is None:
        text = words.say(language, "repeat.begun", task=task, rule=_rule(series, language))
    else:
        day = dates.day(coming.on, scene.today(request), language)
        text = words.say(language, "repeat.begun_next", task=task, rule=_rule(series, language), day=day)
    button = _stop(series, words.plain(language, "button.repeat.stop"))
    return scene.answer(request, text, rows=((button,),), purpose=messages.Purpose.CARD)


def _rule(series: service.Series, language: str) -> str:
    """The repetition in words; that it repeats where nobody has words for it."""
    repeat = series.repeat
    if repeat.after is not None:
        return words.plain_count(language, _AFTER[repeat.after.unit], repeat.after.amount)
    assert repeat.rule is not None
    try:
        return rule_words.said(repeat.rule, language, timed=repeat.timed)
    except ValueError:
        return words.plain(language, "repeat.somehow")


_AFTER = {
    patterns.Unit.DAY: "repeat.after_days",
    patterns.Unit.WEEK: "repeat.after_weeks",
    patterns.Unit.MONTH: "repeat.after_months",
    patterns.Unit.YEAR: "repeat.after_years",
}


def _stop(series: service.Series, label: str) -> messages.Button:
    return messages.Button(label, presses.data("repstop", series.group.id, series.schedule.id))


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/repeat`: what repeats here, each with a button that stops it."""
    language = request.language
    found = await service.of_group(work, scene.group_of(request))
    if not found:
        return [scene.answer(request, words.say(language, "repeat.none"))]
    lines = [words.count(language, "repeat.listed", len(found))]
    lines += [_line(place, one, language) for place, one in enumerate(found[:LISTED], start=1)]
    if len(found) > LISTED:
        lines.append(words.count(language, "board.more", len(found) - LISTED))
    buttons = [
        _stop(one, words.plain(language, "button.repeat.stop_n", number=place))
        for place, one in enumerate(found[:LISTED], start=1)
    ]
    rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
    return [scene.answer(request, Markup("\n").join(lines), rows=rows)]


def _line(place: int, series: service.Series, language: str) -> Markup:
    rule = _rule(series, language)
    if series.task is None:
        return words.say(language, "repeat.line_bare", number=place, rule=rule)
    values = {"task": task_lines.reference(series.task), "title": task_lines.title(series.task)}
    return words.say(language, "repeat.line", number=place, rule=rule, **values)


async def shown(request: Request, work: ports.Work, task: tasks.Task) -> list[Markup]:
    """How a task repeats, below its card; nothing for one that comes once."""
    series = await service.of_task(work, scene.group_of(request), task)
    language = request.language
    return [] if series is None else [words.say(language, "repeat.card", rule=_rule(series, language))]


async def stop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A button that lets no next one come; whoever began it, the owner, or a lead."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    series = await service.stop(work, scene.said(request, work), press.number(1))
    toast = messages.Toast(words.plain(request.language, "repeat.stopped_toast"))
    if request.pressed_message_id is None:
        return [toast]
    line = _stopped(series, request.language)
    return [messages.EditPressed(request.place, request.pressed_message_id, line), toast]


def _stopped(series: service.Series, language: str) -> Markup:
    if series.task is None:
        return words.say(language, "repeat.stopped_bare")
    values = {"task": task_lines.reference(series.task), "title": task_lines.title(series.task)}
    return words.say(language, "repeat.stopped", **values)


async def touched(work: ports.Work) -> list[messages.Outgoing]:
    """The next of each repeating task that the update in hand ended; said only where it was dropped."""
    found = await service.follow(work)
    return [post for one in found if one.ended.state is tasks.State.DROPPED for post in _dropped(one, work)]


def _dropped(one: service.Followed, work: ports.Work) -> list[messages.Outgoing]:
    """Given up this once or for good? The next stands, a tap ends it."""
    if one.task is None or one.task.due is None:
        return []
    group = one.series.group
    language = group.language
    today = instants.local_day(work.now, group.zone)
    text = words.say(
        language,
        "repeat.dropped",
        task=task_lines.reference(one.ended),
        other=one.task.number,
        rule=_rule(one.series, language),
        day=dates.day(one.task.due.on, today, language),
    )
    button = _stop(one.series, words.plain(language, "button.repeat.stop"))
    place = messages.Place(group.chat_id, group.topic_id)
    return [messages.Post(place, text, purpose=messages.Purpose.CARD, rows=((button,),), silent=True)]

"""`/remind Fri 16:00 send your report`, `every Mon 9:00 …`, `12 tomorrow`: said in time, listed, stopped by a tap."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, own_reminders, recurrences, when
from coordination.rules import text as text_rules
from coordination.services import own_reminders as service
from handlers import card_lines, dates, presses, remind_choices, rule_words, scene, task_lines, words
from handlers.request import Request

LISTED = 8
SHOWN = 3
LONGEST_LABEL = 24
_LIST = frozenset({"", "list", "all", "show", "列表", "全部", "查看"})


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Set a reminder of the group's own; alone, list them."""
    typed = request.args.strip()
    if typed.casefold() in _LIST:
        return [await _listed(request, work)]
    if len(typed) > own_reminders.LONGEST:
        raise Refused("refused.reminder_too_long", limit=own_reminders.LONGEST, length=len(typed))
    wish = own_reminders.read(typed, scene.frame(request))
    if not wish.values:
        raise Refused("refused.reminder_when", words=scene.shorten(wish.text))
    if wish.task is None and text_rules.is_blank(wish.text):
        raise Refused("refused.reminder_text")
    moments = [one for one in wish.values if isinstance(one, when.Moment)]
    if len(wish.values) > 1 and len(moments) < len(wish.values):
        raise Refused("refused.reminder_when", words=scene.shorten(typed))
    if len(moments) > 1:
        return [remind_choices.ask(request, work, wish, moments)]
    value = wish.values[0]
    _check_not_passed(request, work, value)
    said = scene.said(request, work, request.text)
    kept = await service.keep(work, said, value, wish, topic_id=request.place.topic_id)
    text, rows = shown(request, kept)
    return [scene.answer(request, text, rows=rows)]


def shown(request: Request, kept: service.Reminder) -> tuple[Markup, messages.Rows]:
    """What will be said and when, with a button to stop it."""
    return _kept(request, kept), ((_stop(request, kept, "button.reminder.stop"),),)


def _check_not_passed(request: Request, work: ports.Work, value: when.Moment | when.Recurrence) -> None:
    """What was to be said in ten minutes and is read three hours late is not said any more."""
    group = scene.group_of(request)
    at = service.passed_unread(work, group, value)
    if at is not None and at > request.said_at:
        due, now = (dates.inline_moment(one, group.zone, request.now, request.language) for one in (at, request.now))
        raise Refused("refused.reminder_unread", due=due, moment=now)


def _kept(request: Request, kept: service.Reminder) -> Markup:
    """What will be said and when: the next three times of a repeating one, in the group's zone."""
    group, language = kept.group, request.language
    zone = dates.zone_name(group.zone, language)
    times = service.upcoming(group, kept.schedule, request.said_at, SHOWN)
    shown = [dates.moment(one, group.zone, request.now, language) for one in times]
    what, silent = _what(kept, language), any(service.is_quiet(group, one) for one in times)
    if not kept.again:
        text = words.say(language, "reminder.once", moment=shown[0], zone=zone, what=what)
    else:
        listed = words.join(language, "clauses", shown)
        text = words.say(language, "reminder.again", rule=_rule(kept, language), moments=listed, zone=zone, what=what)
    return Markup("\n").join([text, words.say(language, "reminder.quiet")]) if silent else text


def _what(kept: service.Reminder, language: str) -> Markup:
    if kept.task is not None:
        values = {"task": task_lines.reference(kept.task), "title": task_lines.title(kept.task)}
        line = words.say(language, "task.line.title", **values)
        return Markup(": ").join([line, Markup.escape(kept.text)]) if kept.text else line
    return words.say(language, "reminder.text", text=kept.text)


def _rule(kept: service.Reminder, language: str) -> str:
    """The repetition in words; its days alone where nobody has words for it."""
    rule = recurrences.from_values(kept.schedule.rule, kept.group.zone)
    try:
        return rule_words.said(rule, language)
    except ValueError:
        return words.plain(language, "reminder.repeats")


def _stop(request: Request, kept: service.Reminder, key: str, label: str = "") -> messages.Button:
    text = label or words.plain(request.language, "button.reminder.stop")
    return messages.Button(text, presses.data("remstop", kept.group.id, kept.schedule.id))


async def _listed(request: Request, work: ports.Work) -> messages.Post:
    """Those to come, the next first, each with a button to stop it."""
    group, language = scene.group_of(request), request.language
    found = await service.of_group(work, group)
    if not found:
        return scene.answer(request, words.say(language, "reminder.none"))
    lines = [words.count(language, "reminder.listed", len(found))]
    buttons = []
    for place, one in enumerate(found[:LISTED], start=1):
        assert one.schedule.next_due_at is not None
        moment = dates.moment(one.schedule.next_due_at, group.zone, request.now, language)
        key = "reminder.line_again" if one.again else "reminder.line"
        rule = _rule(one, language) if one.again else ""
        lines.append(words.say(language, key, number=place, moment=moment, rule=rule, what=_what(one, language)))
        label = words.plain(language, "button.reminder.stop_n", number=place)
        buttons.append(_stop(request, one, "button.reminder.stop_n", label))
    if len(found) > LISTED:
        lines.append(words.count(language, "reminder.more", len(found) - LISTED))
    rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
    return scene.answer(request, Markup("\n").join(lines), rows=rows)


async def stop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A button that stops a reminder; whoever set it, or a lead."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    kept = await service.stop(work, scene.said(request, work), press.number(1))
    line = words.say(request.language, "reminder.stopped", what=_what(kept, request.language))
    told = [messages.EditPressed(request.place, request.pressed_message_id, line)] if request.pressed_message_id else []
    return [*told, messages.Toast(words.plain(request.language, "reminder.stopped_toast"))]


def post(fired: service.Fired) -> messages.Post:
    """A reminder whose time has come, in the group's language; a repeating one can be stopped under it."""
    kept, group = fired.reminder, fired.reminder.group
    language = group.language
    what = _what(kept, language)
    who = card_lines.person_name(kept.person, language)
    text = words.say(language, "reminder.said", what=what, who=who)
    if group.kind is groups.GroupKind.PERSONAL:
        text = words.say(language, "reminder.said_private", what=what)
    if fired.is_late:
        due, sent = (dates.inline_moment(at, group.zone, fired.at, language) for at in (fired.due, fired.at))
        text = Markup("\n").join([text, words.say(language, "reminder.late", due=due, sent=sent)])
    label = words.plain(language, "button.reminder.stop")
    button = messages.Button(label, presses.data("remstop", group.id, kept.schedule.id))
    place = messages.Place(group.chat_id, kept.schedule.values.get("topic") or group.topic_id)
    rows = ((button,),) if kept.again else ()
    return messages.Post(place, text, purpose=messages.Purpose.REMINDER, rows=rows, silent=fired.silent)

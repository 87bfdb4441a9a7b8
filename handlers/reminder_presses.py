"""The buttons of a private reminder: each acts for the task's group, from the private chat, whatever its age."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import changes, reminded, reminder_deeds, reminder_views
from coordination.services import reports as reports_service
from handlers import (
    cards,
    edits,
    group_replies,
    html,
    presses,
    private_reminders,
    prompts,
    reports_shown,
    scene,
    words,
)
from handlers import reports as report_handlers
from handlers.request import Request


async def panel(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A task of the reminder with what can be done; without a task the reminder itself."""
    if not press.number(1):
        return await _overview(request, work)
    inside, found = await _found(request, work, press)
    shown = await _card(inside, work, found)
    return _turned(request, shown, (*private_reminders.deeds(*_ids(found), request.language), (_back(request),)))


async def done(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Done*: as on the card; what stands in the way is asked first."""
    inside, found = await _found(request, work, press)
    try:
        told = await reports_service.complete(work, scene.said(inside, work), (found.task.number,))
    except Refused as refused:
        if refused.key not in report_handlers.IN_THE_WAY:
            raise
        text = words.say(request.language, refused.key, **refused.values)
        label = words.plain(request.language, "button.report.all_the_same")
        button = messages.Button(label, presses.data("remsure", *_ids(found)))
        return _turned(request, text, ((button, _back(request)),))
    return await _reported(inside, work, told)


async def sure(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*All the same*: done although something stands in the way, said twice by now."""
    inside, found = await _found(request, work, press)
    told = await reports_service.complete(work, scene.said(inside, work), (found.task.number,), insisted=True)
    return await _reported(inside, work, told)


async def _reported(
    inside: Request, work: ports.Work, told: Sequence[reports_service.Reported]
) -> Sequence[messages.Answer]:
    """A toast says how the task stands; who has to agree is asked in the group; the reminder shows it by itself."""
    effect = await reports_shown.effect_of(inside, work, scene.said(inside, work), told)
    answers = await edits.said(inside, work, replace(effect, quiet=(), echo=()))
    (one,) = told
    if one.outcome is changes.Outcome.UNCHANGED:
        answers += await _overview(inside, work)
    if one.outcome is changes.Outcome.ASKED:
        return [messages.Toast(words.plain(inside.language, "due_soon.asked")), *answers]
    state = reports_shown.state_text(one.task, inside.language)
    return [messages.Toast(f"{group_replies.reference(scene.group_of(inside), one.task)}: {state}"), *answers]


async def update(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Update*: what moved is typed."""
    return await _asked(request, work, press, "remupdate")


async def blocked(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Blocked*: the reason is typed."""
    return await _asked(request, work, press, "remblocked")


async def more_time(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*More time*: the date and the reason are typed, a lead decides in the group."""
    return await _asked(request, work, press, "remtime")


_ASKING = {
    "remupdate": "due_soon.ask_update",
    "remblocked": "due_soon.ask_blocked",
    "remtime": "due_soon.ask_time",
}


async def _asked(request: Request, work: ports.Work, press: presses.Press, what: str) -> Sequence[messages.Answer]:
    _, found = await _found(request, work, press)
    task = {"task": group_replies.reference(found.group, found.task), "title": scene.shorten(found.task.title)}
    values = {"group": found.group.id, "task": found.task.id}
    return [prompts.ask(request, work, what, words.say(request.language, _ASKING[what], **task), values=values)]


async def later(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Later*: until when, within what the date allows."""
    inside, found = await _found(request, work, press)
    offered = await reminder_deeds.offered(work, found)
    buttons = tuple(
        messages.Button(
            private_reminders.moment(found.group, at, request.now, request.language),
            presses.data("remput", *_ids(found), int(at.timestamp() // 60)),
        )
        for at in offered
    )
    text = Markup("\n").join([await _card(inside, work, found), words.say(request.language, "due_soon.until_when")])
    return _turned(request, text, (buttons, (_back(request),)))


async def put_off(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One of the times offered: until then nothing is said of the task here; it is as late as before."""
    inside, found = await _found(request, work, press)
    until = await reminder_deeds.put_off(work, scene.said(inside, work), found, press.number(2))
    moment = private_reminders.moment(found.group, until, request.now, request.language)
    return [messages.Toast(words.plain(request.language, "due_soon.put_off_toast", moment=moment))]


# -- what all of them need ----------------------------------------------------------------


async def _found(request: Request, work: ports.Work, press: presses.Press) -> tuple[Request, reminder_deeds.Found]:
    """The task of the button, if the presser belongs to its group, and the request as of that group."""
    if not request.is_private:
        raise Refused("refused.old_button")
    found = await reminder_deeds.find(work, request.actor, press.number(0), press.number(1))
    return group_replies.inside(request, found.group), found


def _ids(found: reminder_deeds.Found) -> tuple[int, int]:
    return found.group.id, found.task.id


async def _card(inside: Request, work: ports.Work, found: reminder_deeds.Found) -> Markup:
    """The card, below the name of its group."""
    view = await cards.view_of(work, found.group, found.task)
    card = cards.render(view, inside.now, inside.language)
    if found.group.kind is groups.GroupKind.PERSONAL:
        return card
    return Markup("\n").join([html.escape(scene.shorten(found.group.name)), card])


def _back(request: Request) -> messages.Button:
    return messages.Button(words.plain(request.language, "button.task.back"), presses.data("rem", 0, 0))


async def _overview(request: Request, work: ports.Work) -> list[messages.Answer]:
    """The reminder as it is now; on an older one, where it went."""
    standing = None if request.actor is None else await reminded.find(work, request.actor)
    if request.actor is None or standing is None or request.pressed_slot != standing.slot:
        return _turned(request, words.say(request.language, "due_soon.older"), ())
    view = await reminder_views.view(work, request.actor, standing)
    text = private_reminders.render(view, request.now, request.language)
    return _turned(request, text, private_reminders.rows(view, request.language))


def _turned(request: Request, text: Markup, rows: messages.Rows) -> list[messages.Answer]:
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


PRESSED = {
    "rem": panel,
    "remdone": done,
    "remsure": sure,
    "remupdate": update,
    "remblocked": blocked,
    "remtime": more_time,
    "remlater": later,
    "remput": put_off,
}
"""What the buttons do, by their verbs."""

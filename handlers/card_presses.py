"""The buttons of cards and the answers to questions; each acts on the task as it stands, whatever the button's age."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reports, tasks
from coordination.services import changes, own_groups
from coordination.services import reports as service
from handlers import assign, cards, edits, group_replies, links, presses, reports_shown, scene, words
from handlers import reports as report_handlers
from handlers.request import Request

Kind = reports.Kind


async def done(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Done*: closes, claims, or asks the owner; what stands in the way is asked first; again: how it stands."""
    request, task = await task_of(request, work, press)
    try:
        (one,) = await service.complete(work, scene.said(request, work), (task.number,))
    except Refused as refused:
        if refused.key not in report_handlers.IN_THE_WAY:
            raise
        text = words.say(request.language, refused.key, **refused.values)
        sure = messages.Button(
            words.plain(request.language, "button.report.all_the_same"),
            presses.data("sure", task.group_id, task.id),
        )
        return [shown(request, task, text, ((sure, back_button(request, task)),))]
    return await after(request, work, one)


async def sure(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*All the same*: done although something stands in the way, said twice by now."""
    request, task = await task_of(request, work, press)
    (one,) = await service.complete(work, scene.said(request, work), (task.number,), insisted=True)
    return await after(request, work, one)


async def reopen(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _report(request, work, press, reports.Report(Kind.REOPENED))


async def freed(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Go on*: nothing is in the way any more."""
    return await _report(request, work, press, reports.Report(Kind.FREED))


async def _report(
    request: Request, work: ports.Work, press: presses.Press, what: reports.Report
) -> Sequence[messages.Answer]:
    request, task = await task_of(request, work, press)
    (one,) = await service.report(work, scene.said(request, work), (task.number,), what)
    return await after(request, work, one)


async def confirm(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Confirm*: a lead agrees that it is done; where somebody asked for it, that message says so."""
    request, task = await task_of(request, work, press)
    if task.state is tasks.State.DONE:
        return [toast(request, task), *await fresh(request, work, task)]
    (one,) = await service.report(work, scene.said(request, work), (task.number,), reports.Report(Kind.CONFIRMED))
    if is_card(request, task):
        return await after(request, work, one)
    told = edits.outcome(request, links.answered(request, one.task))
    return [toast(request, one.task), *told, *await cards.refreshed(work, one.task)]


async def returned(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Return*: what is missing has to be said in words."""
    return await _hinted(request, work, press, "toast.how_to_return")


async def update(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Update*: says how, in one line; answering the card in one's own words is enough."""
    return await _hinted(request, work, press, "toast.how_to_update")


async def blocked(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Blocked*: the reason has to be typed; the toast says where."""
    return await _hinted(request, work, press, "toast.how_to_block")


_HINTS = {
    "toast.how_to_update": "toast.how_to_update",
    "toast.how_to_block": "toast.how_to_block",
    "toast.how_to_return": "toast.how_to_return",
}


async def _hinted(request: Request, work: ports.Work, press: presses.Press, key: str) -> Sequence[messages.Answer]:
    request, task = await task_of(request, work, press)
    hint = messages.Toast(words.plain(request.language, _HINTS[key], number=task.number), alert=True)
    return [hint, *await fresh(request, work, task)]


async def take(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Take it*: whoever presses becomes the owner of a task that has none; the second of two is told who was first."""
    request, task = await task_of(request, work, press)
    if task.owner is not None:
        owner = words.plain(request.language, "toast.taken", task=f"#{task.number}", owner=task.owner.name)
        return [messages.Toast(owner), *await fresh(request, work, task)]
    return await taken(request, work, task)


async def taken(request: Request, work: ports.Work, task: tasks.Task) -> Sequence[messages.Answer]:
    """The presser becomes the owner; said in a line, unless it was so already."""
    if request.actor is None:
        raise Refused("refused.anonymous_takes_nothing")
    if task.owner is not None and task.owner.person_id == request.actor.id:
        return await fresh(request, work, task)
    effect = await assign.to_person(request, work, task.number, request.actor)
    return [*await edits.said(request, work, effect), *await fresh(request, work, effect.changed[0])]


# -- the task of a button, and how it is shown ---------------------------------------------


async def task_of(request: Request, work: ports.Work, press: presses.Press) -> tuple[Request, tasks.Task]:
    """The task of the button, and the request in the task's group: one of this chat, in private one of the presser's.

    A forged id finds nothing (rule 7). Telegram does not always say in which topic an old message stands (F045).
    """
    group_id, task_id = press.number(0), press.number(1)
    known = {} if request.group is None else {request.group.id: request.group}
    if group_id not in known:
        known = {group.id: group for group in await work.groups.in_chat(request.chat.id)}
    group = known.get(group_id)
    if group is None and request.is_private:
        group = await own_groups.of_id(work, request.actor, group_id)
    task = None if group is None else await work.tasks.get(group.id, task_id)
    if group is None or task is None:
        raise Refused("refused.old_button")
    if request.is_private:
        return group_replies.inside(request, group), task
    return replace(request, group=group, place=messages.Place(group.chat_id, request.place.topic_id)), task


def is_card(request: Request, task: tasks.Task) -> bool:
    """Whether the pressed message is the chat's newest card of the task."""
    return request.pressed_slot == cards.slot(task)


def shown(request: Request, task: tasks.Task, text: str, rows: messages.Rows) -> messages.Answer:
    """The pressed card shows something else for a while; the newest card by its name, so that edits never race."""
    if is_card(request, task):
        return messages.Edit(request.place, cards.slot(task), text, rows, or_post=True)
    if request.pressed_message_id is None:
        return scene.answer(request, text, rows=rows)
    return messages.EditPressed(request.place, request.pressed_message_id, text, rows)


def back_button(request: Request, task: tasks.Task) -> messages.Button:
    label = words.plain(request.language, "button.task.back")
    return messages.Button(label, presses.data("card", task.group_id, task.id))


async def card(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Back*: the card again, as the task stands."""
    request, task = await task_of(request, work, press)
    return await fresh(request, work, task)


async def after(request: Request, work: ports.Work, one: service.Reported) -> Sequence[messages.Answer]:
    """A toast says how the task stands; the owner of another's is asked."""
    if one.outcome is changes.Outcome.ASKED:
        return [await reports_shown.asking(request, work, one), *await cards.refreshed(work, one.task)]
    return [toast(request, one.task), *await fresh(request, work, one.task)]


def toast(request: Request, task: tasks.Task) -> messages.Toast:
    return messages.Toast(f"#{task.number}: {reports_shown.state_text(task, request.language)}")


async def fresh(request: Request, work: ports.Work, task: tasks.Task) -> list[messages.Answer]:
    """The pressed card and every newest card show the task as it stands; one that is gone is posted anew."""
    group = scene.group_of(request)
    text = cards.render(await cards.view_of(work, group, task), request.now, group.language)
    rows = cards.buttons(task, group.language)
    others = [edit for edit in await cards.refreshed_around(work, task) if not _is_of(edit, request, task)]
    return [shown(request, task, text, rows), *others]


def _is_of(edit: messages.Answer, request: Request, task: tasks.Task) -> bool:
    """Whether the edit is of the pressed card, which is shown anyway."""
    if not isinstance(edit, messages.Edit) or edit.slot != cards.slot(task):
        return False
    return is_card(request, task) and edit.place.chat_id == request.place.chat_id

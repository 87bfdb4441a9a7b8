"""The buttons of cards and questions: done, update, blocked, more, yes, no; each acts on the task as it stands."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reports, tasks
from coordination.services import changes, lists
from coordination.services import dues as due_service
from coordination.services import reports as service
from handlers import cards, presses, scene, words
from handlers import reports as report_handlers
from handlers.request import Request


async def done(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Done*: closes, claims, or asks the owner; a second press shows how it stands."""
    task = await _task(request, work, press)
    said = scene.said(request, work)
    (one,) = await service.complete(work, said, (task.number,))
    return await _after(request, work, one)


async def reopen(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    task = await _task(request, work, press)
    (one,) = await service.report(
        work, scene.said(request, work), (task.number,), reports.Report(reports.Kind.REOPENED)
    )
    return await _after(request, work, one)


async def update(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Update*: says how, in one line; answering the card in one's own words is enough."""
    task = await _task(request, work, press)
    return [_hint(request, "toast.how_to_update", task), *await _fresh(request, work, task)]


async def blocked(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Blocked*: the reason has to be typed; the toast says where."""
    task = await _task(request, work, press)
    return [_hint(request, "toast.how_to_block", task), *await _fresh(request, work, task)]


async def more(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*More…*: the other things that can be said of the task, as lines to type, and its history."""
    task = await _task(request, work, press)
    view = await lists.card_of(work, scene.group_of(request), task, history=5)
    return [scene.answer(request, cards.details(view, request.now, request.language))]


async def yes(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _answer(request, work, press, is_yes=True)


async def no(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    return await _answer(request, work, press, is_yes=False)


async def _answer(
    request: Request, work: ports.Work, press: presses.Press, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """The answer to a question, by whoever it was put to; the question's message becomes its outcome."""
    question = await work.questions.get(press.number(0))
    if question is None or question.group_id != scene.group_of(request).id:
        raise Refused("refused.old_question")
    said = scene.said(request, work)
    if question.kind == due_service.QUESTION:
        granted = await due_service.answer(work, said, question.id, granted=is_yes)
        task = granted.task
    else:
        task = (await service.answer(work, said, question.id, yes=is_yes)).task
    view = await lists.card_of(work, scene.group_of(request), task, history=0)
    edits = await report_handlers.edits_of(request, work, task)
    if request.pressed_message_id is None:
        return edits
    text = cards.render(view, request.now, request.language)
    return [
        messages.EditPressed(request.place, request.pressed_message_id, text, cards.buttons(task, request.language)),
        *edits,
    ]


async def _task(request: Request, work: ports.Work, press: presses.Press) -> tasks.Task:
    """The task of the button, if it is this chat's: a forged id finds nothing (rule 7)."""
    group = scene.group_of(request)
    found = await work.tasks.get(group.id, press.number(1)) if press.number(0) == group.id else None
    if found is None:
        raise Refused("refused.old_button")
    return found


async def _after(request: Request, work: ports.Work, one: service.Reported) -> Sequence[messages.Answer]:
    if one.outcome is changes.Outcome.ASKED:
        return [report_handlers.asking(request, one), messages.Toast()]
    toast = words.plain(request.language, f"state.{one.task.state.value}")
    answers: list[messages.Answer] = [messages.Toast(f"#{one.task.number}: {toast}")]
    return [*answers, *await _fresh(request, work, one.task)]


async def _fresh(request: Request, work: ports.Work, task: tasks.Task) -> list[messages.Answer]:
    """The pressed card and every live card show the task as it stands."""
    view = await lists.card_of(work, scene.group_of(request), task, history=0)
    text = cards.render(view, request.now, request.language)
    rows = cards.buttons(task, request.language)
    edits = await report_handlers.edits_of(request, work, task)
    if request.pressed_slot == cards.slot(task) or request.pressed_message_id is None:
        return edits
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows), *edits]


def _hint(request: Request, key: str, task: tasks.Task) -> messages.Toast:
    return messages.Toast(words.plain(request.language, key, number=task.number), alert=True)

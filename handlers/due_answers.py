"""What a tap on a question about a date does: granted or not, changed, asked for, one of several days."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import fields
from coordination.services import changes, questions
from coordination.services import dues as service
from handlers import cards, due_changes, due_said, due_shown, edits, scene, words
from handlers.request import Request


async def granted(
    request: Request, work: ports.Work, question: ports.Question, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """A lead grants more time, or does not: the question's message says so, with both dates."""
    before = await work.tasks.get(scene.group_of(request).id, question.values["task_id"])
    done = await service.answer(work, scene.said(request, work), question.id, granted=is_yes)
    assert before is not None
    language, who, task = request.language, edits.writer(request), f"#{done.task.number}"
    if not is_yes and before.due is None:
        line = words.say(language, "due.not_granted_none", task=task, who=who)
    elif not is_yes:
        assert before.due is not None
        line = words.say(language, "due.not_granted", task=task, due=due_shown.text(request, before.due), who=who)
    elif before.due is None or done.task.due is None:
        line = due_shown.echo(request, before, done.task)
    else:
        due, was = due_shown.text(request, done.task.due), due_shown.text(request, before.due)
        line = words.say(language, "short.more_time", task=task, due=due, was=was, who=who)
    return [*edits.outcome(request, line), *await cards.refreshed(work, done.task)]


async def offered(
    request: Request, work: ports.Work, question: ports.Question, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """The date is changed, or put to the leads; or left as it is."""
    said = scene.said(request, work)
    taken = await questions.take(work, said, question.id, due_changes.OFFER)
    questions.close(work, taken, "yes" if is_yes else "no")
    number, due, reason = taken.values["number"], fields.due_of(taken.values["due"]), taken.values["reason"]
    if not is_yes:
        task = await changes.of_number(work, said.group, number)
        return edits.outcome(request, words.say(request.language, "due.left", task=f"#{task.number}"))
    done = await service.change_due(work, said, number, due, reason=reason)
    if done.question is None:
        return [
            *edits.outcome(request, due_shown.echo(request, done.before, done.task)),
            *await cards.refreshed(work, done.task),
        ]
    asking = await due_shown.request_text(request, work, done, reason)
    return [
        *edits.outcome(request, asking, due_changes.grant(request, done.question)),
        *await cards.refreshed(work, done.task),
    ]


async def picked(request: Request, work: ports.Work, question: ports.Question, place: int) -> Sequence[messages.Answer]:
    """One of several readings was chosen."""
    said = scene.said(request, work)
    taken = await questions.take(work, said, question.id, due_changes.WHICH_DAY)
    days = [fields.due_of(day) for day in taken.values["days"]]
    if place >= len(days):
        raise Refused("refused.old_button")
    questions.close(work, taken, str(place))
    due = days[place]
    assert due is not None
    wanted = due_changes.Wanted(tuple(taken.values["numbers"]), due_said.Wish((due,), reason=taken.values["reason"]))
    return await edits.concluded(request, work, await due_changes.change(request, work, said, wanted))

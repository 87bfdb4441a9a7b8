"""`/due`: a lead changes a date, an owner asks for it; echoed with both dates, granted by a tap (voice.md 8)."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import fields, reading_shift, reports, tasks, when
from coordination.services import changes, questions, rights
from coordination.services import dues as service
from coordination.services import reports as report_service
from handlers import behalf, due_said, due_shown, dues, edits, presses, scene, words
from handlers.edits_items import Item
from handlers.request import Request

WHICH_DAY, OFFER = "which_day", "due_offer"
"""Kinds of questions: a date that can be read in several ways; one that was said of a task and not yet asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are to get which date and why."""

    numbers: tuple[int, ...]
    wish: due_said.Wish


async def carry(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/due 12 30 Nov permit is late`."""
    told = behalf.read(item.words)
    said = replace(said, on_behalf=told.name)
    wish = due_said.read(told.words, scene.frame(request))
    if wish.is_empty:
        quoted = scene.shorten(told.words)
        if (reading := when.read(told.words, scene.frame(request))).problem is when.Problem.NO_OPENING_DAY:
            dues.options(request, reading, told.words)
        if not told.words.strip():
            raise Refused("refused.due.which_day", number=item.numbers[0], day=dues.example(request))
        raise Refused("refused.due.no_day", words=quoted, number=item.numbers[0], day=dues.example(request))
    if len(wish.days) > 1:
        return await _ask_which(request, work, said, Wanted(item.numbers, wish))
    return await change(request, work, said, Wanted(item.numbers, wish))


async def said_of(
    request: Request, work: ports.Work, said: changes.Said, item: Item, *, sure: bool
) -> edits.Effect | None:
    """A date in an update: `due 30 Nov` is as good as `/due`; `put off to Wednesday` is kept as a note and offered.

    `item.words` are those behind "due" or "to"; `None` where they hold no date.
    """
    wish = due_said.read(item.words, scene.frame(request))
    if not wish.days:
        return None
    if sure:
        return await carry(request, work, said, item)
    note = reports.Report(reports.Kind.NOTE, behalf.read(said.text).words)
    noted = await report_service.report(work, said, item.numbers[:1], note)
    effect = edits.Effect(changed=tuple(one.task for one in noted))
    wanted = Wanted(item.numbers[:1], wish)
    ask = _ask_which if len(wish.days) > 1 else _offer
    return effect + await ask(request, work, said, wanted)


async def offer(request: Request, work: ports.Work, said: changes.Said, what: tuple[int, tasks.Due]) -> edits.Effect:
    """A later date that was said of a task's work: changed or asked for only by a tap."""
    number, due = what
    return await _offer(request, work, said, Wanted((number,), due_said.Wish(days=(due,))))


async def change(request: Request, work: ports.Work, said: changes.Said, wanted: Wanted) -> edits.Effect:
    """Set or ask, task by task."""
    effect = edits.NOTHING
    for number in wanted.numbers:
        due = await _due(request, work, number, wanted.wish)
        done = await service.change_due(work, said, number, due, reason=wanted.wish.reason)
        effect += await effect_of(request, work, done, wanted.wish.reason)
    return effect


async def _due(request: Request, work: ports.Work, number: int, wish: due_said.Wish) -> tasks.Due | None:
    if wish.shift is None:
        return wish.days[0] if wish.days else None
    task = await changes.of_number(work, scene.group_of(request), number)
    if task.due is None:
        raise Refused("refused.due.no_date_yet", number=number, title=task.title, day=dues.example(request))
    frame = scene.frame(request)
    on = reading_shift.moved(task.due.on, wish.shift, frame, earlier=wish.earlier)
    if on is None:
        raise Refused("refused.due.no_day", words=str(wish.shift.amount), number=number, day=dues.example(request))
    at = None if task.due.at is None else task.due.at + (on - task.due.on)
    return tasks.Due(on, at)


async def effect_of(request: Request, work: ports.Work, done: service.DueChanged, reason: str) -> edits.Effect:
    if done.outcome is changes.Outcome.ASKED:
        return edits.Effect(posts=(await _asking(request, work, done, reason),), changed=(done.task,))
    return edits.Effect(echo=(due_shown.echo(request, done.before, done.task),), changed=(done.task,))


async def _asking(request: Request, work: ports.Work, done: service.DueChanged, reason: str) -> messages.Post:
    """The request, put to the leads by name."""
    request = scene.towards_group(request)
    assert done.question is not None
    question = done.question
    return edits.posed(
        request, await due_shown.request_text(request, work, done, reason), question, grant(request, question)
    )


def grant(request: Request, question: ports.Question) -> messages.Rows:
    return edits.choices(request.language, question, ("button.due.grant", "button.due.refuse"))


async def _ask_which(request: Request, work: ports.Work, said: changes.Said, wanted: Wanted) -> edits.Effect:
    """Several fair readings: whoever wrote it chooses; nothing is recorded until then."""
    await changes.of_numbers(work, said.group, list(wanted.numbers))
    days = wanted.wish.days[:3]
    kept = {"numbers": list(wanted.numbers), "days": [fields.due_json(due) for due in days]}
    asked = questions.Asked(WHICH_DAY, said.actor_id, {**kept, "reason": wanted.wish.reason})
    changes.mark_line(work, said, None)
    question = questions.ask(work, said, asked)
    numbers = words.join(request.language, "listed", [f"#{number}" for number in wanted.numbers])
    who = edits.writer(request)
    asking = words.say(request.language, "due.which", tasks=numbers, who=who, quoted=scene.shorten(said.text))
    buttons = [
        messages.Button(due_shown.text(request, due), presses.data("pick", question.id, place))
        for place, due in enumerate(days)
    ]
    return edits.Effect(posts=(edits.posed(request, asking, question, tuple((one,) for one in buttons)),))


async def _offer(request: Request, work: ports.Work, said: changes.Said, wanted: Wanted) -> edits.Effect:
    """A date that was spoken of: changed or asked for only by a tap (voice.md 8)."""
    task = await changes.of_number(work, said.group, wanted.numbers[0])
    new, reason = wanted.wish.days[0], wanted.wish.reason
    if task.due == new:
        return edits.Effect(echo=(due_shown.echo(request, task, task),))
    kept = {"number": task.number, "due": fields.due_json(new), "reason": reason}
    question = questions.ask(work, said, questions.Asked(OFFER, said.actor_id, kept))
    leads = task.due is None or await rights.may_redate(work, said, task)
    if leads:
        head = words.say(request.language, "due.offer")
        body = Markup("\n").join([head, *due_shown.what(request, task, new, reason)])
    else:
        body = await due_shown.for_a_lead(request, work, task, wanted.wish)
    yes = "button.due.change" if leads else "button.refused.ask"
    rows = edits.choices(request.language, question, (yes, "button.refused.leave"))
    return edits.Effect(posts=(edits.posed(request, body, question, rows),))


# -- answers ------------------------------------------------------------------------

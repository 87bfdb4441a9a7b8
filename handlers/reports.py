"""`/done` and `/update`: what people report of tasks by number; acknowledges quietly, asks the owner of another's."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reading_numbers, reading_remark, reports, tasks
from coordination.services import changes, lines, links, lists
from coordination.services import reports as service
from handlers import acknowledgements, cards, html, presses, scene, words
from handlers.request import Request

Verb = reading_remark.Verb

_KINDS = {
    Verb.PROGRESS: reports.Kind.PROGRESS,
    Verb.DONE: reports.Kind.DONE,
    Verb.BLOCKED: reports.Kind.BLOCKED,
    Verb.FREED: reports.Kind.FREED,
    Verb.HOLD: reports.Kind.HELD,
    Verb.DROPPED: reports.Kind.DROPPED,
    Verb.REOPENED: reports.Kind.REOPENED,
    Verb.RENAMED: reports.Kind.RENAMED,
    Verb.NOTE: reports.Kind.NOTE,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line about tasks: their numbers, the words behind them, and the line as typed."""

    numbers: tuple[int, ...]
    words: str
    line: str


async def done(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/done 12,14 signed`."""
    found = items(request, request.args, "refused.done_form", await scene.answered_number(request, work))
    return await handle(request, work, found, is_done=True)


async def update(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/update 12 60% quote received`: the words decide what it is."""
    found = items(request, request.args, "refused.update_form", await scene.answered_number(request, work))
    return await handle(request, work, found, is_done=False)


def items(request: Request, args: str, form: str, answered: int | None) -> list[Item]:
    """The lines that begin with task numbers, each with the lines below it; a reply to a card (`answered` is its
    task's number) needs none.

    Raises `Refused(form)` where there is no number, and says which number could not be meant.
    """
    found: list[Item] = []
    for line in args.split("\n"):
        head = reading_numbers.head(line)
        if head.problem is not None:
            raise Refused(
                f"refused.numbers.{head.problem.value.removeprefix('numbers.')}",
                quoted=scene.shorten(head.quoted or line),
            )
        if head.refs:
            found.append(Item(_own(request, head.refs), line[head.end :].strip(" \t:：,，;；"), line.strip()))
        elif found and line.strip():
            last = found[-1]
            found[-1] = Item(last.numbers, f"{last.words}\n{line.strip()}".strip(), f"{last.line}\n{line.strip()}")
        elif answered is not None:
            found.append(Item((answered,), line.strip(), line.strip()))
    if not found:
        raise Refused(form)
    return found


def _own(request: Request, refs: Sequence[reading_numbers.Ref]) -> tuple[int, ...]:
    """The numbers of this group; a code that is not ours names a task that this chat can't see (rule 7)."""
    code = (scene.group_of(request).code or "").casefold()
    for ref in refs:
        if ref.code is not None and ref.code != code:
            raise Refused("refused.task.unseen", task=f"{ref.code.upper()}-{ref.number}")
    return tuple(ref.number for ref in refs)


async def handle(request: Request, work: ports.Work, found: Sequence[Item], *, is_done: bool) -> list[messages.Answer]:
    """Carry out each line that is new or changed, all or none, and say what has to be said."""
    said = scene.said(request, work)
    aligned = await lines.align(work, said, [item.line for item in found])
    answers: list[messages.Answer] = []
    recorded: list[service.Reported] = []
    for item, reading in zip(found, aligned.readings, strict=True):
        if reading.fate is lines.Fate.SAME:
            continue
        await lines.make_way(work, reading)
        results = await _carry_out(request, work, reading.said, item, is_done=is_done)
        recorded += [one for one in results if one.outcome is not changes.Outcome.ASKED]
        answers += [asking(request, one) for one in results if one.outcome is changes.Outcome.ASKED]
    return [*acknowledged(request, recorded), *answers, *await refreshed(request, work, recorded)]


async def _carry_out(
    request: Request, work: ports.Work, said: changes.Said, item: Item, *, is_done: bool
) -> Sequence[service.Reported]:
    if is_done:
        return await service.complete(work, said, item.numbers, note=item.words)
    remark = reading_remark.read_remark(item.words, scene.frame(request))
    if remark.problem is not None:
        raise _problem(remark, item)
    if remark.verb is Verb.WAITS:
        others = _own(request, remark.waits_for)
        for number in item.numbers:
            await links.wait_for(work, said, number, others)
        return ()
    return await service.report(work, said, item.numbers, report_of(remark))


def report_of(remark: reading_remark.Remark) -> reports.Report:
    """A remark as the report that a service takes. A note is kept whole, as typed."""
    kind = _KINDS[remark.verb]
    text = remark.reason if kind in (reports.Kind.HELD, reports.Kind.DROPPED) else remark.note
    review = None
    if remark.review is not None and len(remark.review.values) == 1:
        value = remark.review.values[0]
        review = getattr(value, "on", None)
    if kind is reports.Kind.BLOCKED:
        text = remark.reason or ""
    return reports.Report(kind, text, remark.percent, review, remark.title)


def _problem(remark: reading_remark.Remark, item: Item) -> Refused:
    """What the words lack, and what could be typed instead."""
    assert remark.problem is not None
    return Refused(
        f"refused.remark.{remark.problem.value.removeprefix('remark.')}",
        number=item.numbers[0],
        quoted=scene.shorten(item.words),
        percent=remark.percent or 0,
    )


def acknowledged(request: Request, recorded: Sequence[service.Reported]) -> list[messages.Answer]:
    """One's own task: a reaction. Something to echo (a claim, a new title, a question left open): a line."""
    if not recorded:
        return []
    answers: list[messages.Answer] = [acknowledgements.recorded(request, line_of(recorded, request.language))]
    answers.extend(_open_question(request, one) for one in recorded if one.asks is not None)
    return answers


def line_of(recorded: Sequence[service.Reported], language: str) -> Markup:
    """ "#12 60%", "#12 done": the silent line where reactions are off."""
    parts = []
    for one in recorded:
        task = one.task
        if one.kind in (reports.Kind.PROGRESS, reports.Kind.NOTE) and task.percent:
            parts.append(words.say(language, "short.recorded_percent", task=f"#{task.number}", percent=task.percent))
        else:
            state = words.plain(language, f"state.{task.state.value}")
            parts.append(words.say(language, "short.recorded", task=f"#{task.number}", state=state))
    return Markup("\n").join(parts)


def _open_question(request: Request, one: service.Reported) -> messages.Post:
    task, language = one.task, request.language
    assert one.asks is not None
    text = words.say(
        language, f"ask.open.{one.asks.value}", task=f"#{task.number}", title=task.title, number=task.number
    )
    rows: messages.Rows = ()
    if one.asks is reports.Asks.IS_DONE:
        rows = (
            (
                messages.Button(
                    words.plain(language, "button.question.yes_done"), presses.data("done", task.group_id, task.id)
                ),
            ),
        )
    return scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION)


def asking(request: Request, one: service.Reported) -> messages.Post:
    """Somebody else's task: its owner is asked, by title; what was said is kept as a note (voice.md 9)."""
    language, task = request.language, one.task
    assert one.question is not None
    who = html.person(request.actor.name if request.actor else "", None, words.plain(language, "person.admin"))
    owner = mention(request, task.owner)
    state = state_text(one.before, language)
    is_done = one.kind in (reports.Kind.DONE, "claimed")
    text = words.say(
        language,
        "question.confirm_done" if is_done else "question.confirm",
        who=who,
        task=f"#{task.number}",
        title=task.title,
        owner=owner,
        state=state,
        change=scene.shorten(task.last_update_text or ""),
    )
    yes, no = ("yes_done", "not_yet") if is_done else ("yes", "no")
    rows = ((_choice(language, yes, one.question.id, "yes"), _choice(language, no, one.question.id, "no")),)
    return scene.answer(
        request, text, rows=rows, purpose=messages.Purpose.QUESTION, slot=f"question:{one.question.id}", silent=False
    )


_CHOICES = {
    "yes_done": "button.question.yes_done",
    "not_yet": "button.question.not_yet",
    "yes": "button.question.yes",
    "no": "button.question.no",
}


def _choice(language: str, label: str, question_id: int, verb: str) -> messages.Button:
    return messages.Button(words.plain(language, _CHOICES[label]), presses.data(verb, question_id))


def mention(request: Request, owner: tasks.Owner | None) -> Markup:
    """The owner, pinged where they are on Telegram and did not opt out (the name alone is given here)."""
    return html.escape("") if owner is None else cards.owner_name(owner)


def state_text(task: tasks.Task, language: str) -> str:
    if task.state is tasks.State.IN_PROGRESS and task.percent:
        return words.plain(language, "progress.percent", percent=task.percent)
    return words.plain(language, f"state.{task.state.value}")


async def refreshed(request: Request, work: ports.Work, recorded: Sequence[service.Reported]) -> list[messages.Answer]:
    """The cards of what changed, edited in place wherever they stand."""
    changed = [one.task for one in recorded if one.outcome is changes.Outcome.CHANGED]
    return [edit for task in changed for edit in await edits_of(request, work, task)]


async def edits_of(request: Request, work: ports.Work, task: tasks.Task) -> list[messages.Answer]:
    """An edit for each chat in which the task's card stands."""
    slots = await work.slots.named(cards.slot(task))
    if not slots:
        return []
    group = await work.groups.get(task.group_id)
    view = await lists.card_of(work, group, task, history=0)
    text = cards.render(view, request.now, group.language)
    rows = cards.buttons(task, group.language)
    return [messages.Edit(messages.Place(slot.chat_id, slot.topic_id), slot.name, text, rows) for slot in slots]

"""What waits for what, parts, duplicates, moves, key work, tags, a lead's answer: carried out and said in a line."""

from collections.abc import Awaitable, Callable, Sequence

from markupsafe import Markup

from coordination import ports
from coordination.errors import Refused
from coordination.rules import reading_remark, reports, tasks
from coordination.services import changes, groups, moves
from coordination.services import links as service
from coordination.services import reports as report_service
from handlers import edits, edits_items, links_said, scene, task_waits, words
from handlers.edits_items import Item
from handlers.request import Request

Kind = links_said.Kind
Carried = Callable[[Request, ports.Work, changes.Said, tuple[Item, links_said.Said]], Awaitable[edits.Effect | None]]


async def carry(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect | None:
    """Carry out what was said of the tasks of a line; `None` where it turns out to mean something else."""
    return await _CARRIED[what[1].kind](request, work, said, what)


async def _waits(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect:
    item, told = what
    others, beyond = await task_waits.awaited(request, work, said, told.refs)
    stop = told.kind is Kind.WAITS_NO_MORE
    done = [await service.wait_for(work, said, number, others, stop=stop, beyond=beyond) for number in item.numbers]
    key = "link.waits_no_more" if stop else "link.waits"
    return _quiet(request, done, key)


async def _part(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect:
    item, told = what
    if told.kind is Kind.NO_PART:
        done = [await service.set_parent(work, said, number, None) for number in item.numbers]
        above_before = [await _get(work, one.before.group_id, one.before.parent_id) for one in done]
        left = tuple(task for task in above_before if task is not None)
        return _quiet(request, done, "link.on_its_own") + edits.Effect(changed=left)
    (above,) = edits_items.own_numbers(request, told.refs[:1])
    done = [await service.set_parent(work, said, number, above) for number in item.numbers]
    effect = _quiet(request, done, "link.part")
    return effect + edits.Effect(changed=done[-1].others[:1])


async def _get(work: ports.Work, group_id: int, task_id: int | None) -> tasks.Task | None:
    return None if task_id is None else await work.tasks.get(group_id, task_id)


async def _duplicate(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect:
    item, told = what
    (into,) = edits_items.own_numbers(request, told.refs[:1])
    done = [await service.merge(work, said, number, into) for number in item.numbers]
    lines = tuple(_line(request, one, "link.merged") for one in done)
    return edits.Effect(echo=lines, changed=tuple(one.task for one in done))


def _quiet(request: Request, done: Sequence[service.Linked], key: str) -> edits.Effect:
    """A link is nobody's news: the sign on the message is enough; the cards on both sides show it."""
    lines = tuple(_line(request, one, key) for one in done)
    changed = tuple(task for one in done for task in (*one.others, one.task))
    return edits.Effect(quiet=lines, changed=changed)


_LINES = {
    "link.waits": "link.waits",
    "link.waits_no_more": "link.waits_no_more",
    "link.part": "link.part",
    "link.on_its_own": "link.on_its_own",
    "link.merged": "link.merged",
}


def _line(request: Request, one: service.Linked, key: str) -> Markup:
    others = words.join(request.language, "listed", [f"#{other.number}" for other in one.others])
    return words.say(request.language, _LINES[key], task=f"#{one.task.number}", title=one.task.title, others=others)


async def _hold_all(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect:
    """Everything that hangs on the task: on hold in one step, with one reason."""
    item, told = what
    lead = "暂缓：" if request.language == "zh" else "on hold: "
    remark = reading_remark.read_remark(f"{lead}{told.text}", scene.frame(request))
    if not remark.reason.strip():
        raise Refused("refused.no_reason_to_hold_all", number=item.numbers[0])
    review = remark.review.values[0] if remark.review is not None and len(remark.review.values) == 1 else None
    effect = edits.NOTHING
    for number in item.numbers:
        held = await service.hold_all(work, said, number, remark.reason, review_on=getattr(review, "on", None))
        numbers = words.join(request.language, "listed", [f"#{one.task.number}" for one in held[:20]])
        line = words.count(request.language, "link.held", len(held), task=f"#{number}", tasks=numbers)
        effect += edits.Effect(echo=(line,), changed=tuple(one.task for one in held))
    return effect


async def _move(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect | None:
    """To another group: it gets a number there, and the old one goes on naming it."""
    item, told = what
    try:
        target = await groups.reachable(work, said, told.text)
    except Refused:
        if told.sure:
            raise
        return None
    effect = edits.NOTHING
    for number in item.numbers:
        done = await moves.move(work, said, number, target)
        where = target.code or scene.shorten(target.name, 30)
        values = {"task": f"#{number}", "title": done.task.title, "there": f"{where}-{done.task.number}"}
        line = words.say(request.language, "link.moved", group=target.name, **values)
        effect += edits.Effect(echo=(line,), changed=(done.left,))
    return effect


async def _key(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect:
    item, told = what
    done = await report_service.report(
        work, said, item.numbers, reports.Report(reports.Kind.KEY, key=told.kind is Kind.KEY)
    )
    key = "link.key" if told.kind is Kind.KEY else "link.no_key"
    return edits.Effect(quiet=tuple(weighed(request, one.task, key) for one in done), changed=_changed(done))


def weighed(request: Request, task: tasks.Task, key: str) -> Markup:
    """The line that a task is key work now, or not any more."""
    values = {"task": f"#{task.number}", "title": task.title}
    if key == "link.key":
        return words.say(request.language, "link.key", **values)
    return words.say(request.language, "link.no_key", **values)


async def _tags(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect:
    item, told = what
    effect = edits.NOTHING
    for task in await changes.of_numbers(work, said.group, list(item.numbers)):
        wanted = links_said.tags(told.text, task.tags)
        done = await report_service.report(work, said, (task.number,), reports.Report(reports.Kind.TAGS, tags=wanted))
        shown = words.join(request.language, "row", [f"#{tag}" for tag in wanted]) if wanted else "–"
        line = words.say(request.language, "link.tags", task=f"#{task.number}", tags=shown)
        effect += edits.Effect(quiet=(line,), changed=_changed(done))
    return effect


async def _confirm(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect | None:
    """A lead's answer to a claim; of a task that nobody claimed the same words are a note."""
    item, told = what
    found = await changes.of_numbers(work, said.group, list(item.numbers))
    if any(task.state is not tasks.State.CLAIMED for task in found):
        return None
    if told.kind is Kind.CONFIRMED:
        return await carry_confirmed(request, work, said, item)
    return await carry_returned(request, work, said, Item(item.numbers, told.text, item.line))


async def carry_confirmed(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/confirm 12`: a lead agrees that it is done."""
    return await _judged(request, work, said, (item, reports.Report(reports.Kind.CONFIRMED, item.words)))


async def carry_returned(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/return 12 the annex is not signed`: a lead does not agree, and says what is missing."""
    return await _judged(request, work, said, (item, reports.Report(reports.Kind.RETURNED, item.words)))


async def _judged(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, reports.Report]
) -> edits.Effect:
    done = await report_service.report(work, said, what[0].numbers, what[1])
    return edits.Effect(echo=tuple(answered(request, one.task) for one in done), changed=_changed(done))


def answered(request: Request, task: tasks.Task) -> Markup:
    """The line of a claim that was confirmed or returned."""
    values = {"task": f"#{task.number}", "title": task.title, "who": edits.writer(request)}
    if task.state is tasks.State.DONE:
        return words.say(request.language, "report.confirmed", **values)
    return words.say(request.language, "report.returned", reason=task.last_update_text or "–", **values)


def _changed(done: Sequence[report_service.Reported]) -> tuple[tasks.Task, ...]:
    return tuple(one.task for one in done if one.outcome is changes.Outcome.CHANGED)


_CARRIED: dict[links_said.Kind, Carried] = {
    Kind.WAITS: _waits,
    Kind.WAITS_NO_MORE: _waits,
    Kind.PART: _part,
    Kind.NO_PART: _part,
    Kind.DUPLICATE: _duplicate,
    Kind.HOLD_ALL: _hold_all,
    Kind.MOVE: _move,
    Kind.KEY: _key,
    Kind.NO_KEY: _key,
    Kind.TAGS: _tags,
    Kind.CONFIRMED: _confirm,
    Kind.RETURNED: _confirm,
}

"""What people report of tasks: read, carried out, acknowledged quietly; of another's task the owner is asked."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reading_remark, reports
from coordination.services import changes, questions
from coordination.services import reports as service
from handlers import assign, behalf, due_changes, edits, links_said, reports_shown, scene, words
from handlers import links as link_handlers
from handlers.edits_items import Item
from handlers.request import Request

Verb = reading_remark.Verb
Kind = reports.Kind
INSIST = "insist"
"""The kind of the question whether a task is done although something stands in the way (rule 6)."""

IN_THE_WAY = frozenset({"refused.done_while_blocked", "refused.done_while_stuck", "refused.done_while_waiting"})

_KINDS = {
    Verb.PROGRESS: Kind.PROGRESS,
    Verb.DONE: Kind.DONE,
    Verb.BLOCKED: Kind.BLOCKED,
    Verb.FREED: Kind.FREED,
    Verb.HOLD: Kind.HELD,
    Verb.DROPPED: Kind.DROPPED,
    Verb.REOPENED: Kind.REOPENED,
    Verb.RENAMED: Kind.RENAMED,
    Verb.NOTE: Kind.NOTE,
}


async def carry_done(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/done 12,14 signed`."""
    told = behalf.read(item.words)
    return await _completed(request, work, replace(said, on_behalf=told.name), replace(item, words=told.words))


async def carry_note(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/note 12 …`: the words are kept whatever they say."""
    told = behalf.read(item.words)
    if not told.words:
        raise _lacking(reading_remark.Problem.EMPTY, item)
    return await _report(
        request, work, replace(said, on_behalf=told.name), (item.numbers, reports.Report(Kind.NOTE, told.words))
    )


async def carry_progress(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/progress 12 60`: here a bare number is a percent."""
    head, _, rest = item.words.partition(" ")
    is_bare = head.isdecimal() and len(head) <= 3
    return await carry(request, work, said, replace(item, words=f"{head}% {rest}".strip()) if is_bare else item)


async def carry(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """`/update 12 …` and plain words: what they say decides."""
    told = behalf.read(item.words)
    item, said = replace(item, words=told.words), replace(said, on_behalf=told.name)
    for meant in links_said.read(item.words):
        effect = await _placed(request, work, said, (item, meant))
        if effect is not None:
            return effect
    return await _remarked(request, work, said, item)


async def _placed(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, links_said.Said]
) -> edits.Effect | None:
    """What concerns date, owner, links or weight; `None` where it is none of these after all."""
    item, meant = what
    behind = replace(item, words=meant.text)
    if meant.kind is links_said.Kind.DUE:
        return await due_changes.said_of(request, work, said, behind, sure=meant.sure)
    if meant.kind is links_said.Kind.OWNER:
        return await assign.carry(request, work, said, behind)
    return await link_handlers.carry(request, work, said, what)


async def _remarked(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    remark = reading_remark.read_remark(item.words, scene.frame(request))
    if remark.problem not in (None, reading_remark.Problem.FULL):
        raise _lacking(remark.problem, item, remark.percent or 0)
    if remark.verb is Verb.WAITS:
        meant = links_said.Said(links_said.Kind.WAITS, remark.waits_for)
        return await link_handlers.carry(request, work, said, (item, meant)) or edits.NOTHING
    if remark.verb is Verb.DONE:
        return await _completed(request, work, said, item)
    return await _report(request, work, said, (item.numbers, report_of(remark)))


def _lacking(problem: reading_remark.Problem | None, item: Item, percent: int = 0) -> Refused:
    """What the words lack, and what could be typed instead."""
    assert problem is not None
    return Refused(
        f"refused.remark.{problem.value.removeprefix('remark.')}",
        number=item.numbers[0],
        quoted=scene.shorten(item.words),
        percent=percent,
    )


def report_of(remark: reading_remark.Remark) -> reports.Report:
    """A remark as the report that a service takes. A note is kept whole, as typed."""
    kind = _KINDS[remark.verb]
    reasoned = kind in (Kind.HELD, Kind.DROPPED, Kind.BLOCKED)
    review = None
    if remark.review is not None and len(remark.review.values) == 1:
        review = getattr(remark.review.values[0], "on", None)
    return reports.Report(kind, remark.reason if reasoned else remark.note, remark.percent, review, remark.title)


async def _report(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Sequence[int], reports.Report]
) -> edits.Effect:
    return await reports_shown.effect_of(request, work, said, await service.report(work, said, *what))


async def _completed(request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
    """Done, unless something stands in the way: then it is said once more, by a tap."""
    try:
        done = await service.complete(work, said, item.numbers, note=item.words)
    except Refused as refused:
        if refused.key not in IN_THE_WAY or len(item.numbers) > 1:
            raise
        return await _ask_again(request, work, said, (item, refused))
    return await reports_shown.effect_of(request, work, said, done)


async def _ask_again(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[Item, Refused]
) -> edits.Effect:
    item, refused = what
    changes.mark_line(work, said, None)
    kept = {"number": item.numbers[0], "note": item.words, "on_behalf": said.on_behalf}
    question = questions.ask(work, said, questions.Asked(INSIST, said.actor_id, kept))
    text = words.say(request.language, refused.key, **refused.values)
    rows = edits.choices(request.language, question, ("button.report.all_the_same", "button.refused.leave"))
    return edits.Effect(posts=(edits.posed(request, text, question, rows),))


# -- what is said -------------------------------------------------------------------


async def insisted(
    request: Request, work: ports.Work, question: ports.Question, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """Said twice: done although something stands in the way."""
    said = scene.said(request, work)
    taken = await questions.take(work, said, question.id, INSIST)
    questions.close(work, taken, "yes" if is_yes else "no")
    number, note = taken.values["number"], taken.values["note"]
    if not is_yes:
        return edits.outcome(request, words.say(request.language, "report.left", task=f"#{number}"))
    said = replace(said, on_behalf=taken.values["on_behalf"])
    done = await service.complete(work, said, (number,), note=note, insisted=True)
    return await edits.concluded(request, work, await reports_shown.effect_of(request, work, said, done))

"""A reply to a check-in: kept as its author's answer, and as updates of the tasks that it names; decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import check_ins as rules
from coordination.rules import owners, reading_remark, reports
from coordination.services import changes, check_ins
from coordination.services import check_in_answers as service
from coordination.services import reports as report_service
from handlers import acknowledgements, edits, edits_lines, group_replies, reports_shown, round_ups, scene, words
from handlers import reports as report_handlers
from handlers.edits_items import Item
from handlers.request import Request

_KIND = "checkin"
_APPLIED = frozenset(
    {
        reading_remark.Verb.PROGRESS,
        reading_remark.Verb.DONE,
        reading_remark.Verb.BLOCKED,
        reading_remark.Verb.FREED,
    }
)
"""What an answer may report; anything else that it says of a task is a note."""


async def answered(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """What a reply to a check-in does; `None` for any other message. An edit of it takes its place."""
    kind, _, rest = ((request.reply.slot if request.reply else None) or "").partition(":")
    if kind != _KIND or not rest.isdecimal() or request.actor is None or not request.text.strip():
        return None
    found = await service.answering(work, int(rest), request.actor)
    if found is None:
        return None
    group = await work.groups.get(found.run.group_id)
    if not request.is_private and (request.group is None or request.group.id != group.id):
        return None
    inside = group_replies.inside(request, group)
    told = await _kept(inside, work, found)
    if found.run.answered_at is not None:
        return [*told, *await round_ups.amended(work, found.run)]
    view = await service.round_up(work, found.run)
    if not view.missing:
        return [*told, *await round_ups.published(work, service.close(work, found.run))]
    return told


async def _kept(inside: Request, work: ports.Work, found: service.Open) -> list[messages.Answer]:
    """Keep the answer; its lines about tasks are updates of these. One sign says that all was recorded."""
    assert inside.actor is not None
    count = check_ins.count_of(found.run)
    own = await _own(inside, work)
    said = rules.words(inside.text, count, own)
    service.record(work, found, rules.answers(said, count))
    items = [item for word in said for item in await _items(inside, work, word)]
    is_usual = not check_ins.questions_of(found.run)
    done = await edits_lines.handle(inside, work, [item for item, _ in items], _carrying(items, is_usual=is_usual))
    rest = [one for one in done if not _is_sign(inside, one)]
    line = words.say(inside.language, "check_in.recorded")
    return [acknowledgements.recorded(inside, line), *rest]


def _is_sign(inside: Request, answer: messages.Answer) -> bool:
    """Whether it acknowledges the same message, which is done once."""
    if isinstance(answer, messages.React):
        return answer.place == inside.place
    return isinstance(answer, messages.Post) and answer.place == inside.place and not answer.rows


async def _own(inside: Request, work: ports.Work) -> frozenset[int]:
    """Numbers of the tasks that a bare number may mean: the author's own."""
    assert inside.actor is not None
    where = ports.TaskFilter(owner_id=inside.actor.id)
    page = await work.tasks.find(scene.group_of(inside).id, where, limit=200)
    return frozenset(one.number for one in page.tasks)


Found = tuple[Item, rules.Word]


async def _items(inside: Request, work: ports.Work, word: rules.Word) -> list[Found]:
    """A line for each task of the group that it names."""
    known = await work.tasks.by_numbers(scene.group_of(inside).id, list(word.numbers)) if word.numbers else ()
    return [(Item((one.number,), word.rest, f"#{one.number} {word.text}"), word) for one in known]


def _carrying(items: Sequence[Found], *, is_usual: bool) -> edits.Carry:
    """How each of the lines is carried out."""
    by_line = {item.line: word for item, word in items}

    async def carry(inside: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
        word = by_line[item.line]
        is_plan = is_usual and word.question == rules.NEXT
        applies = len(word.numbers) == 1 and not is_plan
        return await _carried(inside, work, said, item, applies=applies)

    return carry


async def _carried(inside: Request, work: ports.Work, said: changes.Said, item: Item, *, applies: bool) -> edits.Effect:
    """A state or a percent of one's own task holds; anything else is kept as a note."""
    task = await changes.of_number(work, said.group, item.numbers[0])
    remark = reading_remark.read_remark(item.words, scene.frame(inside))
    holds = applies and owners.is_on(task, said.actor_id) and remark.problem is None and remark.verb in _APPLIED
    what = report_handlers.report_of(remark) if holds else reports.Report(reports.Kind.NOTE, item.words)
    for one in (what, reports.Report(reports.Kind.NOTE, item.words)):
        try:
            done = await report_service.report(work, said, item.numbers, one)
        except Refused:  # it can't hold as it stands (something is in the way): the words are kept all the same
            continue
        return await reports_shown.effect_of(inside, work, said, [replace(each, asks=None) for each in done])
    return edits.NOTHING

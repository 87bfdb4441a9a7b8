"""Lines of a message whose words behind a number (or in reply to a card) only `/update` knows; it carries out none."""

from dataclasses import replace

from coordination import ports
from coordination.errors import Refused
from coordination.rules import reading_remark, reading_replies, reading_reports, when
from handlers import behalf, edits_items, links_said, scene
from handlers.edits_items import Form, Item
from handlers.request import Request


async def remarks(request: Request, work: ports.Work) -> list[Item]:
    """`1 will be late` in reply to a list of tasks: what nobody can read any better is a note, and not lost."""
    found = []
    for line in request.text.split("\n"):
        try:
            head = edits_items.items(request, line, Form("refused.update_form", several=False, marked=False))
        except Refused:
            continue
        known = await work.tasks.by_numbers(scene.group_of(request).id, head[0].numbers) if head else ()
        if known and (line.lstrip().startswith(("#", "＃")) or reading_replies.is_remark(head[0].words)):
            found.append(head[0])
    return found


async def typed(request: Request, work: ports.Work, answered: int | None) -> dict[tuple[int, int], Item]:
    """The lines, by their spans, whose words behind a number (or in reply to a card) only `/update` knows."""
    found: dict[tuple[int, int], Item] = {}
    at = 0
    for line in request.text.split("\n"):
        item = _item(request, line, answered)
        if item is not None and len(await work.tasks.by_numbers(scene.group_of(request).id, item.numbers)):
            found[(at, at + len(line))] = item
        at += len(line) + 1
    return found


def _item(request: Request, line: str, answered: int | None) -> Item | None:
    marked = answered is not None or not request.addressed
    try:
        head = edits_items.items(request, line, Form("refused.update_form", several=False, marked=marked))
    except Refused:
        head = [] if answered is None else [Item((answered,), line.strip(), line.strip())]
    if not head or not reading_reports.is_plain(head[0].words):
        return None
    if _is_deadline(words := head[0].words, scene.frame(request)):
        return replace(head[0], words=f"due {words}")
    beside = "\n" in request.text.strip() and head[0].numbers == (answered,)
    more = links_said.read(words) or behalf.read(words).name or _is_full(words, scene.frame(request))
    return head[0] if more or (beside and _is_state(words, scene.frame(request))) else None


def _is_deadline(words: str, frame: when.Frame) -> bool:
    """`3 by Friday` is its due date."""
    values = when.read(words, frame).values
    return bool(values) and all(isinstance(one, when.Moment) and one.bound == "by" for one in values)


def _is_state(words: str, frame: when.Frame) -> bool:
    """A line without a number beside others, in reply to a card: of that task, if it begins with a state."""
    remark = reading_remark.read_remark(words, frame)
    return remark.problem is None and remark.verb is not reading_remark.Verb.NOTE


def _is_full(words: str, frame: when.Frame) -> bool:
    """100 % is asked about in its own way."""
    return reading_remark.read_remark(words, frame).problem is reading_remark.Problem.FULL

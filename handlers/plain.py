"""Plain lines: `#12 done` anywhere the bot sees it, and a reply to a card or a digest in one's own words."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reading_numbers, reading_remark, reports
from coordination.services import changes
from handlers import edits, edits_items, edits_lines, evidence, links_said, scene
from handlers import reports as report_handlers
from handlers.edits_items import Form, Item
from handlers.request import Kind, Request

_MARKS = ("#", "＃")
_FORM = Form("refused.update_form", several=False)


async def addressed(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """A reply to us, a mention, or a private chat: numbers need no `#`, and a card answered needs no number."""
    if request.group is None:
        return []
    answered = await scene.answered(request, work)
    form = _FORM if answered is None else replace(_FORM, answered=answered.number, marked=True)
    found = _items(request, without_mention(request), form)
    if answered is not None and request.files:
        return await evidence.keep(request, work, answered.number, found)
    return await _handle(request, work, found, _Answering(answered.asks if answered is not None else None))


async def unaddressed(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """A line is taken only if it begins with `#12` and names a task of the group; everything else is silence."""
    if request.group is None:
        return []
    marked = "\n".join(line for line in request.text.split("\n") if _is_marked(line))
    found = _items(request, marked, _FORM) if marked else []
    known = [item for item in found if await _all_known(request, work, item)]
    if request.files and len(known) == 1 and len(known[0].numbers) == 1:
        return await evidence.keep(request, work, known[0].numbers[0], known)
    return await _handle(request, work, known, report_handlers.carry)


async def emptied(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """An edit that left nothing to read of a message: what it had said is asked about."""
    return [] if request.group is None else await edits_lines.handle(request, work, [], report_handlers.carry)


async def _handle(
    request: Request, work: ports.Work, found: Sequence[Item], carry: edits.Carry
) -> Sequence[messages.Answer]:
    if not found and request.kind is not Kind.EDIT:
        return []
    return await edits_lines.handle(request, work, found, carry)


class _Answering:
    """Words in reply to a question of ours: a note answers what was asked."""

    def __init__(self, asks: reports.Asks | None) -> None:
        self._asks = asks

    async def __call__(self, request: Request, work: ports.Work, said: changes.Said, item: Item) -> edits.Effect:
        return await report_handlers.carry(request, work, said, replace(item, words=self._meant(request, item.words)))

    def _meant(self, request: Request, typed: str) -> str:
        """`no permit` behind "what is in the way?" is the reason; a date behind "until when?" the review date."""
        if self._asks not in (reports.Asks.REASON, reports.Asks.REVIEW_ON) or links_said.read(typed):
            return typed
        if reading_remark.read_remark(typed, scene.frame(request)).verb is not reading_remark.Verb.NOTE:
            return typed
        return f"blocked: {typed}" if self._asks is reports.Asks.REASON else f"on hold until {typed}"


def _items(request: Request, text: str, form: Form) -> list[Item]:
    """The lines that say something; none where the numbers can't be meant."""
    if not text.strip():
        return []
    try:
        found = edits_items.items(request, text, form)
    except Refused:
        return []
    return [item for item in found if item.words]


def _is_marked(line: str) -> bool:
    return line.lstrip().startswith(_MARKS) and bool(reading_numbers.head(line).refs)


def without_mention(request: Request) -> str:
    """The text without the mention that addressed us."""
    text = request.text
    for entity in sorted(request.entities, key=lambda one: -one.start):
        is_mention = entity.kind == "mention"
        if is_mention and text[entity.start + 1 : entity.end].casefold() == request.bot_username.casefold():
            text = text[: entity.start] + text[entity.end :]
    return text.strip()


async def _all_known(request: Request, work: ports.Work, item: Item) -> bool:
    found = await work.tasks.by_numbers(scene.group_of(request).id, item.numbers)
    return len(found) == len(set(item.numbers))

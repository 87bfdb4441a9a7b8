"""What is typed after *Update*, *Blocked* or *More time* on a private reminder: carried out in the task's group."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.services import reminder_deeds
from handlers import due_changes, edits, edits_lines, group_replies, group_told
from handlers import reports as report_handlers
from handlers.edits_items import Item
from handlers.request import Request


async def updated(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """Read as behind `/update 12`."""
    return await _carried(request, work, question, report_handlers.carry, request.text)


async def blocked(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """All of it is the reason."""
    return await _carried(request, work, question, report_handlers.carry, f"blocked: {request.text}")


async def more_time(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """Read as behind `/due 12`: a lead is asked in the group, or the date is set."""
    return await _carried(request, work, question, due_changes.carry, request.text)


async def _carried(
    request: Request, work: ports.Work, question: ports.Question, carry: edits.Carry, words: str
) -> Sequence[messages.Answer]:
    values = question.values
    found = await reminder_deeds.find(work, request.actor, values["group"], values["task"])
    inside = group_replies.inside(request, found.group)
    item = Item((found.task.number,), words, request.text)
    return await group_told.told(inside, await edits_lines.handle(inside, work, [item], carry))

"""A message of several lines, said for the first time or edited: each line carried out once, asked where it must be."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.services import lines
from handlers import edits, edits_questions, scene
from handlers.edits_items import Item
from handlers.request import Request


async def handle(
    request: Request, work: ports.Work, found: Sequence[Item], carry: edits.Carry
) -> list[messages.Answer]:
    """edits.Carry out each line that is new or changed, all or none, and say what has to be said."""
    aligned = await lines.align(work, scene.said(request, work), [item.line for item in found])
    effect = edits.NOTHING
    for item, reading in zip(found, aligned.readings, strict=True):
        if reading.fate is not lines.Fate.SAME:
            effect += await _line(request, work, reading, (item, carry))
    gone = await edits_questions.ask_removed(request, work, aligned.removed)
    return await edits.said(request, work, effect + edits.Effect(posts=tuple(gone)))


async def _line(
    request: Request, work: ports.Work, reading: lines.Reading, what: tuple[Item, edits.Carry]
) -> edits.Effect:
    item, carry = what
    back = await lines.make_way(work, reading)
    if back.contest is not None:
        return edits.Effect(posts=(await edits_questions.ask_contest(request, work, reading, (item, back.contest)),))
    carried = await carry(request, work, reading.said, item)
    return edits.Effect(changed=tuple(task for _, task in back.changed)) + carried

"""Files with words: which task a caption names, and what it says of it; it keeps nothing."""

from coordination import ports
from coordination.errors import Refused
from coordination.rules import reading_glance
from handlers import edits_items, scene
from handlers.edits_items import Form, Item
from handlers.request import Request


def caption(request: Request, number: int) -> list[Item]:
    """The words that came with a file, as said of the task."""
    if not request.text.strip():
        return []
    form = Form("refused.update_form", answered=number, several=False, marked=True)
    return [item for item in edits_items.items(request, request.text, form) if item.words]


async def filed(request: Request, work: ports.Work, glance: reading_glance.Glance) -> int | None:
    """The task that the caption of a file names at its head, `#12`; `None` where it names several."""
    if not glance.numbered:
        return None
    try:
        items = edits_items.items(request, request.text, Form("refused.update_form", several=False, marked=True))
    except Refused:
        return None
    numbers = {number for item in items for number in item.numbers}
    found = await work.tasks.by_numbers(scene.group_of(request).id, list(numbers)) if len(numbers) == 1 else ()
    return found[0].number if found else None

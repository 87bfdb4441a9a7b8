"""Plain lines: `#12 done` anywhere the bot sees it, and a reply to a card or a digest in one's own words."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reading_numbers
from handlers import reports, scene
from handlers.request import Request

_MARKS = ("#", "＃")


async def addressed(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """A reply to us, a mention, or a private chat: numbers need no `#`, and a card answered needs no number."""
    if request.group is None or not request.text.strip():
        return []
    answered = await scene.answered_number(request, work)
    found = _items(request, _without_mention(request), answered)
    return await reports.handle(request, work, found, is_done=False) if found else []


async def unaddressed(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """A line is taken only if it begins with `#12` and names a task of the group; everything else is silence."""
    if request.group is None or not any(_is_marked(line) for line in request.text.split("\n")):
        return []
    marked = "\n".join(line for line in request.text.split("\n") if _is_marked(line))
    found = _items(request, marked, None)
    known = [item for item in found if await _all_known(request, work, item)]
    return await reports.handle(request, work, known, is_done=False) if known else []


def _items(request: Request, text: str, answered: int | None) -> list[reports.Item]:
    try:
        found = reports.items(request, text, "refused.update_form", answered)
    except Refused:
        return []
    return [item for item in found if item.words]


def _is_marked(line: str) -> bool:
    return line.lstrip().startswith(_MARKS) and bool(reading_numbers.head(line).refs)


def _without_mention(request: Request) -> str:
    """The text without the mention that addressed us."""
    text = request.text
    for entity in sorted(request.entities, key=lambda one: -one.start):
        if (
            entity.kind == "mention"
            and text[entity.start + 1 : entity.end].casefold() == request.bot_username.casefold()
        ):
            text = text[: entity.start] + text[entity.end :]
    return text.strip()


async def _all_known(request: Request, work: ports.Work, item: reports.Item) -> bool:
    found = await work.tasks.by_numbers(scene.group_of(request).id, item.numbers)
    return len(found) == len(set(item.numbers))

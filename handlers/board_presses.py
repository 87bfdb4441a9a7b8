"""The buttons of a board and of a digest that answer the presser alone; they change nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import text as text_rules
from coordination.services import lists
from handlers import dates, presses, scene, task_lines, words
from handlers.request import Request

MOST_MINE = 5
MINE_TITLE = 30
LONGEST_WINDOW = 200
"""What a window over the chat holds, in UTF-16 units, and of how many tasks it tells at most."""


async def mine(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Mine*: the presser's own open tasks of this group, in a window for the presser alone."""
    if request.actor is None:
        raise Refused("refused.anonymous_takes_nothing")
    where = ports.TaskFilter(owner_id=request.actor.id)
    view = await lists.page(work, scene.group_of(request), where, limit=MOST_MINE)
    return [messages.Toast(_window(view, request), alert=True)]


def _window(view: lists.ListView, request: Request) -> str:
    """As many lines as a window holds, and how many there are besides."""
    if not view.total:
        return words.plain(request.language, "board.mine.none")
    lines: list[str] = []
    for entry in view.entries:
        longer = [*lines, _mine_line(entry, request)]
        if text_rules.utf16_length("\n".join([*longer, *_besides(view.total - len(longer), request)])) > LONGEST_WINDOW:
            break
        lines = longer
    return "\n".join([*lines, *_besides(view.total - len(lines), request)])


def _besides(left: int, request: Request) -> list[str]:
    return [words.plain_count(request.language, "board.mine.more", left)] if left else []


def _mine_line(entry: lists.Entry, request: Request) -> str:
    task, today = entry.task, scene.today(request)
    values = {"task": task_lines.reference(task), "title": scene.shorten(task.title, MINE_TITLE)}
    if task.due is None:
        return words.plain(request.language, "task.line.title", **values)
    if entry.late:
        was = dates.short_day(task.due.on, today, request.language)
        return words.plain(request.language, "task.line.was", was=was, **values)
    day = dates.near_day(task.due.on, today, request.language)
    return words.plain(request.language, "task.line.title_day", day=day, **values)


async def lights(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Colour rules*: a window over the chat, for the presser alone."""
    return [messages.Toast(words.plain(request.language, "board.lights"), alert=True)]

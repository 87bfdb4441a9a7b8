"""The history of a task on its card's own message, page by page; it changes nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import tasks
from handlers import card_presses, more_entries, presses, words
from handlers.request import Request

PAGE = 8


MOST_PAGES = 200


async def history(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A page of the history on the card's own message, the newest first."""
    request, task = await card_presses.task_of(request, work, press)
    page = min(press.number(2), MOST_PAGES)
    found = await more_entries.entries(work, task, (page + 1) * PAGE + 1)
    head = words.say(request.language, "history.title", number=task.number, title=task.title)
    told = await more_entries.lines(request, work, found[page * PAGE : (page + 1) * PAGE])
    rows = _history_rows(request, task, page, has_more=len(found) > (page + 1) * PAGE)
    return [card_presses.shown(request, task, Markup("\n").join([head, *told]), rows)]


def _history_rows(request: Request, task: tasks.Task, page: int, *, has_more: bool) -> messages.Rows:
    turn = []
    if page > 0:
        turn.append(_page(request, task, "button.history.newer", page - 1))
    if has_more and page < MOST_PAGES:
        turn.append(_page(request, task, "button.history.older", page + 1))
    back = messages.Button(
        words.plain(request.language, "button.task.back"), presses.data("more", task.group_id, task.id)
    )
    return ((*turn, back),)


def _page(request: Request, task: tasks.Task, key: str, page: int) -> messages.Button:
    label = words.plain(request.language, "button.history.newer" if key.endswith("newer") else "button.history.older")
    return messages.Button(label, presses.data("history", task.group_id, task.id, page))

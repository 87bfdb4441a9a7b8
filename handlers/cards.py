"""The card of a task as text and buttons (voice.md 2); it decides nothing and changes nothing."""

from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, tasks
from coordination.services import dependencies, lists
from handlers import card_lines, presses, words

State = tasks.State


def slot(task: tasks.Task) -> str:
    """The name under which a task's card is edited in place: the newest card of a chat."""
    return f"card:{task.id}"


async def view_of(work: ports.Work, group: groups.Group, task: tasks.Task) -> lists.CardView:
    """What the card shows. Its last update is read only where somebody else than the owner spoke last: then it may
    have been recorded for somebody.
    """
    own = task.owner is not None and task.owner.person_id == task.last_update_by
    return await lists.card_of(work, group, task, history=0 if own or task.last_update_at is None else 1)


async def refreshed(work: ports.Work, task: tasks.Task) -> list[messages.Answer]:
    """An edit for each chat in which the task's newest card stands."""
    slots = await work.slots.named(slot(task))
    if not slots:
        return []
    group = await work.groups.get(task.group_id)
    text = render(await view_of(work, group, task), work.now, group.language)
    rows = buttons(task, group.language)
    return [messages.Edit(messages.Place(one.chat_id, one.topic_id), one.name, text, rows) for one in slots]


async def refreshed_around(work: ports.Work, task: tasks.Task) -> list[messages.Answer]:
    """Fresh cards of the task, and of those that tell of its end: the whole it is part of, what waits for it."""
    others = [] if task.parent_id is None else [await work.tasks.get(task.group_id, task.parent_id)]
    if task.state in tasks.ENDED:
        others += await dependencies.next_to(work, task)
    found = [task, *(one for one in others if one is not None)]
    return [edit for one in found for edit in await refreshed(work, one)]


def render(view: lists.CardView, now: datetime, language: str) -> Markup:
    """Title; owner; due; state; what it hangs together with; last word, or where it comes from."""
    lines = [
        _title(view.entry.task, language),
        *_owner(view, language),
        card_lines.due(view, now, language),
        *card_lines.state(view, now, language),
        *card_lines.links(view, language),
        card_lines.last_word(view, now, language) or card_lines.origin(view, now, language),
    ]
    return Markup("\n").join(lines)


def _owner(view: lists.CardView, language: str) -> list[Markup]:
    """Whose it is; in somebody's own list what they noted for themselves goes without saying."""
    task, is_personal = view.entry.task, view.entry.group.kind is groups.GroupKind.PERSONAL
    is_own = task.owner is not None and task.owner.person_id is not None and task.owner.person_id == task.created_by
    if is_personal and is_own and not task.supporters:
        return []
    return [card_lines.owner_line(task, language, view.names)]


def _title(task: tasks.Task, language: str) -> Markup:
    key = "task.card.title_key" if task.key else "task.card.title"
    return words.say(language, key, number=task.number, title=task.title)


def buttons(task: tasks.Task, language: str) -> messages.Rows:
    """Three that fit a row, the rest behind *More…*; what can be pressed follows the state."""
    more = button(language, "more", task)
    if task.state in tasks.ENDED:
        return ((button(language, "reopen", task), more),)
    if task.state is tasks.State.CLAIMED:
        return ((button(language, "confirm", task), button(language, "return", task)), (more,))
    third = "freed" if task.state in tasks.STOPPED else "blocked"
    first = (button(language, "done", task), button(language, "update", task), button(language, third, task))
    return (first, (button(language, "take", task), more) if task.owner is None else (more,))


_LABELS = {
    "done": "button.task.done",
    "update": "button.task.update",
    "blocked": "button.task.blocked",
    "freed": "button.task.freed",
    "confirm": "button.task.confirm",
    "return": "button.task.return",
    "reopen": "button.task.reopen",
    "take": "button.task.take",
    "more": "button.task.more",
}


def button(language: str, verb: str, task: tasks.Task) -> messages.Button:
    """A button of the card; its data names group and task, so that it acts on the right one at any age."""
    return messages.Button(words.plain(language, _LABELS[verb]), presses.data(verb, task.group_id, task.id))

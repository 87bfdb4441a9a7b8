"""`/undo`: takes back what one's last message changed, and says what holds again."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, tasks
from coordination.services import own_groups
from coordination.services import undo as service
from handlers import cards, dates, group_replies, group_told, scene, task_lines, words
from handlers.request import Request


async def undo(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """One message's changes as one, for a day; refused when somebody changed the same since, and by whom.

    In private: of whichever of one's groups it was, told with its name.
    """
    if (inside := await _elsewhere(request, work)) is not None:
        return await group_told.told(inside, await undo(inside, work))
    undone = await service.undo(work, scene.said(request, work), is_admin=bool(request.is_chat_admin))
    group_id = scene.group_of(request).id
    lines = [_line(before, after, request) for before, after in undone.tasks if before.group_id == group_id]
    if undone.group or not lines:
        lines.append(words.say(request.language, "short.undone_group"))
    fresh = [edit for _, after in undone.tasks for edit in await cards.refreshed(work, after)]
    return [scene.answer(request, Markup("\n").join(lines)), *fresh]


async def _elsewhere(request: Request, work: ports.Work) -> Request | None:
    group = scene.group_of(request)
    if not request.is_private or request.actor is None or group.kind is not groups.GroupKind.PERSONAL:
        return None
    found = [group, *await own_groups.of_person(work, request.actor)]
    newest = await own_groups.last_changed(work, request.actor, found, work.now - service.WINDOW)
    return None if newest is None or newest.id == group.id else group_replies.inside(request, newest)


def _line(before: tasks.Task, after: tasks.Task, request: Request) -> Markup:
    """What holds again, by the most telling of the fields that went back."""
    language, task = request.language, f"#{after.number}"
    if after.state is tasks.State.DROPPED and before.state is not tasks.State.DROPPED:
        return words.say(language, "short.undone_task", task=task, title=after.title)
    if after.title != before.title:
        return words.say(language, "short.undone_title", task=task, title=after.title)
    if after.due != before.due:
        return _due(after, request)
    if after.owner != before.owner:
        return _owner(after, language)
    if (after.state, after.percent) == (before.state, before.percent):
        return words.say(language, "short.undone_other", task=task, title=after.title)
    if after.state is tasks.State.IN_PROGRESS and after.percent:
        return words.say(language, "short.undone", task=task, before=f"{after.percent}%")
    return words.say(language, "short.undone_state", task=task, state=words.plain(language, f"state.{after.state}"))


def _due(task: tasks.Task, request: Request) -> Markup:
    if task.due is None:
        return words.say(request.language, "short.undone_no_due", task=f"#{task.number}")
    day = dates.inline_day(task.due.on, scene.today(request), request.language)
    return words.say(request.language, "short.undone_due", task=f"#{task.number}", day=day)


def _owner(task: tasks.Task, language: str) -> Markup:
    if task.owner is None:
        return words.say(language, "short.undone_no_owner", task=f"#{task.number}")
    return words.say(language, "short.undone_owner", task=f"#{task.number}", owner=task_lines.owner(task.owner))

"""`/undo`: takes back what one's last message changed, and says what holds again."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import tasks
from coordination.services import undo as service
from handlers import reports, scene, words
from handlers.request import Request


async def undo(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """One message's changes as one, for a day; refused when somebody changed the same since, and by whom."""
    undone = await service.undo(work, scene.said(request, work))
    lines = [_line(before, after, request.language) for before, after in undone.tasks]
    edits = [edit for _, after in undone.tasks for edit in await reports.edits_of(request, work, after)]
    return [scene.answer(request, Markup("\n").join(lines)), *edits]


def _line(before: tasks.Task, after: tasks.Task, language: str) -> Markup:
    if after.state is tasks.State.DROPPED and before.state is not tasks.State.DROPPED:
        return words.say(language, "short.undone_task", task=f"#{after.number}", title=after.title)
    if after.title != before.title:
        return words.say(language, "short.undone_title", task=f"#{after.number}", title=after.title)
    state = reports.state_text(after, language)
    return words.say(language, "short.undone", task=f"#{after.number}", before=state)

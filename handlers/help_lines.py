"""`Help needed: …` typed in a group: kept for its summaries, reports and the roll-ups above; it decides nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.rules import groups, help_lines
from coordination.services import summaries as service
from handlers import acknowledgements, scene, words
from handlers.request import Kind, Request


async def asked(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """What such a message does; `None` for any other. An edit of one changes nothing: what was asked was read."""
    said = help_lines.read(request.text)
    group = request.group
    if said is None or group is None or group.kind is groups.GroupKind.PERSONAL:
        return None
    if request.kind is Kind.EDIT:
        return []
    await service.ask_help(work, scene.said(request, work, request.text.strip()), said)
    key = "help.none" if help_lines.is_none(said) else "help.kept"
    return [acknowledgements.recorded(request, words.say(request.language, key))]

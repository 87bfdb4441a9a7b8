"""`Help needed: …` typed in a group: kept for its summaries, reports and the roll-ups above; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, help_lines
from coordination.services import own_groups
from coordination.services import summaries as service
from handlers import acknowledgements, scene, words
from handlers.request import Kind, Request


async def asked(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """What such a message does; `None` for any other. An edit of one changes nothing: what was asked was read.

    In private it is of the person's only group, or of the one whose code comes first (`Help needed: EXH two buses`).
    """
    said = help_lines.read(request.text)
    if said is None or request.group is None:
        return None
    if request.kind is Kind.EDIT:
        return []
    group = request.group
    if group.kind is groups.GroupKind.PERSONAL:
        group, said = await _of_person(request, work, said)
    cause = replace(scene.said(request, work, request.text.strip()), group=group)
    await service.ask_help(work, cause, said)
    key = "help.none" if help_lines.is_none(said) else "help.kept"
    if request.is_private:
        named = words.say(request.language, "help.of", group=scene.shorten(group.name))
        return [
            scene.answer(request, words.join(request.language, "beside", [named, words.say(request.language, key)]))
        ]
    return [acknowledgements.recorded(request, words.say(request.language, key))]


async def _of_person(request: Request, work: ports.Work, said: str) -> tuple[groups.Group, str]:
    """Raises `Refused` where it can't be told which group asks."""
    found = [] if request.actor is None else await own_groups.of_person(work, request.actor)
    first, _, rest = said.partition(" ")
    for group in found:
        if group.code and group.code.casefold() == first.rstrip(":：").casefold() and rest.strip():
            return group, rest.strip()
    if len(found) != 1:
        raise Refused("help.which", code=next((one.code for one in found if one.code), "EXH"))
    return found[0], said

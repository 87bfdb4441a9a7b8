"""`/lead @ann`, `/deputy`, `/liaison`, `/secretary`, `/member`: chat admins name who has which part."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, names, people, reading_new
from coordination.services import parts as service
from handlers import assign_said, scene, task_lines, words
from handlers.request import EntityKind, Request

PARTS = {part.value: part for part in people.Part}
"""The commands and the part that each gives."""


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """Name somebody, in reply to them or by name; without a name, tell who has which part."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("refused.part_in_private")
    part = PARTS[request.command or ""]
    chosen = await _chosen(request, work)
    if not chosen:
        return [scene.answer(request, await _told(request, work))]
    if not request.is_chat_admin:
        raise Refused("refused.admins_only")
    said = scene.said(request, work, request.text)
    for person in chosen:
        await service.give(work, said, person.id, part)
    listed = words.join(request.language, "listed", [task_lines.name(person.name) for person in chosen])
    return [scene.answer(request, words.say(request.language, f"part.given.{part.value}", names=listed))]


async def _chosen(request: Request, work: ports.Work) -> list[people.Person]:
    """Who is named, or whoever wrote the message answered. Raises `Refused` for a name that nobody here surely has."""
    if not request.args.strip():
        author = None if request.reply is None or request.reply.from_us else request.reply.author_telegram_id
        found = None if author is None else await work.people.by_telegram_id(author)
        return [] if found is None else [found]
    marked = {
        request.text[one.start : one.end]: one.person.id
        for one in request.entities
        if one.kind == EntityKind.TEXT_MENTION and one.person is not None
    }
    roster = await scene.roster(request, work)
    calls = assign_said.read(request.args.split("\n", 1)[0], marked).calls
    if not calls:
        raise Refused("refused.part_form", command=request.command or "")
    ids = [(call.text, marked.get(call.text) or _known(request, call.text, roster)) for call in calls]
    return [await _person(request, work, typed, person_id) for typed, person_id in ids]


def _known(request: Request, typed: str, roster: names.Roster) -> int:
    named = reading_new.named(typed, 0, roster)
    if named.me and request.actor is not None:
        return request.actor.id
    return named.person_id or 0


async def _person(request: Request, work: ports.Work, typed: str, person_id: int) -> people.Person:
    membership = await work.people.membership(scene.group_of(request).id, person_id)
    found = None if membership is None or membership.left else await work.people.get(person_id)
    if found is None:
        raise Refused("refused.part_unknown", name=typed, command=request.command or "")
    return found


async def _told(request: Request, work: ports.Work) -> Markup:
    """A line a part, leads first."""
    holders = await service.holders(work, scene.group_of(request))
    if not holders:
        return words.say(request.language, "part.none")
    lines = []
    for part in people.Part:
        named = [task_lines.name(person.name) for person, its in holders if its is part]
        if named:
            listed = words.join(request.language, "listed", named)
            lines.append(words.say(request.language, f"part.line.{part.value}", names=listed))
    return Markup("\n").join(lines)

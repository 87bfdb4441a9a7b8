"""Of which groups a list is: one that is named, those of a person in private, those below a committee; no filter."""

from coordination import ports
from coordination.rules import groups, people
from coordination.services import own_groups, sections
from handlers import scene
from handlers.request import Request

MOST = 60
"""Groups in which a user name is looked up."""

ABOVE = frozenset({groups.GroupKind.COMMITTEE, groups.GroupKind.SECTION})


async def named(request: Request, work: ports.Work, args: str) -> tuple[groups.Group | None, str]:
    """`EXH late` where a group of this code may be seen from here: that group and the rest of the words."""
    word, _, rest = args.strip().partition(" ")
    if not word or request.group is None:
        return None, args
    own = request.group.code or ""
    for group in await _in_sight(request, work):
        if (group.code or "").casefold() == word.casefold() != own.casefold():
            return group, rest.strip()
    return None, args


async def _in_sight(request: Request, work: ports.Work) -> list[groups.Group]:
    if request.is_private and request.actor is not None:
        return list(await own_groups.of_person(work, request.actor))
    return await _below(request, work)


async def _below(request: Request, work: ports.Work) -> list[groups.Group]:
    group = scene.group_of(request)
    if group.kind not in ABOVE:
        return []
    return [one.group for one in await sections.visible(work, group)]


async def below(request: Request, work: ports.Work) -> tuple[int, ...]:
    """The groups below a committee or a section, by id; none for any other."""
    return tuple(group.id for group in await _below(request, work))


async def of_person(request: Request, work: ports.Work) -> tuple[int, ...]:
    """The person's own list and the groups they belong to, by id."""
    found = [] if request.actor is None else await own_groups.of_person(work, request.actor)
    return (scene.group_of(request).id, *(group.id for group in found))


async def person(request: Request, work: ports.Work, username: str) -> people.Person | None:
    """Who has this user name here or in a group below; in private in any group of the person's."""
    own = (scene.group_of(request).id,)
    ids = await of_person(request, work) if request.is_private else (*own, *await below(request, work))
    for group_id in ids[:MOST]:
        found = await work.people.by_username(username, group_id)
        if found is not None:
            return found
    return None

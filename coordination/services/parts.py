"""Who leads, stands in, prepares and keeps the record of a group, as its chat admins name them; makes no text."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import ports
from coordination.rules import events, groups, people
from coordination.services import changes

KIND = "part"
"""Kind of the event by which a person's part changes."""


async def give(work: ports.Work, said: changes.Said, person_id: int, part: people.Part) -> bool:
    """Give a person of the group a part; `False` where they have it already. Who may is asked by the caller."""
    known = await work.people.membership(said.group.id, person_id)
    before = people.Membership(said.group.id, person_id, since=work.now) if known is None else known
    if known is not None and before.part is part and not before.left:
        return False
    work.people.save_membership(replace(before, part=part, left=False))
    changes.add_group_event(work, said, KIND, (_values(person_id, before.part), _values(person_id, part)))
    return True


async def restore(work: ports.Work, said: changes.Said, event: events.Event) -> bool:
    """Take back a change of a part; `False` for another kind of event, or where it was changed again since."""
    if event.kind != KIND or event.before is None or event.after is None:
        return False
    known = await work.people.membership(event.group_id, event.after["person"])
    if known is None or known.part != event.after["part"]:
        return False
    work.people.save_membership(replace(known, part=people.Part(event.before["part"])))
    mark = changes.Mark(undoes=event.change_id)
    changes.add_group_event(work, said, "undone", (dict(event.after), dict(event.before)), mark=mark)
    return True


async def holders(work: ports.Work, group: groups.Group) -> Sequence[tuple[people.Person, people.Part]]:
    """Everybody with a part in the group, leads first."""
    order = list(people.Part)
    found = [
        (person, membership.part)
        for person, membership in await work.people.members(group.id)
        if membership.part is not people.Part.MEMBER
    ]
    return sorted(found, key=lambda one: (order.index(one[1]), one[0].id))


def _values(person_id: int, part: people.Part) -> dict[str, int | str]:
    return {"person": person_id, "part": part.value}

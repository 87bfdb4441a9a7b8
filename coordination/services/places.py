"""One group takes the chat of another, which goes nowhere (docs/decisions/0014); it makes no text."""

from dataclasses import replace

from coordination import ports
from coordination.rules import groups, people, programmes


async def settle(work: ports.Work, coming: groups.Group, leaving: groups.Group) -> groups.Group:
    """Let `coming` take the chat (or topic) of `leaving`; whoever is in that chat belongs to it, the others have left.

    The one that leaves is saved first, for no two groups ever have one place.
    """
    chat_id = work.new_id()
    number = programmes.FIRST_NO_CHAT + chat_id
    state = groups.ChatState.LEFT
    work.chats.save(groups.Chat(chat_id, number, programmes.NO_CHAT, leaving.name, state=state, may_pin=False))
    work.groups.save(replace(leaving, chat_id=chat_id, topic_id=None))
    moved = replace(coming, chat_id=leaving.chat_id, topic_id=leaving.topic_id)
    work.groups.save(moved)
    here = {person.id for person, _ in await work.people.members(leaving.id)}
    known = {person.id: membership for person, membership in await work.people.members(coming.id)}
    for person_id, membership in known.items():
        if person_id not in here:
            work.people.save_membership(replace(membership, left=True))
    for person_id in sorted(here - known.keys()):
        work.people.save_membership(people.Membership(coming.id, person_id, since=work.now))
    return moved

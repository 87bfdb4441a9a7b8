"""`/plan` in private: whose plan it is that somebody sends there, of the groups they lead; it reads no file."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import own_groups, rights
from handlers import presses, prompts, scene, words
from handlers.request import Request

_MOST = 9
_LONGEST = 24


async def led(request: Request, work: ports.Work) -> list[groups.Group]:
    """The groups whose plans the asker may send: those in which they act as a lead, committees first.

    Raises `Refused` where there is none.
    """
    if request.actor is None:
        raise Refused("plan.in_private")
    there = await own_groups.of_person(work, request.actor)
    found = [one for one in there if (await rights.of(work, one, request.actor)).leads]
    if not found:
        raise Refused("plan.in_private")
    return sorted(found, key=lambda one: one.kind is not groups.GroupKind.COMMITTEE)


async def group_of(request: Request, work: ports.Work, group_id: int) -> groups.Group:
    """The group that a button in private names, for whoever leads it; the answer is the same whether it exists."""
    group = await own_groups.of_id(work, request.actor, group_id)
    if group is None or not (await rights.of(work, group, request.actor)).leads:
        raise Refused("refused.old_button")
    return group


def ask_which(request: Request, found: Sequence[groups.Group]) -> messages.Post:
    """For which of their groups the plan is."""
    buttons = [
        messages.Button(scene.shorten(one.code or one.name, _LONGEST), presses.data("planfor", one.id))
        for one in found[:_MOST]
    ]
    rows = tuple(tuple(buttons[first : first + 3]) for first in range(0, len(buttons), 3))
    text = words.say(request.language, "plan.which_group")
    return messages.Post(request.place, text, messages.Purpose.QUESTION, rows)


def ask_file(request: Request, work: ports.Work, what: str, group: groups.Group) -> messages.Post:
    """The prompt for the file of a group's plan."""
    text = words.say(request.language, "plan.ask_for", group=scene.shorten(group.name))
    return prompts.ask(request, work, what, text, values={}, group=group)

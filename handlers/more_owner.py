"""*Owner* on a card's panel: oneself, the members by name a page at a time, anybody else in words."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import people, tasks
from handlers import assign, assign_shown, card_presses, edits, more, presses, scene, words
from handlers.request import Request

MEMBERS_A_PAGE = 6


ME = 0
"""Stands for whoever presses: the panel is everybody's."""


async def owner(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Owner*: oneself, the members by name, a page at a time, anybody else in words."""
    request, task = await card_presses.task_of(request, work, press)
    text = words.say(request.language, "more.owner", number=task.number, title=task.title)
    rows = await _members(request, work, task, min(press.number(2), 10_000))
    return [card_presses.shown(request, task, text, rows)]


async def _members(request: Request, work: ports.Work, task: tasks.Task, offset: int) -> messages.Rows:
    found = [person for person, _ in await work.people.members(scene.group_of(request).id)]
    me = None if request.actor is None else request.actor.id
    others = [one for one in found if one.id != me]
    page = others[offset : offset + MEMBERS_A_PAGE]
    named = [_person_button(request, task, one) for one in page]
    rows = [tuple(named[at : at + 2]) for at in range(0, len(named), 2)]
    if me is not None and offset == 0:
        rows.insert(0, (_own(request, task, ME, words.plain(request.language, "button.task.me")),))
    turn = []
    if offset > 0:
        turn.append(_turn(request, "button.list.before", task, max(0, offset - MEMBERS_A_PAGE)))
    if offset + MEMBERS_A_PAGE < len(others):
        turn.append(_turn(request, "button.list.next", task, offset + MEMBERS_A_PAGE))
    return (*rows, *((tuple(turn),) if turn else ()), more.to_panel(request, task))


def _turn(request: Request, key: str, task: tasks.Task, offset: int) -> messages.Button:
    label = words.plain(request.language, "button.list.next" if key.endswith("next") else "button.list.before")
    return messages.Button(label, presses.data("owner", task.group_id, task.id, offset))


def _person_button(request: Request, task: tasks.Task, person: people.Person) -> messages.Button:
    return _own(request, task, person.id, assign_shown.label(request.language, person))


def _own(request: Request, task: tasks.Task, person_id: int, label: str) -> messages.Button:
    return messages.Button(label, presses.data("own", task.group_id, task.id, person_id))


async def own(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Somebody was chosen as owner: echoed in a line, unless it was so already."""
    request, task = await card_presses.task_of(request, work, press)
    if press.number(2) == ME:
        return await card_presses.taken(request, work, task)
    membership = await work.people.membership(task.group_id, press.number(2))
    person = await work.people.get(press.number(2))
    if membership is None or membership.left or person is None:
        raise Refused("refused.not_here_any_more")
    if task.owner is not None and task.owner.person_id == person.id:
        return await card_presses.fresh(request, work, task)
    effect = await assign.to_person(request, work, task.number, person)
    return [*await edits.said(request, work, effect), *await card_presses.fresh(request, work, effect.changed[0])]

"""What a reply in private answers: a message about one group's task, or a list of several groups'; it reads no words.

A reminder and a list name their tasks as `EXH-3`; an echo, a question and a card are known by their own names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordination import ports
from coordination.rules import groups, reading_fold, tasks
from coordination.services import own_groups
from handlers import cards, scene
from handlers.request import Request

_ISOLATES = re.compile("[\u2066-\u2069]")
_NUMBER = re.compile(r"-(\d{1,9})(?!\d|-\d)")
_WORD = re.compile(r"[^\W\d_]{1,12}")
LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A task as a message of ours names it."""

    group_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The request in the one group that is meant, or the tasks of several that the answered message names."""

    request: Request | None = None
    mentioned: tuple[Mentioned, ...] = ()


def inside(request: Request, group: groups.Group) -> Request:
    """The same words as said in a group, by somebody who is no admin of its chat as far as we know here."""
    return request if request.group == group else replace(request, group=group, is_chat_admin=False)


def named(request: Request) -> Request:
    """A group without a code goes by its name where that is one word (`Exhibition-3`), as lists in private write it."""
    group = scene.group_of(request)
    if group.code is not None or group.kind is groups.GroupKind.PERSONAL or not _WORD.fullmatch(group.name):
        return request
    return replace(request, group=replace(group, code=group.name))


async def answered(request: Request, work: ports.Work, found: Sequence[groups.Group]) -> Answered:
    """What a reply is about; nothing for a message that answers none of ours."""
    if request.reply is None or not request.reply.from_us:
        return Answered()
    group = await _by_slot(request, work, found)
    if group is not None:
        return Answered(inside(request, group))
    mentioned = tuple(dict.fromkeys(one for group in found for one in _mentioned(request.reply.text, group)))
    if len(mentioned) != 1 or _names_own(request.reply.text):
        return Answered(mentioned=mentioned)
    (only,) = mentioned
    task = await work.tasks.by_number(only.group_id, only.number)
    if task is None:
        return Answered()
    reply = replace(request.reply, slot=cards.slot(task))
    return Answered(inside(replace(request, reply=reply), next(one for one in found if one.id == only.group_id)))


async def edited(request: Request, work: ports.Work, found: Sequence[groups.Group]) -> Request | None:
    """An edited message is of the group of which it spoke before."""
    if request.message_id is None:
        return None
    for line in await work.lines.of_message(request.chat.id, request.message_id):
        task = None if line.task_id is None else await own_groups.of_task(work, found, line.task_id)
        if task is not None:
            return inside(request, next(one for one in found if one.id == task.group_id))
    return None


async def _by_slot(request: Request, work: ports.Work, found: Sequence[groups.Group]) -> groups.Group | None:
    """The group of a message of ours that has a name of its own."""
    assert request.reply is not None
    kind, _, rest = (request.reply.slot or "").partition(":")
    group_id: int | None = None
    if kind == scene.TOLD and rest.partition(":")[0].isdecimal():
        group_id = int(rest.partition(":")[0])
    elif kind == "question" and rest.isdecimal():
        question = await work.questions.get(int(rest))
        group_id = None if question is None else question.group_id
    elif kind in ("card", "ask") and (last := rest.rpartition(":")[2]).isdecimal():
        task = await own_groups.of_task(work, found, int(last))
        group_id = None if task is None else task.group_id
    return next((one for one in found if one.id == group_id), None)


async def of_question(request: Request, work: ports.Work, question_id: int) -> Request:
    """A press in private on a question about a group's task is of that group, if the presser belongs to it."""
    question = await work.questions.get(question_id) if request.is_private else None
    if question is None or request.group is None or question.group_id == request.group.id:
        return request
    group = await own_groups.of_id(work, request.actor, question.group_id)
    return request if group is None else inside(request, group)


def _mentioned(text: str, group: groups.Group) -> list[Mentioned]:
    """The tasks of the group in a list, as `reference` writes them."""
    plain = reading_fold.fold(_ISOLATES.sub("", text))
    called = reading_fold.fold(called_by(group))
    found = []
    at = plain.find(f"{called}-")
    while at >= 0:
        number = _NUMBER.match(plain, at + len(called))
        if number is not None and not plain[at - 1 : at].isalnum():
            found.append(Mentioned(group.id, int(number[1])))
        at = plain.find(f"{called}-", at + 1)
    return found


_OWN = re.compile(r"^#\d", re.MULTILINE)


def _names_own(text: str) -> bool:
    """Whether a list names tasks of the personal list too."""
    return _OWN.search(_ISOLATES.sub("", text)) is not None


def called_by(group: groups.Group) -> str:
    """What stands before a number where groups are mixed."""
    return group.code or scene.shorten(group.name, LONGEST_NAME)


def reference(group: groups.Group, task: tasks.Task) -> str:
    """A task where groups are mixed: `EXH-3`, `#3` of the personal list."""
    if group.kind is groups.GroupKind.PERSONAL:
        return f"#{task.number}"
    return f"{called_by(group)}-{task.number}"

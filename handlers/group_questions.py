"""The question in private which group's task was meant, and its answer: then the words are read there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, tasks
from coordination.services import own_groups, questions
from handlers import edits, group_replies, plain_reading, presses, scene, words
from handlers.request import Kind, Reply, Request

MOST = 8
LONGEST_TITLE = 32


@dataclass(frozen=True, slots=True)
class Option:
    """A group that may be meant, its tasks, and whether a list was answered, in which numbers alone name tasks."""

    group: groups.Group
    meant: tuple[tasks.Task, ...]
    listed: bool = False


async def ask(request: Request, work: ports.Work, options: Sequence[Option]) -> messages.Answer:
    """One button for each group with the task that would be meant, and one for none; nothing is recorded before."""
    found = options[:MOST]
    quoted = request.text.strip()
    labels = [_label(request, one) for one in found]
    values = {
        "typed": _blanked(request),
        "message_id": request.message_id,
        "said_at": request.said_at.isoformat(),
        "groups": [one.group.id for one in found],
        "listed": any(one.listed for one in found),
        "command": request.command,
        "args": request.args,
        "quoted": quoted,
    }
    said = replace(scene.said(request, work), source=None)
    question = questions.ask(work, said, questions.Asked(own_groups.WHICH, said.actor_id, values))
    text = words.count(request.language, "group_words.which", len(found), quote=scene.shorten(quoted))
    labels.append(words.plain(request.language, _NONE[len(found) > 2]))
    rows = tuple(
        (messages.Button(label, presses.data("pick", question.id, place)),) for place, label in enumerate(labels)
    )
    return edits.posed(request, text, question, rows)


_NONE = ("button.question.neither", "button.question.none")


def _label(request: Request, option: Option) -> str:
    if len(option.meant) == 1:
        (task,) = option.meant
        reference, title = group_replies.reference(option.group, task), scene.shorten(task.title, LONGEST_TITLE)
        return words.plain(request.language, "button.question.task", task=reference, title=title)
    if option.group.kind is groups.GroupKind.PERSONAL:
        return words.plain(request.language, "button.group_words.own")
    return scene.shorten(option.group.name)


def _blanked(request: Request) -> str:
    """The words without quotes and code, so that they can be read again without their marks."""
    text = request.text
    for start, end in plain_reading.left_out(request):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


async def picked(request: Request, work: ports.Work, question: ports.Question, place: int) -> Sequence[messages.Answer]:
    """The group was chosen: the words are carried out there, and what came of it takes the question's place."""
    taken = await questions.take(work, scene.said(request, work), question.id, own_groups.WHICH)
    values = taken.values
    if place > len(values["groups"]) or await work.lines.of_message(request.chat.id, values["message_id"]):
        raise Refused("refused.old_question")
    questions.close(work, taken, str(place))
    if place == len(values["groups"]):
        quote = scene.shorten(values["quoted"])
        return edits.outcome(request, words.say(request.language, "reading.not_recorded", quote=quote))
    group = await _group(request, work, values["groups"][place])
    return _in_its_place(request, await _carried(_spoken(request, values), work, group))


async def _carried(request: Request, work: ports.Work, group: groups.Group) -> Sequence[messages.Answer]:
    from handlers import aliases, group_commands, group_told, group_words  # they ask by way of this module

    if request.command is not None:
        inside = group_commands.bare(group_replies.inside(request, group))
        return await group_told.told(inside, await aliases.spoken(inside, work, request.command, inside.args))
    hit = await group_words.of_group(request, work, group)
    if hit is None:
        raise Refused("refused.old_question")
    return await group_words.alone(hit, work)


async def _group(request: Request, work: ports.Work, group_id: int) -> groups.Group:
    if request.group is not None and request.group.id == group_id:
        return request.group
    group = await own_groups.of_id(work, request.actor, group_id)
    if group is None:
        raise Refused("refused.old_question")
    return group


def _spoken(request: Request, values: dict[str, Any]) -> Request:
    """The message as it was said."""
    reply = Reply(0, from_us=True, slot="digest") if values["listed"] else None
    return replace(
        request,
        kind=Kind.MESSAGE,
        text=values["typed"],
        command=values["command"],
        args=values["args"],
        entities=(),
        message_id=values["message_id"],
        said_at=datetime.fromisoformat(values["said_at"]),
        addressed=True,
        reply=reply,
        press_id=None,
        pressed_message_id=None,
        pressed_slot=None,
        data="",
    )


def _in_its_place(request: Request, answers: Sequence[messages.Answer]) -> list[messages.Answer]:
    """The first plain line takes the place of the question."""
    told = next((one for one in answers if isinstance(one, messages.Post) and not one.rows), None)
    if told is None or request.pressed_message_id is None:
        return list(answers)
    edit = messages.EditPressed(request.place, request.pressed_message_id, told.text)
    return [edit, *(one for one in answers if one is not told)]

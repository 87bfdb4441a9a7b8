"""The question in private which group's task was meant, and its answer: then the words are read there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.services import own_groups, questions
from handlers import edits, group_replies, plain_reading, presses, scene, words
from handlers.request import Kind, Reply, Request

if TYPE_CHECKING:
    from handlers.group_words import Hit

MOST = 8
LONGEST_TITLE = 32


async def ask(request: Request, work: ports.Work, hits: Sequence["Hit"]) -> messages.Answer:
    """One button for each group with the task that would be meant, and one for none; nothing is recorded before."""
    found = hits[:MOST]
    quoted = request.text.strip()
    labels = [_label(request, hit) for hit in found]
    values = {
        "typed": _blanked(request),
        "message_id": request.message_id,
        "said_at": request.said_at.isoformat(),
        "groups": [hit.group.id for hit in found],
        "listed": any(hit.request.reply is not None for hit in found),
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


def _label(request: Request, hit: "Hit") -> str:
    tasks = hit.meant
    if len(tasks) == 1:
        reference, title = group_replies.reference(hit.group, tasks[0]), scene.shorten(tasks[0].title, LONGEST_TITLE)
        return words.plain(request.language, "button.question.task", task=reference, title=title)
    if hit.group.kind is groups.GroupKind.PERSONAL:
        return words.plain(request.language, "button.group_words.own")
    return scene.shorten(hit.group.name)


def _blanked(request: Request) -> str:
    """The words without quotes and code, so that they can be read again without their marks."""
    text = request.text
    for start, end in plain_reading.left_out(request):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


async def picked(request: Request, work: ports.Work, question: ports.Question, place: int) -> Sequence[messages.Answer]:
    """The group was chosen: the words are carried out there, and what came of it takes the question's place."""
    from handlers import group_words  # it asks by way of this module

    taken = await questions.take(work, scene.said(request, work), question.id, own_groups.WHICH)
    values = taken.values
    if place > len(values["groups"]) or await work.lines.of_message(request.chat.id, values["message_id"]):
        raise Refused("refused.old_question")
    questions.close(work, taken, str(place))
    if place == len(values["groups"]):
        quote = scene.shorten(values["quoted"])
        return edits.outcome(request, words.say(request.language, "reading.not_recorded", quote=quote))
    group = await _group(request, work, values["groups"][place])
    spoken = _spoken(request, values)
    hit = await group_words.of_group(spoken, work, group)
    if hit is None:
        raise Refused("refused.old_question")
    return _in_its_place(request, await group_words.alone(hit, work))


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

"""What is asked about an edited message: a later change in the way, lines that are gone; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coordination import messages, ports
from coordination.rules import reverts
from coordination.services import changes, lines, questions
from handlers import edits, scene, words
from handlers.edits_items import Item
from handlers.request import Kind, Request

REMOVED, CONTEST, RENEWED = "removed", "contest", "renewed"
"""Kinds of questions: a line is gone; a re-worded line, or parts of a re-worded task, met a later change."""


async def ask_contest(
    request: Request, work: ports.Work, reading: lines.Reading, what: tuple[Item, reverts.Contest]
) -> messages.Post:
    """Somebody changed the same since: the new wording waits for its author's word."""
    item, contest = what
    assert reading.was is not None and reading.said.source is not None
    kept = {"numbers": list(item.numbers), "words": item.words, "line": item.line}
    asked = questions.Asked(CONTEST, reading.said.actor_id, {**kept, "said_at": request.said_at.isoformat()})
    question = questions.ask(work, replace(reading.said, text=reading.was.text), asked)
    text = words.say(
        request.language,
        "edit.contest",
        name=await edits.person_name(request, work, contest.by_id),
        task=f"#{contest.task.number}",
        title=contest.task.title,
        new=scene.shorten(item.line),
    )
    return edits.posed(request, text, question, edits.choices(request.language, question, _RECORD))


async def ask_renewed(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[reverts.Contest, dict[str, Any]]
) -> messages.Post:
    """Parts of a re-worded task stayed as somebody made them since; `wanted` is what the message says of them now."""
    contest, wanted = what
    names = [name for name in contest.fields if name in wanted]
    kept = {"number": contest.task.number, "fields": names, "wanted": {name: wanted[name] for name in names}}
    question = questions.ask(work, replace(said, source=None), questions.Asked(RENEWED, said.actor_id, kept))
    labels = [words.plain(request.language, f"edit.field.{name}") for name in names if name != "supporters"]
    text = words.say(
        request.language,
        "edit.renewed",
        name=await edits.person_name(request, work, contest.by_id),
        task=f"#{contest.task.number}",
        title=contest.task.title,
        fields=words.join(request.language, "listed", labels or [words.plain(request.language, "edit.field.owner")]),
    )
    return edits.posed(request, text, question, edits.choices(request.language, question, _RECORD))


_RECORD = ("button.edit.record", "button.edit.leave")


async def ask_removed(request: Request, work: ports.Work, removed: Sequence[ports.Line]) -> list[messages.Answer]:
    """Lines that an edit took out of the message: nothing is taken back before its author says so; asked once."""
    if request.kind is not Kind.EDIT:
        return []
    gone = [line for line in removed if await _still_holds(request, work, line)]
    if not gone:
        return []
    slot = f"removed:{request.message_id}:{gone[0].line}"
    if await work.slots.get(request.chat.id, slot) is not None:
        return []
    said = replace(scene.said(request, work), source=None)
    asked = questions.Asked(REMOVED, said.actor_id, {"message_id": request.message_id, "lines": _kept(gone)})
    question = questions.ask(work, said, asked)
    quoted = words.join(request.language, "listed", [scene.shorten(line.text) for line in gone])
    text = words.say(request.language, "edit.removed", who=edits.writer(request), quoted=quoted)
    rows = edits.choices(request.language, question, ("button.edit.take_back", "button.edit.keep"))
    return [replace(edits.posed(request, text, question, rows), slot=slot)]


def _kept(gone: Sequence[ports.Line]) -> list[list[Any]]:
    return [[line.line, line.text] for line in gone]


async def _still_holds(request: Request, work: ports.Work, line: ports.Line) -> bool:
    """Whether the line did something that was not taken back already."""
    group = scene.group_of(request)
    if line.change_id is None or await questions.is_undone(work, group.id, line.change_id):
        return False
    done = await work.events.of_change(group.id, line.change_id)
    return any(event.source is not None and event.source.line == line.line for event in done)

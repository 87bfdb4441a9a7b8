"""Files and pictures sent in reply to a card: kept with the task, acknowledged once, a voice note said to be unread."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import reading_remark
from coordination.services import changes
from coordination.services import reports as service
from handlers import acknowledgements, behalf, cards, edits, edits_lines, links_said, reports, scene, words
from handlers.edits_items import Item
from handlers.request import Kind, Request

UNHEARD = frozenset({"voice", "video_note", "audio"})
"""Kinds that nobody here listens to."""

FILE_LINE = 99
"""The place of a file among the lines of its message: beyond all that can be typed."""


async def keep(
    request: Request, work: ports.Work, number: int, found: Sequence[Item], *, carry: edits.Carry = reports.carry
) -> Sequence[messages.Answer]:
    """Keep the file with the task; its caption is its note, or says how the task stands, as any words would."""
    if request.kind is Kind.EDIT and await _is_kept(request, work):
        return await edits_lines.handle(request, work, found, carry)
    told = await _is_told_of_album(request, work)
    note = _note(request, number, found) if carry is reports.carry else None
    task_id = await _attach(request, work, number, note)
    answers = [] if note is not None else list(await edits_lines.handle(request, work, found, carry))
    if request.files[0].kind in UNHEARD:
        answers = [_unheard(request, number), *(one for one in answers if not isinstance(one, messages.React))]
    elif not told and not any(isinstance(one, messages.React | messages.Post) for one in answers):
        answers.append(acknowledgements.recorded(request, _line(request, number)))
    task = await work.tasks.get(scene.group_of(request).id, task_id)
    return answers if task is None else [*answers, *await cards.refreshed(work, task)]


async def _attach(request: Request, work: ports.Work, number: int, note: Item | None) -> int:
    """The task's id. The caption is kept without what only names the task; the line is remembered as typed."""
    told = behalf.read("" if note is None else note.words)
    said = replace(scene.said(request, work, "" if note is None else note.line), on_behalf=told.name)
    if note is None and said.source is not None:
        said = replace(said, source=replace(said.source, line=FILE_LINE))
    file = request.files[0]
    evidence = changes.Evidence(file.file_id, file.kind)
    attached = await service.attach(work, replace(said, text=told.words), number, evidence)
    changes.mark_line(work, said, attached.task.id)
    return attached.task.id


async def _is_kept(request: Request, work: ports.Work) -> bool:
    """Whether the message was read before: an edit of its caption brings no new file."""
    assert request.message_id is not None
    return bool(await work.lines.of_message(request.chat.id, request.message_id))


def _note(request: Request, number: int, found: Sequence[Item]) -> Item | None:
    """The caption, where it is no more than a note on this task."""
    if len(found) != 1 or found[0].numbers != (number,):
        return None
    plain = behalf.read(found[0].words).words
    remark = reading_remark.read_remark(plain, scene.frame(request))
    is_note = remark.verb is reading_remark.Verb.NOTE and remark.problem is None
    return found[0] if is_note and not links_said.read(plain) else None


async def _is_told_of_album(request: Request, work: ports.Work) -> bool:
    """An album is many messages and one thing to acknowledge."""
    if request.album is None:
        return False
    subject = f"chat:{request.chat.id}"
    if await work.ledger.has(subject, "album", request.album):
        return True
    work.ledger.add(subject, "album", request.album)
    return False


def _unheard(request: Request, number: int) -> messages.Answer:
    line = words.say(request.language, "evidence.unheard", task=f"#{number}")
    return acknowledgements.echoed(request, line)


def _line(request: Request, number: int) -> Markup:
    kind = words.plain(request.language, f"file.{request.files[0].kind}")
    return words.say(request.language, "evidence.kept", task=f"#{number}", file=kind)

"""`/task`: new tasks from the lines of a message or from the message answered; shows the card or one list."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import names, reading_new, tasks, when
from coordination.services import changes, lines, lists
from coordination.services import tasks as service
from handlers import cards, dues, scene, task_lines, words
from handlers.request import EntityKind, Kind, Request

MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is to become a task: as typed, and where it begins in the message (code points)."""

    text: str
    start: int


async def new(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/task Book the hall @ann by Friday !`; several lines make several tasks, answered with one list."""
    found = lines_of(request)
    if not found:
        found = _answered(request)
    if not found:
        raise Refused("refused.no_title")
    if len(found) > MOST_LINES:
        raise Refused("refused.too_many_at_once", limit=MOST_LINES)
    return await create(request, work, found)


async def create(request: Request, work: ports.Work, found: Sequence[Line]) -> Sequence[messages.Answer]:
    """Make a task of each line that is new or changed; a repeat says nothing."""
    said = scene.said(request, work)
    aligned = await lines.align(work, said, [line.text for line in found])
    roster = await scene.roster(request, work)
    made: list[service.Created] = []
    for line, reading in zip(found, aligned.readings, strict=True):
        if reading.fate is lines.Fate.SAME:
            continue
        draft = await _draft(request, work, line, roster)
        made.append(await service.create(work, reading.said, draft, was=reading.was))
    changed = [one for one in made if one.outcome is changes.Outcome.CHANGED]
    if not changed:
        return []
    if len(changed) == 1 and len(found) == 1:
        return await _card(request, work, changed[0])
    return [_listed(request, [one.task for one in changed])]


def lines_of(request: Request) -> list[Line]:
    """The lines of the arguments that hold anything; bullets and numbering in front are not part of a title."""
    found, at = [], request.args_start
    for line in request.args.split("\n"):
        text = line.lstrip(" \t-*•·–")
        start = at + len(line) - len(text)
        if text.strip():
            found.append(Line(text.rstrip(), start))
        at += len(line) + 1
    return found


def _answered(request: Request) -> list[Line]:
    """A bare `/task` in reply: the first line of the answered message becomes the task."""
    if request.reply is None or request.reply.from_us:
        return []
    first = next((line for line in request.reply.text.split("\n") if line.strip()), "")
    return [Line(first.strip(), -1)] if first else []


async def _draft(request: Request, work: ports.Work, line: Line, roster: names.Roster) -> tasks.Draft:
    read = reading_new.new_task(line.text, scene.frame(request), roster, mentions=_mentions(request, line))
    if read.problem is not None:
        raise Refused("refused.no_title")
    owners = [await _owner(request, work, named) for named in (*read.owners, *read.supporters)]
    title = read.title
    due = None
    if read.due is not None and (read.due.values or read.due.problem is not when.Problem.NO_DATE):
        due = dues.accepted(request, read.due, read.due_text, line.text)
    return tasks.Draft(title, tuple(owners), due, read.key, read.tags)


def _mentions(request: Request, line: Line) -> list[reading_new.Mention]:
    """Text mentions inside the line, with offsets of the line."""
    end = line.start + len(line.text)
    return [
        reading_new.Mention(entity.start - line.start, entity.end - line.start, entity.person.id)
        for entity in request.entities
        if entity.kind == EntityKind.TEXT_MENTION
        and entity.person is not None
        and line.start >= 0
        and line.start <= entity.start
        and entity.end <= end
    ]


async def _owner(request: Request, work: ports.Work, named: reading_new.Named) -> tasks.Owner:
    """A person known beyond doubt, a user name to be resolved when first seen, or a name without Telegram."""
    if named.me:
        if request.actor is None:
            raise Refused("refused.anonymous_takes_nothing")
        return tasks.Owner(request.actor.name, request.actor.id)
    if named.person_id is not None:
        return await scene.owner_of(request, work, named.person_id, named.text)
    bare = named.text.lstrip("@＠")
    if bare != named.text and bare.isascii():  # a user name, to be resolved when that person is first seen (F025)
        return tasks.Owner(f"@{bare}", None, bare)
    return tasks.Owner(bare)


async def _card(request: Request, work: ports.Work, made: service.Created) -> list[messages.Answer]:
    view = await lists.card_of(work, scene.group_of(request), made.task, history=0)
    text = cards.render(view, request.now, request.language)
    rows = cards.buttons(made.task, request.language)
    if request.kind is Kind.EDIT:
        return [messages.Edit(request.place, cards.slot(made.task), text, rows)]
    said: list[messages.Answer] = [
        scene.answer(request, text, rows=rows, purpose=messages.Purpose.CARD, slot=cards.slot(made.task))
    ]
    if made.held:
        listed = words.join(request.language, "listed", [f"@{name}" for name in made.held])
        said.append(scene.answer(request, words.say(request.language, "task.held", names=listed)))
    return said


def _listed(request: Request, made: Sequence[tasks.Task]) -> messages.Post:
    head = words.count(request.language, "task.created", len(made))
    rows = [
        words.say(
            request.language,
            "task.line.owner",
            task=task_lines.reference(one),
            title=task_lines.title(one),
            owner=_owner_name(one, request),
        )
        for one in made
    ]
    return scene.answer(request, Markup("\n").join([head, *rows]))


def _owner_name(task: tasks.Task, request: Request) -> Markup:
    if task.owner is None:
        return words.say(request.language, "task.nobody")
    return task_lines.owner(task.owner)

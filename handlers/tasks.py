"""`/task`: new tasks from the lines of a message or from the message answered; shows the card or one list."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import fields, names, reading_new, tasks, when
from coordination.services import changes, deeds, lines, rights
from coordination.services import tasks as service
from handlers import (
    asking,
    assign,
    assign_shown,
    card_lines,
    due_shown,
    dues,
    edits,
    edits_questions,
    repeats,
    reports_shown,
    scene,
    task_cards,
    task_lines,
    task_waits,
    words,
)
from handlers.request import EntityKind, Request

MOST_LINES = 50
NAMES = ("task", "new", "add", "todo", "newtask", "addtask", "create")
"""What people call the command."""

MAKING = frozenset({*NAMES, "move", "transfer"})
"""Commands that may make a task in a group."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is to become a task: as typed, and where it begins in the message (code points)."""

    text: str
    start: int


async def new(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/task Book the hall @ann by Friday !`; several lines make several tasks, answered with one list."""
    from handlers import requests  # they make tasks as well

    if (given := await requests.addressed(request, work)) is not None:
        return given
    found = lines_of(request)
    if not found:
        found = _answered(request)
    if not found:
        raise Refused("refused.no_title")
    if len(found) > MOST_LINES:
        raise Refused("refused.too_many_at_once", limit=MOST_LINES)
    return await create(request, work, found)


async def create(request: Request, work: ports.Work, found: Sequence[Line]) -> Sequence[messages.Answer]:
    """Make a task of each new line, bring those of changed lines to their new wording; a repeat says nothing."""
    said = scene.said(request, work)
    aligned = await lines.align(work, said, [line.text for line in found])
    roster = await scene.roster(request, work)
    made = _Made()
    for line, reading in zip(found, aligned.readings, strict=True):
        if reading.fate is lines.Fate.SAME:
            continue
        await _one(request, work, (line, reading, roster), made)
    gone = await edits_questions.ask_removed(request, work, aligned.removed)
    made.effect += edits.Effect(posts=tuple(gone))
    return await _shown(request, work, made, alone=len(found) == 1)


@dataclass(slots=True)
class _Made:
    """What became of the lines of a message: new tasks, what is to be said besides, cards that changed."""

    new: list[service.Created] = field(default_factory=list)
    effect: edits.Effect = edits.NOTHING


async def _one(request: Request, work: ports.Work, what: tuple[Line, lines.Reading, names.Roster], made: _Made) -> None:
    """A line that had said something else than a task before takes that back first."""
    line, reading, roster = what
    read = _read(request, line, roster)
    was = reading.was
    if was is not None and not await lines.creation(work, scene.group_of(request).id, was):
        back = await lines.make_way(work, reading)
        made.effect += await edits.withdrawn(work, request.language, back)
    wish = repeats.wish_of(request, read)
    if wish is not None:
        read = replace(read, title=wish.title)
    title, waits = task_waits.split(read.title)
    read = replace(read, title=title)
    days = _days(request, line, read) if wish is None else (wish.due,)
    draft = await _draft(request, work, read, days)
    if len(days) > 1:
        await rights.check_creates(work, reading.said)
        about = asking.About(request, work, reading.said, read.due_text or line.text)
        made.effect += edits.Effect(posts=(asking.which_day_new(about, deeds.Creation(draft, days)),))
        return
    created = await service.create(work, reading.said, draft, was=was)
    if waits:
        created = await task_waits.begun(request, work, reading.said, (created, waits))
    if created.before is not None:
        made.effect += await _amended(request, work, (reading.said, draft, created))
        told = await repeats.amended(request, work, reading.said, (created.task, wish))
        made.effect += edits.Effect(posts=tuple(told))
        return
    made.new.append(created)
    if wish is not None:
        how = await repeats.begun(request, work, reading.said, (created.task, wish.repeat))
        made.effect += edits.Effect(posts=(how,))  # after the card
    unsure = [one for one in (*read.owners, *read.supporters) if one.candidates]
    if unsure:
        who = await assign.ask_owner(request, work, reading.said, created.task, unsure[0])
        made.effect += edits.Effect(posts=(replace(who, purpose=messages.Purpose.CARD),))  # after the card


async def _amended(
    request: Request, work: ports.Work, what: tuple[changes.Said, tasks.Draft, service.Created]
) -> edits.Effect:
    """A new wording: date and owner are echoed; what somebody changed since is asked about."""
    said, draft, created = what
    before, task = created.before, created.task
    assert before is not None
    echo = [due_shown.echo(request, before, task)] if before.due != task.due else []
    if (before.owner, before.supporters) != (task.owner, task.supporters):
        echo += await assign_shown.echo(request, work, before, task)
    quiet = () if echo or before == task else (reports_shown.titled(task, request.language),)
    effect = edits.Effect(quiet=quiet, echo=tuple(echo), changed=(task,))
    if created.contest is None:
        return effect
    contest = replace(created.contest, task=task)
    asking = await edits_questions.ask_renewed(request, work, said, (contest, _wanted(draft)))
    return effect + edits.Effect(posts=(asking,))


def _wanted(draft: tasks.Draft) -> dict[str, Any]:
    """What the new wording says of each part of a task, as JSON values."""
    named = [fields.owner_json(owner) for owner in draft.owners]
    return {
        "title": draft.title,
        "owner": named[0] if named else None,
        "supporters": named[1:],
        "due": fields.due_json(draft.due),
        "key": draft.key,
        "tags": list(draft.tags),
    }


async def _shown(request: Request, work: ports.Work, made: _Made, *, alone: bool) -> list[messages.Answer]:
    """One new task: its card. Several: one list. Then what is to be said besides."""
    answers: list[messages.Answer] = []
    if len(made.new) == 1 and alone:
        answers = await task_cards.card(request, work, made.new[0])
    elif made.new:
        answers = [_listed(request, made.new)]
    return [*answers, *await edits.said(request, work, made.effect)]


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


def _read(request: Request, line: Line, roster: names.Roster) -> reading_new.NewTask:
    read = reading_new.new_task(line.text, scene.frame(request), roster, mentions=_mentions(request, line))
    if read.problem is not None:
        raise Refused("refused.no_title")
    return read


def _days(request: Request, line: Line, read: reading_new.NewTask) -> tuple[tasks.Due, ...]:
    """The dates that may be meant; none where no date was. Raises `Refused` where what was meant is none."""
    if read.due is None or (not read.due.values and read.due.problem is when.Problem.NO_DATE):
        return ()
    return dues.options(request, read.due, read.due_text or line.text)


async def _draft(
    request: Request, work: ports.Work, read: reading_new.NewTask, days: Sequence[tasks.Due]
) -> tasks.Draft:
    owners = [await owner(request, work, named) for named in (*read.owners, *read.supporters)]
    due = days[0] if len(days) == 1 else None
    return tasks.Draft(read.title, tuple(owners), due, read.key, read.tags)


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


async def owner(request: Request, work: ports.Work, named: reading_new.Named) -> tasks.Owner:
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


def _listed(request: Request, made: Sequence[service.Created]) -> messages.Post:
    head = words.count(request.language, "task.created", len(made))
    rows = [
        words.say(
            request.language,
            "task.line.owner",
            task=task_lines.reference(one),
            title=task_lines.title(one),
            owner=_owner_name(one, request),
        )
        for one in (each.task for each in made)
    ]
    return scene.answer(request, Markup("\n").join([head, *rows, *task_cards.held(request, made)]))


def _owner_name(task: tasks.Task, request: Request) -> Markup:
    if task.owner is None:
        return words.say(request.language, "task.nobody")
    return card_lines.owner_name(task.owner, language=request.language)

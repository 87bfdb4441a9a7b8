"""A message read again: which of its lines are new, the same, re-worded or gone, and what they had done; no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coordination import ports
from coordination.rules import events, lines, reports, reverts, tasks
from coordination.services import changes, links, questions


class Fate(StrEnum):
    """What a line is, compared with the message as it was read before."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Reading:
    """One line as it stands now: with `said` it is handed to a service; `was` is the old wording, if it had one."""

    said: changes.Said
    fate: Fate
    was: ports.Line | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """The lines of a message in their order, and the old ones that are gone (to be asked about)."""

    readings: tuple[Reading, ...]
    removed: tuple[ports.Line, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back a line did: the tasks before and after, or who stands in the way."""

    changed: tuple[tuple[tasks.Task, tasks.Task], ...] = ()
    contest: reverts.Contest | None = None


async def align(work: ports.Work, said: changes.Said, texts: Sequence[str]) -> Alignment:
    """Compare the lines of a message that mean something with those read of it before.

    `said.source` names the message. Lines that are the SAME need nothing. NEW ones are handled as ever, with their
    own `said`. For CHANGED ones call `make_way` first. A message never read before has only NEW lines.
    """
    assert said.source is not None
    known = await work.lines.of_message(said.source.chat_id, said.source.message_id)
    old = [line for line in known if line.text]
    pairs = lines.align(texts, [line.text for line in old])
    joined = await _joined(work, said, known)
    number = 1 + max((line.line for line in known), default=-1)
    readings: dict[int, Reading] = {}
    for at, of in (*pairs.same, *pairs.changed):
        fate = Fate.SAME if (at, of) in pairs.same else Fate.CHANGED
        readings[at] = Reading(_on_line(joined, old[of].line, texts[at]), fate, old[of])
    for place, at in enumerate(pairs.added):
        readings[at] = Reading(_on_line(joined, number + place, texts[at]), Fate.NEW)
    return Alignment(tuple(readings[at] for at in sorted(readings)), tuple(old[of] for of in pairs.removed))


async def make_way(work: ports.Work, reading: Reading) -> TakenBack:
    """Take back what a re-worded line had done, before its new wording is handled.

    With a `contest` nothing was taken back, and the new wording must be asked about. Where both wordings create a
    task, hand `was` to `tasks.create` instead: it keeps its number.
    """
    if reading.was is None:
        return TakenBack()
    return await take_back(work, reading.said, reading.was)


async def take_back(work: ports.Work, said: changes.Said, line: ports.Line) -> TakenBack:
    """Take back what a line had done, all or nothing, and forget its wording."""
    back: list[tuple[tasks.Task, tasks.Task]] = []
    for own in await _effects(work, said.group.id, line):
        task = await work.tasks.get(said.group.id, own[0].task_id or 0)
        if task is None:
            continue
        later = await work.events.after(said.group.id, task.id, own[0].id)
        reverted = reverts.reverted(task, own, later, work.now)
        if not isinstance(reverted, reverts.Contest) and await links.closes_circle(work, reverted):
            reverted = reverts.Contest(task, ("waits_for", "parent_id"))
        if isinstance(reverted, reverts.Contest):
            return TakenBack(contest=reverted)
        back.append((task, reverted))
    return TakenBack(tuple((task, _corrected(work, said, line, task, after)) for task, after in back))


def _corrected(
    work: ports.Work, said: changes.Said, line: ports.Line, task: tasks.Task, after: tasks.Task
) -> tasks.Task:
    work.lines.save(replace(line, text="", change_id=None, task_id=None))
    same_change = replace(said, change_id=line.change_id or said.change_id)
    return changes.keep(work, same_change, task, reports.Step(after, events.CORRECTED))


async def creation(work: ports.Work, group_id: int, line: ports.Line) -> Sequence[events.Event]:
    """The events of the task that this line created and said more of since, the creation first; empty if it did not."""
    for own in await _effects(work, group_id, line):
        if own[0].kind in events.CREATIONS:
            return own
    return ()


async def _effects(work: ports.Work, group_id: int, line: ports.Line) -> list[list[events.Event]]:
    """The line's events by task, oldest first; none where its change was taken back."""
    if line.change_id is None or await questions.is_undone(work, group_id, line.change_id):
        return []
    found: dict[int, list[events.Event]] = {}
    for event in await work.events.of_change(group_id, line.change_id):
        if event.task_id is not None and event.source is not None and event.source.line == line.line:
            found.setdefault(event.task_id, []).append(event)
    return list(found.values())


async def _joined(work: ports.Work, said: changes.Said, known: Sequence[ports.Line]) -> changes.Said:
    """What the message says now belongs to the change it made before, so that one undo takes back all of it."""
    for line in known:
        if line.change_id is not None and not await questions.is_undone(work, said.group.id, line.change_id):
            return replace(said, change_id=line.change_id)
    return said


def _on_line(said: changes.Said, line: int, text: str) -> changes.Said:
    assert said.source is not None
    return replace(said, text=text, source=replace(said.source, line=line))

"""One message as the cause of changes, and how each change is kept: task, event, update, line; knows no rule."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from coordination import ports
from coordination.errors import Refused
from coordination.rules import events, fields, groups, people, reports, tasks

MOST_AT_ONCE = 50
"""So many tasks may be named in one line."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of one message, or one press of a button: who, in which group, when it was said, from where.

    `change_id` (from `work.new_id()`) joins what one message changes; every line of it has the same. `source` is
    `None` for a press. `text` is the line as typed. `actor` is `None` for an anonymous admin. `on_behalf` names whom
    the actor speaks for. `is_admin`: they are an admin of the group's chat, as far as that was asked.
    """

    group: groups.Group
    actor: people.Person | None
    at: datetime
    change_id: int
    text: str = ""
    source: events.Source | None = None
    on_behalf: str | None = None
    is_admin: bool = False

    @property
    def actor_id(self) -> int | None:
        return None if self.actor is None else self.actor.id


class Outcome(StrEnum):
    """What became of what was said."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"  # it was so already: a second tap, the same line again
    ASKED = "asked"  # somebody has to agree first; the words are kept as a note


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file sent with the words: Telegram's id and kind (photo, document, voice …)."""

    file_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What else an event says: the change it takes back, the group its task went to."""

    undoes: int | None = None
    moved_to: int | None = None


PLAIN = Mark()


def keep(
    work: ports.Work, said: Said, before: tasks.Task | None, step: reports.Step, *, mark: Mark = PLAIN
) -> tasks.Task:
    """Save the task of `step` with its event and return it as saved; nothing happens where it equals `before`."""
    if before is not None and step.task == before:
        return before
    task = replace(step.task, version=1 if before is None else before.version + 1)
    old, new = fields.difference(before, task)
    if mark.moved_to is not None:
        new["moved_to"] = mark.moved_to
    work.tasks.save(task)
    work.events.add(replace(_event(work, said, task, step.kind), before=old, after=new, undoes=mark.undoes))
    return task


def note_event(work: ports.Work, said: Said, task: tasks.Task, kind: str, *, mark: Mark = PLAIN) -> None:
    """Keep that something happened to the task which changed none of its fields."""
    work.events.add(replace(_event(work, said, task, kind), undoes=mark.undoes))


def add_group_event(
    work: ports.Work,
    said: Said,
    kind: str,
    differing: tuple[Mapping[str, Any], Mapping[str, Any]],
    *,
    mark: Mark = PLAIN,
) -> None:
    """Keep a change of the group itself: the fields that differ, before and after, as JSON values."""
    work.events.add(
        events.Event(
            work.new_id(),
            said.group.id,
            said.change_id,
            kind,
            work.now,
            said.actor_id,
            source=said.source,
            before=differing[0],
            after=differing[1],
            undoes=mark.undoes,
        )
    )


def _event(work: ports.Work, said: Said, task: tasks.Task, kind: str) -> events.Event:
    return events.Event(
        id=work.new_id(),
        group_id=task.group_id,
        change_id=said.change_id,
        kind=str(kind),
        at=work.now,
        actor_id=said.actor_id,
        task_id=task.id,
        on_behalf=said.on_behalf,
        source=said.source,
    )


def add_update(
    work: ports.Work, said: Said, step: reports.Step, text: str, *, evidence: Evidence | None = None
) -> None:
    """Keep the words in the task's history, with the state and percent that they led to."""
    work.updates.add(
        events.Update(
            id=work.new_id(),
            group_id=step.task.group_id,
            task_id=step.task.id,
            author_id=said.actor_id,
            at=said.at,
            text=text.strip(),
            on_behalf=said.on_behalf,
            state=step.task.state.value,
            percent=step.task.percent,
            change_id=said.change_id,
            source=said.source,
            file_id=None if evidence is None else evidence.file_id,
            file_kind=None if evidence is None else evidence.kind,
        )
    )


def mark_line(work: ports.Work, said: Said, task_id: int | None) -> None:
    """Remember that this line was read, so that a repeat does nothing and an edit finds what it changed."""
    if said.source is None:
        return
    work.lines.save(
        ports.Line(said.source.chat_id, said.source.message_id, said.source.line, said.text, said.change_id, task_id)
    )


async def of_number(work: ports.Work, group: groups.Group, number: int) -> tasks.Task:
    """The group's task of this number; the refusal is the same whether another group has it or not (rule 7)."""
    return (await of_numbers(work, group, [number]))[0]


async def of_numbers(work: ports.Work, group: groups.Group, numbers: list[int]) -> list[tasks.Task]:
    """The group's tasks of these numbers, in their order, each once; one read for all."""
    wanted = list(dict.fromkeys(numbers))
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("refused.too_many_at_once", limit=MOST_AT_ONCE)
    askable = [number for number in wanted if 0 < number <= tasks.HIGHEST_NUMBER]
    found = {task.number: task for task in await work.tasks.by_numbers(group.id, askable)} if askable else {}
    for number in wanted:
        if number not in found:
            raise Refused("refused.no_such_task", number=number)
    return [found[number] for number in wanted]

"""Action lines (`ACTION: Ann to …`, `行动项：…`) as new tasks; a recap opens nothing twice; it reads no line itself."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from coordination import messages, ports
from coordination.rules import action_lines, owners, reading_fold, reading_new, tasks
from coordination.rules import repeats as repeat_rules
from coordination.rules import text as text_rules
from coordination.services import changes, deeds
from handlers import asking, deed_effects, due_shown, dues, edits, repeats, scene, words
from handlers import tasks as task_handlers
from handlers.request import Request

MOST_PEOPLE = 4
"""So many of one name are offered."""

RECAP = timedelta(days=14)
"""An action that ended so lately is the same, not a new one."""


async def carry(request: Request, work: ports.Work, said: changes.Said, action: action_lines.Action) -> edits.Effect:
    """Open the task of an action, ask which day is meant, or say nothing where it is a task already."""
    creation = await of(request, work, action)
    if action.state in tasks.ENDED or await is_known(work, said, creation.draft.title):
        changes.mark_line(work, said, None)
        return edits.NOTHING
    about = asking.About(request, work, said, said.text)
    unclear = next((one for one in action.owners if len(one.candidates) > 1), None)
    if unclear is not None:
        return edits.Effect(posts=(await _who(about, creation, unclear),))
    if len(creation.dues) > 1:
        return edits.Effect(posts=(asking.which_day_new(about, creation),))
    return await deed_effects.carry(request, work, said, creation)


async def of(request: Request, work: ports.Work, action: action_lines.Action) -> deeds.Creation:
    """The task of an action. Tags and key work are read as behind `/task`; "next meeting" stays in the title."""
    rest = reading_new.new_task(action.text, scene.frame(request))
    named = [await task_handlers.owner(request, work, one) for one in (*action.owners, *rest.owners)]
    if action.everyone:
        named.insert(0, tasks.Owner(words.plain(request.language, "reading.everyone")))
    found: Sequence[tasks.Due] = ()
    read = reading_new.NewTask(rest.title or action.text, due=action.due, due_text=action.due_text)
    if (wish := repeats.wish_of(request, read)) is not None:
        draft = tasks.Draft(wish.title, tuple(named), wish.due, rest.key, rest.tags)
        return deeds.Creation(draft, repeat=repeat_rules.to_values(wish.repeat, scene.group_of(request).zone))
    if action.due is not None:
        found = dues.options(request, action.due, action.due_text)
    title = action.text if rest.due is not None else rest.title or action.text
    if action.at_next_meeting:
        title = f"{title} ({action.due_text})"
    due = found[0] if len(found) == 1 else None
    return deeds.Creation(tasks.Draft(title, tuple(named), due, rest.key, rest.tags), tuple(found))


async def _who(about: asking.About, creation: deeds.Creation, named: reading_new.Named) -> messages.Post:
    """Two of this name: one button each (for each day that may be meant), and one for somebody else."""
    typed = tasks.Owner(named.text.lstrip("@＠"))
    found: list[tuple[str, tasks.Owner]] = []
    for person_id in named.candidates[:MOST_PEOPLE]:
        person = await about.work.people.get(person_id)
        if person is not None:
            found.append((person.name, owners.of_person(person)))
    found.append((about.label("button.newcomer.other"), typed))
    days = creation.choices() or (creation,)
    answers = []
    for (label, owner), one in itertools.product(found, days):
        named_so = tuple(owner if other == typed else other for other in one.draft.owners)
        day = f", {due_shown.text(about.request, one.draft.due)}" if len(days) > 1 and one.draft.due else ""
        answers.append(
            (f"{scene.shorten(label)}{day}", replace(one, draft=replace(one.draft, owners=named_so), dues=()))
        )
    return asking.which_person(about, named.text, answers)


async def is_known(work: ports.Work, said: changes.Said, title: str) -> bool:
    """Whether the group has a task of these words, open or ended lately: then the line is a recap."""
    terms = tuple(text_rules.query_terms(title))[:8]
    if not terms:
        return False
    found = await work.tasks.find(said.group.id, ports.TaskFilter(live=False, terms=terms), limit=20)
    wanted = reading_fold.fold(title).strip(" .。")
    return any(
        reading_fold.fold(task.title).strip(" .。") == wanted
        and (task.ended_at is None or work.now - task.ended_at < RECAP)
        and not _is_own(task, said)
        for task in found.tasks
    )


def _is_own(task: tasks.Task, said: changes.Said) -> bool:
    """Whether this very line made the task: an edit of it is no recap."""
    return task.source is not None and task.source == said.source

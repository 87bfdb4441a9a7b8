"""What is said of owners and supporters: the line that always comes, names that notify; it changes nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import ports
from coordination.rules import owners, people, tasks
from coordination.rules import text as text_rules
from coordination.services import owners as service
from handlers import card_lines, edits, html, scene, words
from handlers.request import Request


async def effect_of(
    request: Request, work: ports.Work, before: Sequence[tasks.Task], after: Sequence[service.Assigned]
) -> edits.Effect:
    """A line for each task, and who of those named was not seen yet."""
    lines = [line for old, one in zip(before, after, strict=True) for line in await echo(request, work, old, one.task)]
    held = [name for one in after for name in one.held]
    if held:
        listed = words.join(request.language, "listed", [f"@{name}" for name in dict.fromkeys(held)])
        lines.append(words.say(request.language, "task.held", names=listed))
    return edits.Effect(echo=tuple(lines), changed=tuple(one.task for one in after))


async def echo(request: Request, work: ports.Work, before: tasks.Task, after: tasks.Task) -> list[Markup]:
    """The lines that are always said of owner and supporters: who it was and who it is."""
    language, values = request.language, {"task": f"#{after.number}", "title": after.title}
    lines = []
    if before.owner != after.owner:
        lines.append(await _owner_line(request, work, before, after))
    come = [one for one in after.supporters if not any(owners.same(one, had) for had in before.supporters)]
    gone = [one for one in before.supporters if not any(owners.same(one, has) for has in owners.everybody(after))]
    if come:
        listed = words.join(language, "listed", [await called(request, work, one) for one in come])
        lines.append(words.say(language, "assign.with", names=listed, **values))
    if gone:
        listed = words.join(language, "listed", [_name(language, one) for one in gone])
        lines.append(words.say(language, "assign.without", names=listed, **values))
    return lines or [_unchanged(language, after)]


async def _owner_line(request: Request, work: ports.Work, before: tasks.Task, after: tasks.Task) -> Markup:
    language, values = request.language, {"task": f"#{after.number}", "title": after.title}
    if after.owner is None:
        assert before.owner is not None
        return words.say(language, "assign.nobody", old=_name(language, before.owner), **values)
    new = await called(request, work, after.owner)
    if before.owner is None:
        return words.say(language, "assign.first", new=new, **values)
    return words.say(language, "assign.changed", old=_name(language, before.owner), new=new, **values)


def _unchanged(language: str, task: tasks.Task) -> Markup:
    values = {"task": f"#{task.number}", "title": task.title}
    if task.owner is None:
        return words.say(language, "assign.nobody_already", **values)
    return words.say(language, "assign.same", owner=_name(language, task.owner), **values)


def _name(language: str, owner: tasks.Owner) -> Markup:
    return card_lines.owner_name(owner, language=language)


async def called(request: Request, work: ports.Work, owner: tasks.Owner) -> Markup:
    """The name of somebody who is to know of it: a link that notifies, unless it is the writer or they opted out."""
    person = None if owner.person_id is None else await work.people.get(owner.person_id)
    if person is None or person.never_mention or (request.actor is not None and person.id == request.actor.id):
        return _name(request.language, owner)
    return html.person(person.name, person.telegram_id, words.plain(request.language, "person.nameless"))


async def handed_over(
    request: Request, work: ports.Work, done: Sequence[service.Assigned], pair: tuple[tasks.Owner, tasks.Owner]
) -> edits.Effect:
    old, new = pair
    known = done[0].task.owner if owners.same(done[0].before.owner, old) else None
    numbers = words.join(request.language, "listed", [f"#{one.task.number}" for one in done[:20]])
    line = words.count(
        request.language,
        "assign.handed_over",
        len(done),
        old=_name(request.language, old),
        new=await called(request, work, known or new),
        tasks=numbers,
    )
    return edits.Effect(echo=(line,), changed=tuple(one.task for one in done))


def label(language: str, person: people.Person) -> str:
    """A person's name on a button."""
    name = text_rules.one_line(person.name)
    if text_rules.is_blank(name):
        return words.plain(language, "person.nameless")
    return text_rules.isolated(scene.shorten(name, 40))

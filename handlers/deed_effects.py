"""What a reading or an answer records, carried out by the same services as the commands, and told as they tell it."""

from markupsafe import Markup

from coordination import ports
from coordination.rules import owners, reports, tasks
from coordination.rules import repeats as repeat_rules
from coordination.services import changes, deeds, dues
from coordination.services import owners as owners_service
from coordination.services import reports as reports_service
from coordination.services import tasks as tasks_service
from handlers import assign_shown, card_lines, due_changes, edits, repeats, reports_shown, task_cards, words
from handlers import reports as report_handlers
from handlers.edits_items import Item
from handlers.request import Request


async def carry(request: Request, work: ports.Work, said: changes.Said, deed: deeds.Deed) -> edits.Effect:
    """Do it, each part with its own rights: the owner or a lead may be asked. Raises `Refused`."""
    if isinstance(deed, deeds.Creation):
        return await _create(request, work, said, deed)
    effect = edits.NOTHING
    if deed.report is not None:
        effect += await _report(request, work, said, deed)
    if deed.owner is not None:
        effect += await _hand(request, work, said, deed)
    if deed.due is not None:
        done = await dues.change_due(work, said, deed.number, deed.due, reason=deed.reason)
        effect += await due_changes.effect_of(request, work, done, deed.reason)
    return effect


async def _create(request: Request, work: ports.Work, said: changes.Said, deed: deeds.Creation) -> edits.Effect:
    """A line that had made a task before keeps it (its number) in the new wording."""
    was = await _line(work, said)
    made = await tasks_service.create(work, said, deed.draft, was=was)
    posts = await task_cards.card(request, work, made)
    if deed.repeat is not None and made.before is None and made.task.due is not None:
        how = repeat_rules.from_values(deed.repeat, said.group.zone)
        posts = [*posts, await repeats.begun(request, work, said, (made.task, how))]
    return edits.Effect(posts=tuple(posts), changed=(made.task,))


async def _line(work: ports.Work, said: changes.Said) -> ports.Line | None:
    if said.source is None:
        return None
    known = await work.lines.of_message(said.source.chat_id, said.source.message_id)
    return next((line for line in known if line.line == said.source.line), None)


async def _report(request: Request, work: ports.Work, said: changes.Said, deed: deeds.Change) -> edits.Effect:
    report = deed.report
    assert report is not None
    if report.kind is reports.Kind.DONE and not report.insisted:
        return await report_handlers.carry_done(request, work, said, Item((deed.number,), report.text, said.text))
    done = await reports_service.report(work, said, (deed.number,), report)
    return await reports_shown.effect_of(request, work, said, done)


async def _hand(request: Request, work: ports.Work, said: changes.Said, deed: deeds.Change) -> edits.Effect:
    assert deed.owner is not None
    before = await changes.of_numbers(work, said.group, [deed.number])
    way = owners.Assignment(owners.Way.REPLACE, (deed.owner,))
    after = await owners_service.assign(work, said, (deed.number,), way)
    return await assign_shown.effect_of(request, work, before, after)


def owner_name(language: str, owner: tasks.Owner | None) -> Markup:
    """The name of an owner, or that there is none."""
    if owner is None:
        return words.say(language, "task.nobody")
    return card_lines.owner_name(owner, language=language)

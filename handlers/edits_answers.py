"""What a tap on the questions about edited messages does: recorded after all, taken back, or neither."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import events, fields, owners
from coordination.rules import reports as rules
from coordination.services import changes, dues, lines, questions, undo
from coordination.services import owners as owners_service
from coordination.services import reports as service
from handlers import aliases, assign_shown, cards, due_changes, edits, edits_questions, reports_shown, scene, words
from handlers.edits_items import Item
from handlers.request import Kind, Request


async def recorded(
    request: Request, work: ports.Work, question: ports.Question, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """The new wording holds although somebody changed the same since; it is read as of when it was written."""
    said = scene.said(request, work)
    taken = await questions.take(work, said, question.id, edits_questions.CONTEST)
    questions.close(work, taken, "yes" if is_yes else "no")
    if not is_yes:
        return edits.outcome(request, words.say(request.language, "edit.left"))
    values, (chat_id, message_id, line) = taken.values, taken.values["source"]
    item = Item(tuple(values["numbers"]), values["words"], values["line"])
    written = replace(request, kind=Kind.MESSAGE, said_at=datetime.fromisoformat(values["said_at"]))
    again = replace(said, source=events.Source(chat_id, message_id, line), text=item.line)
    return await edits.concluded(request, work, await aliases.carrier(item.line)(written, work, again, item))


async def taken_back(
    request: Request, work: ports.Work, question: ports.Question, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """What the removed lines had done is taken back, unless somebody changed it since."""
    said = scene.said(request, work)
    taken = await questions.take(work, said, question.id, edits_questions.REMOVED)
    questions.close(work, taken, "yes" if is_yes else "no")
    if not is_yes:
        return edits.outcome(request, words.say(request.language, "edit.kept"))
    changed = []
    for line in await _lines(request, work, taken):
        back = await lines.take_back(work, said, line)
        if back.contest is not None:
            raise await undo.refusal(work, back.contest)
        changed += [task for _, task in back.changed]
    if not changed:
        raise Refused("refused.old_question")
    numbers = words.join(
        request.language, "listed", [f"#{number}" for number in sorted({one.number for one in changed})]
    )
    told = edits.outcome(request, words.say(request.language, "edit.taken_back", tasks=numbers))
    return [*told, *[edit for task in changed for edit in await cards.refreshed(work, task)]]


async def _lines(request: Request, work: ports.Work, question: ports.Question) -> list[ports.Line]:
    """The lines that were asked about, where they are remembered as they were then."""
    asked = dict(question.values["lines"])
    known = await work.lines.of_message(request.chat.id, question.values["message_id"])
    return [line for line in known if asked.get(line.line) == line.text]


async def renewed(
    request: Request, work: ports.Work, question: ports.Question, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """The parts of a re-worded task that somebody changed since take the new wording after all."""
    said = scene.said(request, work)
    taken = await questions.take(work, said, question.id, edits_questions.RENEWED)
    questions.close(work, taken, "yes" if is_yes else "no")
    if not is_yes:
        return edits.outcome(request, words.say(request.language, "edit.left"))
    number, wanted = taken.values["number"], taken.values["wanted"]
    effect = edits.NOTHING
    if "owner" in wanted or "supporters" in wanted:
        effect += await _named_anew(request, work, said, (number, wanted))
    if "due" in wanted:
        done = await dues.change_due(work, said, number, fields.due_of(wanted["due"]))
        effect += await due_changes.effect_of(request, work, done, "")
    for report in _reports(wanted):
        effect += await reports_shown.effect_of(
            request, work, said, await service.report(work, said, (number,), report)
        )
    return await edits.concluded(request, work, effect)


async def _named_anew(
    request: Request, work: ports.Work, said: changes.Said, what: tuple[int, dict[str, Any]]
) -> edits.Effect:
    number, wanted = what
    before = await changes.of_numbers(work, said.group, [number])
    owner = fields.owner_of(wanted["owner"]) if "owner" in wanted else before[0].owner
    helpers = [fields.owner_of(one) for one in wanted.get("supporters", ())]
    named = tuple(one for one in (owner, *helpers) if one is not None)
    done = await owners_service.assign(work, said, (number,), owners.Assignment(owners.Way.REPLACE, named))
    return await assign_shown.effect_of(request, work, before, done)


def _reports(wanted: dict[str, Any]) -> list[rules.Report]:
    found = []
    if "title" in wanted:
        found.append(rules.Report(rules.Kind.RENAMED, title=wanted["title"]))
    if "key" in wanted:
        found.append(rules.Report(rules.Kind.KEY, key=wanted["key"]))
    if "tags" in wanted:
        found.append(rules.Report(rules.Kind.TAGS, tags=tuple(wanted["tags"])))
    return found

"""`/nudge`: a lead sees whom it would ask for a word, and sends it by a tap; it decides nothing."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, reading_numbers, tasks
from coordination.rules.escalation import Level
from coordination.services import nudges as service
from handlers import dates, due_days, edits, escalations, html, scene, task_lines, words
from handlers.request import Request

LISTED = 8
"""So many tasks stand in one message; the others are counted."""

_DUE = frozenset({"", "all", "due", "now", "全部", "到期"})


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The preview: nothing is sent before the tap."""
    service.check_group(scene.group_of(request))
    said = scene.said(request, work, request.text)
    planned = await service.plan(work, said, _numbers(request))
    if not planned.nudges:
        return [scene.answer(request, _nothing(planned, request))]
    question = service.question_of(work, said, planned)
    rows = edits.choices(request.language, question, ("button.nudge.send", "button.nudge.leave"))
    return [edits.posed(request, _preview(planned, request), question, rows)]


def _numbers(request: Request) -> list[int]:
    typed = request.args.strip()
    if typed.casefold() in _DUE:
        return []
    head = reading_numbers.head(typed)
    own = (scene.group_of(request).code or "").casefold()
    if not head.refs or typed[head.end :].strip() or any(one.code not in (None, own) for one in head.refs):
        raise Refused("refused.nudge_form", words=scene.shorten(typed))
    return [one.number for one in head.refs]


async def answered(
    request: Request, work: ports.Work, question: ports.Question, *, is_yes: bool
) -> Sequence[messages.Answer]:
    """*Send* asks all who are still to be asked; the preview says what was done."""
    said = scene.said(request, work)
    numbers = await service.taken(work, said, question.id, is_yes=is_yes)
    if not is_yes:
        return edits.outcome(request, words.say(request.language, "nudge.left"))
    sent = await service.send(work, said, numbers)
    return [*edits.outcome(request, _outcome(sent, request)), *posts(sent)]


def in_short(sent: service.Plan, request: Request) -> str:
    """What became of a nudge, for a window over the chat."""
    return _outcome(sent, request).striptags()


def posts(sent: service.Plan) -> list[messages.Outgoing]:
    """A private message for each who has begun a chat; one in the group for all the others. None while it is held."""
    if sent.held_until is not None:
        return []
    here = [one for one in sent.nudges if one.chat is None]
    found: list[messages.Outgoing] = [_in_private(one, one.chat, sent) for one in sent.nudges if one.chat is not None]
    return [*found, _in_group(here, sent)] if here else found


# -- what the lead sees -----------------------------------------------------------------


def _preview(planned: service.Plan, request: Request) -> Markup:
    language = request.language
    people = words.plain_count(language, "nudge.people", len(planned.nudges))
    head = words.count(language, "nudge.head", len(planned.tasks), people=people)
    lines = [head, *_lines(planned, request), *_left(planned, language)]
    if planned.held_until is not None:
        moment = dates.moment(planned.held_until, planned.group.zone, request.now, language)
        lines.append(words.say(language, "nudge.held", moment=moment))
    return Markup("\n").join(lines)


def _lines(planned: service.Plan, request: Request) -> list[Markup]:
    """Who is asked in private and who by name in the group, each with their tasks."""
    private = [one for one in planned.nudges if one.chat is not None]
    here = [one for one in planned.nudges if one.chat is None]
    found = []
    if private:
        found.append(words.say(request.language, "nudge.in_private", people=_people(private, request.language)))
    if here:
        found.append(words.say(request.language, "nudge.in_group", people=_people(here, request.language)))
    return found


def _people(found: Sequence[service.Nudge], language: str) -> Markup:
    each = [
        words.say(language, "nudge.person", name=task_lines.name(one.person.name), tasks=_row(one.tasks, language))
        for one in found[:LISTED]
    ]
    if len(found) > LISTED:
        each.append(words.count(language, "board.more", len(found) - LISTED))
    return words.join(language, "clauses", each)


def _row(found: Sequence[tasks.Task], language: str) -> Markup:
    shown: list[str] = [task_lines.reference(task) for task in found[:LISTED]]
    if len(found) > LISTED:
        shown.append(words.count(language, "board.more", len(found) - LISTED))
    return words.join(language, "row", shown)


def _left(planned: service.Plan, language: str) -> list[Markup]:
    """Tasks that nobody is asked about, and why."""
    found = []
    if planned.nobody:
        found.append(words.say(language, "nudge.nobody", tasks=_row(planned.nobody, language)))
    if planned.again:
        found.append(words.say(language, "nudge.again", tasks=_row(planned.again, language)))
    return found


def _nothing(planned: service.Plan, request: Request) -> Markup:
    return Markup("\n").join([words.say(request.language, "nudge.nothing"), *_left(planned, request.language)])


def _outcome(sent: service.Plan, request: Request) -> Markup:
    if not sent.nudges:
        return _nothing(sent, request)
    if sent.held_until is not None:
        moment = dates.moment(sent.held_until, sent.group.zone, request.now, request.language)
        return words.say(request.language, "nudge.waits", moment=moment)
    who = edits.writer(request)
    head = words.count(request.language, "nudge.sent", len(sent.tasks), who=who)
    return Markup("\n").join([head, *_lines(sent, request), *_left(sent, request.language)])


# -- what the owners see ----------------------------------------------------------------


def _by(sent: service.Plan, language: str) -> Markup:
    nameless = words.plain(language, "person.admin")
    return html.escape(nameless) if sent.by is None else html.person(sent.by.name, None, nameless)


def _in_private(one: service.Nudge, chat: groups.Chat, sent: service.Plan) -> messages.Post:
    language = one.person.language or sent.group.language
    head = words.count(
        language, "nudge.private.head", len(one.tasks), who=_by(sent, language), group=scene.shorten(sent.group.name)
    )
    lines = [_line(task, sent, language) for task in one.tasks[:LISTED]]
    how = words.say(language, "escalation.owner.how", number=one.tasks[0].number)
    return messages.Post(
        messages.Place(chat.id),
        Markup("\n").join([head, *lines, *_more(len(one.tasks), language), Markup(), how]),
        purpose=messages.Purpose.REMINDER,
        rows=escalations.rows(sent.group.id, Level.OWNER, one.tasks[:LISTED], language),
        slot=f"{scene.TOLD}:{sent.group.id}:nudge-{one.tasks[0].id}",
    )


def _in_group(here: Iterable[service.Nudge], sent: service.Plan) -> messages.Post:
    """One message for all: each named once, at the first of their tasks."""
    language = sent.group.language
    named = [(one, task, place == 0) for one in here for place, task in enumerate(one.tasks)]
    lines = [
        words.say(language, "nudge.group.line", line=_line(task, sent, language), name=_name(one, is_first))
        for one, task, is_first in named[:LISTED]
    ]
    head = words.count(language, "nudge.group.head", len(named), who=_by(sent, language))
    how = words.say(language, "escalation.owner.how", number=named[0][1].number)
    return messages.Post(
        messages.Place(sent.group.chat_id, sent.group.topic_id),
        Markup("\n").join([head, *lines, *_more(len(named), language), how]),
        purpose=messages.Purpose.REMINDER,
        slot=f"nudge:{sent.group.id}",
    )


def _name(one: service.Nudge, is_first: bool) -> Markup:
    if not is_first or one.person.never_mention:
        return task_lines.name(one.person.name)
    return html.person(one.person.name, one.person.telegram_id, "?")


def _line(task: tasks.Task, sent: service.Plan, language: str) -> Markup:
    values = {"task": task_lines.reference(task), "title": task_lines.title(task)}
    if task.due is None:
        return words.say(language, "task.line.title", **values)
    return words.say(language, "nudge.line", due=due_days.passed(task, sent.today, language), **values)


def _more(count: int, language: str) -> list[Markup]:
    return [words.count(language, "board.more", count - LISTED)] if count > LISTED else []

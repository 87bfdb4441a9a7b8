"""Tasks for another group of the programme: given by the committee, asked by a group, accepted or not; no rule."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import events, groups, reading_new, tasks
from coordination.services import changes, directory
from coordination.services import programmes as programme_service
from coordination.services import requests as service
from coordination.services import rounds as rounds_service
from handlers import cards, dates, dues, html, presses, prompts, round_calls, scene, words
from handlers import tasks as task_handlers
from handlers.request import Request

REASON = "request.reason"
"""What the reason of a refusal is asked as."""

LONGEST_REASON = 300


async def addressed(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """`/task EXH Two tables by 1 Dec`; `None` for a task of this group's own."""
    found = await service.addressed(work, scene.group_of(request), request.args)
    if found is None:
        return None
    line = request.args[found.start :].split("\n")[0].strip()
    draft = await _draft(request, work, found.group, line)
    cause = scene.said(request, work, line)
    if not found.by_committee:
        return await _asked(request, work, found, service.ask(work, cause, found.group, draft))
    here = scene.group_of(request)
    await rounds_service.check(work, here, request.actor, is_admin=bool(request.is_chat_admin))
    task = await service.give(work, cause, found.group, draft)
    told = await _card(request, work, found.group, task, _from_committee(request, found.group))
    return [_echo(request, found, task), *told]


async def _draft(request: Request, work: ports.Work, target: groups.Group, line: str) -> tasks.Draft:
    """The line as a task of the other group: its people, one day. Raises `Refused` where the day is not certain."""
    roster = await directory.roster(work, target.id)
    read = reading_new.new_task(line, scene.frame(request), roster)
    if read.problem is not None:
        raise Refused("refused.no_title")
    days: tuple[tasks.Due, ...] = ()
    if read.due is not None:
        days = dues.options(request, read.due, read.due_text or line)
    if len(days) > 1:
        raise Refused("request.which_day", words=scene.shorten(read.due_text or line))
    owners = [await task_handlers.owner(request, work, one) for one in (*read.owners, *read.supporters)]
    return tasks.Draft(read.title, tuple(owners), days[0] if days else None, read.key, read.tags)


def _from_committee(request: Request, target: groups.Group) -> Markup:
    group = scene.group_of(request)
    return words.say(target.language, "request.given", group=scene.shorten(group.name), name=_name(request))


def _name(request: Request) -> Markup:
    name = "" if request.actor is None else scene.shorten(request.actor.name, 32)
    return html.person(name, None, "?")


async def _card(
    request: Request, work: ports.Work, target: groups.Group, task: tasks.Task, head: Markup
) -> list[messages.Answer]:
    """The new task's card in its group's chat, with who it comes from."""
    if not await round_calls.reachable(work, target):
        return []
    view = await cards.view_of(work, target, task)
    text = Markup("\n").join([head, cards.render(view, request.now, target.language)])
    return [
        messages.Post(
            programme_service.place_of(target),
            text,
            purpose=messages.Purpose.CARD,
            rows=cards.buttons(task, target.language),
            slot=cards.slot(task),
        )
    ]


def _echo(request: Request, found: service.Addressed, task: tasks.Task) -> messages.Post:
    """`EXH-14 Two tables at the entrance, due Tue 1 Dec`."""
    values = {"task": f"{found.seat.code}-{task.number}", "title": scene.shorten(task.title)}
    if task.due is None:
        return scene.answer(request, words.say(request.language, "request.given_echo", **values))
    day = _day(task.due, scene.group_of(request), request)
    return scene.answer(request, words.say(request.language, "request.given_echo_due", day=day, **values))


def _day(due: tasks.Due, group: groups.Group, request: Request) -> str:
    return dates.inline_day(due.on, request.now.astimezone(ZoneInfo(group.zone)).date(), group.language)


async def _asked(
    request: Request, work: ports.Work, found: service.Addressed, question: ports.Question
) -> Sequence[messages.Answer]:
    """In the other group's chat with two buttons for its leads; here one line."""
    if not await round_calls.reachable(work, found.group):
        raise Refused("request.no_chat", code=found.seat.code)
    target, here = found.group, scene.group_of(request)
    values: dict[str, str | int] = {
        "group": scene.shorten(here.name),
        "name": _name(request),
        "title": scene.shorten(service.title_of(question), 200),
    }
    due = question.values["task"]["due"]
    key = "request.asked" if due is None else "request.asked_due"
    if due is not None:
        values["day"] = _day(service.due_of(question), target, request)
    buttons = tuple(
        messages.Button(
            words.plain(target.language, f"request.button.{verb}"), presses.data(verb, target.id, question.id)
        )
        for verb in ("rqyes", "rqno")
    )
    post = messages.Post(
        programme_service.place_of(target),
        words.say(target.language, key, **values),
        purpose=messages.Purpose.QUESTION,
        rows=(buttons,),
        slot=f"request:{question.id}",
    )
    told = words.say(
        here.language, "request.put", code=found.seat.code, title=scene.shorten(service.title_of(question))
    )
    return [post, scene.answer(request, told)]


async def accept(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """It becomes a task here; whoever asked is told its number."""
    group, question = await _pressed(request, work, press)
    cause = changes.Said(group, request.actor, request.now, work.new_id(), source=_source(request))
    task = await service.accept(work, cause, question)
    asker = await service.asker(work, question)
    code = group.code or scene.shorten(group.name, 20)
    done = words.say(group.language, "request.accepted_here", task=f"#{task.number}", title=scene.shorten(task.title))
    told = words.say(
        asker.language, "request.accepted", code=code, task=f"{code}-{task.number}", title=scene.shorten(task.title)
    )
    card = await _card(request, work, group, task, done)
    return [scene.in_place(request, done), *card, *await _told(work, asker, told)]


def _source(request: Request) -> events.Source | None:
    if request.pressed_message_id is None:
        return None
    return events.Source(request.chat.id, request.pressed_message_id)


async def decline(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Why not is typed."""
    group, question = await _pressed(request, work, press)
    text = words.say(group.language, "request.why_not", title=scene.shorten(service.title_of(question)))
    return [prompts.ask(request, work, REASON, text, values={"request": question.id})]


async def declined(request: Request, work: ports.Work, prompt: ports.Question) -> Sequence[messages.Answer]:
    """Whoever asked is told why."""
    group = await work.groups.get(prompt.group_id)
    question = await service.of_group(work, group, int(prompt.values["request"]))
    cause = replace(scene.said(request, work), group=group)
    await service.decline(work, cause, question)
    asker = await service.asker(work, question)
    title, reason = scene.shorten(service.title_of(question)), scene.shorten(request.text.strip(), LONGEST_REASON)
    told = words.say(
        asker.language, "request.declined", code=group.code or scene.shorten(group.name, 20), title=title, reason=reason
    )
    here = words.say(group.language, "request.declined_here", title=title)
    return [
        messages.Edit(programme_service.place_of(group), f"request:{question.id}", here),
        scene.answer(request, here),
        *await _told(work, asker, told),
    ]


async def _told(work: ports.Work, group: groups.Group, text: Markup) -> list[messages.Outgoing]:
    if not await round_calls.reachable(work, group):
        return []
    return [messages.Post(programme_service.place_of(group), text, silent=True)]


async def _pressed(request: Request, work: ports.Work, press: presses.Press) -> tuple[groups.Group, ports.Question]:
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    return group, await service.of_group(work, group, press.number(1))

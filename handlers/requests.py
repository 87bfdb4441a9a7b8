"""Tasks for another group of the programme: given by the committee, asked by a group, accepted or not; no rule."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, reading_new, rounds, tasks
from coordination.services import directory, round_reach
from coordination.services import requests as service
from coordination.services import round_results as results_service
from coordination.services import rounds as rounds_service
from coordination.services.programmes import Seated
from handlers import dues, html, request_pages, request_steps, round_calls, scene, words
from handlers import tasks as task_handlers
from handlers.request import Request

MOST = 20
"""So many tasks are given or asked for in one message."""

Drafts = Sequence[tuple[str, tasks.Draft]]
"""Each line with the task it says."""

Outgoing = Sequence[messages.Answer]


async def addressed(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """`/task EXH Two tables by 1 Dec`, a task a line; `None` for a task of this group's own."""
    found = await service.addressed(work, scene.group_of(request), request.args)
    if found is None:
        return None
    lines = [line.strip() for line in request.args[found.start :].split("\n") if line.strip()]
    if len(lines) > MOST:
        raise Refused("request.too_many", limit=MOST)
    drafts = [(line, await _draft(request, work, found.group, line)) for line in lines]
    if not found.from_above:
        return await _all_asked(request, work, found, drafts)
    here = scene.group_of(request)
    await rounds_service.check(work, here, request.actor, is_admin=bool(request.is_chat_admin))
    return await _all_given(request, work, found, drafts)


async def _all_asked(request: Request, work: ports.Work, found: service.Addressed, drafts: Drafts) -> Outgoing:
    if not await round_calls.reachable(work, found.group):
        raise Refused("request.no_chat", code=found.seat.code)
    said: list[messages.Answer] = []
    for line, draft in drafts:
        asked = service.ask(work, scene.said(request, work, line), found.group, draft)
        said += await _asked(request, work, found, asked)
    return said


async def _all_given(request: Request, work: ports.Work, found: service.Addressed, drafts: Drafts) -> Outgoing:
    """Each card in the group's chat; here one answer for all."""
    echoes, told, whole = [], list[messages.Answer](), scene.said(request, work)
    for line, draft in drafts:
        cause = replace(whole, text=line)
        task = await service.give(work, cause, found.group, draft)
        held = await results_service.given(work, cause, found.group, task, lambda one: _given_in(found, one))
        head = _from_committee(request, found.group, held)
        cards = await request_steps.new_card(work, found.group, task, head)
        is_live = held is not None  # a round stands outside of quiet hours
        told += cards if is_live else [request_pages.held(one, found.group, work.now) for one in cards]
        echoes.append(_echo(request, found, task))
    if (why := await round_reach.hindrance(work, Seated(found.seat, found.group))) is not None:
        echoes.append(words.say(request.language, f"round.given_unseen.{why.value}", code=found.seat.code))
    return [scene.answer(request, Markup("\n").join(echoes)), *told]


def _given_in(found: service.Addressed, held: rounds.Round) -> str:
    return words.plain(found.group.language, "round.given_in", title=held.title)


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


def _from_committee(request: Request, target: groups.Group, held: rounds.Round | None) -> Markup:
    group = scene.group_of(request)
    if held is not None:
        title = scene.shorten(held.title)
        return words.say(target.language, "round.given", title=title, name=_name(request))
    return words.say(target.language, "request.given", group=scene.shorten(group.name), name=_name(request))


def _name(request: Request) -> Markup:
    name = "" if request.actor is None else scene.shorten(request.actor.name, 32)
    return html.person(name, None, "?")


def _echo(request: Request, found: service.Addressed, task: tasks.Task) -> Markup:
    """`EXH-14 Two tables at the entrance, due Tue 1 Dec`."""
    values = {"task": f"{found.seat.code}-{task.number}", "title": scene.shorten(task.title)}
    if task.due is None:
        return words.say(request.language, "request.given_echo", **values)
    day = request_pages.day(task.due, scene.group_of(request), request.now)
    return words.say(request.language, "request.given_echo_due", day=day, **values)


async def _asked(request: Request, work: ports.Work, found: service.Addressed, asked: service.Asked) -> Outgoing:
    """In the other group's chat with buttons for its leads; here one line, by which it can be taken back."""
    here = request_pages.waiting(asked, work.now)
    answer = scene.answer(request, here.text, rows=here.rows, purpose=here.purpose, slot=here.slot or "")
    return [answer, await request_pages.to_answer(work, asked)]

"""What becomes of a request between groups: accepted, another day, declined, taken back, decided above; no rule."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, tasks, when
from coordination.services import programmes as programme_service
from coordination.services import requests as service
from coordination.services import rounds as rounds_service
from handlers import cards, dues, presses, prompts, request_pages, round_calls, scene, words
from handlers.request import Request

REASON = "request.reason"
"""What the reason of a refusal is asked as."""

OTHER_DAY = "request.other_day"
"""What another day is asked as."""

LONGEST_REASON = 300


async def accept(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """It becomes a task of the group asked; whoever asked is told its number."""
    asked = await service.of_target(work, _own(request, press), press.number(1))
    task = await service.accept(work, scene.said(request, work), asked)
    return await _settled(work, asked, task)


async def agree(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The group that asked takes the day it was offered."""
    asked = await service.of_asker(work, _own(request, press), press.number(1))
    task = await service.agree(work, scene.said(request, work), asked)
    *said, told = await _settled(work, asked, task)
    assert isinstance(told, messages.Post)
    return [scene.in_place(request, told.text), *said]


async def _settled(work: ports.Work, asked: service.Asked, task: tasks.Task) -> list[messages.Answer]:
    """Both chats say so where it stood, the new card comes in one, last a silent line with the number in the other."""
    here, there = asked.target, asked.asker
    done = words.say(here.language, "request.accepted_here", task=f"#{task.number}", title=scene.shorten(task.title))
    code = request_pages.code_of(here)
    values: dict[str, str | int] = {
        "code": code,
        "task": f"{code}-{task.number}",
        "title": scene.shorten(task.title),
    }
    told = words.say(there.language, "request.accepted", **values)
    if task.due is not None:
        told = words.say(
            there.language, "request.accepted_due", day=request_pages.day(task.due, there, work.now), **values
        )
    said = await over(work, asked, (done, told))
    return [*said, *await new_card(work, here, task, done), _silently(there, told)]


async def over(work: ports.Work, asked: service.Asked, lines: tuple[Markup, Markup]) -> list[messages.Answer]:
    """The request where it stands, without buttons: at the group asked, at the one that asked, and above both."""
    here, there = lines
    said: list[messages.Answer] = []
    for group, name, line in (
        (asked.target, request_pages.slot(asked), here),
        (asked.asker, request_pages.asking_slot(asked), there),
        (asked.asker, request_pages.offer_slot(asked), there),
    ):
        if await work.slots.get(group.chat_id, name) is not None:
            place = programme_service.place_of(group)
            said.append(messages.Edit(place, name, line, purpose=messages.Purpose.QUESTION))
    for kept in await work.slots.named(request_pages.above_slot(asked)):
        place = messages.Place(kept.chat_id, kept.topic_id)
        language = await _language(work, kept)
        line = words.say(language, "request.decided_above", code=request_pages.code_of(asked.target))
        text = Markup("\n").join([line, request_pages.title(asked)])
        said.append(messages.Edit(place, kept.name, text, purpose=messages.Purpose.QUESTION))
    return said


async def _language(work: ports.Work, kept: ports.Slot) -> str:
    found = await work.groups.in_chat(kept.chat_id)
    return found[0].language if found else "en"


async def new_card(work: ports.Work, target: groups.Group, task: tasks.Task, head: Markup) -> list[messages.Post]:
    """The new task's card in its group's chat, with who it comes from."""
    if not await round_calls.reachable(work, target):
        return []
    view = await cards.view_of(work, target, task)
    text = Markup("\n").join([head, cards.render(view, work.now, target.language)])
    place, rows = programme_service.place_of(target), cards.buttons(task, target.language)
    return [messages.Post(place, text, purpose=messages.Purpose.CARD, rows=rows, slot=cards.slot(task))]


async def ask_day(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Another day is typed."""
    group = _own(request, press)
    asked = await service.of_target(work, group, press.number(1))
    text = words.say(group.language, "request.which_other_day", title=scene.shorten(asked.title))
    return [prompts.ask(request, work, OTHER_DAY, text, values={"request": asked.id})]


async def proposed(request: Request, work: ports.Work, prompt: ports.Question) -> Sequence[messages.Answer]:
    """The group that asked is offered the day; here the request says so."""
    group = await work.groups.get(prompt.group_id)
    here = replace(request, group=group)
    asked = await service.of_target(work, group, int(prompt.values["request"]))
    typed = request.text.strip()
    days = dues.options(here, when.read(typed, scene.frame(here)), typed)
    if len(days) > 1:
        raise Refused("request.which_day", words=scene.shorten(typed))
    if not await round_calls.reachable(work, asked.asker):
        raise Refused("request.no_chat", code=request_pages.code_of(asked.asker))
    offered = await service.propose(work, scene.said(here, work), asked, days[0])
    told = words.say(
        group.language,
        "request.offered",
        code=request_pages.code_of(asked.asker),
        day=request_pages.day(days[0], group, work.now),
        title=scene.shorten(asked.title),
    )
    here_now, there_now = await request_pages.to_answer(work, offered), request_pages.waiting(offered, work.now)
    edits = [_edit(here_now, here_now.rows), _edit(there_now, ())]
    return [*edits, scene.answer(request, told), request_pages.proposal(offered, work.now)]


def _edit(post: messages.Post, rows: messages.Rows) -> messages.Edit:
    """The same where it stands already."""
    assert post.slot is not None
    return messages.Edit(post.place, post.slot, post.text, rows, purpose=post.purpose)


async def insist(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The group that asked stays with its day; the group asked decides anew."""
    group = _own(request, press)
    asked = await service.of_asker(work, group, press.number(1))
    kept = await service.insist(work, scene.said(request, work), asked)
    again = await request_pages.to_answer(work, kept)
    line = words.say(kept.target.language, "request.kept", code=request_pages.code_of(group))
    post = replace(again, text=Markup("\n").join([line, Markup(again.text)]))
    here = request_pages.waiting(kept, work.now)
    posts = [post] if await round_calls.reachable(work, kept.target) else []
    stays = words.say(group.language, "request.stays", code=request_pages.code_of(kept.target))
    return [scene.in_place(request, stays), _edit(here, here.rows), *posts]


async def take_back(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The group that asked needs it no more."""
    group = _own(request, press)
    asked = await service.of_asker(work, group, press.number(1))
    await service.take_back(work, scene.said(request, work), asked)
    here = words.say(group.language, "request.taken_back_here", title=scene.shorten(asked.title))
    told = words.say(
        asked.target.language,
        "request.taken_back",
        code=request_pages.code_of(group),
        title=scene.shorten(asked.title),
    )
    return [*await over(work, asked, (told, here)), *await _told(work, asked.target, told)]


async def decline(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Why not is typed, by the group asked."""
    group = _own(request, press)
    asked = await service.of_target(work, group, press.number(1))
    return [_ask_reason(request, work, asked)]


async def decline_above(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Why not is typed, by whoever stands above both."""
    group = _own(request, press)
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    return [_ask_reason(request, work, await service.of_above(work, group, press.number(1)))]


def _ask_reason(request: Request, work: ports.Work, asked: service.Asked) -> messages.Post:
    text = words.say(request.language, "request.why_not", title=scene.shorten(asked.title))
    return prompts.ask(request, work, REASON, text, values={"request": asked.id})


async def declined(request: Request, work: ports.Work, prompt: ports.Question) -> Sequence[messages.Answer]:
    """Whoever asked is told why."""
    group = await work.groups.get(prompt.group_id)
    asked = await service.of_id(work, int(prompt.values["request"]))
    if asked.target.id == group.id:
        await service.decline(work, replace(scene.said(request, work), group=group), asked)
    else:
        asked = await service.of_above(work, group, asked.id)
        await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
        service.drop(work, asked)
    there, reason = asked.asker, scene.shorten(request.text.strip(), LONGEST_REASON)
    values: dict[str, str | int] = {"title": scene.shorten(asked.title), "reason": reason}
    told = words.say(there.language, "request.declined", code=request_pages.code_of(group), **values)
    here = words.say(asked.target.language, "request.declined_here", **values)
    answer = words.say(group.language, "request.declined_here", **values)
    return [*await over(work, asked, (here, told)), scene.answer(request, answer), *await _told(work, there, told)]


async def give(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Whoever stands above both gives the task to the group that was asked."""
    group = _own(request, press)
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    asked = await service.of_above(work, group, press.number(1))
    due = asked.due if asked.proposed is None else asked.proposed  # what the group can keep, as the message names it
    task = await service.settle(work, scene.said(request, work), asked, due)
    return await _settled(work, asked, task)


def _silently(group: groups.Group, text: Markup) -> messages.Post:
    return messages.Post(programme_service.place_of(group), text, silent=True)


async def _told(work: ports.Work, group: groups.Group, text: Markup) -> list[messages.Outgoing]:
    if not await round_calls.reachable(work, group):
        return []
    return [_silently(group, text)]


def _own(request: Request, press: presses.Press) -> groups.Group:
    """The group whose button was pressed. Raises `Refused` for a button of another group's."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    return group


PRESSED = {
    "rqyes": accept,
    "rqday": ask_day,
    "rqno": decline,
    "rqagree": agree,
    "rqkeep": insist,
    "rqback": take_back,
}
"""Buttons in a group's chat."""

ABOVE = {"rqgive": give, "rqdrop": decline_above}
"""Buttons of a section or a committee."""

PROMPTS = {REASON: declined, OTHER_DAY: proposed}

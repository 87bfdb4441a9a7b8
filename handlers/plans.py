"""`/plan`: a plan's file is sent, shown as read, and taken over by a button, or not at all; it reads no file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, programmes
from coordination.services import beginnings
from coordination.services import plans as service
from coordination.services import programmes as programme_service
from handlers import (
    acknowledgements,
    plan_choices,
    plan_columns,
    plan_exports,
    plan_gates,
    plan_moves,
    plan_openings,
    plan_pages,
    plan_panel,
    plan_presses,
    plan_private,
    plan_standing,
    presses,
    programme_panel,
    programme_typed,
    prompts,
    scene,
    words,
)
from handlers.request import Request

FILE = "plan.file"
"""What the file of a plan, or its pasted table, is asked as."""

READING = "plan"
"""The recipe of the workbook with everything that was read."""

_OPENS = frozenset({"opens", "opening", "opens on", "开幕", "开幕日", "开幕日期"})
_LINKS = frozenset({"links", "link", "join", "链接", "加入"})
_EXPORT = frozenset({"export", "file", "导出"})
_TEMPLATE = frozenset({"template", "form", "模板", "模版", "样表"})
_SHOWN = {
    **dict.fromkeys(("slipped", "behind", "baseline", "偏差", "滞后", "原定计划"), plan_standing.show_slipped),
    **dict.fromkeys(("milestones", "节点", "里程碑", "关键节点"), plan_standing.show_milestones),
}
_TAKEN = {
    **dict.fromkeys(_OPENS, plan_openings.asked),
    **dict.fromkeys(("move", "shift", "调整", "改期", "移动"), plan_moves.asked),
    **dict.fromkeys(("gate", "gates", "phase", "phases", "阶段", "验收", "节点验收"), plan_gates.asked),
}
_LONGEST_TEXT = 100_000
LARGEST_BYTES = 20_000_000
"""So much may bots fetch of Telegram; a larger file is refused before anybody tries."""

State = programmes.PlanState


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/plan` with a file or a table begins at once; alone it says how things stand and asks for the file."""
    word, _, rest = request.args.strip().partition(" ")
    if word.casefold() in _TEMPLATE:
        return plan_exports.template(request)
    if request.is_private:
        return await _in_private(request, work)
    group = plan_presses.own_group(request)
    await plan_presses.check(request, work, group)
    if request.files:
        return _received(request, work, group)
    if word.casefold() in _EXPORT:
        return await plan_exports.asked(request, work, group)
    if (taken := _TAKEN.get(word.casefold())) is not None and "\n" not in rest:
        return await taken(request, work, group, rest.strip())
    if (shown := _SHOWN.get(word.casefold())) is not None and not rest.strip():
        return await shown(request, work, group)
    if word.casefold() in _LINKS:
        return [await _links(request, work, group)]
    if (told := await programme_typed.heard(request, work, group, request.args)) is not None:
        return told
    if "\n" in request.args.strip():
        return _received(request, work, group, request.args)
    return [await _panel(request, work, group)]


async def _in_private(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The plan of a group that the asker leads; where there are several, they choose one first."""
    found = await plan_private.led(request, work)
    is_here = bool(request.files) or "\n" in request.args.strip()
    if len(found) > 1:
        return [plan_private.ask_which(request, found)]
    if is_here:
        return _received(request, work, found[0], "" if request.files else request.args)
    return [plan_private.ask_file(request, work, FILE, found[0])]


async def chosen(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """In private: the group was chosen whose plan is to come."""
    if not request.is_private:
        raise Refused("refused.old_button")
    group = await plan_private.group_of(request, work, press.number(0))
    return [plan_private.ask_file(request, work, FILE, group), messages.Toast()]


async def sent(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The reply to the prompt: the file, or the table itself."""
    group = await work.groups.get(question.group_id)
    await plan_presses.check(request, work, group)
    if not request.files and "\n" not in request.text.strip():
        raise Refused("plan.no_file")
    return _received(request, work, group, "" if request.files else request.text)


def _received(request: Request, work: ports.Work, group: groups.Group, text: str = "") -> Sequence[messages.Answer]:
    """Keep it to be read; the reading comes as a reply."""
    cause = replace(scene.said(request, work), group=group)
    if text:
        plan = service.receive(work, cause, service.Sent("plan.txt", ""))
        work.plans.save(replace(plan, reading={"text": text[:_LONGEST_TEXT]}))
        return [acknowledgements.recorded(request, words.say(request.language, "plan.reading", file=plan.name))]
    file = request.files[0]
    if file.kind != "document":
        raise Refused("plan.no_file")
    if (file.size or 0) > LARGEST_BYTES:
        raise Refused("plan.file_too_large", number=(file.size or 0) // 1_000_000)
    plan = service.receive(work, cause, service.Sent(file.name or "plan", file.file_id))
    return [acknowledgements.recorded(request, words.say(request.language, "plan.reading", file=plan.name))]


async def read(work: ports.Work, plan_id: int, answer: Mapping[str, Any]) -> Sequence[messages.Post | messages.Edit]:
    """What was read of a plan, as a reply to it or in place of an earlier reading; nothing where it was decided."""
    plan = await work.plans.get(plan_id)
    if plan is None or plan.state is not State.SENT:
        return []
    group = await work.groups.get(plan.group_id)
    reading = answer.get("reading")
    kept = service.note_reading(work, plan, reading if reading and plan_columns.is_promising(reading) else None)
    place = messages.Place(plan.chat_id, group.topic_id if plan.chat_id == group.chat_id else None)
    slot = f"plan:{plan.id}"
    text: str
    rows: messages.Rows = ()
    if kept.state is State.UNREADABLE:
        text = plan_pages.unreadable(plan, answer, group.language)
    else:
        text, rows = plan_pages.preview(await service.preview_fitting(work, kept), group, work.now)
    if programmes.choices(plan):
        return [messages.Edit(place, slot, text, rows, purpose=messages.Purpose.QUESTION)]
    purpose = messages.Purpose.QUESTION
    return [messages.Post(place, text, rows=rows, reply_to=plan.message_id, purpose=purpose, slot=slot)]


async def take(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Take the plan over: with its groups, or (the third number is 1) every row as a task of this chat.

    The fourth number says which parts of it (`plan_pages.parts`).
    """
    group, plan = await plan_presses.pressed(request, work, press, State.READ)
    said = plan_presses.cause(request, work, group)
    reason = words.plain(group.language, "plan.gone_reason", file=scene.shorten(plan.name, plan_pages.LONGEST_WORDS))
    parts = plan_pages.parts(press.number(3), reason)
    seen = await service.accept(work, said, plan, alone=press.number(2) == 1, parts=parts)
    text, rows = plan_pages.taken(seen, group, parts)
    answers: list[messages.Answer] = [scene.in_place(request, text, rows)]
    if request.is_private:
        answers.append(messages.Post(programme_service.place_of(group), text, silent=True))
    if seen.new_groups and parts.new:
        answers.append(await _links(request, work, group))
    return answers


async def cancel(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    group, plan = await plan_presses.pressed(request, work, press, State.READ)
    service.cancel(work, plan)
    return [scene.in_place(request, words.say(group.language, "plan.cancelled", file=plan.name))]


async def back(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Take back, within a day, what a plan changed."""
    group, plan = await plan_presses.pressed(request, work, press, State.ACCEPTED)
    cause = plan_presses.cause(request, work, group)
    done, left = await service.take_back(work, cause, plan)
    ended = await beginnings.take_back(work, cause, plan.ended_at)
    return [scene.in_place(request, plan_pages.taken_back(plan, (done, left), group.language, ended=ended))]


async def file(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Everything that was read, row by row, as a workbook."""
    group, plan = await plan_presses.pressed(request, work, press, State.READ, State.ACCEPTED)
    values = {"plan": str(plan.id), "language": group.language}
    return [messages.Document(request.place, READING, values), messages.Toast()]


IN_PRIVATE = {
    "planfor": chosen,
    "planok": take,
    "planno": cancel,
    "planback": back,
    "planfile": file,
    **plan_choices.PRESSED,
}
"""Buttons about a plan that was sent in private, by their verb."""


async def _panel(request: Request, work: ports.Work, group: groups.Group) -> messages.Post:
    """How the programme stands, and the prompt for a file."""
    programme = await work.programmes.of_committee(group.id)
    if programme is None:
        more = await plan_standing.lines(work, group, scene.today(request))
        text = Markup("\n").join([*more, words.say(request.language, "plan.ask")])
        return prompts.ask(request, work, FILE, text, values={}, group=group)
    text, rows = await programme_panel.home(request, work, programme)
    slot = prompts.slot(request, work, FILE, group)
    return messages.Post(request.place, text, rows=rows, reply_to=request.message_id, slot=slot)


async def _links(request: Request, work: ports.Work, group: groups.Group) -> messages.Post:
    """One message with the link by which each group's chat joins, to forward."""
    programme = await work.programmes.of_committee(group.id)
    seats = [] if programme is None else await programme_service.seated(work, programme)
    text = plan_panel.links(seats, request.bot_username, group.language)
    return messages.Post(request.place, text, silent=True)

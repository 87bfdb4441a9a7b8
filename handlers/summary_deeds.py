"""What a lead does with a summary: a line of their own above the facts, and handing it up; it decides nothing."""

import zlib
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, summaries
from coordination.services import rights
from coordination.services import summaries as service
from handlers import presses, prompts, scene, summary_pages, summary_previews, task_lines, words
from handlers import summaries as shown
from handlers.request import Request

LINE = "summary_line"
"""Names the typed answer to *Add a line*."""

RULE = "sent_up"
FARTHEST = 5
"""So many sections above a group are looked at for one with a chat."""


async def ask_line(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Add a line*: a lead is asked for it, and the answer stands above the facts."""
    group = await _led(request, work, press.number(0))
    period = summary_pages.period_of(press)
    values = {"first": press.number(1), "last": press.number(2), "message": request.pressed_message_id}
    if work.now >= service.bounds(group, period)[1]:
        raise Refused("refused.summary_over")
    text = words.say(request.language, "summary.ask_line", group=scene.shorten(group.name))
    return [prompts.ask(request, work, LINE, text, values=values, group=group), messages.Toast()]


async def line_typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The line itself: the message below which it was asked for shows it."""
    group = await _led(request, work, question.group_id)
    if request.is_private:
        return await summary_previews.line(request, work, group.id)
    said = replace(scene.said(request, work, request.text), group=group)
    await service.add_line(work, said, request.text)
    told = scene.answer(request, words.say(request.language, "summary.line_added", group=scene.shorten(group.name)))
    message_id = question.values["message"]
    if not isinstance(message_id, int):
        return [told]
    period = summaries.Period(*map(summary_pages.day_of, (question.values["first"], question.values["last"])))
    view = await service.view(work, group, period)
    text = shown.render(view, group.language, now=work.now)
    return [messages.EditPressed(request.place, message_id, text, shown.buttons(group, period, group.language)), told]


async def send_up(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Send up*: the summary as it stands goes to the section's or the committee's chat, the same one only once."""
    group = await _led(request, work, press.number(0))
    above = await _above(work, group)
    if above is None:
        raise Refused("refused.nobody_above")
    view = await service.view(work, group, summary_pages.period_of(press))
    text = shown.render(view, above.language, now=work.now)
    name = scene.shorten(above.name)
    key = (f"summary:{group.id}", RULE, f"{view.period.first}:{view.period.last}:{zlib.crc32(_facts(text))}")
    if await work.ledger.has(*key):
        return [messages.Toast(words.plain(request.language, "summary.up_already", group=name), alert=True)]
    work.ledger.add(*key)
    by = "" if request.actor is None else request.actor.name
    head = words.say(above.language, "summary.sent_up", group=scene.shorten(group.name), name=task_lines.name(by))
    post = messages.Post(
        messages.Place(above.chat_id, above.topic_id),
        Markup("\n").join([head, text]),
        purpose=messages.Purpose.ANSWER,
        silent=True,
    )
    return [post, messages.Toast(words.plain(request.language, "summary.up_now", group=name))]


def _facts(text: Markup) -> bytes:
    """All but the last line, which only says when it was made."""
    return str(text).rpartition("\n")[0].encode()


async def _above(work: ports.Work, group: groups.Group) -> groups.Group | None:
    """The nearest section or committee above with a chat in which we may speak."""
    for _ in range(FARTHEST):
        if group.parent_id is None:
            return None
        group = await work.groups.get(group.parent_id)
        if (await work.chats.get(group.chat_id)).state is groups.ChatState.ACTIVE:
            return group
    return None


async def _led(request: Request, work: ports.Work, group_id: int | None) -> groups.Group:
    """A group of this chat, in private any, in which the actor acts as a lead. Raises `Refused`."""
    try:
        group = await work.groups.get(group_id or 0)
    except LookupError:
        raise Refused("refused.old_button") from None
    membership = None if request.actor is None else await work.people.membership(group.id, request.actor.id)
    is_here = group.chat_id == request.chat.id
    if not is_here and (not request.is_private or membership is None or membership.left):
        raise Refused("refused.old_button")
    await rights.check_leads(work, replace(scene.said(request, work), group=group))
    return group


PRESSED = {"sumline": ask_line, "sumup": send_up}
"""Buttons that name their group, for a preview stands in a private chat."""

PROMPTS = {LINE: line_typed}

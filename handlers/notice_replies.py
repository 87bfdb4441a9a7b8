"""A group's receipt, its question and the answer to it; it decides nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups
from coordination.rules import notices as rules
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from handlers import acknowledgements, html, notices, presses, prompts, scene, words
from handlers.request import Kind, Request

ASK = "notice.ask"
"""What a group's question is asked as."""

LONGEST = 1500


async def got(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Received*, by anybody of the group."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    return await _received(request, work, group, press.number(1))


async def _received(request: Request, work: ports.Work, group: groups.Group, notice_id: int) -> list[messages.Answer]:
    seen, receipt = await service.of_group(work, group.id, notice_id)
    if not await service.receive(work, seen.notice, receipt, request.actor):
        return [messages.Toast(words.plain(group.language, "notice.known"))]
    fresh, _ = await service.of_group(work, group.id, notice_id)
    return [
        notices.refreshed(work, fresh, group),
        notices.live_edit(fresh),
        messages.Toast(words.plain(group.language, "notice.thanks")),
    ]


async def question(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A group's question: typed in reply, carried to the committee."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    seen, _ = await service.of_group(work, group.id, press.number(1))
    text = words.say(group.language, "notice.ask", number=seen.notice.number)
    return [prompts.ask(request, work, ASK, text, values={"notice": seen.notice.id})]


async def asked(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The question as it was typed."""
    group = await work.groups.get(question.group_id)
    return await _carry(request, work, group, int(question.values["notice"]))


async def replied(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """A reply to a notice: a receipt as people type it, else a question to the committee; and the answer back."""
    if request.kind is not Kind.MESSAGE or request.reply is None or request.group is None or not request.text.strip():
        return None
    kind, _, rest = (request.reply.slot or "").partition(":")
    if kind == "notice" and rest.isdecimal():
        if rules.says_received(request.text):
            told = await _received(request, work, request.group, int(rest))
            kept = [one for one in told if not isinstance(one, messages.Toast)]
            line = words.say(request.language, "notice.thanks")
            return [*kept, acknowledgements.recorded(request, line)]
        return await _carry(request, work, request.group, int(rest))
    if kind in ("asked_notice", "told_notice"):
        notice_id, _, group_id = rest.partition(":")
        return await _back(request, work, int(notice_id), int(group_id.partition(":")[0]))
    return None


async def _carry(request: Request, work: ports.Work, group: groups.Group, notice_id: int) -> Sequence[messages.Answer]:
    """Say a group's question in the committee's chat."""
    seen, _ = await service.of_group(work, group.id, notice_id)
    code = next(one.seat.code for one in seen.seats if one.group.id == group.id)
    text = words.say(
        seen.committee.language,
        "notice.question",
        number=seen.notice.number,
        code=code,
        name=_name(request),
        words=request.text.strip()[:LONGEST],
    )
    post = messages.Post(
        programme_service.place_of(seen.committee),
        text,
        purpose=messages.Purpose.TURN,
        slot=f"asked_notice:{notice_id}:{group.id}:{request.message_id}",
    )
    return [post, acknowledgements.recorded(request, text)]


async def _back(request: Request, work: ports.Work, notice_id: int, group_id: int) -> Sequence[messages.Answer] | None:
    """A reply in the committee's chat goes to the group that asked; the group's next word comes back."""
    seen, _ = await service.of_group(work, group_id, notice_id)
    group = next(one.group for one in seen.seats if one.group.id == group_id)
    if request.chat.id == group.chat_id:
        return await _carry(request, work, group, notice_id)
    if request.chat.id != seen.committee.chat_id:
        return None
    text = words.say(
        group.language,
        "notice.answer",
        number=seen.notice.number,
        name=_name(request),
        words=request.text.strip()[:LONGEST],
    )
    post = messages.Post(
        programme_service.place_of(group),
        text,
        purpose=messages.Purpose.TURN,
        slot=f"told_notice:{notice_id}:{group.id}:{request.message_id}",
    )
    return [post, acknowledgements.recorded(request, text)]


def _name(request: Request) -> str:
    name = "" if request.actor is None else scene.shorten(request.actor.name, 32)
    return html.person(name, None, "?")

"""A group's receipt, its question and the answer to it; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, notice_heads
from coordination.rules import notices as rules
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from coordination.services import rounds as rounds_service
from handlers import acknowledgements, html, notices, presses, prompts, scene, splitting, words
from handlers.request import Kind, Request

ASK = "notice.ask"
"""What a group's question is asked as."""

LONGEST = 3000

_STANDS = ("notice", "notice_file", "notice_reminder")
"""The names of messages in a group's chat to which a word confirms the notice."""


async def got(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Received*, by anybody of the group."""
    return await _pressed(request, work, press, None)


async def nothing(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Nothing urgent*: received, and nothing there can't wait."""
    return await _pressed(request, work, press, rules.NOTHING_URGENT)


async def _pressed(
    request: Request, work: ports.Work, press: presses.Press, note: str | None
) -> Sequence[messages.Answer]:
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    return await _received(request, work, group, press.number(1), note)


async def _received(
    request: Request, work: ports.Work, group: groups.Group, notice_id: int, note: str | None = None
) -> list[messages.Answer]:
    seen, receipt = await service.of_group(work, group.id, notice_id)
    if not await service.receive(work, seen.notice, receipt, request.actor, note):
        return [messages.Toast(words.plain(group.language, "notice.known"))]
    fresh, _ = await service.of_group(work, group.id, notice_id)
    return [
        *await notices.confirmed(work, fresh, group),
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
    """A reply to a notice: a receipt as people type it, else a question to the committee; and the answer back.

    In the committee's chat a reply to the count that begins with codes records that these groups have it.
    """
    if request.kind is not Kind.MESSAGE or request.reply is None or request.group is None:
        return None
    kind, _, rest = (request.reply.slot or "").partition(":")
    if kind in _STANDS and rest.isdecimal():
        return await _of_notice(request, work, request.group, int(rest))
    if kind in ("asked_notice", "told_notice"):
        notice_id, _, group_id = rest.partition(":")
        return await _back(request, work, int(notice_id), int(group_id.partition(":")[0]))
    if kind == "receipts" and rest.isdecimal():
        return await _recorded(request, work, request.group, int(rest))
    return None


async def _of_notice(
    request: Request, work: ports.Work, group: groups.Group, notice_id: int
) -> Sequence[messages.Answer]:
    if not rules.says_received(request.text):
        return await _carry(request, work, group, notice_id)
    told = await _received(request, work, group, notice_id)
    kept = [one for one in told if not isinstance(one, messages.Toast)]
    return [*kept, acknowledgements.recorded(request, words.say(request.language, "notice.thanks"))]


async def _recorded(
    request: Request, work: ports.Work, committee: groups.Group, notice_id: int
) -> Sequence[messages.Answer] | None:
    """`EXH, MED by phone`: receipts on behalf, with how it was told."""
    seen = await service.of_committee(work, committee, notice_id)
    by_code = {one.seat.code: one.group.id for one in seen.seats}
    codes, how = notice_heads.read_codes(request.text, tuple(by_code))
    if not codes:
        return None
    await rounds_service.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    note = rules.on_behalf(how)
    said = [one for code in codes for one in await notices.recorded(request, work, seen, by_code[code], note)]
    return [
        *said,
        notices.live_edit(seen),
        acknowledgements.recorded(request, words.say(request.language, "notice.thanks")),
    ]


async def _carry(request: Request, work: ports.Work, group: groups.Group, notice_id: int) -> Sequence[messages.Answer]:
    """Say a group's question in the committee's chat."""
    seen, _ = await service.of_group(work, group.id, notice_id)
    code = next(one.seat.code for one in seen.seats if one.group.id == group.id)
    language = seen.committee.language
    text = words.say(language, "notice.question", number=seen.notice.number, code=code, **_whose(request, language))
    slot = f"asked_notice:{notice_id}:{group.id}:{request.message_id}"
    return _carried(request, seen.committee, text, slot)


def _whose(request: Request, language: str) -> dict[str, str | int]:
    """Who speaks, and the words; a file without any is named by its kind."""
    said = request.text.strip()[:LONGEST]
    if not said and request.files:
        said = words.plain(language, f"file.{request.files[0].kind}")
    return {"name": _name(request), "words": said}


def _carried(request: Request, group: groups.Group, text: Markup, slot: str) -> list[messages.Answer]:
    """What was said, with its file, in another chat; a reply to it finds its way back by the slot."""
    place, purpose = programme_service.place_of(group), messages.Purpose.TURN
    post = messages.Post(place, text, purpose=purpose, slot=slot)
    said: list[messages.Answer] = [post, acknowledgements.recorded(request, text)]
    if not request.files:
        return said
    file = messages.Enclosed(request.files[0].kind, request.files[0].file_id)
    if splitting.fits(text, splitting.CAPTION) and file.kind != "video_note":
        return [replace(post, file=file), *said[1:]]
    kind = words.say(group.language, f"file.{file.kind}")
    return [*said, messages.Post(place, kind, purpose=purpose, silent=True, file=file)]


async def _back(request: Request, work: ports.Work, notice_id: int, group_id: int) -> Sequence[messages.Answer] | None:
    """A reply in the committee's chat goes to the group that asked; the group's next word comes back."""
    seen, _ = await service.of_group(work, group_id, notice_id)
    group = next(one.group for one in seen.seats if one.group.id == group_id)
    if request.chat.id == group.chat_id:
        return await _carry(request, work, group, notice_id)
    if request.chat.id != seen.committee.chat_id:
        return None
    text = words.say(group.language, "notice.answer", number=seen.notice.number, **_whose(request, group.language))
    return _carried(request, group, text, f"told_notice:{notice_id}:{group.id}:{request.message_id}")


def _name(request: Request) -> str:
    name = "" if request.actor is None else scene.shorten(request.actor.name, 32)
    return html.person(name, None, "?")

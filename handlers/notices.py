"""`/notice`: the committee tells its groups something, sees who has it, changes or withdraws it; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, notices, quiet
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from coordination.services import rounds as rounds_service
from handlers import notice_pages, presses, prompts, round_calls, scene, words
from handlers.request import Request

REWORD = "notice.reword"
"""What other words are asked as."""

LIVE = "receipts"
"""The recipe of the count of receipts: made when it is sent, so that many at once show the last."""

State = notices.State


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/notice` with words, or in reply to a message: shown first, sent by a button."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("notice.in_private")
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    await rounds_service.programme_of(work, group)
    typed = request.args.strip()
    words_, urgent = notices.read(typed)
    if not words_ and request.reply is not None and request.reply.text:
        words_ = request.reply.text.strip()
    if not words_:
        return [scene.answer(request, words.say(request.language, "notice.how"))]
    seen = await service.draft(work, scene.said(request, work, request.text), words_, urgent=urgent)
    text, rows = notice_pages.preview(seen, work.now)
    return [scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION)]


async def send(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """To every group with a chat: at once where it is urgent, after its quiet hours else."""
    seen = await service.send(work, await _seen(request, work, press))
    said: list[messages.Answer] = []
    for one in seen.seats:
        if not await round_calls.reachable(work, one.group):
            continue
        text, rows = notice_pages.shown(seen, one.group, work.now)
        said.append(
            messages.Post(
                programme_service.place_of(one.group),
                text,
                purpose=messages.Purpose.NOTICE,
                rows=rows,
                slot=notice_pages.slot(seen.notice),
                not_before=None if seen.notice.urgent else _held_until(one.group, work),
            )
        )
    text, rows = notice_pages.live(seen, work.now)
    live = messages.Post(
        request.place, text, rows=rows, purpose=messages.Purpose.CARD, slot=notice_pages.live_slot(seen.notice)
    )
    sent = words.count(seen.committee.language, "notice.sent", len(said), number=seen.notice.number)
    return [*said, scene.in_place(request, sent), live]


def _held_until(group: groups.Group, work: ports.Work) -> datetime | None:
    until = quiet.hold_until(service.peace_of(group), work.now)
    return until if until > work.now else None


async def drop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    seen = await _seen(request, work, press)
    service.cancel(work, seen)
    return [scene.in_place(request, words.say(seen.committee.language, "notice.dropped"))]


def refreshed(work: ports.Work, seen: service.Seen, group: groups.Group) -> messages.Edit:
    """The notice in the group's chat as it stands now."""
    text, rows = notice_pages.shown(seen, group, work.now)
    place = programme_service.place_of(group)
    return messages.Edit(place, notice_pages.slot(seen.notice), text, rows, purpose=messages.Purpose.NOTICE)


def live_edit(seen: service.Seen) -> messages.Edit:
    """The committee's count, made when it is sent."""
    return messages.Edit(
        programme_service.place_of(seen.committee),
        notice_pages.live_slot(seen.notice),
        recipe=LIVE,
        values={"group": str(seen.committee.id), "notice": str(seen.notice.id)},
    )


async def remind(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The groups that have not confirmed, now."""
    seen = await _seen(request, work, press)
    return [*await reminders(work, seen, at_once=True), messages.Toast()]


async def reminders(work: ports.Work, seen: service.Seen, *, at_once: bool = False) -> list[messages.Outgoing]:
    """One line to each group that has not confirmed; held at night unless it is urgent."""
    return [
        messages.Post(
            programme_service.place_of(one.group),
            notice_pages.reminder(seen, one.group, work.now),
            purpose=messages.Purpose.NOTICE,
            not_before=None if seen.notice.urgent else _held_until(one.group, work),
        )
        for one in await service.to_remind(work, seen, at_once=at_once)
        if await round_calls.reachable(work, one.group)
    ]


async def behalf(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Which group has told so in another way."""
    seen = await _seen(request, work, press)
    return [scene.in_place(request, *notice_pages.picker(seen, press.number(2)))]


async def behalf_of(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Recorded by the committee for a group."""
    seen = await _seen(request, work, press)
    group = next((one.group for one in seen.seats if one.group.id == press.number(2)), None)
    if group is None:
        raise Refused("refused.old_button")
    note = "committee"
    await service.receive(work, seen.notice, seen.receipts[group.id], request.actor, note)
    fresh = await service.seen(work, seen.committee, seen.notice)
    told = [scene.in_place(request, *notice_pages.live(fresh, work.now))]
    if not await round_calls.reachable(work, group):
        return told
    return [*told, refreshed(work, fresh, group)]


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    seen = await _seen(request, work, press)
    return [scene.in_place(request, *notice_pages.live(seen, work.now))]


async def ask_words(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Other words for a notice are typed."""
    seen = await _seen(request, work, press)
    text = words.say(seen.committee.language, "notice.ask_words", number=seen.notice.number)
    return [prompts.ask(request, work, REWORD, text, values={"notice": seen.notice.id})]


async def reworded(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The notice says this now, everywhere."""
    committee = await work.groups.get(question.group_id)
    await rounds_service.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    old = await service.of_committee(work, committee, int(question.values["notice"]))
    seen = await service.reword(work, old, request.text.strip()[: notices.LONGEST])
    told = scene.answer(request, words.say(committee.language, "notice.reworded", number=seen.notice.number))
    return [told, *await _everywhere(work, seen)]


async def withdraw(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """It holds no longer, and says so everywhere."""
    seen = await service.withdraw(work, await _seen(request, work, press))
    return await _everywhere(work, seen)


async def _everywhere(work: ports.Work, seen: service.Seen) -> list[messages.Outgoing]:
    said: list[messages.Outgoing] = [live_edit(seen)]
    slot = notice_pages.slot(seen.notice)
    shown = [one.group for one in seen.seats if await work.slots.get(one.group.chat_id, slot) is not None]
    return said + [refreshed(work, seen, group) for group in shown]


async def _seen(request: Request, work: ports.Work, press: presses.Press) -> service.Seen:
    """The notice that a button of the committee names, for whoever may act for it."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    return await service.of_committee(work, group, press.number(1))

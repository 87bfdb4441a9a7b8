"""`/notice`: the committee tells its groups something and sees who has it; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, notices, quiet
from coordination.services import changes, notice_holds
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from coordination.services import rounds as rounds_service
from handlers import cards, notice_choices, notice_lists, notice_pages, presses, round_calls, scene, words
from handlers.request import Request

LIVE = "receipts"
"""The recipe of the count of receipts: made when it is sent, so that many at once show the last."""

HELD = "notice"
"""The recipe of a notice that waits for the morning: it may be changed, confirmed or withdrawn till then."""

RECENT = 5


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """With words, a file or in reply: shown first, sent by a button. `/notice 3`: its count; alone: the newest ones."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("notice.in_private")
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    typed, file = request.args.strip(), notice_choices.file_of(request)
    if typed.lstrip("#№第").rstrip("号").isdecimal() and file is None:
        return [_live(await service.of_number(work, group, int(typed.lstrip("#№第").rstrip("号"))), request)]
    answered = notice_choices.answered_words(request, file)
    if not typed and not answered and file is None:
        return [await _how(request, work, group)]
    enclosed = None if file is None else changes.Evidence(file.file_id, file.kind)
    if file is not None and not answered:
        answered = words.plain(group.language, f"file.{file.kind}").capitalize()
    seen = await service.draft(work, scene.said(request, work), typed, file=enclosed, answered=answered)
    text, rows = notice_choices.preview(seen, request)
    slot = notice_choices.slot(seen)
    return [scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION, slot=slot)]


async def _how(request: Request, work: ports.Work, committee: groups.Group) -> messages.Post:
    """How a notice is written, and the newest ones with a button each."""
    found = (await service.recent(work, committee))[:RECENT]
    lines = [words.say(request.language, "notice.how")]
    lines += [
        words.say(request.language, "notice.recent", number=one.number, title=scene.shorten(one.title)) for one in found
    ]
    buttons = tuple(messages.Button(str(one.number), presses.data("ntopen", committee.id, one.id)) for one in found)
    rows = tuple(buttons[at : at + 3] for at in range(0, len(buttons), 3))
    return scene.answer(request, Markup("\n").join(lines), rows=rows)


def _live(seen: service.Seen, request: Request) -> messages.Post:
    """The count of receipts as a new message, which takes the older one's place."""
    text, rows = notice_pages.live(seen, request.now)
    slot = notice_pages.live_slot(seen.notice)
    return scene.answer(request, text, rows=rows, purpose=messages.Purpose.CARD, slot=slot)


async def send(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """To every group with a chat: at once where it is urgent, after its quiet hours else; tasks go on hold with it."""
    drafted = await notice_choices.draft_of(request, work, press)
    sent = await service.send(work, drafted)
    cause = scene.said(request, work)
    held = await notice_holds.carry_out(work, cause, sent.notice, lambda group: notice_pages.reason(sent.notice, group))
    seen = await service.seen(work, sent.committee, sent.notice)
    reached = [one.group for one in seen.seats if await round_calls.reachable(work, one.group)]
    said: list[messages.Answer] = [post for group in reached for post in _posts(seen, group, work)]
    said += [edit for one in held for edit in await cards.refreshed(work, one.task)]
    told = words.count(seen.committee.language, "notice.sent", len(reached), number=seen.notice.number)
    if held:
        on_hold = words.count(seen.committee.language, "notice.now_held", len(held))
        told = Markup("\n").join([told, on_hold])
    text, rows = notice_pages.live(seen, work.now)
    slot = notice_pages.live_slot(seen.notice)
    live = messages.Post(request.place, text, rows=rows, purpose=messages.Purpose.CARD, slot=slot)
    return [scene.in_place(request, told), *said, live]


def _posts(seen: service.Seen, group: groups.Group, work: ports.Work) -> list[messages.Post]:
    """The notice for a group's chat, and its file behind it."""
    text, rows = notice_pages.shown(seen, group, work.now)
    place, notice = programme_service.place_of(group), seen.notice
    until = None if notice.urgent else held_until(group, work)
    purpose = messages.Purpose.NOTICE
    post = messages.Post(place, text, purpose=purpose, rows=rows, slot=notice_pages.slot(notice), not_before=until)
    if until is not None:
        post = replace(post, recipe=HELD, values={"group": str(group.id), "notice": str(notice.id)})
    said = [post]
    if notice.file_id is not None and notice.file_kind is not None:
        caption = words.say(group.language, "notice.file", number=notice.number)
        file = messages.Enclosed(notice.file_kind, notice.file_id)
        slot = notice_pages.file_slot(notice)
        said.append(messages.Post(place, caption, purpose=purpose, slot=slot, not_before=until, silent=True, file=file))
    return said


async def caught_up(work: ports.Work, programme_id: int, group: groups.Group) -> list[messages.Post]:
    """The notices that a chat which joins has not seen yet, the oldest first: its place has them to confirm."""
    said: list[messages.Post] = []
    for notice in list(await work.notices.recent(programme_id))[::-1]:
        receipt = await work.notices.receipt(notice.id, group.id)
        if receipt is not None and receipt.received_at is None:
            seen, _ = await service.of_group(work, group.id, notice.id)
            said += _posts(seen, group, work)
    return said


def waits(work: ports.Work, seen: service.Seen, group: groups.Group, stands: ports.Slot) -> bool:
    """Whether the group's notice waits for the morning still: it is written only then, and nothing is to be edited."""
    return stands.message_id is None and not seen.notice.urgent and held_until(group, work) is not None


def held_until(group: groups.Group, work: ports.Work) -> datetime | None:
    """When the group's quiet hours end; `None` outside them."""
    until = quiet.hold_until(service.peace_of(group), work.now)
    return until if until > work.now else None


async def drop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    seen = await notice_choices.pressed(request, work, press)
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
    seen = await notice_choices.pressed(request, work, press)
    said = await reminders(work, seen, at_once=True)
    count = sum(1 for one in said if isinstance(one, messages.Post))
    return [*said, messages.Toast(words.plain_count(seen.committee.language, "notice.reminded", count))]


async def reminders(work: ports.Work, seen: service.Seen, *, at_once: bool = False) -> list[messages.Outgoing]:
    """One line to each group that has not confirmed, in reply to the notice; held at night unless it is urgent."""
    said: list[messages.Outgoing] = []
    for one in await service.to_remind(work, seen, at_once=at_once):
        if not await round_calls.reachable(work, one.group):
            continue
        stands = await work.slots.get(one.group.chat_id, notice_pages.slot(seen.notice))
        text, rows = notice_pages.reminder(seen, one.group, work.now)
        said.append(
            messages.Post(
                programme_service.place_of(one.group),
                text,
                purpose=messages.Purpose.NOTICE,
                rows=rows,
                slot=notice_pages.reminder_slot(seen.notice),
                reply_to=None if stands is None else stands.message_id,
                not_before=None if seen.notice.urgent else held_until(one.group, work),
            )
        )
    return [*said, live_edit(seen)] if said else []


async def behalf(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Which group has told so in another way."""
    seen = await notice_choices.pressed(request, work, press)
    return [scene.in_place(request, *notice_lists.picker(seen, press.number(2)))]


async def behalf_of(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Recorded by the committee for a group."""
    seen = await notice_choices.pressed(request, work, press)
    said = await recorded(request, work, seen, press.number(2), notices.ON_BEHALF)
    fresh = await service.seen(work, seen.committee, seen.notice)
    return [scene.in_place(request, *notice_pages.live(fresh, work.now)), *said]


async def recorded(
    request: Request, work: ports.Work, seen: service.Seen, group_id: int, note: str
) -> list[messages.Outgoing]:
    """A receipt for a group, as the committee was told; the group's own chat shows it so."""
    group = next((one.group for one in seen.seats if one.group.id == group_id), None)
    if group is None:
        raise Refused("refused.old_button")
    if not await service.receive(work, seen.notice, seen.receipts[group.id], request.actor, note):
        return []
    own, _ = await service.of_group(work, group.id, seen.notice.id)
    stands = await work.slots.get(group.chat_id, notice_pages.slot(seen.notice))
    if stands is None or waits(work, seen, group, stands) or not await round_calls.reachable(work, group):
        return []
    return await confirmed(work, own, group)


async def confirmed(work: ports.Work, seen: service.Seen, group: groups.Group) -> list[messages.Outgoing]:
    """What a receipt changes in the group's chat: the notice, and the line that reminded of it."""
    said: list[messages.Outgoing] = [refreshed(work, seen, group)]
    slot = notice_pages.reminder_slot(seen.notice)
    if await work.slots.get(group.chat_id, slot) is not None:
        text = notice_pages.reminded(seen, group, work.now)
        place = programme_service.place_of(group)
        said.append(messages.Edit(place, slot, text, purpose=messages.Purpose.NOTICE))
    return said


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    seen = await notice_choices.pressed(request, work, press)
    return [scene.in_place(request, *notice_pages.live(seen, work.now))]


async def show_all(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Group by group."""
    seen = await notice_choices.pressed(request, work, press)
    return [scene.in_place(request, *notice_lists.everybody(seen, press.number(2), work.now))]


async def reopen(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """An older notice's count, as a new message."""
    return [_live(await notice_choices.pressed(request, work, press), request)]


PRESSED = {
    "ntsend": send,
    "ntdrop": drop,
    "ntremind": remind,
    "ntfor": behalf,
    "ntforit": behalf_of,
    "ntlive": show,
    "ntall": show_all,
    "ntopen": reopen,
}

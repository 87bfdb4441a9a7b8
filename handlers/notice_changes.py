"""A notice after it went out: other words, withdrawal, and tasks set free again, everywhere; it decides nothing."""

from collections.abc import Sequence

from coordination import messages, ports
from coordination.rules import groups, notices
from coordination.services import notice_holds
from coordination.services import notices as service
from coordination.services import programmes as programme_service
from coordination.services import rounds as rounds_service
from handlers import cards, notice_choices, notice_pages, presses, prompts, scene, words
from handlers import notices as notice_handlers
from handlers.request import Request

REWORD = "notice.reword"
"""What other words are asked as."""


async def ask_words(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Other words for a notice are typed."""
    seen = await notice_choices.pressed(request, work, press)
    text = words.say(seen.committee.language, "notice.ask_words", number=seen.notice.number)
    return [prompts.ask(request, work, REWORD, text, values={"notice": seen.notice.id})]


async def reworded(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The notice says this now, everywhere."""
    committee = await work.groups.get(question.group_id)
    await rounds_service.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    old = await service.of_committee(work, committee, int(question.values["notice"]))
    seen = await service.reword(work, old, request.text)
    told = scene.answer(request, words.say(committee.language, "notice.reworded", number=seen.notice.number))
    return [told, *await _everywhere(work, seen, "notice.was_changed")]


async def ask_withdrawal(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing that can't be taken back happens by one tap."""
    seen = await notice_choices.pressed(request, work, press)
    text = words.say(seen.committee.language, "notice.withdraw", number=seen.notice.number, title=seen.notice.title)
    return [scene.in_place(request, text, ((_button(seen, "ntback"), _button(seen, "ntlive")),))]


def _button(seen: service.Seen, verb: str) -> messages.Button:
    return notice_pages.button(seen, verb)


async def withdraw(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """It holds no longer, and says so everywhere; its file goes."""
    seen = await service.withdraw(work, await notice_choices.pressed(request, work, press))
    live = scene.in_place(request, *notice_pages.live(seen, work.now))
    return [live, *await _everywhere(work, seen, "notice.was_withdrawn")]


async def _everywhere(work: ports.Work, seen: service.Seen, key: str) -> list[messages.Outgoing]:
    """The count, and in each chat where it stands: the notice, what belongs to it, and one silent line that says so."""
    said: list[messages.Outgoing] = [notice_handlers.live_edit(seen)]
    for one in seen.seats:
        stands = await work.slots.get(one.group.chat_id, notice_pages.slot(seen.notice))
        if stands is not None:
            if not notice_handlers.waits(work, seen, one.group, stands):
                said.append(notice_handlers.refreshed(work, seen, one.group))
            said += await _beside(work, seen, one.group)
            if stands.message_id is not None:
                said.append(_line(seen, one.group, stands.message_id, key))
    return said


def _line(seen: service.Seen, group: groups.Group, message_id: int, key: str) -> messages.Post:
    text = words.say(group.language, key, number=seen.notice.number)
    place, purpose = programme_service.place_of(group), messages.Purpose.NOTICE
    return messages.Post(place, text, purpose=purpose, reply_to=message_id, silent=True)


async def _beside(work: ports.Work, seen: service.Seen, group: groups.Group) -> list[messages.Outgoing]:
    """Of a notice that was withdrawn the file goes, and the line that reminded of it says so."""
    if seen.notice.state is not notices.State.WITHDRAWN:
        return []
    place, said = programme_service.place_of(group), list[messages.Outgoing]()
    file = await work.slots.get(group.chat_id, notice_pages.file_slot(seen.notice))
    if file is not None:
        until = notice_handlers.held_until(group, work) if file.message_id is None else None
        said.append(messages.Delete(place, file.name, not_before=until))
    slot = notice_pages.reminder_slot(seen.notice)
    if await work.slots.get(group.chat_id, slot) is not None:
        said.append(messages.Edit(place, slot, notice_pages.withdrawn(seen.notice, group.language)))
    return said


async def free(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The tasks that are on hold by it still go on."""
    seen = await notice_choices.pressed(request, work, press)
    freed = await notice_holds.release(
        work, scene.said(request, work), seen.notice, lambda reason: notice_pages.is_reason(seen.notice, reason)
    )
    said = [edit for one in freed for edit in await cards.refreshed(work, one.task)]
    fresh = await service.seen(work, seen.committee, seen.notice)
    toast = words.plain_count(seen.committee.language, "notice.freed", len(freed))
    return [scene.in_place(request, *notice_pages.live(fresh, work.now)), *said, messages.Toast(toast)]


PRESSED = {"ntword": ask_words, "ntaway": ask_withdrawal, "ntback": withdraw, "ntfree": free}

"""`/commitment`: what institutions promised a committee is recorded, changed, judged, listed; it decides nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import commitments as rules
from coordination.rules import groups
from coordination.services import changes
from coordination.services import commitments as service
from coordination.services import rounds as rounds_service
from handlers import acknowledgements, commitment_pages, dates, presses, prompts, scene, words
from handlers.request import Kind, Request

CHANGE = "commitment.change"
"""What a change of a commitment is asked as."""

MOST_SHOWN = 10
"""So many files are shown at once."""

_NUMBERED = re.compile(r"[#＃№]?\s*(?P<number>\d{1,5})(?:\s*[号.、]?\s+|\s*[号：:]\s*|$|(?=[^\d\s.:/年月日-]))")
_DROP = frozenset({"drop", "withdraw", "remove", "delete", "撤销", "取消", "作废"})
_AGAIN = frozenset({"restore", "reopen", "恢复"})


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """With a colon a new one, with a number that one, else the list, narrowed by an institution's words."""
    committee = scene.group_of(request)
    if committee.kind is groups.GroupKind.PERSONAL:
        raise Refused("commitment.in_private")
    await service.programme_of(work, committee)
    typed = request.args.strip()
    numbered = _NUMBERED.match(typed)
    if numbered is not None:
        one = await service.of_number(work, committee, int(numbered["number"]))
        return await _of_one(request, work, one, typed[numbered.end() :].strip())
    read = rules.read(typed, scene.frame(request)) if typed else None
    if read is None:
        return await _listed(request, work, typed)
    await _check(request, work)
    one = await service.record(work, scene.said(request, work, request.text), read)
    return [await _card(request, work, one)]


async def _of_one(request: Request, work: ports.Work, one: rules.Commitment, typed: str) -> list[messages.Answer]:
    """`/commitment 3` shows it, anything behind the number changes it."""
    return [await _card(request, work, await _changed(request, work, one, typed) if typed else one)]


async def _changed(request: Request, work: ports.Work, one: rules.Commitment, typed: str) -> rules.Commitment:
    """Anybody of the committee's chat says how it stands; what it says is changed by those who lead there."""
    if typed.casefold() in _DROP | _AGAIN:
        await _check(request, work)
        return service.drop(work, one, holds=typed.casefold() in _AGAIN)
    read = rules.read_change(typed, scene.frame(request))
    if read.is_empty:
        return service.note(work, one, typed)
    await _check(request, work)
    return service.change(work, scene.said(request, work, typed), one, read)


async def _listed(request: Request, work: ports.Work, asked: str) -> list[messages.Answer]:
    committee = scene.group_of(request)
    found = await service.listed(work, committee, asked)
    if not found:
        key = "commitment.none_of" if asked else "commitment.how"
        return [scene.answer(request, words.say(request.language, key, words=scene.shorten(asked)))]
    text, rows = commitment_pages.listed(found, committee, request.now, asked=asked)
    return [scene.answer(request, text, rows=rows)]


async def replied(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """A reply to a card: a file is evidence, words change it or are its latest word."""
    kind, _, rest = (request.reply.slot or "" if request.reply is not None else "").partition(":")
    if kind != "commitment" or not rest.isdecimal() or request.group is None or request.kind is not Kind.MESSAGE:
        return None
    one = await service.of_id(work, request.group, int(rest))
    return await _told(request, work, one)


async def _told(request: Request, work: ports.Work, one: rules.Commitment) -> list[messages.Answer]:
    if request.files:
        file = request.files[0]
        one = service.attach(work, scene.said(request, work), one, changes.Evidence(file.file_id, file.kind))
    if request.text.strip():
        one = await _changed(request, work, one, request.text.strip())
    line = words.say(request.language, "commitment.recorded", number=one.number)
    return [await _refreshed(request, work, one), acknowledgements.recorded(request, line)]


async def _refreshed(request: Request, work: ports.Work, one: rules.Commitment) -> messages.Edit:
    text, rows = await _shown(request, work, one)
    return messages.Edit(request.place, commitment_pages.slot(one), text, rows)


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    one = await _pressed(request, work, press)
    return [*_in_place(request, *await _shown(request, work, one))]


async def turn(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Another page of the list."""
    committee = _committee(request, press)
    found = await service.listed(work, committee)
    at = min(press.number(1), max(0, len(found) - 1))
    return [*_in_place(request, *commitment_pages.listed(found, committee, request.now, at=at))]


async def ask_step(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """How far it is kept."""
    one = await _pressed(request, work, press)
    await _check(request, work)
    return [*_in_place(request, *commitment_pages.steps(one, scene.group_of(request)))]


async def assess(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """By somebody else than who recorded it."""
    one = await _pressed(request, work, press)
    await _check(request, work)
    if press.number(2) >= len(rules.STEPS):
        raise Refused("refused.old_button")
    judged = service.assess(work, scene.said(request, work), one, rules.STEPS[press.number(2)])
    return [*_in_place(request, *await _shown(request, work, judged))]


async def ask_words(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What changes is typed."""
    one = await _pressed(request, work, press)
    await _check(request, work)
    text = words.say(request.language, "commitment.ask", number=one.number)
    return [prompts.ask(request, work, CHANGE, text, values={"commitment": one.id})]


async def typed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    committee = await work.groups.get(question.group_id)
    one = await service.of_id(work, committee, int(question.values["commitment"]))
    return await _told(replace(request, group=committee), work, one)


async def files(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Its evidence, the newest files of it, each with the day on which it came."""
    one = await _pressed(request, work, press)
    committee, place = scene.group_of(request), request.place
    found: list[messages.Answer] = []
    for kept in one.files[-MOST_SHOWN:]:
        moment = dates.moment(datetime.fromisoformat(kept["at"]), committee.zone, request.now, committee.language)
        caption = words.say(committee.language, "commitment.file", number=one.number, moment=moment)
        file = messages.Enclosed(kept["kind"], kept["file_id"])
        found.append(messages.Post(place, caption, silent=True, file=file))
    return [*found, messages.Toast()]


async def again(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A commitment that was taken back holds again."""
    one = await _pressed(request, work, press)
    await _check(request, work)
    return [*_in_place(request, *await _shown(request, work, service.drop(work, one, holds=True)))]


async def _card(request: Request, work: ports.Work, one: rules.Commitment) -> messages.Post:
    text, rows = await _shown(request, work, one)
    return scene.answer(request, text, rows=rows, purpose=messages.Purpose.CARD, slot=commitment_pages.slot(one))


async def _shown(request: Request, work: ports.Work, one: rules.Commitment) -> tuple[str, messages.Rows]:
    person = None if one.assessed_by is None else await work.people.get(one.assessed_by)
    name = None if person is None else scene.shorten(person.name, 32)
    return commitment_pages.card(one, scene.group_of(request), request.now, name)


async def _check(request: Request, work: ports.Work) -> None:
    group = scene.group_of(request)
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))


def _committee(request: Request, press: presses.Press) -> groups.Group:
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    return group


async def _pressed(request: Request, work: ports.Work, press: presses.Press) -> rules.Commitment:
    return await service.of_id(work, _committee(request, press), press.number(1))


def _in_place(request: Request, text: str, rows: messages.Rows) -> tuple[messages.EditPressed, messages.Toast]:
    assert request.pressed_message_id is not None
    return messages.EditPressed(request.place, request.pressed_message_id, text, rows), messages.Toast()


PRESSED = {
    "cmcard": show,
    "cmlist": turn,
    "cmassess": ask_step,
    "cmstep": assess,
    "cmword": ask_words,
    "cmagain": again,
    "cmfiles": files,
}

"""`/round reports every Friday 17:00`: what groups owe between rounds, who owes it, who has handed in; no rule."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, own_reminders, when
from coordination.rules.duties import Reading
from coordination.services import duties as service
from coordination.services import filing_runs, rounds
from coordination.services import filings as filings_service
from coordination.services import round_offers as round_offers_service
from handlers import dates, duty_boards, filings, presses, round_offers, round_roads, scene, words
from handlers import rounds as round_handlers
from handlers.request import Request

_WORD = r"(?:regular\s+)?reports?|(?:定期|例行)?(?:汇报|报送)"
_ASKED = re.compile(
    rf"(?:(tactical|executive|动态|综合)\s*)?(?:{_WORD})(?=\s|$|[每停：:动综])(.*)", re.IGNORECASE | re.DOTALL
)
_READING = re.compile(r"^\s*[:：]?\s*(tactical|executive|动态|综合)(?:\s|$|(?=[每停]))", re.IGNORECASE)
_READINGS = {
    "tactical": Reading.TACTICAL,
    "动态": Reading.TACTICAL,
    "executive": Reading.EXECUTIVE,
    "综合": Reading.EXECUTIVE,
}
_STOP = frozenset({"stop", "off", "end", "停止", "停", "关闭", "取消"})
_LOOSE = " \t,，;；:：.。"


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/round reports` shows them, with days it asks for them, with `stop` no more; anything else is a round."""
    if (told := await round_roads.asked(request, work)) is not None:
        return told
    typed, group = _ASKED.fullmatch(request.args.strip()), scene.group_of(request)
    if typed is None or group.kind is groups.GroupKind.PERSONAL:
        return await round_handlers.command(request, work)
    await rounds.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    await rounds.programme_of(work, group)
    told = await _asked(request, work, typed)
    return await round_handlers.command(request, work) if told is None else told


def names_reports(typed: str) -> bool:
    """Whether it begins as reports between rounds do, be it in Chinese."""
    return _ASKED.fullmatch(typed.strip()) is not None


async def _asked(request: Request, work: ports.Work, typed: re.Match[str]) -> Sequence[messages.Answer] | None:
    """`None` for a round whose title only begins so."""
    reading, rest = _named(typed)
    if not rest:
        return await _shown(request, work, reading)
    if rest.casefold() in _STOP:
        return await _stopped(request, work, reading)
    value = _days(request, rest)
    return None if value is None else await _offered(request, work, reading or Reading.TACTICAL, value)


def _named(typed: re.Match[str]) -> tuple[Reading | None, str]:
    """The reading that is named, if any, and what stands behind it."""
    found = _READING.match(typed[2])
    named = typed[1] or (found[1] if found is not None else None)
    rest = (typed[2][found.end() :] if found is not None else typed[2]).strip(_LOOSE)
    return None if named is None else _READINGS[named.casefold()], rest


def _days(request: Request, typed: str) -> when.Recurrence | None:
    """The days that come again; `None` where other words stand beside them."""
    wish = own_reminders.read(typed, scene.frame(request))
    if not wish.values or wish.text.strip(_LOOSE):
        return None
    value = wish.values[0]
    if len(wish.values) != 1 or not isinstance(value, when.Recurrence):
        raise Refused("duty.when", words=scene.shorten(typed))
    return value


async def _offered(
    request: Request, work: ports.Work, reading: Reading, value: when.Recurrence
) -> Sequence[messages.Answer]:
    """What was understood, before anybody is asked for anything."""
    language, committee = request.language, scene.group_of(request)
    kept = await service.planned(work, scene.said(request, work, request.text), reading, value)
    lines = [await _understood(request, work, kept)]
    known = [one for one in await service.of_committee(work, committee) if one.duty.reading is reading and one.is_on]
    if known:
        lines.append(words.say(language, "duty.instead", rule=duty_boards.rule(known[0], committee.zone, language)))
    lines.append(words.say(language, "round.offer.nothing_yet"))
    rows = round_offers.rows(request, work, round_offers_service.REPORTS)
    return [scene.answer(request, Markup("\n").join(lines), rows=rows)]


async def begun(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """What was offered holds from now on; one list of it is kept up below."""
    typed, committee = _ASKED.fullmatch(request.args.strip()), scene.group_of(request)
    if typed is None:
        raise Refused("refused.old_question")
    reading, rest = _named(typed)
    value = _days(request, rest)
    if value is None:
        raise Refused("refused.old_question")
    kept = await service.set_up(work, scene.said(request, work, request.text), reading or Reading.TACTICAL, value)
    await filing_runs.open_run(work, committee, kept)
    name = duty_boards.reading(request.language, kept.duty.reading)
    told = scene.in_place(request, words.say(request.language, "duty.begun", reading=name))
    return [told, _posted(request, await filings_service.board(work, committee, kept))]


async def _understood(request: Request, work: ports.Work, kept: service.Kept) -> Markup:
    """The calendar, and when drafts go out first."""
    language, committee = request.language, scene.group_of(request)
    assert kept.due_at is not None
    values = {
        "reading": duty_boards.reading(language, kept.duty.reading),
        "rule": duty_boards.rule(kept, committee.zone, language),
        "moment": dates.moment(kept.due_at, committee.zone, request.now, language),
    }
    first = await filing_runs.first_look(work, committee, kept)
    if first is None:
        return words.say(language, "duty.set_up", **values)
    begins = words.plain(language, "round.opens_now")
    if first > request.now:
        begins = dates.moment(first, committee.zone, request.now, language)
    return words.say(language, "duty.set_up_drafts", drafts=begins, **values)


def _posted(request: Request, seen: filings_service.Board) -> messages.Post:
    return duty_boards.post(seen, request.now)


async def _shown(request: Request, work: ports.Work, reading: Reading | None) -> Sequence[messages.Answer]:
    committee = scene.group_of(request)
    kept = [one for one in await service.of_committee(work, committee) if reading in (None, one.duty.reading)]
    shown = [one for one in kept if one.is_on] or kept[:1]
    if not shown:
        return [scene.answer(request, words.say(request.language, "duty.how"))]
    return [_posted(request, await filings_service.board(work, committee, one)) for one in shown]


async def _stopped(request: Request, work: ports.Work, reading: Reading | None) -> Sequence[messages.Answer]:
    committee = scene.group_of(request)
    kept = [one for one in await service.of_committee(work, committee) if reading in (None, one.duty.reading)]
    on = [one for one in kept if one.is_on]
    if not on:
        raise Refused("duty.is_off")
    said: list[messages.Answer] = [scene.answer(request, words.say(request.language, "duty.stopped"))]
    for one in on:
        said += await _stop(request, work, one)
    return said


async def _stop(request: Request, work: ports.Work, kept: service.Kept) -> list[messages.Answer]:
    """Nobody is asked any more; drafts that are out say so, and so does the list."""
    committee = scene.group_of(request)
    told = await filing_runs.drop(work, committee, kept)
    service.stop(work, kept)
    said: list[messages.Answer] = []
    for one in told:
        filed = await work.filings.report(one.filing.id)
        if filed is not None:
            said += await filings.copies(work, one, filed.report)
    return said


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Back to the list."""
    seen = await pressed(request, work, press)
    return [scene.in_place(request, *duty_boards.board(seen, work.now))]


async def reports(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The groups as buttons."""
    seen = await pressed(request, work, press)
    return [scene.in_place(request, *duty_boards.picker(seen, press.number(3)))]


async def who(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Who owes a report."""
    seen = await pressed(request, work, press)
    return await _who(request, work, seen, press.number(3))


async def _who(request: Request, work: ports.Work, seen: filings_service.Board, page: int) -> Sequence[messages.Answer]:
    places = await filing_runs.places_of(work, seen.committee)
    joined = [one for one in places if one.seat.joined_at is not None]
    return [scene.in_place(request, *duty_boards.who(seen, joined, page))]


async def share(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All groups each time, or every second or third one in turn."""
    seen = await pressed(request, work, press)
    kept = service.share_out(work, seen.kept, press.number(3))
    return await _changed(request, work, kept, press.number(4))


async def excuse(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A group owes nothing, or owes again; its draft says so."""
    seen = await pressed(request, work, press)
    places = await filing_runs.places_of(work, seen.committee)
    if press.number(3) not in {one.group.id for one in places}:
        raise Refused("refused.old_button")
    kept = service.excuse(work, seen.kept, press.number(3))
    said = await _changed(request, work, kept, press.number(4))
    return [*said, *await _told(work, kept, press.number(3))]


async def _changed(request: Request, work: ports.Work, kept: service.Kept, page: int) -> Sequence[messages.Answer]:
    committee = scene.group_of(request)
    await filing_runs.open_run(work, committee, kept)
    return await _who(request, work, await filings_service.board(work, committee, kept), page)


async def _told(work: ports.Work, kept: service.Kept, group_id: int) -> list[messages.Outgoing]:
    for one in await work.filings.of_duty(kept.duty.id, kept.duty.run):
        filed = await work.filings.report(one.id) if one.group_id == group_id else None
        if filed is not None:
            return await filings.copies(work, await filings_service.asked_of(work, one), filed.report)
    return []


async def stop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    seen = await pressed(request, work, press)
    told = await _stop(request, work, seen.kept)
    kept = await service.of_id(work, seen.committee, seen.kept.duty.id)
    after = await filings_service.board(work, seen.committee, kept, run=seen.run)
    return [scene.in_place(request, *duty_boards.board(after, work.now)), *told]


async def pressed(request: Request, work: ports.Work, press: presses.Press) -> filings_service.Board:
    """The run that a button names, for whoever may act for the committee."""
    committee = scene.group_of(request)
    if press.number(0) != committee.id:
        raise Refused("refused.old_button")
    await rounds.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    kept = await service.of_id(work, committee, press.number(1))
    if not 1 <= press.number(2) <= kept.duty.run:
        raise Refused("refused.old_button")
    return await filings_service.board(work, committee, kept, run=press.number(2))


COMMITTEE = {
    "dyboard": show,
    "dylist": reports,
    "dywho": who,
    "dyshare": share,
    "dyexcuse": excuse,
    "dystop": stop,
}
"""Buttons in the committee's chat."""

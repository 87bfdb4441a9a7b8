"""The committee reads a report between rounds, accepts it, returns it, comments on it; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import filings as rules
from coordination.rules.filings import Verdict
from coordination.rules.round_reports import State
from coordination.services import duties as duty_service
from coordination.services import filings as service
from coordination.services import rounds as rounds_service
from coordination.services.filing_runs import Asked
from coordination.services.filings import Board, Line
from handlers import acknowledgements, dates, duties, duty_boards, filings, presses, prompts, scene, words
from handlers.request import Kind, Request

RETURN, COMMENT = "duty.return", "duty.comment"
"""What the reason of a returned report, and a comment, are asked as."""

KIND = "filed"
RETURNED = "duty.was_returned"
"""What the group is told of a report that came back."""

MOST_REMARKS = 3
LONGEST_REMARK = 500


async def read(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A report is opened: a message of its own, since a reply to it is a comment."""
    seen = await duties.pressed(request, work, press)
    line = seen.line(press.number(3))
    if not line.is_in and line.report.state is not State.RETURNED:
        toast = words.plain(seen.committee.language, "round.none_toast", code=line.code)
        return [messages.Toast(toast, alert=True)]
    return [await _post(request, work, seen, line), messages.Toast()]


async def _post(request: Request, work: ports.Work, seen: Board, line: Line) -> messages.Post:
    text, rows = await _shown(work, seen, line)
    return messages.Post(request.place, text, rows=rows, silent=True, slot=duty_boards.read_slot(line.filing.id))


async def _shown(work: ports.Work, seen: Board, line: Line) -> tuple[Markup, messages.Rows]:
    language, zone, report = seen.committee.language, seen.committee.zone, line.report
    by = None if report.by is None else await work.people.get(report.by)
    head = words.say(
        language,
        "duty.read",
        name=scene.shorten(line.group.name),
        code=line.code,
        reading=duty_boards.reading(language, seen.kept.duty.reading),
        who="" if by is None else scene.shorten(by.name, 32),
        moment=dates.moment(report.sent_at or work.now, zone, work.now, language),
    )
    lines = [head, *_marks(seen, line, work), *filings.parts(_asked(seen, line), report, language)]
    for remark in line.filing.remarks[-MOST_REMARKS:]:
        moment = dates.moment(remark.at, zone, work.now, language)
        said = scene.shorten(remark.words, LONGEST_REMARK)
        lines.append(words.say(language, "duty.remark", words=said, moment=moment))
    return Markup("\n").join(lines), _rows(seen, line)


def _marks(seen: Board, line: Line, work: ports.Work) -> list[Markup]:
    """Accepted or returned, approved by a lead, late by so many days."""
    language, found = seen.committee.language, []
    if line.report.state is State.ACCEPTED:
        found.append(words.say(language, "duty.mark.accepted"))
    elif line.report.state is State.RETURNED:
        reason = scene.shorten(line.filing.returned_for or "", filings.LONGEST_REASON)
        found.append(words.say(language, "round.draft.returned", reason=reason))
    if seen.is_late(line, work.now) and line.is_in:
        days = seen.days_late(line, work.now)
        found.append(words.count(language, "round.is_late", days) if days else words.say(language, "duty.mark.late"))
    return found


def _rows(seen: Board, line: Line) -> messages.Rows:
    numbers = (line.filing.id,)
    said = duty_boards.button(seen, "dysay", *numbers)
    if line.is_to_read:
        verbs = ["dyaccept", "dyreturn"] if line.filing.standing in rules.TAKEN else ["dyaccept"]
        return ((*(duty_boards.button(seen, verb, *numbers) for verb in verbs), said),)
    following = _next(seen, line)
    return ((said, duty_boards.button(seen, "dyread", following.filing.id)),) if following else ((said,),)


def _next(seen: Board, line: Line) -> Line | None:
    """The next report that nobody has read, in plan order, from this one on and then from the first."""
    at = seen.lines.index(line)
    return next((one for one in (*seen.lines[at + 1 :], *seen.lines[:at]) if one.is_to_read), None)


def _asked(seen: Board, line: Line) -> Asked:
    return Asked(seen.committee, seen.kept, line.filing, line.group, line.code)


async def accept(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """It is accepted; the next one that waits is a tap away."""
    seen = await duties.pressed(request, work, press)
    line = seen.line(press.number(3))
    judged = await service.judge(work, line, Verdict.ACCEPTED, request.actor)
    after = await duties.pressed(request, work, press)
    fresh = after.line(judged.id)
    text, rows = await _shown(work, after, fresh)
    return [scene.in_place(request, text, rows), *await _everywhere(work, after, fresh)]


async def _everywhere(work: ports.Work, seen: Board, line: Line) -> list[messages.Outgoing]:
    filed, asked = await work.filings.report(line.filing.id), _asked(seen, line)
    return [] if filed is None else await filings.shown_everywhere(work, asked, filed)


async def give_back(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Return a report: why is typed."""
    seen = await duties.pressed(request, work, press)
    line = seen.line(press.number(3))
    if not line.is_to_read:
        raise Refused("duty.nothing_in")
    text = words.say(seen.committee.language, "duty.ask_reason", code=line.code)
    return [prompts.ask(request, work, RETURN, text, values=_values(seen, line), group=seen.committee)]


async def comment(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Comment on a report: what is typed."""
    seen = await duties.pressed(request, work, press)
    line = seen.line(press.number(3))
    text = words.say(seen.committee.language, "duty.ask_comment", code=line.code)
    return [prompts.ask(request, work, COMMENT, text, values=_values(seen, line), group=seen.committee)]


def _values(seen: Board, line: Line) -> dict[str, int]:
    return {"duty": seen.kept.duty.id, "run": seen.run, "filing": line.filing.id}


async def returned(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The reason: the group's people have it at once."""
    seen, line = await _questioned(request, work, question)
    reason = scene.shorten(request.text, filings.LONGEST_REASON)
    await service.judge(work, line, Verdict.RETURNED, request.actor, reason=reason)
    after, fresh = await _questioned(request, work, question)
    answer = scene.answer(request, words.say(seen.committee.language, "round.is_returned", code=line.code))
    told = await _told(work, after, fresh, RETURNED, reason)
    return [answer, *await _everywhere(work, after, fresh), *told]


async def commented(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    seen, line = await _questioned(request, work, question)
    return await _commented(request, work, seen, line)


async def _questioned(request: Request, work: ports.Work, question: ports.Question) -> tuple[Board, Line]:
    committee, values = await work.groups.get(question.group_id), question.values
    await rounds_service.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    kept = await duty_service.of_id(work, committee, int(values["duty"]))
    seen = await service.board(work, committee, kept, run=int(values["run"]))
    return seen, seen.line(int(values["filing"]))


async def replied(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """A reply to a report in the committee's chat is a comment on it; else `None`."""
    kind, _, rest = (request.reply.slot or "" if request.reply is not None else "").partition(":")
    if kind != KIND or not rest.isdecimal() or request.kind is not Kind.MESSAGE or not request.text.strip():
        return None
    filing = await work.filings.get(int(rest))
    if filing is None or request.group is None:
        return None
    kept = await duty_service.of_id(work, request.group, filing.duty_id)
    await rounds_service.check(work, request.group, request.actor, is_admin=bool(request.is_chat_admin))
    seen = await service.board(work, request.group, kept, run=filing.run)
    return await _commented(request, work, seen, seen.line(filing.id))


async def _commented(request: Request, work: ports.Work, seen: Board, line: Line) -> list[messages.Answer]:
    said = request.text.strip()[:LONGEST_REMARK]
    service.remark(work, line.filing, said, request.actor)
    after = await service.board(work, seen.committee, seen.kept, run=seen.run)
    fresh = after.line(line.filing.id)
    recorded = words.say(seen.committee.language, "duty.is_commented", code=line.code)
    told = await _told(work, after, fresh, "duty.was_commented", said)
    edits = await duty_boards.edits(work, _asked(after, fresh))
    return [acknowledgements.recorded(request, recorded), *edits, *told]


async def live(work: ports.Work, committee_id: int, filing_id: int) -> tuple[Markup, messages.Rows]:
    """The report as it stands. Raises `LookupError` where it is gone."""
    committee, filing = await work.groups.get(committee_id), await work.filings.get(filing_id)
    if filing is None:
        raise LookupError("no such report")
    kept = await duty_service.of_id(work, committee, filing.duty_id)
    seen = await service.board(work, committee, kept, run=filing.run)
    return await _shown(work, seen, seen.line(filing_id))


async def _told(work: ports.Work, seen: Board, line: Line, key: str, said: str) -> list[messages.Outgoing]:
    """To the group's people in private, where nobody of them can be written to in the group."""
    group = line.group
    moment = dates.moment(line.filing.due_at, group.zone, work.now, group.language)
    reading = duty_boards.reading(group.language, seen.kept.duty.reading)
    lines = [words.say(group.language, key, reading=reading, moment=moment, words=said)]
    again = _again(seen, line, work.now)
    if key == RETURNED and again is not None:
        by = dates.moment(again, group.zone, work.now, group.language)
        lines.append(words.say(group.language, "round.draft.again", moment=by))
    text = Markup("\n").join(lines)
    found = [messages.Place(chat.id) for _, _, chat in await rounds_service.reporters(work, group)]
    if not found and await filings.is_reachable(work, _asked(seen, line)):
        found = [messages.Place(group.chat_id, group.topic_id)]
    return [messages.Post(place, text, purpose=messages.Purpose.TURN) for place in found]


def _again(seen: Board, line: Line, now: datetime) -> datetime | None:
    """Until when what came back is taken again: its own date, else the next one; `None` where neither is to come."""
    return next((at for at in (line.filing.due_at, seen.coming) if at is not None and at > now), None)


COMMITTEE = {"dyread": read, "dyaccept": accept, "dyreturn": give_back, "dysay": comment}
"""Buttons in the committee's chat."""

PROMPTS = {RETURN: returned, COMMENT: commented}

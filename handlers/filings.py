"""A group's report between rounds in private: drafted, changed in words, sent, shown; it decides nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from coordination import messages, ports, ports_filings
from coordination.errors import Refused
from coordination.rules import duties, groups, people, report_words
from coordination.rules import filings as rules
from coordination.rules import round_reports as report_rules
from coordination.rules.filings import Standing
from coordination.rules.round_reports import Report, State
from coordination.services import filings as service
from coordination.services import round_reports as reports_service
from coordination.services import rounds as rounds_service
from coordination.services.filing_runs import Asked
from handlers import dates, draft_places, duty_boards, filing_drafts, presses, round_drafts, round_shown, scene, words
from handlers import round_reports as reports
from handlers.request import Request

KIND = "filing"
LONGEST_REASON = 300
MOST_OWED = 2


def slot(filing_id: int) -> str:
    """The report in a private chat of each who may send it."""
    return f"{KIND}:{filing_id}"


async def drafted(work: ports.Work, asked: Asked) -> list[messages.Outgoing]:
    """The draft to lead, deputy and liaison; where nobody of them can be written to, the group is told so, once."""
    found = await rounds_service.reporters(work, asked.group)
    records = await service.records(work, asked)
    filed = service.keep_draft(work, asked.filing, filing_drafts.draft(records, asked.kept.duty.reading, work.now))
    if not found:
        return await _nobody(work, asked)
    text = _draft_text(asked, filed.report, round_drafts.silent(records.silent), (records.since, work.now))
    return [
        messages.Post(
            messages.Place(chat.id),
            text,
            purpose=messages.Purpose.QUESTION,
            rows=_rows(asked, filed.report, part),
            slot=slot(asked.filing.id),
        )
        for _, part, chat in found
    ]


async def _nobody(work: ports.Work, asked: Asked) -> list[messages.Outgoing]:
    key = (f"group:{asked.group.id}", "duty", f"nobody:{asked.kept.duty.id}")
    if await work.ledger.has(*key) or not await is_reachable(work, asked):
        return []
    work.ledger.add(*key)
    text = words.say(asked.group.language, "duty.nobody", **_named(asked, work.now))
    place, rows = messages.Place(asked.group.chat_id, asked.group.topic_id), (draft_places.link(asked.group.language),)
    return [messages.Post(place, text, purpose=messages.Purpose.TURN, rows=rows, silent=True)]


async def is_reachable(work: ports.Work, asked: Asked) -> bool:
    """Whether the group's chat may be spoken in."""
    return (await work.chats.get(asked.group.chat_id)).state.value == "active"


def _named(asked: Asked, now: datetime) -> dict[str, str]:
    language = asked.group.language
    return {
        "code": asked.code,
        "reading": duty_boards.reading(language, asked.kept.duty.reading),
        "moment": dates.moment(asked.filing.due_at, asked.group.zone, now, language),
    }


def _draft_text(asked: Asked, report: Report, silent: str, told: tuple[datetime, datetime]) -> Markup:
    since, now = told
    language = asked.group.language
    day = dates.moment(since, asked.group.zone, now, language)
    lines = [words.say(language, "duty.draft.head", **_named(asked, now))]
    lines += [words.say(language, "round.draft.since", moment=day), Markup(), *parts(asked, report), Markup()]
    if silent:
        lines.append(words.say(language, "round.draft.silent", tasks=silent))
    lines.append(words.say(language, "duty.draft.how"))
    return Markup("\n").join(lines)


def parts(asked: Asked, report: Report, language: str = "") -> list[Markup]:
    """The parts of the reading under their numbers, as they count."""
    reading, shown_in = asked.kept.duty.reading, language or asked.group.language
    nothing = words.plain(shown_in, "round.empty")
    usual = duties.PARTS[reading]
    return [
        words.say(
            shown_in,
            f"duty.part.{reading.value}.{part.value}" if part in usual else f"duty.part.besides.{part.value}",
            words=report.part(part) or nothing,
        )
        for part in duties.shown(report, reading)
    ]


def written(asked: Asked, report: Report) -> list[Markup]:
    """The same as the group's people have them before them, be they not sent yet."""
    return parts(asked, replace(report, parts=report.written))


def _rows(asked: Asked, report: Report, part: people.Part) -> messages.Rows:
    """What a reporter may do with it; a lead approves by sending."""
    if asked.filing.standing not in rules.TAKEN or report.state is State.ACCEPTED:
        return ()
    if report.state in report_rules.HANDED_IN and report.draft is None:
        approves = report.state is State.SENT and part in people.LEADING
        return ((button(asked, "dyyes"),),) if approves else ()
    first = [button(asked, "dysend")]
    if part not in people.LEADING:
        first.append(button(asked, "dyask"))
    if report.draft is not None:
        return (tuple(first), (button(asked, "dydrop"),))
    return (tuple(first), (button(asked, "dynone"), button(asked, "dyanew")))


def button(asked: Asked, verb: str, *numbers: int) -> messages.Button:
    """A button in private that names the reporting group and what it owes."""
    label = words.plain(asked.group.language, f"duty.button.{verb}")
    return messages.Button(label, presses.data(verb, asked.group.id, asked.filing.id, *numbers))


async def send(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """As it is."""
    asked, filed, part = await pressed(request, work, press)
    return await sent(request, work, asked, filed, leads=part in people.LEADING)


async def approve(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A lead says yes to what another sent, or was asked about."""
    asked, filed, part = await pressed(request, work, press)
    if part not in people.LEADING:
        raise Refused("refused.leads_only")
    return await sent(request, work, asked, filed, leads=True)


async def nothing(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing new: said as such in every part but what comes next."""
    asked, filed, part = await pressed(request, work, press)
    empty = service.change(work, asked, filed, "", is_whole=True)
    return await sent(request, work, asked, empty, leads=part in people.LEADING)


async def anew(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A draft from the records as they are now, in place of what stands there."""
    asked, filed, _ = await pressed(request, work, press)
    return [messages.Toast(), *await shown_everywhere(work, asked, await drafted_anew(work, asked, filed))]


async def drafted_anew(work: ports.Work, asked: Asked, filed: ports_filings.Filed) -> ports_filings.Filed:
    """Raises `Refused` for a report that is in."""
    rules.check_taken(asked.filing)
    if rules.as_judged(asked.filing, filed.report).state in report_rules.HANDED_IN:
        raise Refused("duty.sent_already")
    fresh = filing_drafts.draft(await service.records(work, asked), asked.kept.duty.reading, work.now)
    return service.keep_draft(
        work, asked.filing, replace(report_words.written(filed.report, fresh.parts), tasks=fresh.tasks)
    )


async def drop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What was written and not sent is dropped: what was handed in stands."""
    asked, filed, _ = await pressed(request, work, press)
    return await shown_everywhere(work, asked, service.drop(work, filed))


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The report once more, below; it is the one that is kept up from now on."""
    asked, filed, part = await pressed(request, work, press)
    return [messages.Toast(), *await below(work, asked, filed, part, request.place)]


async def below(
    work: ports.Work, asked: Asked, filed: ports_filings.Filed, part: people.Part, place: messages.Place
) -> list[messages.Answer]:
    """The report once more; the message that showed it until now says so and has no buttons left."""
    report, name = rules.as_judged(asked.filing, filed.report), slot(asked.filing.id)
    text, rows = await _state_text(work, asked, report), _rows(asked, report, part)
    post = messages.Post(place, text, purpose=messages.Purpose.QUESTION, rows=rows, slot=name)
    return [*await draft_places.moved_down(work, place, name, asked.group.language), post]


async def sent(
    request: Request, work: ports.Work, asked: Asked, filed: ports_filings.Filed, *, leads: bool
) -> list[messages.Outgoing]:
    """It is handed in as it is written; a lead who approved what it takes the place of hears of that."""
    before = filed.report
    fresh = await service.send(work, asked.filing, filed, request.actor, leads=leads)
    said = await shown_everywhere(work, asked, fresh)
    if before.approved_by is not None and fresh.report.approved_by is None:
        said += await reports.replaced(request, work, asked.group, before.approved_by)
    return said


async def shown_everywhere(work: ports.Work, asked: Asked, filed: ports_filings.Filed) -> list[messages.Outgoing]:
    """The report's copies in private, and the committee's list."""
    return [*await copies(work, asked, filed.report), *await duty_boards.edits(work, asked)]


async def copies(work: ports.Work, asked: Asked, report: Report) -> list[messages.Outgoing]:
    """The report as it stands now, wherever it is shown in private."""
    stands, said = rules.as_judged(asked.filing, report), list[messages.Outgoing]()
    text = await _state_text(work, asked, stands)
    for _, part, chat in await rounds_service.reporters(work, asked.group):
        if await work.slots.get(chat.id, slot(asked.filing.id)) is not None:
            place, rows = messages.Place(chat.id), _rows(asked, stands, part)
            said.append(messages.Edit(place, slot(asked.filing.id), text, rows, purpose=messages.Purpose.TURN))
    return said


async def _state_text(work: ports.Work, asked: Asked, report: Report) -> Markup:
    language, zone = asked.group.language, asked.group.zone
    lines = [words.say(language, "duty.draft.head", **_named(asked, work.now))]
    if asked.filing.standing not in rules.TAKEN and report.state not in report_rules.HANDED_IN:
        key = "duty.over" if asked.filing.standing is Standing.OVER else "duty.not_asked_any_more"
        return Markup("\n").join([*lines, words.say(language, key)])
    if report.state is State.RETURNED:
        reason = scene.shorten(report.returned_for or "", LONGEST_REASON)
        lines.append(words.say(language, "round.draft.returned", reason=reason))
    elif report.state is State.ACCEPTED or (report.state in report_rules.HANDED_IN and report.draft is None):
        by = None if report.by is None else await work.people.get(report.by)
        name = "" if by is None else scene.shorten(by.name, 32)
        moment = dates.moment(report.sent_at or work.now, zone, work.now, language)
        key = "round.draft.approved" if report.approved_by is not None else "round.draft.sent"
        key = "duty.draft.accepted" if report.state is State.ACCEPTED else key
        lines.append(words.say(language, key, name=name, moment=moment))
    if report.state is State.ACCEPTED:
        return Markup("\n").join([*lines, Markup(), *parts(asked, report)])
    if report.draft is not None:
        lines.append(round_shown.unsent(report, language, zone, work.now))
    return Markup("\n").join(
        [*lines, Markup(), *written(asked, report), Markup(), words.say(language, "duty.draft.how")]
    )


async def owed(work: ports.Work, group: groups.Group, request: Request) -> list[Markup]:
    """A line for each report that the group owes its committee next."""
    lines = []
    for filing in (await work.filings.open_of(group.id))[:MOST_OWED]:
        asked = await service.asked_of(work, filing)
        reading = duty_boards.reading(request.language, asked.kept.duty.reading)
        moment = dates.moment(filing.due_at, group.zone, request.now, request.language)
        lines.append(words.say(request.language, "duty.own", reading=reading, moment=moment))
    return lines


async def pressed(
    request: Request, work: ports.Work, press: presses.Press
) -> tuple[Asked, ports_filings.Filed, people.Part]:
    """The filing that a button in private names, what there is of it, and the presser's part in its group."""
    try:
        group = await work.groups.get(press.number(0))
    except LookupError:
        raise Refused("refused.old_button") from None
    part = await reports_service.part_of(work, group, request.actor)
    filing, filed = await service.of_group(work, group.id, press.number(1))
    return await service.asked_of(work, filing), filed, part


PRIVATE = {
    "dysend": send,
    "dynone": nothing,
    "dyyes": approve,
    "dyanew": anew,
    "dydrop": drop,
    "dyshow": show,
}
"""Buttons in private, which name the reporting group."""

"""Words in reply to a report between rounds; one put to leads, changed or given back by them; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports, ports_filings
from coordination.errors import Refused
from coordination.rules import filings as rules
from coordination.rules import people, report_headings
from coordination.rules.report_headings import Deed
from coordination.rules.round_reports import State
from coordination.services import filings as service
from coordination.services import round_reports as reports_service
from coordination.services.filing_runs import Asked
from handlers import draft_places, filings, presses, prompts, round_asks, round_shown, scene, words
from handlers.request import Request

CHANGE, BACK = "duty.change", "duty.back"
"""What the words of a change, and the reason of a draft that is given back, are asked as."""


async def replied(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """A part by its number, a whole new text, or a word that is a button, in reply to a report; else `None`."""
    kind, _, rest = (request.reply.slot or "" if request.reply is not None else "").partition(":")
    if kind != filings.KIND or not rest.isdecimal() or not request.is_private:
        return None
    return await reply(request, work, int(rest))


async def reply(request: Request, work: ports.Work, filing_id: int) -> list[messages.Answer]:
    """What a reporter's words do to the report."""
    filing = await work.filings.get(filing_id)
    filed = None if filing is None else await work.filings.report(filing.id)
    if filing is None or filed is None:
        raise Refused("refused.old_button")
    asked = await service.asked_of(work, filing)
    part = await reports_service.part_of(work, asked.group, request.actor)
    if (deed := report_headings.deed(request.text)) is not None:
        return await done(request, work, asked, (filed, part), deed)
    return await _changed(request, work, asked, service.change(work, asked, filed, request.text))


async def _changed(
    request: Request, work: ports.Work, asked: Asked, filed: ports_filings.Filed
) -> list[messages.Answer]:
    language, stands = asked.group.language, rules.as_judged(asked.filing, filed.report)
    text = words.say(language, "round.changed")
    if stands.draft is not None:
        text = round_shown.unsent(stands, language, asked.group.zone, work.now)
    return [scene.answer(request, text), *await filings.shown_everywhere(work, asked, filed)]


async def done(
    request: Request, work: ports.Work, asked: Asked, known: tuple[ports_filings.Filed, people.Part], deed: Deed
) -> list[messages.Answer]:
    """A word as the button that it names; a press would show what became of it where the button was."""
    filed, part = known
    stands = rules.as_judged(asked.filing, filed.report)
    deed = report_headings.settled(deed, came_back=stands.state is State.RETURNED and stands.draft is None)
    if deed is Deed.HEARD:
        raise Refused("round.only_heard")
    if deed is Deed.ASK:
        return await ask(request, work, asked, filed)
    if deed is Deed.ANEW:
        return await _changed(request, work, asked, await filings.drafted_anew(work, asked, filed))
    if deed is Deed.NOTHING:
        filed = service.change(work, asked, filed, "", is_whole=True)
    said = await filings.sent(request, work, asked, filed, leads=part in people.LEADING)
    return [scene.answer(request, words.say(asked.group.language, "round.sent_now")), *said]


async def ask_lead(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The report is put to the group's leads, each of whom approves it with a tap."""
    asked, filed, _ = await filings.pressed(request, work, press)
    return await ask(request, work, asked, filed)


async def ask(request: Request, work: ports.Work, asked: Asked, filed: ports_filings.Filed) -> list[messages.Answer]:
    """The draft once more, below; what showed it to a lead until now says so and has no buttons left."""
    rules.check_taken(asked.filing)
    language, name = asked.group.language, filings.slot(asked.filing.id)
    leads = await round_asks.leads_of(work, asked.group)
    who = "" if request.actor is None else scene.shorten(request.actor.name, 32)
    lines = [words.say(language, "round.lead_asked", name=who), Markup(), *filings.written(asked, filed.report)]
    text = Markup("\n").join([*lines, Markup(), words.say(language, "duty.draft.how")])
    rows: messages.Rows = ((filings.button(asked, "dyyes"), filings.button(asked, "dychange")),)
    if request.actor is not None:
        rows = (*rows, (filings.button(asked, "dygive", request.actor.id),))
    said: list[messages.Answer] = []
    for _, chat in leads:
        place = messages.Place(chat.id)
        said += await draft_places.moved_down(work, place, name, language)
        said.append(messages.Post(place, text, purpose=messages.Purpose.QUESTION, rows=rows, slot=name))
    return [*said, round_asks.asked(request, asked.group, leads)]


async def change(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A lead changes it first: what is typed is read as a reply to the report."""
    asked, _, _ = await filings.pressed(request, work, press)
    text, values = words.say(asked.group.language, "duty.ask_change"), {"filing": asked.filing.id}
    return [prompts.ask(request, work, CHANGE, text, values=values, group=asked.group), messages.Toast()]


async def changed(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    return await reply(request, work, int(question.values["filing"]))


async def give(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A lead gives it back to whoever asked: why is typed."""
    asked, _, part = await filings.pressed(request, work, press)
    if part not in people.LEADING:
        raise Refused("refused.leads_only")
    return await round_asks.ask_why(request, work, BACK, asked.group, (asked.filing.id, press.number(2)))


async def given(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The reason: whoever asked has it at once; the draft stays as it is."""
    group = await work.groups.get(question.group_id)
    filing, filed = await service.of_group(work, group.id, int(question.values["about"]))
    await reports_service.part_of(work, group, request.actor)
    said = await round_asks.tell_why(request, work, group, int(question.values["person"]))
    return [*said, *await filings.shown_everywhere(work, await service.asked_of(work, filing), filed)]


PRESSED = {"dyask": ask_lead, "dychange": change, "dygive": give}

PROMPTS = {CHANGE: changed, BACK: given}

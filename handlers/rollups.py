"""`/summary all`: what a committee's or a section's chat sees of its groups, and its buttons; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, summaries, summary_periods
from coordination.services import charts as charts_service
from coordination.services import rights, sections
from coordination.services import rollup_records as records
from coordination.services import rollups as service
from coordination.services import summaries as summaries_service
from handlers import charts, dates, presses, prompts, rollup_texts, scene, summary_pages, task_lines, words
from handlers.request import Request

A_PAGE = 4
LONGEST_ASK = 100
MOST_LED = 3
DOCUMENT, SHEET = "rollup", "rollup.sheet"
"""Recipes of the document and the workbook; their values are `group` and the days `first` and `last`."""

REMARK = "rollup.remark"
"""Names the typed answer to *Remark*."""

_READINGS = {
    **dict.fromkeys(("tactical", "details", "分项", "分项情况"), rollup_texts.TACTICAL),
    **dict.fromkeys(("executive", "short", "总体", "总体情况"), rollup_texts.EXECUTIVE),
}


async def asked(request: Request, work: ports.Work, typed: str) -> Sequence[messages.Answer]:
    """`/summary all`, `/summary all month`, `/summary all tactical`."""
    group = scene.group_of(request)
    rest, _, last = typed.strip().rpartition(" ")
    reading = _READINGS.get(last.casefold())
    period = summary_periods.period_of(typed if reading is None else rest, scene.frame(request))
    chosen = reading or rollup_texts.EXECUTIVE
    if group.kind is groups.GroupKind.PERSONAL and request.actor is not None:
        return await _of_led(request, work, period, chosen)
    seen = await service.view(work, group, period)
    text = rollup_texts.render(seen, chosen, rollup_texts.Occasion(request.now))
    kept = records.keep(work, seen, str(text))
    return [scene.answer(request, text, rows=buttons(group, period, chosen), slot=records.slot(kept))]


async def _of_led(
    request: Request, work: ports.Work, period: summaries.Period | None, reading: int
) -> list[messages.Answer]:
    """In private, for whoever leads sections: each of them, as its chat would read it. Raises `Refused` for others."""
    assert request.actor is not None
    led = await sections.led_by(work, request.actor.id)
    if not led:
        raise Refused("rollup.no_programme")
    occasion = rollup_texts.Occasion(request.now)
    seen = [await service.view(work, one, period) for one in led[:MOST_LED]]
    return [scene.answer(request, rollup_texts.render(one, reading, occasion)) for one in seen]


def post(work: ports.Work, fired: service.Fired) -> messages.Post:
    """The one that comes by itself."""
    above = fired.view.above
    delayed = (fired.due, fired.at) if fired.is_late else None
    text = rollup_texts.render(fired.view, rollup_texts.EXECUTIVE, rollup_texts.Occasion(fired.at, delayed))
    kept = records.keep(work, fired.view, str(text))
    return messages.Post(
        messages.Place(above.chat_id, above.topic_id),
        text,
        purpose=messages.Purpose.SUMMARY,
        rows=buttons(above, fired.view.period, rollup_texts.EXECUTIVE),
        silent=True,
        slot=records.slot(kept),
    )


def buttons(above: groups.Group, period: summaries.Period, reading: int) -> messages.Rows:
    """The other reading, group by group, what the colours mean; as a picture, a workbook, a document."""
    language = above.language

    def button(name: str, verb: str, *more: int) -> messages.Button:
        return _button(language, name, data(verb, above, period, *more))

    other = ("tactical", rollup_texts.TACTICAL) if reading == rollup_texts.EXECUTIVE else ("executive", 0)
    return (
        (button(other[0], "rushort", other[1]), button("rueach", "rueach", 0), button("lights", "rulights")),
        (button("rupicture", "rupicture"), button("rusheet", "rusheet"), button("rupaper", "rupaper")),
        (button("ruremark", "ruremark"),),
    )


def _button(language: str, name: str, pressed: str) -> messages.Button:
    return messages.Button(words.plain(language, f"rollup.button.{name}"), pressed)


def data(verb: str, above: groups.Group, period: summaries.Period, *more: int) -> str:
    """What a button says: whose and which days, so that it works at any age."""
    return presses.data(verb, above.id, period.first.toordinal(), period.last.toordinal(), *more)


async def each(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Group by group, section by section: where it stands, what is next, what it needs; page by page."""
    seen = await _seen(request, work, press)
    language, lines = seen.above.language, seen.by_section
    at = min(press.number(3), (len(lines) - 1) // A_PAGE * A_PAGE)
    blocks = [_block(seen, lines, place, request.now) for place in range(at, min(at + A_PAGE, len(lines)))]
    turns = []
    if at:
        turns.append(_button(language, "back", data("rueach", seen.above, seen.period, max(0, at - A_PAGE))))
    turns.append(_button(language, "rushort", data("rushort", seen.above, seen.period)))
    if at + A_PAGE < len(lines):
        turns.append(_button(language, "on", data("rueach", seen.above, seen.period, at + A_PAGE)))
    return [scene.in_place(request, Markup("\n\n").join(blocks), (tuple(turns),))]


def _block(seen: service.RollUp, lines: Sequence[service.Line], place: int, now: datetime) -> Markup:
    """A group, under the name of its section where that begins."""
    names = {line.seated.group.id: part.section.name for part in seen.parts for line in part.lines}
    mine, before = (names.get(lines[one].seated.group.id) if one >= 0 else None for one in (place, place - 1))
    text = _each(lines[place], now, seen.above.language)
    if mine is None or (mine == before and place % A_PAGE):
        return text
    return Markup("\n").join([words.say(seen.above.language, "rollup.under", name=scene.shorten(mine)), text])


def _each(line: service.Line, now: datetime, language: str) -> Markup:
    view = line.view
    today = now.astimezone(ZoneInfo(view.group.zone)).date()
    coming = [
        words.say(
            language,
            "summary.task_next",
            title=task_lines.title(task),
            day=dates.inline_day(task.due.on, today, language),
        )
        for task in view.next[:2]
        if task.due is not None
    ]
    nothing = words.plain(language, "round.empty")
    text = words.say(
        language,
        "rollup.each",
        light=task_lines.LIGHTS[view.light],
        name=scene.shorten(view.group.name, 40),
        code=line.code,
        n_done=len(view.done),
        n_late=view.late.total,
        n_blocked=len(view.blocked),
        tasks=words.join(language, "clauses", coming) or nothing,
        asks=words.join(language, "clauses", [scene.shorten(ask, LONGEST_ASK) for ask in line.owed[-2:]]) or nothing,
    )
    if not view.lines:
        return text
    said = scene.shorten(view.lines[-1], rollup_texts.LONGEST_LINE)
    head, _, rest = text.partition("\n")
    return Markup("\n").join([Markup(head), words.say(language, "summary.line", words=said), Markup(rest)])


async def short(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A reading of the whole, as it stands now."""
    seen = await _seen(request, work, press)
    reading = rollup_texts.TACTICAL if press.number(3) == rollup_texts.TACTICAL else rollup_texts.EXECUTIVE
    text = rollup_texts.render(seen, reading, rollup_texts.Occasion(request.now))
    record = records.id_of(request.pressed_slot)
    if record is not None and await records.get(work, seen.above, record) is not None:
        records.keep(work, seen, str(text), record_id=record)
    return [scene.in_place(request, text, buttons(seen.above, seen.period, reading))]


async def colours(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The rule of the lights, for the presser alone."""
    return [messages.Toast(words.plain(request.language, "rollup.lights"), alert=True)]


async def picture(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The states of every group as a picture."""
    seen = await _seen(request, work, press)
    view = await charts_service.shares(work, seen.above)
    if not view.shares:
        raise Refused("chart.empty_toast")
    return [charts.photo(view, seen.above.language, request.place), messages.Toast()]


async def paper(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All groups as a document."""
    return await _file(request, work, press, DOCUMENT)


async def sheet(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All groups as a workbook, with the message behind each line."""
    return await _file(request, work, press, SHEET)


async def ask_remark(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Remark*: a lead of the chat's own group is asked for words that stand above all of it."""
    seen = await _seen(request, work, press)
    await rights.check_leads(work, scene.said(request, work))
    if work.now >= summaries_service.bounds(seen.above, seen.period)[1]:
        raise Refused("refused.summary_over")
    values = {"first": press.number(1), "last": press.number(2), "record": records.id_of(request.pressed_slot)}
    text = words.say(request.language, "rollup.ask_remark", span=rollup_texts.span(seen, request.now))
    return [prompts.ask(request, work, REMARK, text, values=values), messages.Toast()]


async def remarked(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The remark itself: the roll-up below which it was asked for shows it."""
    group = scene.group_of(request)
    await summaries_service.add_line(work, scene.said(request, work, request.text), request.text)
    told = scene.answer(request, words.say(request.language, "rollup.remark_kept"))
    record = question.values["record"]
    if question.group_id != group.id or record is None or await records.get(work, group, record) is None:
        return [told]
    period = summaries.Period(*(summary_pages.day_of(question.values[end]) for end in ("first", "last")))
    seen = await service.view(work, group, period)
    text = rollup_texts.render(seen, rollup_texts.EXECUTIVE, rollup_texts.Occasion(request.now))
    records.keep(work, seen, str(text), record_id=record)
    rows = buttons(group, period, rollup_texts.EXECUTIVE)
    edit = messages.Edit(request.place, records.slot(record), text, rows=rows, purpose=messages.Purpose.SUMMARY)
    return [edit, told]


async def _file(request: Request, work: ports.Work, press: presses.Press, recipe: str) -> Sequence[messages.Answer]:
    seen = await _seen(request, work, press)
    values = {"group": str(seen.above.id), "first": str(press.number(1)), "last": str(press.number(2))}
    return [messages.Document(request.place, recipe, values), messages.Toast()]


async def _seen(request: Request, work: ports.Work, press: presses.Press) -> service.RollUp:
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    return await service.view(work, group, summary_pages.period_of(press))


PRESSED = {
    "rueach": each,
    "rushort": short,
    "rulights": colours,
    "rupicture": picture,
    "rupaper": paper,
    "rusheet": sheet,
    "ruremark": ask_remark,
}
PROMPTS = {REMARK: remarked}

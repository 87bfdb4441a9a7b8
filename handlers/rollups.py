"""`/summary all`: the committee's week over all its groups; two readings of one record; it decides nothing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, lights, summary_periods
from coordination.services import rollups as service
from handlers import commitment_pages, dates, presses, scene, summary_pages, task_lines, words
from handlers.request import Request

MOST_LINES = 6
MOST_ASKS = 3
A_PAGE = 4
LONGEST_ASK = 100
DOCUMENT = "rollup"
"""The recipe of the document; its values are `group` and the days `first` and `last`."""


async def asked(request: Request, work: ports.Work, typed: str) -> Sequence[messages.Answer]:
    """`/summary all`, `/summary all month`."""
    group = scene.group_of(request)
    if group.kind is not groups.GroupKind.COMMITTEE:
        raise Refused("rollup.no_programme")
    period = summary_periods.period_of(typed, scene.frame(request))
    seen = await service.view(work, group, period)
    return [scene.answer(request, render(seen, request.now), rows=buttons(seen), slot=f"rollup:{group.id}")]


def post(fired: service.Fired) -> messages.Post:
    """The one that comes by itself."""
    committee = fired.view.committee
    delayed = (fired.due, fired.at) if fired.is_late else None
    return messages.Post(
        messages.Place(committee.chat_id, committee.topic_id),
        render(fired.view, fired.at, delayed=delayed),
        purpose=messages.Purpose.SUMMARY,
        rows=buttons(fired.view),
        slot=f"rollup:{committee.id}",
    )


def render(seen: service.RollUp, now: datetime, *, delayed: tuple[datetime, datetime] | None = None) -> Markup:
    """Lights, counts, the groups that are not green, and what is asked of the committee."""
    language, zone = seen.committee.language, seen.committee.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    lines = [
        words.say(
            language,
            "rollup.title",
            span=dates.span(seen.period.first, min(seen.period.last, max(today, seen.period.first)), today, language),
            n_green=seen.count(lights.Light.GREEN),
            n_yellow=seen.count(lights.Light.YELLOW),
            n_red=seen.count(lights.Light.RED),
        )
    ]
    if delayed is not None:
        due, sent = (dates.moment(at, zone, now, language) for at in delayed)
        lines.append(words.say(language, "summary.delayed", due=due, sent=sent))
    lines.append(
        words.say(
            language,
            "rollup.counts",
            n_done=sum(len(one.view.done) for one in seen.lines),
            n_before=sum(one.view.done_before for one in seen.lines),
            n_late=sum(one.view.late.total for one in seen.lines),
            n_blocked=sum(len(one.view.blocked) for one in seen.lines),
        )
    )
    troubled = [one for one in seen.worst_first if one.view.light is not lights.Light.GREEN]
    lines += [_troubled(one, language) for one in troubled[:MOST_LINES]]
    if len(troubled) > MOST_LINES:
        lines.append(words.count(language, "rollup.more", len(troubled) - MOST_LINES))
    lines += _asks(seen, language)
    if seen.promises is not None:
        lines.append(commitment_pages.counts(seen.promises, language))
    moment = dates.moment(seen.until, zone, now, language)
    return Markup("\n").join([*lines, words.say(language, "summary.until", moment=moment)])


def _troubled(line: service.Line, language: str) -> Markup:
    """What stands in the way of one group, its worst first."""
    view = line.view
    stuck = [task_lines.title(one.task) for one in view.blocked]
    late = [task_lines.title(one) for one in view.late.tasks if one.id not in {each.task.id for each in view.blocked}]
    return words.say(
        language,
        "rollup.line",
        light=task_lines.LIGHTS[view.light],
        code=line.code,
        n_late=view.late.total,
        n_blocked=len(view.blocked),
        tasks=words.join(language, "clauses", [*stuck, *late][:2]),
    )


def _asks(seen: service.RollUp, language: str) -> list[Markup]:
    """What the committee owes its groups; it stands in every roll-up."""
    if not seen.asks:
        return [words.say(language, "rollup.asks_none")]
    items = [
        words.say(language, "rollup.ask", code=code, words=scene.shorten(ask, LONGEST_ASK))
        for code, ask in seen.asks[:MOST_ASKS]
    ]
    if len(seen.asks) > MOST_ASKS:
        items.append(words.count(language, "plan.more", len(seen.asks) - MOST_ASKS))
    return [words.say(language, "rollup.asks", asks=words.join(language, "clauses", items))]


def buttons(seen: service.RollUp) -> messages.Rows:
    language = seen.committee.language
    return (
        (
            messages.Button(words.plain(language, "rollup.button.rueach"), data("rueach", seen, 0)),
            messages.Button(words.plain(language, "rollup.button.rupaper"), data("rupaper", seen)),
        ),
    )


def data(verb: str, seen: service.RollUp, *more: int) -> str:
    first, last = seen.period.first.toordinal(), seen.period.last.toordinal()
    return presses.data(verb, seen.committee.id, first, last, *more)


async def each(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Group by group: where it stands, what is next, what it needs; page by page."""
    seen = await _seen(request, work, press)
    language, at = seen.committee.language, press.number(3)
    shown = seen.lines[at : at + A_PAGE]
    text = Markup("\n\n").join(_each(one, request.now, language) for one in shown)
    turns = []
    if at:
        turns.append(
            messages.Button(words.plain(language, "rollup.button.back"), data("rueach", seen, max(0, at - A_PAGE)))
        )
    turns.append(messages.Button(words.plain(language, "rollup.button.rushort"), data("rushort", seen)))
    if at + A_PAGE < len(seen.lines):
        turns.append(messages.Button(words.plain(language, "rollup.button.on"), data("rueach", seen, at + A_PAGE)))
    return [scene.in_place(request, text, (tuple(turns),))]


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
    return words.say(
        language,
        "rollup.each",
        light=task_lines.LIGHTS[view.light],
        name=scene.shorten(view.group.name, 40),
        code=line.code,
        n_done=len(view.done),
        n_late=view.late.total,
        n_blocked=len(view.blocked),
        tasks=words.join(language, "clauses", coming) or nothing,
        asks=words.join(language, "clauses", [scene.shorten(ask, LONGEST_ASK) for ask in view.help[:2]]) or nothing,
    )


async def short(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Back to the short reading, as it stands now."""
    seen = await _seen(request, work, press)
    return [scene.in_place(request, render(seen, request.now), buttons(seen))]


async def paper(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All groups as a document."""
    seen = await _seen(request, work, press)
    values = {
        "group": str(seen.committee.id),
        "first": str(press.number(1)),
        "last": str(press.number(2)),
    }
    return [messages.Document(request.place, DOCUMENT, values), messages.Toast()]


async def _seen(request: Request, work: ports.Work, press: presses.Press) -> service.RollUp:
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    return await service.view(work, group, summary_pages.period_of(press))

"""The pages behind a summary's buttons, on its own message: where each line comes from, and what was done by whom."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import summaries
from coordination.services import summaries as service
from coordination.services import summary_sources as sources
from handlers import card_lines, dates, html, message_links, presses, scene, summary_parts, task_lines, words
from handlers import summaries as shown
from handlers.request import Request

PAGE = 8
LONGEST = 60


def period_of(press: presses.Press) -> summaries.Period:
    """The period that a button names. Raises `Refused` for days that no calendar has."""
    first, last = press.number(1), press.number(2)
    if not 1 <= first <= last <= date.max.toordinal() or last - first > 400:
        raise Refused("refused.old_button")
    return summaries.Period(day_of(first), day_of(last))


def day_of(ordinal: int) -> date:
    """A day as buttons write it."""
    return date.fromordinal(ordinal)


async def turn(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A button of a summary: its message shows the page asked for."""
    group = scene.group_of(request)
    if press.number(0) != group.id or request.pressed_message_id is None:
        raise Refused("refused.old_button")
    view = await service.view(work, group, period_of(press))
    if press.number(3) == shown.SUMMARY:
        text = shown.render(view, request.language, now=request.now)
        rows = shown.buttons(group, view.period, request.language, is_over=view.is_over)
    else:
        text, rows = await page_of(request, work, view, press.number(3), press.number(4))
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


async def page_of(
    request: Request, work: ports.Work, view: summaries.SummaryView, page: int, part: int = 0
) -> tuple[Markup, messages.Rows]:
    """Another page of a summary than its text; `part` is of the sources."""
    if page == shown.SOURCES:
        return await _sources(request, work, view.period, part)
    if page == shown.SHARES:
        return await _shares(request, work, view.period)
    if page == shown.COUNTS:
        return _counts(request, view), ((_back(request, view.period),),)
    raise Refused("refused.old_button")


def _counts(request: Request, view: summaries.SummaryView) -> Markup:
    """What the period came to in numbers, each against the period before; nobody and no task is named."""
    language, now, before = request.language, view.tally, view.before
    rows = [
        words.say(
            language,
            "summary.tally",
            what=words.plain(language, f"summary.tally.{name}"),
            n_is=getattr(now, name),
            n_before=getattr(before, name),
        )
        for name in ("done", "new", "moved", "slipped", "blocked", "freed")
    ]
    rows.append(words.say(language, "summary.tally_now", n_late=view.late.total, n_blocked=len(view.blocked)))
    rows.append(words.say(language, "summary.tally_next", n_next=len(view.next), n_help=len(view.help)))
    until = words.say(
        language, "summary.until", moment=dates.moment(view.until, view.group.zone, request.now, language)
    )
    return Markup("\n").join([shown.title(view, request.now, language), *rows, Markup(), until])


async def _sources(
    request: Request, work: ports.Work, period: summaries.Period, page: int
) -> tuple[Markup, messages.Rows]:
    """A page of the lines with the message behind each."""
    group, language = scene.group_of(request), request.language
    found = await sources.origins(work, group, period)
    page = min(page, max(0, (len(found) - 1) // PAGE))
    head = words.count(language, "summary.sources", len(found), span=_span(request, period))
    lines = [_origin(request, one) for one in found[page * PAGE : (page + 1) * PAGE]]
    turns = []
    if page:
        turns.append(_button(request, period, "button.list.before", page - 1))
    if (page + 1) * PAGE < len(found):
        turns.append(_button(request, period, "button.list.next", page + 1))
    return Markup("\n").join([head, *lines]), ((*turns, _back(request, period)),)


def _button(request: Request, period: summaries.Period, key: str, page: int) -> messages.Button:
    label = words.plain(request.language, "button.list.next" if key.endswith("next") else "button.list.before")
    return messages.Button(label, shown.data("sum", scene.group_of(request), period, shown.SOURCES, page))


def _back(request: Request, period: summaries.Period) -> messages.Button:
    label = words.plain(request.language, "button.summary.back")
    return messages.Button(label, shown.data("sum", scene.group_of(request), period, shown.SUMMARY))


def _origin(request: Request, origin: sources.Origin) -> Markup:
    """`Done: #15 freight quote, Tom, Wed 25 Nov, 10:12` with the moment as the link, where there is one."""
    language, group = request.language, scene.group_of(request)
    moment = dates.inline_moment(origin.at, group.zone, request.now, language)
    address = message_links.address(origin.chat, origin.message_id, group.topic_id)
    who = card_lines.person_name(origin.person, language)
    if origin.on_behalf:
        who = words.say(language, "history.behalf", who=who, behalf=origin.on_behalf)
    return words.say(
        language,
        "summary.origin",
        heading=words.plain(language, f"summary.heading.{origin.heading.value}"),
        what=_what(origin, language),
        who=who,
        moment=html.escape(moment) if address is None else html.link(moment, address),
    )


def _what(origin: sources.Origin, language: str) -> Markup:
    if origin.task is None:
        return html.escape(scene.shorten(origin.text, LONGEST))
    values = {"task": task_lines.reference(origin.task), "title": task_lines.title(origin.task)}
    return words.say(language, "task.line.title", **values)


async def _shares(request: Request, work: ports.Work, period: summaries.Period) -> tuple[Markup, messages.Rows]:
    """Counts by owner, in the order of names."""
    language = request.language
    found = await sources.shares(work, scene.group_of(request), period)
    head = words.say(language, "summary.people", span=_span(request, period))
    lines = [_share(one, language) for one in found[: summary_parts.MOST_TITLES]]
    rest = len(found) - len(lines)
    more = [words.count(language, "summary.more_people", rest)] if rest else []
    nobody = [] if found else [words.say(language, "summary.people_none")]
    return Markup("\n").join([head, *lines, *more, *nobody]), ((_back(request, period),),)


def _share(share: sources.Share, language: str) -> Markup:
    name = task_lines.name(share.name) if share.name else words.say(language, "task.nobody")
    values = {"n_done": share.done, "n_moved": share.moved, "n_late": share.late}
    return words.say(language, "summary.share", name=name, **values)


def _span(request: Request, period: summaries.Period) -> str:
    return dates.span(period.first, period.last, scene.today(request), request.language)

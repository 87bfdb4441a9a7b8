"""The summary of a group for a period as text (voice.md 5), and `/summary`, which asks for one; it decides nothing."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups, summaries, summary_periods
from coordination.services import summaries as service
from handlers import chart_buttons, dates, presses, scene, summary_parts, task_lines, words
from handlers.request import Request

SUMMARY, SOURCES, SHARES, COUNTS = range(4)
"""Which page a button opens; the numbers stand in buttons of any age, so only append."""
MOST_LINES = 2
"""Of a lead's own lines the newest are shown."""

LONGEST_LINE = 300
LINES = 12
"""Of a message, at most."""


Delayed = tuple[datetime, datetime]
"""When something was due and when it is sent (aware)."""


_ALL = re.compile(r"\s*(?:(?:all|overview|programme|rollup)(?:\s+|$)|(?:全部|汇总|综合情况|各组)\s*)", re.IGNORECASE)
_FORMS = {
    **dict.fromkeys(("counts", "numbers", "figures", "只看数字", "数字", "统计"), COUNTS),
    **dict.fromkeys(("people", "person", "members", "按责任人", "责任人", "按人员", "按人", "人员"), SHARES),
}
"""The last word behind `/summary` may say that only counts are wanted, or what was done by whom."""

_FORM = re.compile(
    rf"(?P<rest>.*?)(?:^|\s+|(?<=[\u4e00-\u9fff]))(?:(?:by|per)\s+)?(?P<form>{'|'.join(_FORMS)})(?:\s+only)?",
    re.IGNORECASE | re.DOTALL,
)


def slot(group: groups.Group) -> str:
    """The name of the newest summary that came by itself: it follows late updates."""
    return f"summary:{group.id}"


def asked_slot(group: groups.Group) -> str:
    """The name of the newest one that was asked for: a reply to it is recognised, and it stays as it was."""
    return f"{slot(group)}:asked"


def buttons(group: groups.Group, period: summaries.Period, language: str, *, is_over: bool = False) -> messages.Rows:
    """Under a summary: sources, by person, counts alone; pictures, and what a lead does with it."""
    last = [chart_buttons.button(group, language)]
    if group.kind is not groups.GroupKind.PERSONAL and not is_over:
        last.append(messages.Button(words.plain(language, "button.summary.line"), data("sumline", group, period)))
    if group.parent_id is not None:
        last.append(messages.Button(words.plain(language, "button.summary.up"), data("sumup", group, period)))
    pages = (("sources", SOURCES), ("people", SHARES), ("counts", COUNTS))
    first = tuple(
        messages.Button(words.plain(language, f"button.summary.{name}"), data("sum", group, period, page))
        for name, page in pages
    )
    return (first, tuple(last))


def data(verb: str, group: groups.Group, period: summaries.Period, *more: int) -> str:
    """What a button of a summary says: group and days, so that it works at any age."""
    return presses.data(verb, group.id, period.first.toordinal(), period.last.toordinal(), *more)


async def summary(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/summary`, `/summary month`, `/summary since 1 Nov`, `/summary 1 Nov - 15 Nov`, `/summary today counts`.

    The week if nothing is said; `people` and `counts` behind it show that page at once.
    """
    from handlers import rollups, summary_pages  # they show summaries as well

    if (over_all := _ALL.match(request.args)) is not None:
        return await rollups.asked(request, work, request.args[over_all.end() :])
    group, language = scene.group_of(request), request.language
    form = _FORM.fullmatch(request.args.strip())
    period = summary_periods.period_of(request.args if form is None else form["rest"], scene.frame(request))
    view = await service.view(work, group, period)
    if view.is_quiet:
        key = "summary.quiet_above" if group.kind is groups.GroupKind.COMMITTEE else "summary.quiet"
        return [scene.answer(request, words.say(language, key, span=_span(view, request.now, language)))]
    if form is not None:
        text, rows = await summary_pages.page_of(request, work, view, _FORMS[form["form"].casefold()])
        return [scene.answer(request, text, rows=rows, slot=asked_slot(group))]
    rows = buttons(group, period, language, is_over=view.is_over)
    return [scene.answer(request, render(view, language, now=request.now), rows=rows, slot=asked_slot(group))]


def render(
    view: summaries.SummaryView,
    language: str,
    *,
    now: datetime | None = None,
    delayed: Delayed | None = None,
    amended: bool = False,
) -> Markup:
    """Title, counts, the five parts, and up to when the records were read.

    `now` decides which year goes without saying (default: the view's own instant). `amended`: it says that late
    updates are in it.
    """
    now = now or view.until
    head = [title(view, now, language), _counts(view, language)]
    if delayed is not None:
        due, sent = (dates.inline_moment(at, view.group.zone, now, language) for at in delayed)
        head.append(words.say(language, "summary.delayed", due=due, sent=sent))
    parts = summary_parts.render(view, now, language)
    lines = [words.say(language, "summary.line", words=line) for line in said_above(view, language)]
    moment = dates.moment(view.until, view.group.zone, now, language)
    until = words.say(language, "summary.until_amended" if amended else "summary.until", moment=moment)
    return Markup("\n").join(_spaced(head, [*lines, *parts], until))


def said_above(view: summaries.SummaryView, language: str) -> list[Markup]:
    """A lead's newest own lines, side by side, to stand above the facts; none where there are none."""
    said = [scene.shorten(line, LONGEST_LINE) for line in view.lines[-MOST_LINES:]]
    return [words.join(language, "clauses", said)] if said else []


def _spaced(head: list[Markup], body: list[Markup], until: Markup) -> list[Markup]:
    """Empty lines before the last line and before the body, as far as there is room for them."""
    free = LINES - len(head) - len(body) - 1
    before_last, before_body = ([Markup()] if free > n else [] for n in range(2))
    return [*head, *before_body, *body, *before_last, until]


def _span(view: summaries.SummaryView, now: datetime, language: str) -> str:
    """The days of the period that have begun."""
    reached = (view.until - timedelta(microseconds=1)).astimezone(ZoneInfo(view.group.zone)).date()
    last = max(view.period.first, min(view.period.last, reached))
    today = now.astimezone(ZoneInfo(view.group.zone)).date()
    return dates.span(view.period.first, last, today, language)


def title(view: summaries.SummaryView, now: datetime, language: str) -> Markup:
    """Whose it is, which days, the colour."""
    code = view.group.code if summary_parts.HABITS[language].by_code else None
    values = {
        "group": code or scene.shorten(view.group.name),
        "span": _span(view, now, language),
        "light": task_lines.LIGHTS[view.light],
    }
    key = "summary.title" if summary_parts.is_week(view) else "summary.title_period"
    return words.say(language, key, **values)


def _counts(view: summaries.SummaryView, language: str) -> Markup:
    """Done against the period before, what is new; what is late and blocked, of a period long over as it is now."""
    kind, past = "" if summary_parts.is_week(view) else "_period", "_now" if view.is_over else ""
    newly = sum(stuck.task.id in view.newly for stuck in view.blocked)
    stuck = f"summary.count_blocked{'_new' if newly else past}"
    parts = [words.say(language, f"summary.counts{kind}", n_done=len(view.done), n_before=view.done_before)]
    if view.new:
        parts.append(words.say(language, "summary.count_new", n_new=len(view.new)))
    parts.append(words.say(language, f"summary.count_late{past}", n_late=view.late.total))
    parts.append(words.say(language, stuck, n_blocked=len(view.blocked), n_newly=newly))
    return words.join(language, "counted", parts)

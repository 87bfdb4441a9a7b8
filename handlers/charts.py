"""`/chart`, and the buttons that show and switch pictures; it draws nothing and decides nothing."""

import zlib
from collections.abc import Sequence
from datetime import timedelta

from coordination import messages, pictures, ports
from coordination.errors import Refused
from coordination.rules import charts, groups
from coordination.services import charts as service
from handlers import chart_buttons, chart_captions, chart_pictures, presses, scene, words
from handlers.request import Request

_NAMED = {
    "timeline": "timeline time line gantt plan 进度图 进度 时间线 时间轴 甘特图 甘特 横道图",
    "progress": "progress burnup burn-up burndown burn done 对照 办结 办结对照 燃起图 燃尽图 完成情况",
    "people": "people owners owner person states groups group 人员 责任人 任务分布 分布 状态 各组",
    "load": "load workload week weeks weekly due 每周 每周到期 到期 负荷 工作量 周",
}
NAMES: dict[str, str] = {word: kind for kind, words_ in _NAMED.items() for word in words_.split()}
"""Words that may stand behind `/chart`, in both languages, and which picture they mean."""

OF_COMMANDS = {"gantt": "timeline", "timeline": "timeline", "burnup": "progress", "workload": "load"}
"""Commands that name their picture themselves."""

KINDS = chart_buttons.KINDS
QUIET = timedelta(minutes=5)
"""So long the same picture is not posted again by a button: it stands a little above."""

LAST_PAGE = 1_000


async def chart(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/chart`, `/chart progress`, `/chart timeline 2`."""
    kind, page = _asked(request)
    group = scene.group_of(request)
    view = await view_of(request, work, group, (kind, page * charts.ROWS))
    if _is_empty(view):
        key = "chart.empty_private" if request.is_private else "chart.empty"
        return [scene.answer(request, words.say(request.language, key))]
    reply_to = None if request.is_private else request.message_id
    return [photo(view, request.language, request.place, reply_to=reply_to)]


def _asked(request: Request) -> tuple[str, int]:
    """Which picture, and which part of the timeline, counted from 0."""
    kind, page = OF_COMMANDS.get(request.command or "", KINDS[0]), 0
    for word in request.args.casefold().split():
        if word.isdecimal() and len(word) < 5:
            page = min(max(int(word), 1), LAST_PAGE) - 1
        elif word in NAMES:
            kind = NAMES[word]
        else:
            raise Refused("refused.no_such_chart", words=scene.shorten(request.args))
    return kind, page


async def view_of(request: Request, work: ports.Work, group: groups.Group, asked: tuple[str, int]) -> charts.View:
    """What a picture (its kind and offset) shows at the work's instant; in private a timeline is one's own."""
    kind, offset = asked
    if kind == "timeline" and request.is_private and request.actor is not None:
        return await service.mine(work, group, request.actor, offset=offset)
    if kind == "timeline":
        return await service.timeline(work, group, offset=offset)
    if kind == "progress":
        return await service.progress(work, group)
    return await (service.shares(work, group) if kind == "people" else service.load(work, group))


def _is_empty(view: charts.View) -> bool:
    """There is nothing to see: no task, or none of those that the picture is about."""
    if isinstance(view, charts.TimelineView):
        return not view.tasks
    if isinstance(view, charts.ProgressView):
        return not view.scope.steps
    if isinstance(view, charts.SharesView):
        return not view.shares
    return not any(sum(week.parts) for week in (view.before, *view.weeks, view.after))


def photo(view: charts.View, language: str, place: messages.Place, *, reply_to: int | None = None) -> messages.Photo:
    """The picture of a view with its text and buttons, silent."""
    return messages.Photo(
        place=place,
        recipe=pictures.RECIPE,
        values=pictures.written(chart_pictures.of_view(view, language)),
        caption=chart_captions.render(view, language),
        rows=rows(view, language),
        reply_to=reply_to,
        silent=True,
    )


def rows(view: charts.View, language: str) -> messages.Rows:
    """The other kinds; under a part of a timeline also the parts before and after, in private these alone."""
    group_id, here = view.group.id, _kind_of(view)
    turns = _turns(view, language) if isinstance(view, charts.TimelineView) else ()
    if view.group.kind is groups.GroupKind.PERSONAL:
        return (turns,) if turns else ()
    others = tuple(
        messages.Button(words.plain(language, f"button.chart.{kind}"), presses.data("chartto", group_id, place, 0))
        for place, kind in enumerate(KINDS)
        if kind != here
    )
    return (turns, others) if turns else (others,)


def _kind_of(view: charts.View) -> str:
    kinds = {charts.TimelineView: "timeline", charts.ProgressView: "progress", charts.SharesView: "people"}
    return kinds.get(type(view), "load")


def _turns(view: charts.TimelineView, language: str) -> tuple[messages.Button, ...]:
    before, after = view.offset - charts.ROWS, view.offset + charts.ROWS
    found = [("button.list.before", before)] if before >= 0 else []
    found += [("button.list.next", after)] if after < view.total else []
    return tuple(
        messages.Button(words.plain(language, key), presses.data("chartto", view.group.id, 0, offset))
        for key, offset in found
    )


async def post(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Pictures*: the picture comes as a message of its own, where the group speaks; not the same one twice at once."""
    view = await _pressed(request, work, press)
    group = view.group
    if _is_empty(view):
        return [messages.Toast(words.plain(group.language, "chart.empty_toast"), alert=True)]
    place = messages.Place(group.chat_id, request.place.topic_id if group.topic_id is None else group.topic_id)
    sent = photo(view, group.language, place)
    subject, moment = f"chart:{group.id}", int(work.now.timestamp() // QUIET.total_seconds())
    content = zlib.crc32(sent.values["content"].encode())
    if await work.ledger.has(subject, str(content), str(moment)):
        return [messages.Toast(words.plain(group.language, "chart.stands"))]
    work.ledger.add(subject, str(content), str(moment))
    return [sent]


async def switch(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A button under a picture: its own message shows another one."""
    view = await _pressed(request, work, press)
    if request.pressed_message_id is None:
        raise Refused("refused.old_button")
    if _is_empty(view):
        return [messages.Toast(words.plain(view.group.language, "chart.empty_toast"), alert=True)]
    made = photo(view, view.group.language, request.place)
    return [
        messages.RepaintPressed(
            request.place, request.pressed_message_id, made.recipe, made.values, made.caption, made.rows
        )
    ]


async def _pressed(request: Request, work: ports.Work, press: presses.Press) -> charts.View:
    """What a button asks for; its group is one of the chat's, whatever the button says."""
    here = await work.groups.in_chat(request.chat.id)
    group = next((one for one in here if one.id == press.number(0)), None)
    if group is None or press.number(1) >= len(KINDS):
        raise Refused("refused.old_button")
    asked = KINDS[press.number(1)], min(press.number(2), LAST_PAGE * charts.ROWS)
    return await view_of(request, work, group, asked)


PRESSED = {"chart": post, "chartto": switch}

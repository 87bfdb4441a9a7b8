"""`/export`: the group's tasks as a file in its chat, one's own in private; all of a group for its admins alone."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, permissions
from coordination.services import rights
from handlers import export_orders, lists, lists_filters, mydata, presses, private_places, scene, settings, words
from handlers.export_orders import Asked
from handlers.request import Request

FILE, RECORD = "export.file", "export.record"
"""Names of the recipes: a readable file; the whole record of a group."""

START = "export"
"""What the link to the private chat says, for an admin who asked for the whole record."""

FORMATS = ("xlsx", "csv", "ics", "md", "json")
"""Only append: buttons hold the place."""

NAMES = {
    **{name: name for name in FORMATS},
    **dict.fromkeys(("excel", "xls", "sheet", "表格", "电子表格"), "xlsx"),
    **dict.fromkeys(("ical", "calendar", "日历"), "ics"),
    **dict.fromkeys(("markdown", "text", "文本"), "md"),
    **dict.fromkeys(("everything", "全部数据"), "json"),
}
"""What a format may be called behind `/export`."""

SHEETS = {
    **dict.fromkeys(("tasks", "任务"), "tasks"),
    **dict.fromkeys(("updates", "history", "进展"), "updates"),
    **dict.fromkeys(("people", "members", "人员"), "people"),
    **dict.fromkeys(("decisions", "decided", "议定事项", "决定"), "decisions"),
}
"""What a CSV may be of; a workbook has them all."""


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/export`, `/export xlsx`, `/export csv updates`, `/export ics late @ann`, `/export json`."""
    word, _, rest = request.args.strip().partition(" ")
    if not word:
        return [scene.answer(request, words.say(request.language, "export.which"), rows=_buttons(request))]
    kind = NAMES.get(word.lower().lstrip("."))
    if kind is None:
        raise Refused("refused.export_form", words=scene.shorten(word))
    if kind == "json" and request.is_private:
        return await mydata.command(request, work)
    if kind == "json":
        return await _record(request, work, scene.group_of(request))
    return [await _file(request, work, kind, rest.strip())]


async def pressed(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A format's button, in the chat of the group that it names: the same as the word."""
    group = await _of_chat(request, work, press.number(0))
    if press.number(1) >= len(FORMATS):
        raise Refused("refused.old_button")
    kind, here = FORMATS[press.number(1)], replace(request, group=group, message_id=request.pressed_message_id)
    return await mydata.command(request, work) if kind == "json" else [await _file(here, work, kind, "")]


async def listed(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*File* under a list of several pages: all of it as a workbook."""
    group = await _of_chat(request, work, press.number(0))
    if press.number(1) >= len(lists_filters.PAGED):
        raise Refused("refused.old_button")
    here = replace(request, group=group, message_id=request.pressed_message_id)
    wanted = lists_filters.paged(here, work, lists_filters.PAGED[press.number(1)])
    return [_narrowed(here, Asked("xlsx", request.language, _day(request, group)), wanted)]


async def found(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The same under a list of what was looked for."""
    kept = await work.questions.get(press.number(0))
    if kept is None or kept.kind != lists.FOUND:
        raise Refused("refused.old_button")
    group = await _of_chat(request, work, kept.group_id)
    here = replace(request, group=group, message_id=request.pressed_message_id)
    return [await _file(here, work, "xlsx", kept.values["args"])]


async def everything(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """All of the group that the button names, to an admin of its chat, in private."""
    return await _record(request, work, await settings.group_of(request, work, press.number(0)))


async def _of_chat(request: Request, work: ports.Work, group_id: int) -> groups.Group:
    try:
        group = await work.groups.get(group_id)
    except LookupError:
        raise Refused("refused.old_button") from None
    if group.chat_id != request.chat.id:
        raise Refused("refused.old_button")
    return group


async def _file(request: Request, work: ports.Work, kind: str, rest: str) -> messages.Document:
    group = scene.group_of(request)
    word, _, behind = rest.partition(" ")
    sheet = SHEETS.get(word.lower()) if kind == "csv" else None
    args = behind.strip() if sheet is not None else rest
    wanted = lists_filters.Wanted(export_orders.EVERYTHING, "")
    if args:
        wanted = await lists_filters.wanted_by(request, work, args)
    asked = Asked(kind, request.language, _day(request, group), sheet=sheet or "tasks")
    return _narrowed(request, asked, wanted)


def _narrowed(request: Request, asked: Asked, wanted: lists_filters.Wanted) -> messages.Document:
    """The group's, or in private one's own; the same tasks as the list of these words has."""
    where = wanted.where
    if wanted.groups:
        asked = replace(asked, groups=wanted.groups, where=where)
    elif request.is_private:
        asked = replace(asked, person_id=_person(request), where=replace(where, owner_id=None))
    else:
        asked = replace(asked, group_id=scene.group_of(request).id, where=where)
    return _document(request, FILE, asked, _caption(request, asked, wanted.title))


def _caption(request: Request, asked: Asked, title: str) -> str:
    """What the file holds; that a CSV of one sheet is not all there is."""
    language = request.language
    what = title or words.plain(language, f"export.what.{asked.sheet}")
    if asked.format == "csv":
        return words.say(language, "export.caption_csv", what=what)
    return words.say(language, f"export.caption.{asked.format}", what=what)


async def _record(request: Request, work: ports.Work, group: groups.Group) -> Sequence[messages.Answer]:
    """Numbers and names of people are in it: it is never posted in a group."""
    is_admin = bool(request.is_chat_admin)
    if not await rights.may_configure(work, group, request.actor, is_admin=is_admin, deed=permissions.Deed.EXPORT):
        raise Refused("refused.export_admins")
    place = await private_places.of(request, work, start=START)
    asked = Asked("json", request.language, _day(request, group), group.id)
    caption = words.say(request.language, "export.caption_json", group=scene.shorten(group.name))
    file = messages.Document(place, RECORD, export_orders.values(asked), caption)
    if request.is_private:
        return [file]
    return [file, private_places.told(request)]


def _document(request: Request, recipe: str, asked: Asked, caption: str) -> messages.Document:
    reply_to = None if request.is_private else request.message_id
    return messages.Document(
        request.place, recipe, export_orders.values(asked), caption, reply_to=reply_to, silent=True
    )


def _person(request: Request) -> int:
    if request.actor is None:
        raise Refused("refused.anonymous_takes_nothing")
    return request.actor.id


def _day(request: Request, group: groups.Group) -> date:
    return request.now.astimezone(ZoneInfo(group.zone)).date()


def _buttons(request: Request) -> messages.Rows:
    """JSON of a group is for its admins; in private it is what is kept about oneself."""
    group_id = scene.group_of(request).id
    data = [presses.data("export", group_id, place) for place in range(len(FORMATS))]
    if not request.is_private:
        data[-1] = presses.data("expall", group_id)
    buttons = [
        messages.Button(words.plain(request.language, f"export.button.{n}"), d)
        for n, d in zip(FORMATS, data, strict=True)
    ]
    return (tuple(buttons[:3]), tuple(buttons[3:]))


PRESSED: dict[str, Callable[[Request, ports.Work, presses.Press], Awaitable[Sequence[messages.Answer]]]] = {
    "export": pressed,
    "expall": everything,
    "listfile": listed,
    "foundfile": found,
}
"""Buttons, all of which name their group; of these `ADMIN` are an admin's."""

ADMIN = frozenset({"expall"})

"""A summary shown to the leads in private an hour before it is posted; a reply to it is a line of their own."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, instants, summaries
from coordination.services import summaries as summaries_service
from coordination.services import summary_previews as service
from handlers import dates, scene, words
from handlers import summaries as shown
from handlers.request import Request

KIND = "preview"


def slot(group: groups.Group) -> str:
    """The name of a preview in a lead's private chat."""
    return f"{KIND}:{group.id}"


def group_id_of(name: str | None) -> int | None:
    """The group of the preview that was answered; `None` for any other message."""
    kind, _, rest = (name or "").partition(":")
    return int(rest) if kind == KIND and rest.isdecimal() else None


async def show(work: ports.Work, schedule_id: int) -> Sequence[messages.Outgoing]:
    """The preview for each lead with a private chat; nothing where it was shown, or nobody is there to see it."""
    preview = await service.of(work, schedule_id)
    if preview is None:
        return []
    group = preview.group
    head = words.say(
        group.language, "summary.preview", moment=dates.moment(preview.due, group.zone, work.now, group.language)
    )
    text = Markup("\n\n").join([head, shown.render(preview.view, group.language, now=work.now)])
    rows = _rows(group, preview.view.period)
    return [
        messages.Post(messages.Place(chat.id), text, purpose=messages.Purpose.REMINDER, rows=rows, slot=slot(group))
        for chat in preview.chats
    ]


def _rows(group: groups.Group, period: summaries.Period) -> messages.Rows:
    label = words.plain(group.language, "button.summary.line")
    return ((messages.Button(label, shown.data("sumline", group, period)),),)


async def line(request: Request, work: ports.Work, group_id: int) -> Sequence[messages.Answer]:
    """A lead's reply to a preview: it stands above the facts from now on, and the preview shows it."""
    group = await _led(request, work, group_id)
    said = replace(scene.said(request, work, request.text), group=group)
    await service.add_line(work, said, request.text)
    week = summaries.week_of(instants.local_day(work.now, group.zone))
    view = await summaries_service.view(work, group, week)
    head = words.say(request.language, "summary.line_added", group=scene.shorten(group.name))
    text = Markup("\n\n").join([head, shown.render(view, group.language, now=work.now)])
    return [messages.Edit(request.place, slot(group), text, rows=_rows(group, week)), scene.answer(request, head)]


async def _led(request: Request, work: ports.Work, group_id: int) -> groups.Group:
    try:
        return await work.groups.get(group_id)
    except LookupError:
        raise Refused("refused.leads_only") from None

"""`/list`: the group's tasks by filter, one number's card, or in private one's own; pages turn by button."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reading_numbers
from coordination.services import changes, request_watch
from coordination.services import groups as groups_service
from coordination.services import lists as service
from handlers import (
    card_lines,
    cards,
    dates,
    due_days,
    lists_filters,
    lists_scopes,
    more_entries,
    presses,
    programme_compared,
    repeats,
    scene,
    task_lines,
    words,
)
from handlers.request import Request

FOUND = "list"
"""The kind of the record that keeps what a longer list was asked by, so that its pages turn after any restart."""

MINE = lists_filters.PAGED.index("mine")
KEPT_FOR = timedelta(days=90)
HISTORY = 3


async def show(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/list`, `/list late`, `/list @ann`, `/list #tag`, `/list late @ann`, `/list 12`, `/list words`."""
    return await _show(request, work, request.args.strip())


async def show_named(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/late`, `/blocked`, `/unowned`: the list of that name."""
    return await _show(request, work, f"{request.command} {request.args}".strip())


async def _show(request: Request, work: ports.Work, args: str) -> Sequence[messages.Answer]:
    head = reading_numbers.head(args, several=False)
    if len(head.refs) == 1 and not args[head.end :].strip():
        return await _show_referred(request, work, head.refs[0])
    answered = await scene.answered(request, work)
    if not args and answered is not None:
        return await show_card(request, work, answered.number)
    if request.is_private and not args and request.actor is not None:
        return [await _mine(request, work, 0)]
    wanted = await lists_filters.wanted_by(request, work, args)
    view = await _page(request, work, wanted)
    if not view.entries and not wanted.groups and (below := await lists_scopes.below(request, work)):
        wanted = _of_groups(request, wanted, below)
        view = await _page(request, work, wanted)
    if view.next_offset is not None and wanted.page is None:
        wanted = replace(wanted, kept=_keep(request, work, args, wanted.groups))
    text, rows = render(view, request, wanted)
    return [scene.answer(request, text, rows=rows)]


def _of_groups(request: Request, wanted: lists_filters.Wanted, below: tuple[int, ...]) -> lists_filters.Wanted:
    """The same of all groups below, in a committee's or a section's chat that has none of its own."""
    title = words.plain(request.language, "list.below", what=wanted.title)
    return replace(wanted, title=title, page=None, groups=below)


async def _page(request: Request, work: ports.Work, wanted: lists_filters.Wanted, offset: int = 0) -> service.ListView:
    """A page of the group's list; in private of one's own tasks across groups, or of other people's in these."""
    if wanted.groups:
        return await service.among(work, wanted.groups, wanted.where, offset=offset)
    if request.is_private and request.actor is not None:
        where = replace(wanted.where, owner_id=None)
        return await service.mine(work, request.actor, where, offset=offset)
    return await service.page(work, scene.group_of(request), wanted.where, offset=offset)


def _keep(request: Request, work: ports.Work, args: str, of: tuple[int, ...]) -> int:
    """Remember what was looked for, and in which groups; the words don't fit into a button."""
    values = {"args": args, "below": bool(of) and not request.is_private}
    kept = ports.Question(
        work.new_id(), scene.group_of(request).id, FOUND, work.now, work.now + KEPT_FOR, values=values
    )
    work.questions.save(kept)
    return kept.id


async def turn_found(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A page button of a list by person, tag or words."""
    kept = await work.questions.get(press.number(0))
    group = scene.group_of(request)
    if kept is None or kept.kind != FOUND or kept.group_id != group.id:
        raise Refused("refused.old_button")
    wanted = replace(await lists_filters.wanted_by(request, work, kept.values["args"]), page=None, kept=kept.id)
    if kept.values.get("below") and not wanted.groups and (below := await lists_scopes.below(request, work)):
        wanted = _of_groups(request, wanted, below)
    view = await _page(request, work, wanted, min(press.number(1), 100_000))
    return [_in_place(request, *render(view, request, wanted))]


async def _show_referred(request: Request, work: ports.Work, ref: reading_numbers.Ref) -> Sequence[messages.Answer]:
    """`12` is this chat's; `EXH-12` also another group's, from a chat that may see it (rule 7)."""
    group = scene.group_of(request)
    if ref.code is None or ref.code == (group.code or "").casefold():
        return await show_card(request, work, ref.number)
    try:
        other = await groups_service.reachable(work, scene.said(request, work), ref.code)
        view = await service.card(work, other, ref.number, history=1)
    except Refused:
        other, asked_for = await request_watch.card(work, group, ref.code, ref.number)
        view = await service.card_of(work, other, asked_for)
    text = cards.render(view, request.now, request.language)
    text = Markup("\n").join([text, *await programme_compared.carried(request, work, view.entry.task.id)])
    return [scene.answer(request, text, purpose=messages.Purpose.CARD, slot=scene.told_slot(request, other))]


async def mine(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/mine`: what the person has to do, across groups."""
    if request.actor is None:
        raise Refused("refused.anonymous_takes_nothing")
    if request.is_private:
        return [await _mine(request, work, 0)]
    wanted = lists_filters.paged(request, work, "mine")
    view = await service.page(work, scene.group_of(request), wanted.where)
    text, rows = render(view, request, wanted)
    return [scene.answer(request, text, rows=rows)]


async def show_card(request: Request, work: ports.Work, number: int) -> Sequence[messages.Answer]:
    """The card of one task with the newest of its history; it becomes the chat's newest card of that task."""
    group = scene.group_of(request)
    task = await changes.of_number(work, group, number)
    text = cards.render(await cards.view_of(work, group, task), request.now, request.language)
    text = Markup("\n").join([text, *await repeats.shown(request, work, task)])
    text = Markup("\n").join([text, *await programme_compared.carried(request, work, task.id)])
    found = [entry for entry in await more_entries.entries(work, task, HISTORY + 1) if not entry.is_creation]
    if found:
        told = await more_entries.lines(request, work, found[:HISTORY])
        text = Markup("\n").join([text, Markup(), *told])
    return [
        scene.answer(
            request,
            text,
            rows=cards.buttons(task, request.language),
            purpose=messages.Purpose.CARD,
            slot=cards.slot(task),
        )
    ]


async def turn(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A page button: the list's name and where the page begins."""
    place, offset = press.number(1), min(press.number(2), 100_000)
    name = lists_filters.PAGED[place] if place < len(lists_filters.PAGED) else "live"
    if name == "mine" and request.is_private and request.actor is not None:
        post = await _mine(request, work, offset)
        return [_in_place(request, post.text, post.rows)]
    if name == "unowned" and request.is_private:
        return await _show(request, work, name)  # a button of an earlier release
    wanted = lists_filters.paged(request, work, name)
    view = await _page(request, work, wanted, offset)
    return [_in_place(request, *render(view, request, wanted))]


def _in_place(request: Request, text: str, rows: messages.Rows) -> messages.Answer:
    """The pressed list itself turns the page; a digest or board is not written over."""
    if request.pressed_slot is None and request.pressed_message_id is not None:
        return messages.EditPressed(request.place, request.pressed_message_id, text, rows)
    return scene.answer(request, text, rows=rows)


async def _mine(request: Request, work: ports.Work, offset: int) -> messages.Post:
    assert request.actor is not None
    view = await service.mine(work, request.actor, offset=offset)
    title = words.plain(request.language, "list.named.mine")
    text, rows = render(
        view, request, lists_filters.Wanted(ports.TaskFilter(), title, lists_filters.PAGED.index("mine"))
    )
    return scene.answer(request, text, rows=rows)


def render(view: service.ListView, request: Request, wanted: lists_filters.Wanted) -> tuple[Markup, messages.Rows]:
    """Heading and a line a task, and buttons where there is more."""
    language = request.language
    if not view.entries:
        key = "short.nothing_late" if wanted.page == lists_filters.PAGED.index("late") else "list.empty"
        return words.say(language, key, what=wanted.title), ()
    head = words.count(language, "list.heading", view.total, what=wanted.title)
    rows = [line(entry, request) for entry in view.entries]
    rest = _more(view, wanted, language)
    return Markup("\n").join([head, *rows, *rest]), _pages(view, wanted, request)


def _more(view: service.ListView, wanted: lists_filters.Wanted, language: str) -> list[Markup]:
    """Which part of a longer list this is."""
    if view.total <= len(view.entries):
        return []
    first, last = view.offset + 1, view.offset + len(view.entries)
    return [words.say(language, "list.part", n_first=first, n_last=last, n_all=view.total)]


def _pages(view: service.ListView, wanted: lists_filters.Wanted, request: Request) -> messages.Rows:
    group_id = 0 if request.group is None else request.group.id
    buttons = []
    if view.offset > 0:
        before = max(0, view.offset - service.PAGE)
        buttons.append(_button(request, "button.list.before", wanted, (group_id, before)))
    if view.next_offset is not None:
        buttons.append(_button(request, "button.list.next", wanted, (group_id, view.next_offset)))
    if buttons:
        buttons.append(_file(request, wanted, group_id))
    return (tuple(buttons),) if buttons else ()


def _file(request: Request, wanted: lists_filters.Wanted, group_id: int) -> messages.Button:
    """All pages at once, as a workbook."""
    label = words.plain(request.language, "button.list.file")
    if wanted.page is None:
        return messages.Button(label, presses.data("foundfile", wanted.kept or 0))
    return messages.Button(label, presses.data("listfile", group_id, wanted.page))


def _button(request: Request, key: str, wanted: lists_filters.Wanted, where: tuple[int, int]) -> messages.Button:
    group_id, offset = where
    label = words.plain(request.language, "button.list.next" if key.endswith("next") else "button.list.before")
    if wanted.page is None:
        return messages.Button(label, presses.data("found", wanted.kept or 0, offset))
    return messages.Button(label, presses.data("list", group_id, wanted.page, offset))


def line(entry: service.Entry, request: Request) -> Markup:
    """`#12 ★ Sign the contract, Fri 4 Dec, Li Min`; late ones say since when."""
    task, language = entry.task, request.language
    title = task_lines.starred(task, language)
    today = request.now.astimezone(ZoneInfo(entry.group.zone)).date()
    values: dict[str, str] = {"task": reference(entry, request), "title": title}
    owner = task.owner if _names_owners(entry, request) else None
    if owner is not None:
        values["owner"] = card_lines.owner_name(owner, language=language)
    if task.due is None:
        return words.say(language, "task.line.owner" if owner else "task.line.title", **values)
    if entry.late:
        was = due_days.passed(task, today, language, dates.short_day)
        return words.say(language, "task.line.was_owner" if owner else "task.line.was", was=was, **values)
    due = due_days.coming(task, today, language, dates.day(task.due.on, today, language))
    return words.say(language, "task.line.due_owner" if owner else "task.line.due", due=due, **values)


def _names_owners(entry: service.Entry, request: Request) -> bool:
    """In a committee's or a section's chat the group stands at another group's task, and no person (voice.md, 5)."""
    here = request.group
    return here is None or here.kind not in lists_scopes.ABOVE or entry.group.id == here.id


def reference(entry: service.Entry, request: Request) -> str:
    """`#12` in its own group; in private, where groups are mixed, with the group's code or name."""
    if request.group is not None and entry.group.id == request.group.id:
        return f"#{entry.task.number}"
    return f"{entry.group.code or scene.shorten(entry.group.name, 20)}-{entry.task.number}"

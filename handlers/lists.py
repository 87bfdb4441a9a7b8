"""`/list`: the group's tasks by filter, one number's card, or in private one's own; pages turn by button."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reading_numbers, tasks
from coordination.rules import text as text_rules
from coordination.services import lists as service
from handlers import cards, dates, presses, scene, task_lines, words
from handlers.request import Request

FILTERS: dict[str, str] = {
    "late": "late",
    "overdue": "late",
    "逾期": "late",
    "blocked": "blocked",
    "受阻": "blocked",
    "unowned": "unowned",
    "未明确责任人": "unowned",
    "无责任人": "unowned",
    "mine": "mine",
    "me": "mine",
    "我的": "mine",
    "done": "done",
    "已办结": "done",
    "all": "all",
    "全部": "all",
}
"""Words that may stand behind `/list`, in both languages, and which list they mean."""

PAGED = ("live", "late", "blocked", "unowned", "mine", "done", "all")
"""Lists that turn pages by button; the place in this row is the button's number, so only append."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are asked for and what the list is called; `page` is its place in `PAGED`, if pages can turn."""

    where: ports.TaskFilter
    title: str
    page: int | None = None


async def show(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/list`, `/list late`, `/list @ann`, `/list #tag`, `/list 12`, `/list words`."""
    args = request.args.strip()
    head = reading_numbers.head(args, several=False)
    if len(head.refs) == 1 and not args[head.end :].strip():
        return await show_card(request, work, head.refs[0].number)
    if request.is_private and not args and request.actor is not None:
        return [await _mine(request, work, 0)]
    wanted = await _wanted(request, work, args)
    view = await service.page(work, scene.group_of(request), wanted.where)
    text, rows = render(view, request, wanted)
    return [scene.answer(request, text, rows=rows)]


async def mine(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/mine`: what the person has to do, across groups."""
    if request.actor is None:
        raise Refused("refused.anonymous_takes_nothing")
    if request.is_private:
        return [await _mine(request, work, 0)]
    wanted = _paged(request, work, "mine")
    view = await service.page(work, scene.group_of(request), wanted.where)
    text, rows = render(view, request, wanted)
    return [scene.answer(request, text, rows=rows)]


async def mine_pressed(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*My tasks* under a digest or board: the presser's own, as a toast's worth of lines in the chat's list."""
    return await mine(request, work)


async def show_card(request: Request, work: ports.Work, number: int) -> Sequence[messages.Answer]:
    """The card of one task; it becomes the chat's live card of that task."""
    view = await service.card(work, scene.group_of(request), number, history=0)
    task = view.entry.task
    return [
        scene.answer(
            request,
            cards.render(view, request.now, request.language),
            rows=cards.buttons(task, request.language),
            purpose=messages.Purpose.CARD,
            slot=cards.slot(task),
        )
    ]


async def turn(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A page button: the list's name and where the page begins."""
    place, offset = press.number(1), min(press.number(2), 100_000)
    name = PAGED[place] if place < len(PAGED) else "live"
    if name == "mine" and request.is_private and request.actor is not None:
        post = await _mine(request, work, offset)
        return [_in_place(request, post.text, post.rows)]
    wanted = _paged(request, work, name)
    view = await service.page(work, scene.group_of(request), wanted.where, offset=offset)
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
    text, rows = render(view, request, Wanted(ports.TaskFilter(), title, PAGED.index("mine")))
    return scene.answer(request, text, rows=rows)


async def _wanted(request: Request, work: ports.Work, args: str) -> Wanted:
    name = FILTERS.get(args.casefold())
    if not args or name is not None:
        return _paged(request, work, name or "live")
    if args[0] in "@＠":
        return await _of_person(request, work, args[1:].strip())
    if args[0] in "#＃":
        return Wanted(ports.TaskFilter(tag=args[1:].strip().casefold()), args)
    terms = tuple(text_rules.query_terms(args))
    if not terms:
        raise Refused("refused.list_form")
    return Wanted(ports.TaskFilter(live=False, terms=terms), f"“{scene.shorten(args)}”")


async def _of_person(request: Request, work: ports.Work, username: str) -> Wanted:
    person = await work.people.by_username(username, scene.group_of(request).id)
    if person is not None:
        return Wanted(ports.TaskFilter(owner_id=person.id), person.name)
    return Wanted(ports.TaskFilter(owner_username=username.casefold()), f"@{username}")


def _paged(request: Request, work: ports.Work, name: str) -> Wanted:
    day = service.day_of(work, scene.group_of(request))
    filters = {
        "live": ports.TaskFilter(),
        "late": service.late(day),
        "blocked": ports.TaskFilter(states=(tasks.State.BLOCKED,)),
        "unowned": ports.TaskFilter(unowned=True),
        "done": ports.TaskFilter(live=False, states=(tasks.State.DONE,)),
        "all": ports.TaskFilter(live=False),
    }
    where = filters.get(name) or ports.TaskFilter(owner_id=0 if request.actor is None else request.actor.id)
    return Wanted(where, words.plain(request.language, f"list.named.{name}"), PAGED.index(name))


def render(view: service.ListView, request: Request, wanted: Wanted) -> tuple[Markup, messages.Rows]:
    """Heading and a line a task, and buttons where there is more."""
    language = request.language
    if not view.entries:
        key = "short.nothing_late" if wanted.page == PAGED.index("late") else "list.empty"
        return words.say(language, key, what=wanted.title), ()
    head = words.count(language, "list.heading", view.total, what=wanted.title)
    rows = [line(entry, request) for entry in view.entries]
    rest = _more(view, wanted, language)
    return Markup("\n").join([head, *rows, *rest]), _pages(view, wanted, request)


def _more(view: service.ListView, wanted: Wanted, language: str) -> list[Markup]:
    """A search has no pages: the rest is counted."""
    left = view.total - view.offset - len(view.entries)
    if left <= 0 or wanted.page is not None:
        return []
    return [words.count(language, "list.more", left)]


def _pages(view: service.ListView, wanted: Wanted, request: Request) -> messages.Rows:
    if wanted.page is None:
        return ()
    group_id = 0 if request.group is None else request.group.id
    buttons = []
    if view.offset > 0:
        before = max(0, view.offset - service.PAGE)
        buttons.append(_button(request, "button.list.before", group_id, wanted.page, before))
    if view.next_offset is not None:
        buttons.append(_button(request, "button.list.next", group_id, wanted.page, view.next_offset))
    return (tuple(buttons),) if buttons else ()


def _button(request: Request, key: str, *numbers: int) -> messages.Button:
    return messages.Button(words.plain(request.language, key), presses.data("list", *numbers))


def line(entry: service.Entry, request: Request) -> Markup:
    """`#12 ★ Sign the contract, Fri 4 Dec, Li Min`; late ones say since when."""
    task, language = entry.task, request.language
    title = task_lines.starred(task, language)
    today = request.now.astimezone(ZoneInfo(entry.group.zone)).date()
    values: dict[str, str] = {"task": reference(entry, request), "title": title}
    if task.owner is not None:
        values["owner"] = cards.owner_name(task.owner)
    if task.due is None:
        return words.say(language, "task.line.owner" if task.owner else "task.line.title", **values)
    if entry.late:
        was = dates.short_day(task.due.on, today, language)
        return words.say(language, "task.line.was_owner" if task.owner else "task.line.was", was=was, **values)
    due = dates.day(task.due.on, today, language)
    return words.say(language, "task.line.due_owner" if task.owner else "task.line.due", due=due, **values)


def reference(entry: service.Entry, request: Request) -> str:
    """`#12` in its own group; in private, where groups are mixed, with the group's code or name."""
    if request.group is not None and entry.group.id == request.group.id:
        return f"#{entry.task.number}"
    return f"{entry.group.code or scene.shorten(entry.group.name, 20)}-{entry.task.number}"

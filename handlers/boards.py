"""The board of a group as text and buttons (voice.md 3); it decides nothing and is looked after elsewhere."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import boards, fields, groups, tasks
from coordination.rules import lights as light_rules
from coordination.services import boards as service
from handlers import chart_buttons, dates, presses, scene, task_lines, words

State = tasks.State
RECIPE = "board"
"""Names `shown` to the sender: a board is made when it is sent, once for many changes."""

LINES = 12
"""Of a message, at most."""

MOST_BLOCKED = 2
"""Blocked tasks named with their reasons on one line."""


async def shown(work: ports.Work, group_id: int) -> tuple[Markup, messages.Rows]:
    """The board of a group as it stands at the work's instant, in the group's language, and its buttons."""
    group = await work.groups.get(group_id)
    view = await service.view(work, group)
    return render(view, work.now, group.language), buttons(group, group.language)


def buttons(group: groups.Group, language: str) -> messages.Rows:
    """Mine, all, and what the colours mean; below them the pictures."""
    return (
        (
            messages.Button(words.plain(language, "button.board.mine"), presses.data("mine", group.id)),
            messages.Button(words.plain(language, "button.board.all"), presses.data("list", group.id, 0)),
            messages.Button(words.plain(language, "button.board.lights"), presses.data("lights", group.id)),
        ),
        (chart_buttons.button(group, language),),
    )


def render(view: boards.BoardView, now: datetime, language: str) -> Markup:
    """Title, colour and why, counts; what is late, due this week, blocked, unowned; the last thing that happened."""
    title = _title(view, language)
    if not any(view.states.values()):
        return Markup("\n").join([title, _empty(view, language)])
    head = [title, _light(view, language)]
    rows = [_week(view, language), _blocked(view, language), _unowned(view, language)]
    rest = [row for row in rows if row is not None]
    last = _last(view, now, language)
    room = LINES - len(head) - 1 - len(rest) - len(last)
    late = _late(view, language, room)
    body = [counts(view.states, language), *late, *rest]
    return Markup("\n").join(_spaced(head, body, last))


def _title(view: boards.BoardView, language: str) -> Markup:
    """Whose it is, and how far away the opening day is."""
    title = words.say(language, "board.title", group=group_name(view.group, language))
    days = -1 if view.opens_on is None else (view.opens_on - view.today).days
    if days < 0:
        return title
    if not days:
        return words.say(language, "board.opens_today", board=title)
    return words.count(language, "board.to_opening", days, board=title)


def _spaced(head: list[Markup], body: list[Markup], last: list[Markup]) -> list[Markup]:
    """Empty lines before the counts and before the last line, as far as there is room for them."""
    free = LINES - len(head) - len(body) - len(last)
    before_last = [Markup()] if last and free > 0 else []
    before_body = [Markup()] if free > len(before_last) else []
    return [*head, *before_body, *body, *before_last, *last]


def group_name(group: groups.Group, language: str) -> str:
    """The name, and the code where it does not stand in the name already."""
    name, code = scene.shorten(group.name), group.code or ""
    said = group.name.casefold().split() if code.isascii() else group.name.casefold()
    if not code or code.casefold() in said:
        return name
    return words.plain(language, "board.group_code", name=name, code=code)


def _empty(view: boards.BoardView, language: str) -> Markup:
    day = dates.short_day(view.today + timedelta(days=7), view.today, language)
    return words.say(language, "board.empty", day=day)


def _light(view: boards.BoardView, language: str) -> Markup:
    late, blocked = view.late.total, view.states.get(State.BLOCKED, 0)
    if not late and not blocked:
        return words.say(language, "board.green")
    if not late:
        return words.count(language, "board.yellow.blocked", blocked)
    size = {1: "one", 2: "two"}.get(late, "more")
    if view.light is light_rules.Light.RED:
        size = "one" if late == 1 else "more"
    key = f"board.{view.light.value}.late_{size}"
    if blocked:
        return words.say(language, f"{key}_blocked", n_late=late, n_blocked=blocked)
    return words.say(language, key, n_late=late)


def counts(states: Mapping[tasks.State, int], language: str) -> Markup:
    """How many tasks are in each state; claimed and held ones only where there are any."""
    line = words.say(
        language,
        "board.counts",
        n_done=states.get(State.DONE, 0),
        n_moving=states.get(State.IN_PROGRESS, 0),
        n_blocked=states.get(State.BLOCKED, 0),
        n_open=states.get(State.OPEN, 0),
    )
    if claimed := states.get(State.CLAIMED, 0):
        line = words.say(language, "board.counts_claimed", counts=line, n_claimed=claimed)
    if held := states.get(State.ON_HOLD, 0):
        line = words.say(language, "board.counts_on_hold", counts=line, n_on_hold=held)
    return line


def _late(view: boards.BoardView, language: str, room: int) -> list[Markup]:
    """A heading and a line a task, in at most `room` lines; the others are counted."""
    if not view.late.total:
        return []
    fits = room - 1 if view.late.total <= min(room - 1, len(view.late.tasks)) else room - 2
    shown = boards.shown(view.late.tasks, view.late.total, limit=max(fits, 0))
    lines = [_late_line(task, view, language) for task in shown.tasks]
    return [words.say(language, "board.late"), *lines, *task_lines.more(language, shown)]


def _late_line(task: tasks.Task, view: boards.BoardView, language: str) -> Markup:
    assert task.due is not None
    was = dates.short_day(task.due.on, view.today, language)
    values = {"task": task_lines.reference(task), "title": task_lines.title(task), "was": was}
    if task.owner is None:
        return words.say(language, "task.line.was", **values)
    return words.say(language, "task.line.was_owner", owner=task_lines.owner(task.owner), **values)


def _week(view: boards.BoardView, language: str) -> Markup | None:
    found = view.due_this_week
    if not found.total:
        return None
    days = [
        words.say(
            language,
            "task.line.day",
            task=task_lines.reference(task),
            day=dates.near_day(task.due.on, view.today, language),
        )
        for task in found.tasks
        if task.due is not None
    ]
    return words.say(language, "board.this_week", tasks=task_lines.row(language, "row", days, found))


def _blocked(view: boards.BoardView, language: str) -> Markup | None:
    if not view.blocked.total:
        return None
    shown = boards.shown(view.blocked.tasks, view.blocked.total, limit=MOST_BLOCKED)
    lines = [task_lines.with_reason(task, task_lines.reason(task), language) for task in shown.tasks]
    return words.say(language, "board.blocked", tasks=task_lines.row(language, "clauses", lines, shown))


def _unowned(view: boards.BoardView, language: str) -> Markup | None:
    if not view.unowned.total:
        return None
    numbers = [task_lines.reference(task) for task in view.unowned.tasks]
    return words.say(language, "board.unowned", tasks=task_lines.row(language, "row", numbers, view.unowned))


def _last(view: boards.BoardView, now: datetime, language: str) -> list[Markup]:
    """The newest thing that happened: when, which task, what, who."""
    if view.last is None:
        return []
    event, task = view.last.event, view.last.task
    values = {
        "moment": dates.inline_moment(event.at, view.group.zone, now, language),
        "task": task_lines.reference(task),
        "what": _what(view.last, view, language),
    }
    who = event.on_behalf or (view.last.person.name if view.last.person is not None else "")
    if not who:
        return [words.say(language, "board.last_by_nobody", **values)]
    return [words.say(language, "board.last", who=task_lines.name(who), **values)]


def _what(last: boards.Last, view: boards.BoardView, language: str) -> Markup:
    """What an event did, by the most telling of the fields it changed."""
    after = last.event.after or {}
    if not last.event.before and after.get("title"):
        return words.say(language, "board.last_created")
    state = after.get("state")
    if state not in (None, State.IN_PROGRESS) or (state and not after.get("percent")):
        return words.say(language, f"state.{state}")
    if after.get("percent") is not None:
        return words.say(language, "board.last_percent", percent=after["percent"])
    if "due" in after:
        return _due(fields.due_of(after["due"]), view, language)
    if "owner" in after:
        owner = fields.owner_of(after["owner"])
        if owner is None:
            return words.say(language, "board.last_no_owner")
        return words.say(language, "board.last_owner", owner=task_lines.owner(owner))
    return words.say(language, "board.last_noted")


def _due(due: tasks.Due | None, view: boards.BoardView, language: str) -> Markup:
    if due is None:
        return words.say(language, "board.last_no_due")
    return words.say(language, "board.last_due", day=dates.short_day(due.on, view.today, language))

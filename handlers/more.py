"""*More…* on a card: a panel on the same message for date, owner, hold, drop, weight and history; nothing in memory."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import reports, tasks
from coordination.services import changes
from coordination.services import dues as due_service
from coordination.services import groups as groups_service
from coordination.services import reports as report_service
from handlers import card_presses, cards, dates, due_changes, due_shown, edits, presses, scene, words
from handlers.request import Request


async def more(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The panel: what can be done besides, over the card as it stands."""
    request, task = await card_presses.task_of(request, work, press)
    return [await _panel(request, work, task)]


async def _panel(request: Request, work: ports.Work, task: tasks.Task) -> messages.Answer:
    view = await cards.view_of(work, scene.group_of(request), task)
    text = cards.render(view, request.now, request.language)
    return card_presses.shown(request, task, text, _rows(request, task))


def _rows(request: Request, task: tasks.Task) -> messages.Rows:
    """An ended task can be reopened and looked into; the others changed."""
    last = (_button(request, "history", task, 0), card_presses.back_button(request, task))
    if task.state in tasks.ENDED:
        return ((cards.button(request.language, "reopen", task),), last)
    third = "freed" if task.state in tasks.STOPPED else "hold"
    first = (_button(request, "due", task), _button(request, "owner", task, 0))
    second = (_button(request, third, task), _button(request, "drop", task), _key_button(request, task))
    return (first, second, last)


_LABELS = {
    "due": "button.task.due",
    "owner": "button.task.owner",
    "hold": "button.task.hold",
    "freed": "button.task.freed",
    "drop": "button.task.drop",
    "history": "button.task.history",
}


def _button(request: Request, verb: str, task: tasks.Task, *numbers: int) -> messages.Button:
    label = words.plain(request.language, _LABELS[verb])
    return messages.Button(label, presses.data(verb, task.group_id, task.id, *numbers))


def _key_button(request: Request, task: tasks.Task) -> messages.Button:
    """The button says which it is to be, so that two taps do the same."""
    key = "button.task.unkey" if task.key else "button.task.key"
    return messages.Button(
        words.plain(request.language, key), presses.data("key", task.group_id, task.id, not task.key)
    )


async def key(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Key work* on or off; a lead's."""
    request, task = await card_presses.task_of(request, work, press)
    what = reports.Report(reports.Kind.KEY, key=bool(press.number(2)))
    (one,) = await report_service.report(work, scene.said(request, work), (task.number,), what)
    others = await cards.refreshed(work, one.task) if not card_presses.is_card(request, task) else []
    return [await _panel(request, work, one.task), *others]


# -- in words ---------------------------------------------------------------------------


async def hold(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Hold*: the reason, and until when, in reply to this very message."""
    return await _in_words(request, work, press, "hold")


async def drop(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Drop*: the reason in reply to this very message."""
    return await _in_words(request, work, press, "drop")


async def _in_words(request: Request, work: ports.Work, press: presses.Press, name: str) -> Sequence[messages.Answer]:
    request, task = await card_presses.task_of(request, work, press)
    if task.state in tasks.ENDED:
        return [await _panel(request, work, task)]
    text = words.say(request.language, _IN_WORDS[name], number=task.number, title=task.title, day=_example(request))
    return [card_presses.shown(request, task, text, (to_panel(request, task),))]


_IN_WORDS = {"hold": "more.hold", "drop": "more.drop"}


def to_panel(request: Request, task: tasks.Task) -> tuple[messages.Button, ...]:
    label = words.plain(request.language, "button.task.back")
    return (messages.Button(label, presses.data("more", task.group_id, task.id)),)


def _example(request: Request) -> str:
    today = scene.today(request)
    return dates.short_day(today + timedelta(days=14), today, request.language)


# -- the date ---------------------------------------------------------------------------


async def due(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Due date*: three days to tap, any other in words."""
    request, task = await card_presses.task_of(request, work, press)
    text = words.say(request.language, "more.due", number=task.number, title=task.title, day=_example(request))
    buttons = [_day_button(request, task, on) for on in days(request)]
    return [card_presses.shown(request, task, text, (*((one,) for one in buttons), to_panel(request, task)))]


def days(request: Request) -> list[date]:
    """The next working day, the last one of its week, and the same of the week after."""
    calendar = groups_service.calendar_of(scene.group_of(request))
    today = scene.today(request)
    ahead = [today + timedelta(days=count) for count in range(1, 15)]
    working = [day for day in ahead if calendar.is_workday(day)] or ahead
    first = working[0]
    week = first.isocalendar()[:2]
    last = max(day for day in working if day.isocalendar()[:2] == week)
    week_after = (last + timedelta(days=7)).isocalendar()[:2]
    later = [day for day in working if day.isocalendar()[:2] == week_after]
    return list(dict.fromkeys([first, last, *later[-1:]]))


def _day_button(request: Request, task: tasks.Task, on: date) -> messages.Button:
    label = dates.day(on, scene.today(request), request.language)
    return messages.Button(label, presses.data("dueon", task.group_id, task.id, on.toordinal()))


async def due_on(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A day was tapped: changed by a lead, asked for by anybody else; said in a line either way."""
    request, task = await card_presses.task_of(request, work, press)
    ordinal = press.number(2)
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        raise Refused("refused.old_button")
    wanted = tasks.Due(date.fromordinal(ordinal))
    done = await due_service.change_due(work, scene.said(request, work), task.number, wanted)
    if done.outcome is changes.Outcome.UNCHANGED:
        return [messages.Toast(_plain(due_shown.echo(request, task, done.task))), await _card(request, work, task)]
    effect = await due_changes.effect_of(request, work, done, "")
    return [*await edits.said(request, work, effect), *await card_presses.fresh(request, work, done.task)]


def _plain(line: Markup) -> str:
    return line.striptags()


async def _card(request: Request, work: ports.Work, task: tasks.Task) -> messages.Answer:
    return (await card_presses.fresh(request, work, task))[0]


# -- the owner ---------------------------------------------------------------------------


# -- the history -------------------------------------------------------------------------

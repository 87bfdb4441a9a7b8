"""`/plan move 12 8 Dec`: a milestone, or any task, moved with what hangs on it once somebody confirms; no rule."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, reading_numbers, tasks, when
from coordination.services import plan_moves as service
from coordination.services import plan_openings, plan_reach
from handlers import dates, plan_presses, plan_shifts, plan_standing, presses, scene, words
from handlers.request import Request

_A_PAGE = 6
_LONGEST = 40


async def asked(request: Request, work: ports.Work, group: groups.Group, typed: str) -> Sequence[messages.Answer]:
    """Show every date that would move; nothing is moved yet."""
    number, _, rest = typed.partition(" ")
    head = reading_numbers.head(number, several=False)
    reading = when.read(rest.strip().removeprefix("to ").strip(), scene.frame(request)) if rest.strip() else None
    if not head.refs or reading is None or len(reading.values) != 1 or not isinstance(reading.values[0], when.Moment):
        raise Refused("milestone.form", words=scene.shorten(typed))
    task = await _task(work, group, head.refs[0])
    found = await service.preview(work, group, task, reading.values[0].on)
    text, rows = _page(found, group, scene.today(request), 0)
    return [messages.Post(request.place, text, messages.Purpose.QUESTION, rows, reply_to=request.message_id)]


async def _task(work: ports.Work, group: groups.Group, ref: reading_numbers.Ref) -> tasks.Task:
    """A task of the group or of one below it, by its code."""
    code = "" if ref.code in (None, (group.code or "").casefold()) else str(ref.code)
    reach = [one for called, one in await plan_reach.groups_of(work, group) if called.casefold() == code]
    task = await work.tasks.by_number(reach[0].id, ref.number) if reach else None
    if task is not None:
        return task
    called = f"#{ref.number}" if ref.code is None else f"{ref.code.upper()}-{ref.number}"
    raise Refused("refused.task.unseen", task=called)


async def page(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Other dates that would move (the fourth number is the first of them)."""
    group, found = await _pressed(request, work, press)
    return [scene.in_place(request, *_page(found, group, scene.today(request), press.number(3)))]


async def move(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Move the task (the fourth number is 1: it alone) and ask the owners of all that moved with it."""
    group, found = await _pressed(request, work, press)
    said = plan_presses.cause(request, work, group)
    taken = await service.move(work, said, found, alone=press.number(3) == 1)
    today, language = scene.today(request), group.language
    text = _headline(taken.first, today, language)
    if len(taken.shifts) > 1:
        text = Markup("\n").join([text, words.count(language, "plan.dates_moved", len(taken.shifts) - 1)])
    back = messages.Button(words.plain(language, "plan.button.undo"), presses.data("msback", group.id, said.change_id))
    first = taken.first
    days = [None if one.due is None else one.due.on.isoformat() for one in (first.before, first.after)]
    why = {"task": plan_standing.called(first.code, first.after), "title": first.after.title, "due": days}
    owners = [one for one in taken.shifts if one is not first or first.group.id != group.id or first.after.owner]
    return [scene.in_place(request, text, ((back,),)), *await plan_shifts.told(work, said, owners, why)]


async def leave(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing is moved."""
    group, _ = await _pressed(request, work, press)
    return [scene.in_place(request, words.say(group.language, "milestone.left"))]


async def back(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Take back, within a day, what was moved."""
    group = await plan_presses.group_of(request, work, press)
    done, left = await service.take_back(work, plan_presses.cause(request, work, group), press.number(1))
    told = [words.count(group.language, "plan.opening_back", done)]
    if left:
        told.append(words.count(group.language, "plan.stays", left))
    return [scene.in_place(request, Markup("\n").join(told))]


async def _pressed(request: Request, work: ports.Work, press: presses.Press) -> tuple[groups.Group, service.Move]:
    """The move that a button names, as it would be now: group, task, day."""
    group = await plan_presses.group_of(request, work, press)
    reach = [one.id for _, one in await plan_reach.groups_of(work, group)]
    found = await work.tasks.of_ids(reach, [press.number(1)])
    if not found or not 1 <= press.number(2) <= date.max.toordinal():
        raise Refused("refused.old_button")
    return group, await service.preview(work, group, found[0], date.fromordinal(press.number(2)))


def _page(found: service.Move, group: groups.Group, today: date, first: int) -> tuple[Markup, messages.Rows]:
    language, others = group.language, found.shifts[1:]
    told = [_headline(found.first, today, language)]
    if others:
        told.append(words.count(language, "milestone.hangs", len(others)))
        told += [_shift(one, today, language) for one in others[first : first + _A_PAGE]]
    else:
        told.append(words.say(language, "milestone.alone"))
    task, day = found.first.after, found.first.after.due
    assert day is not None
    about = (group.id, task.id, day.on.toordinal())
    decide = [_button(language, "move" if others else "move_it", "msmove", *about, 0)]
    if others:
        decide.append(_button(language, "move_alone", "msmove", *about, 1))
    decide.append(_button(language, "leave", "msleave", *about))
    turn = [
        _button(language, name, "mspage", *about, to)
        for name, to in (("before", first - _A_PAGE), ("after", first + _A_PAGE))
        if 0 <= to < len(others)
    ]
    return Markup("\n").join(told), tuple(row for row in (tuple(decide), tuple(turn)) if row)


def _headline(one: plan_openings.Shift, today: date, language: str) -> Markup:
    assert one.after.due is not None
    called, new = plan_standing.called(one.code, one.after), dates.day(one.after.due.on, today, language)
    values = {"task": called, "title": scene.shorten(one.after.title, _LONGEST), "new": new}
    if one.before.due is None:
        return words.say(language, "shift.dated", **values)
    return words.say(language, "shift.moved", old=dates.day(one.before.due.on, today, language), **values)


def _shift(one: plan_openings.Shift, today: date, language: str) -> Markup:
    assert one.before.due is not None and one.after.due is not None
    return words.say(
        language,
        "plan.moved",
        task=plan_standing.called(one.code, one.after),
        title=scene.shorten(one.after.title, _LONGEST),
        old=dates.inline_day(one.before.due.on, today, language),
        new=dates.inline_day(one.after.due.on, today, language),
    )


def _button(language: str, name: str, verb: str, *numbers: int) -> messages.Button:
    return messages.Button(words.plain(language, f"plan.button.{name}"), presses.data(verb, *numbers))


PRESSED = {"mspage": page, "msmove": move, "msleave": leave, "msback": back}
"""Buttons of a milestone that is to be moved, by their verb."""

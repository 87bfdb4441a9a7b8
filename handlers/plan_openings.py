"""`/plan opens`: the opening day set, or moved with every date that hangs on it once somebody confirms; no rule."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, openings, when
from coordination.services import beginnings, plan_openings
from handlers import dates, plan_presses, plan_shifts, presses, scene, words
from handlers.request import Request

_A_PAGE = 7
_LONGEST = 40


async def asked(request: Request, work: ports.Work, group: groups.Group, typed: str) -> Sequence[messages.Answer]:
    """Set the opening day at once where nothing hangs on it; else show what moves, and nothing is moved yet."""
    reading = when.read(typed, scene.frame(request)) if typed else None
    if reading is None or len(reading.values) != 1 or not isinstance(reading.values[0], when.Moment):
        raise Refused("plan.opens_form", words=scene.shorten(typed))
    opens_on = reading.values[0].on
    found = await plan_openings.preview(work, group, opens_on)
    if found.shifts:
        text, rows = _page(found, group, scene.today(request), 0)
        purpose = messages.Purpose.QUESTION
        return [messages.Post(request.place, text, purpose, rows, reply_to=request.message_id)]
    undoing: messages.Rows = ()
    if found.days.old != opens_on:
        cause = plan_presses.cause(request, work, group)
        await plan_openings.move(work, cause, found.days)
        undoing = (_undoing(group, cause.change_id),)
    day = dates.day(opens_on, scene.today(request), request.language)
    return [scene.answer(request, words.say(request.language, "plan.opens_on", day=day), rows=undoing)]


def _undoing(group: groups.Group, change_id: int) -> tuple[messages.Button, ...]:
    label = words.plain(group.language, "plan.button.undo")
    return (messages.Button(label, presses.data("openback", group.id, change_id)),)


async def _planned(request: Request, work: ports.Work, press: presses.Press) -> groups.Group:
    """The group that a button names, for whoever may decide. Raises `Refused` where no plan was ever taken over."""
    group = await plan_presses.group_of(request, work, press)
    if await work.plans.newest(group.id, plan_presses.State.ACCEPTED) is None:
        raise Refused("refused.old_button")
    return group


async def page(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Other dates that would move (the third number is the first of them)."""
    group = await _planned(request, work, press)
    found = await plan_openings.preview(work, group, _day(press.number(1)))
    text, rows = _page(found, group, scene.today(request), press.number(2))
    return [scene.in_place(request, text, rows)]


async def move(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Move the opening day and what hangs on it; each group reads it in one silent message that asks its owners."""
    group = await _planned(request, work, press)
    cause = plan_presses.cause(request, work, group)
    old = _day(press.number(2)) if press.number(2) else None
    found = await plan_openings.move(work, cause, openings.Days(old, _day(press.number(1))))
    text = Markup("\n").join(
        [
            _headline(found.days, group.language, scene.today(request), "plan.opening_moved"),
            words.count(group.language, "plan.dates_moved", len(found.shifts)),
        ]
    )
    days = [None if one is None else one.isoformat() for one in (found.days.old, found.days.new)]
    told = await plan_shifts.told(work, cause, found.shifts, {"opens": days})
    return [scene.in_place(request, text, (_undoing(group, cause.change_id),)), *told]


async def leave(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Nothing is moved."""
    group = await _planned(request, work, press)
    return [scene.in_place(request, words.say(group.language, "plan.opening_left"))]


async def back(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Take back, within a day, that the opening day was moved."""
    group = await plan_presses.group_of(request, work, press)
    cause, at = plan_presses.cause(request, work, group), await plan_openings.made_at(work, group, press.number(1))
    days, done, left = await plan_openings.take_back(work, cause, press.number(1))
    language = group.language
    lines = [words.count(language, "plan.opening_back", done)]
    if days.old is not None:
        shown = dates.day(days.old, scene.today(request), language)
        lines.insert(0, words.say(language, "plan.opens_on", day=shown))
    if left:
        lines.append(words.count(language, "plan.stays", left))
    if await beginnings.take_back(work, cause, at):
        lines.append(words.say(language, "departure.by_itself"))
    return [scene.in_place(request, Markup("\n").join(lines))]


def _page(found: plan_openings.Move, group: groups.Group, today: date, first: int) -> tuple[Markup, messages.Rows]:
    """Seven of the dates that would move, and the buttons that decide."""
    language = group.language
    lines = [
        _headline(found.days, language, today, "plan.opening_moves"),
        words.count(language, "plan.dates_move", len(found.shifts)),
    ]
    lines += [
        _shift(one, language, today, f"{one.code}-{one.after.number}" if one.code else f"#{one.after.number}")
        for one in found.shifts[first : first + _A_PAGE]
    ]
    if found.staying:
        lines.append(words.count(language, "plan.dates_stay", found.staying))
    new, old = found.days.new.toordinal(), 0 if found.days.old is None else found.days.old.toordinal()
    decide = (
        _button(language, "move", presses.data("openmove", group.id, new, old)),
        _button(language, "leave", presses.data("openleave", group.id)),
    )
    turn = [
        _button(language, name, presses.data("openpage", group.id, new, to))
        for name, to in (("before", first - _A_PAGE), ("after", first + _A_PAGE))
        if 0 <= to < len(found.shifts)
    ]
    return Markup("\n").join(lines), tuple(row for row in (decide, tuple(turn)) if row)


def _headline(days: openings.Days, language: str, today: date, key: str) -> Markup:
    new = dates.day(days.new, today, language)
    if days.old is None:
        return words.say(language, "plan.opens_on", day=new)
    return words.say(language, key, old=dates.day(days.old, today, language), new=new)


def _shift(one: plan_openings.Shift, language: str, today: date, number: str) -> Markup:
    assert one.after.due is not None
    values: Mapping[str, str] = {"task": number, "title": scene.shorten(one.after.title, _LONGEST)}
    new = dates.inline_day(one.after.due.on, today, language)
    if one.before.due is None:
        return words.say(language, "plan.dated", new=new, **values)
    return words.say(
        language, "plan.moved", old=dates.inline_day(one.before.due.on, today, language), new=new, **values
    )


def _button(language: str, name: str, data: str) -> messages.Button:
    return messages.Button(words.plain(language, f"plan.button.{name}"), data)


def _day(ordinal: int) -> date:
    if not 1 <= ordinal <= date.max.toordinal():
        raise Refused("refused.old_button")
    return date.fromordinal(ordinal)


PRESSED = {"openpage": page, "openmove": move, "openleave": leave, "openback": back}
"""Buttons of an opening day that is to be moved, by their verb."""

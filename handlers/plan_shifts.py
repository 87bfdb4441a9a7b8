"""What each group reads of dates that a plan moved, and what owners answer to it; it moves nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from markupsafe import Markup

from coordination import messages, ports
from coordination.rules import groups
from coordination.services import changes, plan_openings
from coordination.services import plans as plan_service
from coordination.services import programmes as programme_service
from coordination.services import shift_answers as service
from handlers import card_lines, dates, presses, scene, words
from handlers.request import Request

_MOST = 6
_LONGEST = 40


async def told(
    work: ports.Work, said: changes.Said, shifts: Sequence[plan_openings.Shift], why: Mapping[str, Any]
) -> list[messages.Answer]:
    """One silent message for each group that has a chat, with buttons for the owners; `why` as in `_headline`."""
    joined = {one.group_id for one in await plan_service.joined(work, said.group)} | {said.group.id}
    answers: list[messages.Answer] = []
    for group_id, own in groupby(sorted(shifts, key=lambda one: one.group.id), key=lambda one: one.group.id):
        if group_id not in joined:
            continue
        asked = service.ask(work, said, list(own), why)
        group = await work.groups.get(group_id)
        text, rows = _page(asked, group, work.now.date())
        answers.append(messages.Post(programme_service.place_of(group), text, rows=rows, silent=True))
    return answers


async def accept(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The presser keeps to the new dates of their tasks."""
    group = scene.group_of(request)
    found = await service.accept(work, scene.said(request, work), press.number(0))
    return [
        scene.in_place(request, *_page(found, group, scene.today(request))),
        messages.Toast(words.plain(request.language, "shift.thanks")),
    ]


async def other(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """How to ask for another day: a lead decides, as always."""
    mine = await service.own(work, scene.said(request, work), press.number(0))
    text = words.plain(request.language, "shift.other", number=mine[0].number, title=scene.shorten(mine[0].title))
    return [messages.Toast(text, alert=True)]


def _page(found: service.Asked, group: groups.Group, today: date) -> tuple[Markup, messages.Rows]:
    language = group.language
    lines = [_headline(found.question.values["why"], today, language)]
    lines += [_line(found, place, today, language) for place in range(min(len(found.moved), _MOST))]
    if len(found.moved) > _MOST:
        lines.append(words.count(language, "plan.more", len(found.moved) - _MOST))
    if not found.open:
        return Markup("\n").join([*lines, words.say(language, "shift.all_accepted")]), ()
    lines.append(words.count(language, "shift.asks", len(found.open)))
    buttons = tuple(
        messages.Button(words.plain(language, f"shift.button.{name}"), presses.data(verb, found.question.id))
        for name, verb in (("accept", "shiftok"), ("other", "shiftno"))
    )
    return Markup("\n").join(lines), (buttons,)


def _headline(why: Mapping[str, Any], today: date, language: str) -> Markup:
    """`{"opens": [old, new]}` or `{"task": "EXH-12", "title": …, "due": [old, new]}`, days in ISO form."""
    if "opens" in why:
        old, new = (None if one is None else date.fromisoformat(one) for one in why["opens"])
        assert new is not None
        if old is None:
            return words.say(language, "plan.opens_on", day=dates.day(new, today, language))
        shown = {"old": dates.day(old, today, language), "new": dates.day(new, today, language)}
        return words.say(language, "plan.opening_moved", **shown)
    old, new = (None if one is None else date.fromisoformat(one) for one in why["due"])
    assert new is not None
    values = {"task": str(why["task"]), "title": str(why["title"]), "new": dates.day(new, today, language)}
    if old is None:
        return words.say(language, "shift.dated", **values)
    return words.say(language, "shift.moved", old=dates.day(old, today, language), **values)


def _line(found: service.Asked, place: int, today: date, language: str) -> Markup:
    task = found.moved[place]
    values = {"task": f"#{task.number}", "title": scene.shorten(task.title, _LONGEST)}
    new = "–" if task.due is None else dates.inline_day(task.due.on, today, language)
    was = found.was(task)
    if was is None:
        shown = words.say(language, "plan.dated", new=new, **values)
    else:
        shown = words.say(language, "plan.moved", old=dates.inline_day(was, today, language), new=new, **values)
    if task.owner is not None:
        owner = card_lines.owner_name(task.owner, language=language)
        shown = words.say(language, "plan.shift_owner", shift=shown, owner=owner)
    return words.say(language, "shift.kept", shift=shown) if task.id in found.accepted else shown


PRESSED = {"shiftok": accept, "shiftno": other}
"""Buttons of the question, for everybody in the group."""

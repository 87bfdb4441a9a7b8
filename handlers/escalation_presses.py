"""The buttons under what is told in private of late tasks: each acts in the task's group, whatever its age."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import people, tasks
from coordination.rules.escalation import Level
from coordination.services import changes, escalations, lists, nudges, own_groups, rights
from coordination.services import dues as dues_service
from coordination.services import reports as reports_service
from handlers import (
    assign,
    assign_shown,
    cards,
    dates,
    due_changes,
    due_shown,
    edits,
    group_replies,
    more,
    nudge,
    presses,
    prompts,
    reports_shown,
    scene,
    words,
)
from handlers import escalations as shown
from handlers import reports as report_handlers
from handlers.request import Request

MEMBERS_A_PAGE = 6
WORD = "remupdate"
"""What a typed word about a task is asked as; it is read as behind `/update 12`."""

TIME = "remtime"
"""What a day and a reason are asked as; they are read as behind `/due 12`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A press in private, as of the task's group: `inside` answers here, the task and how it was told."""

    inside: Request
    task: tasks.Task
    level: Level

    @property
    def there(self) -> Request:
        """The same as if it had been said in the group."""
        return scene.towards_group(self.inside)


async def overview(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Back*: the list as it stands."""
    inside, level = await _inside(request, work, press)
    return await _listed(inside, work, level)


async def card(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One task of the list, with what can be done."""
    return await _card(work, await _asked(request, work, press))


async def done(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Done*: as on the card; what stands in the way is asked first."""
    return await _complete(work, await _asked(request, work, press), insisted=False)


async def sure(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*All the same*: done although something stands in the way, said twice by now."""
    return await _complete(work, await _asked(request, work, press), insisted=True)


async def _complete(work: ports.Work, asked: Asked, *, insisted: bool) -> Sequence[messages.Answer]:
    inside, said = asked.inside, scene.said(asked.inside, work)
    try:
        told = await reports_service.complete(work, said, (asked.task.number,), insisted=insisted)
    except Refused as refused:
        if refused.key not in report_handlers.IN_THE_WAY:
            raise
        text = words.say(inside.language, refused.key, **refused.values)
        label = words.plain(inside.language, "button.report.all_the_same")
        button = messages.Button(label, shown.data("latesure", asked.task.group_id, asked.level, asked.task.id))
        return _turned(inside, text, ((button, _to_card(asked)),))
    effect = await reports_shown.effect_of(asked.there, work, said, told)
    answers = await edits.said(asked.there, work, replace(effect, quiet=()))
    state = f"#{asked.task.number}: {reports_shown.state_text(told[0].task, inside.language)}"
    return [messages.Toast(state), *await _card(work, replace(asked, task=told[0].task)), *answers]


async def word(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*A word*: what moved is typed, here."""
    asked = await _asked(request, work, press)
    return [_typed(request, work, asked, WORD, "escalation.ask_word")]


def _typed(request: Request, work: ports.Work, asked: Asked, what: str, key: str) -> messages.Post:
    task = {"task": f"#{asked.task.number}", "title": scene.shorten(asked.task.title)}
    text = words.say(asked.inside.language, key, **task)
    values = {"group": asked.task.group_id, "task": asked.task.id}
    return prompts.ask(request, work, what, text, values=values, group=scene.group_of(asked.inside))


async def more_time(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*More time*: three days to tap for whoever decides; whoever has to ask types the day and the reason."""
    asked = await _asked(request, work, press)
    inside = asked.inside
    if not await rights.may_redate(work, scene.said(inside, work), asked.task):
        return [_typed(request, work, asked, TIME, "due_soon.ask_time")]
    buttons = [
        messages.Button(
            dates.day(on, scene.today(inside), inside.language),
            shown.data("lateon", asked.task.group_id, asked.level, asked.task.id, on.toordinal()),
        )
        for on in more.days(inside)
    ]
    text = words.say(inside.language, "escalation.until_when", number=asked.task.number, title=asked.task.title)
    return _turned(inside, text, (*((one,) for one in buttons), (_to_card(asked),)))


async def due_on(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A day was tapped: granted by a lead and said in the group, asked for by anybody else."""
    asked = await _asked(request, work, press)
    ordinal = press.number(3)
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        raise Refused("refused.old_button")
    said, due = scene.said(asked.inside, work), tasks.Due(date.fromordinal(ordinal))
    changed = await dues_service.change_due(work, said, asked.task.number, due)
    if changed.outcome is changes.Outcome.UNCHANGED:
        return await _card(work, asked)
    effect = await due_changes.effect_of(asked.there, work, changed, "")
    is_asked = changed.outcome is changes.Outcome.ASKED
    toast = words.plain(asked.inside.language, "escalation.lead_asked") if is_asked else _echoed(asked, changed)
    return [
        messages.Toast(toast),
        *await _card(work, replace(asked, task=changed.task)),
        *await edits.said(asked.there, work, effect),
    ]


def _echoed(asked: Asked, changed: dues_service.DueChanged) -> str:
    return due_shown.echo(asked.inside, changed.before, changed.task).striptags()


async def owner(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Other owner*: the members by name, a page at a time."""
    asked = await _asked(request, work, press)
    inside, offset = asked.inside, min(press.number(3), 10_000)
    owned = asked.task.owner.person_id if asked.task.owner is not None else None
    found = [one for one, _ in await work.people.members(asked.task.group_id) if one.id != owned]
    named = [
        messages.Button(
            assign_shown.label(inside.language, one),
            shown.data("lateown", asked.task.group_id, asked.level, asked.task.id, one.id),
        )
        for one in found[offset : offset + MEMBERS_A_PAGE]
    ]
    rows = [tuple(named[at : at + 2]) for at in range(0, len(named), 2)]
    turn = _turn(asked, offset, len(found))
    text = words.say(inside.language, "escalation.which_owner", number=asked.task.number, title=asked.task.title)
    return _turned(inside, text, (*rows, *((turn,) if turn else ()), (_to_card(asked),)))


def _turn(asked: Asked, offset: int, total: int) -> tuple[messages.Button, ...]:
    found = []
    for is_there, key, to in (
        (offset > 0, "before", max(0, offset - MEMBERS_A_PAGE)),
        (offset + MEMBERS_A_PAGE < total, "next", offset + MEMBERS_A_PAGE),
    ):
        if is_there:
            label = words.plain(asked.inside.language, f"button.list.{key}")
            found.append(
                messages.Button(label, shown.data("lateowner", asked.task.group_id, asked.level, asked.task.id, to))
            )
    return tuple(found)


async def own(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Somebody was chosen: said in the group, where they are told."""
    asked = await _asked(request, work, press)
    person = await _member(work, asked.task.group_id, press.number(3))
    if asked.task.owner is not None and asked.task.owner.person_id == person.id:
        return await _card(work, asked)
    effect = await assign.to_person(asked.there, work, asked.task.number, person)
    (task,) = effect.changed
    return [*await _card(work, replace(asked, task=task)), *await edits.said(asked.there, work, effect)]


async def _member(work: ports.Work, group_id: int, person_id: int) -> people.Person:
    membership = await work.people.membership(group_id, person_id)
    person = await work.people.get(person_id)
    if membership is None or membership.left or person is None:
        raise Refused("refused.not_here_any_more")
    return person


async def send_nudge(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Nudge*: the owner is asked for a word, in the lead's name."""
    asked = await _asked(request, work, press)
    sent = await nudges.send(work, scene.said(asked.inside, work), [asked.task.number])
    return [messages.Toast(nudge.in_short(sent, asked.inside), alert=True), *nudge.posts(sent)]


# -- what all of them need ------------------------------------------------------------


async def _inside(request: Request, work: ports.Work, press: presses.Press) -> tuple[Request, Level]:
    """The request as of the group that the button names, if the presser belongs to it."""
    group = await own_groups.of_id(work, request.actor, press.number(0)) if request.is_private else None
    if group is None or press.number(1) >= len(shown.LEVELS):
        raise Refused("refused.old_button")
    return group_replies.inside(request, group), shown.LEVELS[press.number(1)]


async def _asked(request: Request, work: ports.Work, press: presses.Press) -> Asked:
    inside, level = await _inside(request, work, press)
    task = await work.tasks.get(scene.group_of(inside).id, press.number(2))
    if task is None:
        raise Refused("refused.old_button")
    return Asked(inside, task, level)


async def _listed(inside: Request, work: ports.Work, level: Level) -> Sequence[messages.Answer]:
    group = scene.group_of(inside)
    assert inside.actor is not None
    told = await escalations.told_now(work, group, lists.day_of(work, group), inside.actor, level)
    text, rows = shown.page(told, inside.language)
    return _turned(inside, text, rows)


async def _card(work: ports.Work, asked: Asked) -> Sequence[messages.Answer]:
    """The task's card as it stands, with what can be done, and the way back to the list."""
    inside, task = asked.inside, asked.task
    group = scene.group_of(inside)
    text = cards.render(await cards.view_of(work, group, task), inside.now, inside.language)
    back = messages.Button(
        words.plain(inside.language, "button.task.back"), shown.data("late", task.group_id, asked.level)
    )
    rows = (*shown.deeds(asked.level, task, inside.language), (back,))
    return _turned(inside, shown.in_group(group, text), rows)


def _to_card(asked: Asked) -> messages.Button:
    label = words.plain(asked.inside.language, "button.task.back")
    return messages.Button(label, shown.data("latecard", asked.task.group_id, asked.level, asked.task.id))


def _turned(request: Request, text: str, rows: messages.Rows) -> list[messages.Answer]:
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


PRESSED = {
    "late": overview,
    "latecard": card,
    "latedone": done,
    "latesure": sure,
    "lateword": word,
    "latetime": more_time,
    "lateon": due_on,
    "lateowner": owner,
    "lateown": own,
    "latenudge": send_nudge,
}
"""What the buttons do, by their verbs."""

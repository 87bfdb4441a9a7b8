"""`/plan phases` and `/plan gate`: phases with their gates, and what becomes of each open piece; no rule."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, phases, tasks
from coordination.services import dependencies, last_edition
from coordination.services import plan_phases as service
from handlers import card_lines, dates, plan_presses, presses, prompts, scene, words
from handlers.request import Request

LESSON = "gate.lesson"
"""What the next edition is to know of a phase is asked as this."""

_FATES = (phases.Fate.NEXT, phases.Fate.OWED, phases.Fate.DROPPED)
_MOST = 6
_LONGEST = 40


async def asked(request: Request, work: ports.Work, group: groups.Group, typed: str) -> Sequence[messages.Answer]:
    """`/plan gate 2`, or the first phase whose gate is open; `/plan phases` lists them all."""
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else None
    if number is None:
        return [await _all(request, work, group)]
    standing = await service.by_number(work, group, number)
    text, rows = await _page(request, work, group, standing)
    return [messages.Post(request.place, text, messages.Purpose.QUESTION, rows, reply_to=request.message_id)]


async def _all(request: Request, work: ports.Work, group: groups.Group) -> messages.Post:
    found = await service.view(work, group)
    if not found:
        raise Refused("gate.no_phases", limit=0)
    language = group.language
    told = [words.say(language, "gate.head")]
    told += [_line(number, one, language) for number, one in enumerate(found[: _MOST + 3], 1)]
    buttons = [
        messages.Button(str(number), presses.data("gate", group.id, one.phase.id))
        for number, one in enumerate(found[: _MOST + 3], 1)
    ]
    rows = tuple(tuple(buttons[first : first + 3]) for first in range(0, len(buttons), 3))
    return messages.Post(
        request.place, Markup("\n").join(told), messages.Purpose.QUESTION, rows, reply_to=request.message_id
    )


def _line(number: int, one: phases.Standing, language: str) -> Markup:
    shown = one.phase.frozen or one.figures
    return words.say(
        language,
        "gate.line",
        number=number,
        name=scene.shorten(one.phase.name, _LONGEST),
        n_done=shown.done,
        n_all=shown.total,
        gate=words.plain(language, f"gate.is.{one.phase.gate}"),
    )


async def show(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A phase with its gate."""
    group, standing = await _pressed(request, work, press)
    return [scene.in_place(request, *await _page(request, work, group, standing))]


async def piece(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The next open piece of which nobody said what becomes of it."""
    group, standing = await _pressed(request, work, press)
    return [scene.in_place(request, *await _next(request, work, group, standing))]


async def settle(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """What becomes of a piece (the third number; 0: of all that are undecided), by the fate's place (the fourth)."""
    group, standing = await _pressed(request, work, press)
    if press.number(3) >= len(_FATES):
        raise Refused("refused.old_button")
    fate, said = _FATES[press.number(3)], plan_presses.cause(request, work, group)
    chosen = [one for one in phases.undecided(standing.phase, standing) if press.number(2) in (0, one.id)]
    if not chosen:
        raise Refused("refused.old_button")
    reason = words.plain(group.language, "gate.drop_reason", name=standing.phase.name)
    for one in chosen:
        standing = await service.settle(work, said, (standing, one), fate, reason=reason)
    return [scene.in_place(request, *await _next(request, work, group, standing))]


async def decide(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The gate is passed, on condition where something is owed; then one question for lessons."""
    group, standing = await _pressed(request, work, press)
    decided = await service.decide(work, plan_presses.cause(request, work, group), standing)
    answers: list[messages.Answer] = [scene.in_place(request, *await _page(request, work, group, decided))]
    if standing.phase.gate is phases.Gate.OPEN and await dependencies.reach(work, group.id) != [group.id]:
        text = words.say(group.language, "gate.lesson", name=standing.phase.name)
        values = {"phase": standing.phase.name}
        answers.append(prompts.ask(request, work, LESSON, text, values=values, group=group))
    return answers


async def reopen(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The gate is open again."""
    group, standing = await _pressed(request, work, press)
    opened = await service.reopen(work, plan_presses.cause(request, work, group), standing)
    return [scene.in_place(request, *await _page(request, work, group, opened))]


async def learned(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The reply to the question for lessons."""
    group = await work.groups.get(question.group_id)
    said = plan_presses.cause(request, work, group)
    await last_edition.learn(work, said, f"{question.values['phase']}: {request.text}")
    return [scene.answer(request, words.say(request.language, "gate.learned"))]


async def _pressed(request: Request, work: ports.Work, press: presses.Press) -> tuple[groups.Group, phases.Standing]:
    group = await plan_presses.group_of(request, work, press)
    return group, await service.one(work, group, press.number(1))


async def _page(
    request: Request, work: ports.Work, group: groups.Group, standing: phases.Standing
) -> tuple[Markup, messages.Rows]:
    """The phase's numbers, what is open, and the buttons that decide."""
    language, phase = group.language, standing.phase
    shown = phase.frozen or standing.figures
    told = [words.say(language, "gate.title", name=phase.name, gate=words.plain(language, f"gate.is.{phase.gate}"))]
    if phase.decided_at is not None:
        day = dates.inline_moment(phase.decided_at, group.zone, request.now, language)
        told.append(words.say(language, "gate.decided", moment=day))
    told.append(words.say(language, "gate.figures", n_done=shown.done, n_all=shown.total, n_late=shown.late))
    called = await dependencies.references(work, standing.open, group.id)
    for one, reference in list(zip(standing.open, called, strict=True))[:_MOST]:
        told.append(_piece(one, reference, request, group, owed=one.id in phase.owed))
    if len(standing.open) > _MOST:
        told.append(words.count(language, "gate.more", len(standing.open) - _MOST))
    return Markup("\n").join(told), _rows(group, standing)


def _piece(one: tasks.Task, reference: str, request: Request, group: groups.Group, *, owed: bool) -> Markup:
    values = {"task": reference, "title": scene.shorten(one.title, _LONGEST), "more": _about(one, request, group)}
    return words.say(group.language, "gate.piece_owed" if owed else "gate.piece", **values)


def _about(one: tasks.Task, request: Request, group: groups.Group) -> Markup:
    language = group.language
    told = [words.plain(language, "task.nobody") if one.owner is None else card_lines.owner_name(one.owner)]
    if one.due is not None:
        told.append(dates.inline_day(one.due.on, scene.today(request), language))
    return words.join(language, "listed", told)


def _rows(group: groups.Group, standing: phases.Standing) -> messages.Rows:
    phase, language = standing.phase, group.language
    if phase.gate is phases.Gate.PASSED:
        return ((_button(language, "reopen", "gateopen", group.id, phase.id),),)
    again = () if phase.gate is phases.Gate.OPEN else (_button(language, "reopen", "gateopen", group.id, phase.id),)
    if phases.undecided(phase, standing):
        return ((_button(language, "pieces", "gatepiece", group.id, phase.id), *again),)
    still = bool(standing.owed)
    if still and phase.gate is phases.Gate.CONDITIONAL:
        return (again,)
    return ((_button(language, "condition" if still else "pass", "gatepass", group.id, phase.id), *again),)


async def _next(
    request: Request, work: ports.Work, group: groups.Group, standing: phases.Standing
) -> tuple[Markup, messages.Rows]:
    """One undecided piece with its three ways; the phase itself when there is none."""
    left = phases.undecided(standing.phase, standing)
    if not left:
        return await _page(request, work, group, standing)
    language, phase, one = group.language, standing.phase, left[0]
    (called,) = await dependencies.references(work, [one], group.id)
    told = [
        words.count(language, "gate.asks", len(left), name=phase.name),
        _piece(one, called, request, group, owed=False),
        words.say(language, "gate.what_becomes"),
    ]
    following = await service.next_of(work, group, phase)
    offered = [place for place, fate in enumerate(_FATES) if fate is not phases.Fate.NEXT or following is not None]
    row = tuple(
        _button(language, str(_FATES[place]), "gatefate", group.id, phase.id, one.id, place) for place in offered
    )
    rows = [row]
    if len(left) > 1:
        alike = [place for place in offered if _FATES[place] is not phases.Fate.DROPPED]
        rows.append(
            tuple(
                _button(language, f"all_{_FATES[place]}", "gatefate", group.id, phase.id, 0, place) for place in alike
            )
        )
    rows.append((_button(language, "back", "gate", group.id, phase.id),))
    return Markup("\n").join(told), tuple(rows)


def _button(language: str, name: str, verb: str, *numbers: int) -> messages.Button:
    return messages.Button(words.plain(language, f"gate.button.{name}"), presses.data(verb, *numbers))


PRESSED = {"gate": show, "gatepiece": piece, "gatefate": settle, "gatepass": decide, "gateopen": reopen}
"""Buttons of a gate, by their verb."""

PROMPTS = {LESSON: learned}

"""What came of a check-in: posted when its window ends or everybody answered, edited by late answers."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people
from coordination.services import check_in_answers as service
from coordination.services import check_ins, peace
from handlers import dates, html, presses, scene, words
from handlers.request import Request

A_PAGE = 8
LONGEST = 140
"""So much of an answer is shown to each question."""

LONGEST_NAME, LONGEST_TOAST = 24, 190
"""Telegram shows 200 characters of what answers a button."""

_LABELS = ("check_in.label.moved", "check_in.label.next", "check_in.label.way")


def slot(run: ports.Question) -> str:
    return f"roundup:{run.id}"


def missing_slot(run: ports.Question) -> str:
    return f"checkmiss:{run.id}"


async def published(work: ports.Work, run: ports.Question) -> list[messages.Outgoing]:
    """The round-up in the group, by count; to the leads in private who has not answered. Not in quiet hours.

    One post too many for the day is kept back: the next morning message says so, and how to read it. What people set
    off stands outside that.
    """
    view = await service.round_up(work, run)
    group = view.group
    if not _is_set_off(view):
        if await peace.posts_left(work, group) == 0:
            service.hold(work, run)
            return await _to_leads(work, view)
        await peace.count_post(work, group)
    post = messages.Post(
        messages.Place(group.chat_id, group.topic_id),
        render(view, group.language, 0),
        purpose=messages.Purpose.CHECK_IN,
        rows=rows(view, group.language, 0),
        silent=True,
        slot=slot(run),
        not_before=check_ins.speaks_at(group, work.now),
    )
    return [post, *await _to_leads(work, view)]


def _is_set_off(view: service.RoundUp) -> bool:
    """Whether people set it off: by asking for the check-in, or by their answers in the group itself."""
    values = view.run.values
    return bool(values.get(check_ins.BY_HAND) or (values.get(check_ins.IN_CHAT) and view.answers))


async def shown(request: Request, work: ports.Work) -> messages.Answer:
    """The last round-up, as it stands; late answers are folded into it from now on. `/checkin last`."""
    run = await check_ins.last_run(work, scene.group_of(request))
    if run is None:
        raise Refused("refused.check_in_none")
    view = await service.round_up(work, run)
    text, buttons = render(view, request.language, 0), rows(view, request.language, 0)
    return scene.answer(request, text, rows=buttons, purpose=messages.Purpose.CHECK_IN, slot=slot(run))


async def _to_leads(work: ports.Work, view: service.RoundUp) -> list[messages.Outgoing]:
    if not view.missing:
        return []
    held = check_ins.speaks_at(view.group, work.now)
    return [
        messages.Post(
            messages.Place(chat.id),
            _missing(view, person.language or view.group.language),
            purpose=messages.Purpose.REMINDER,
            slot=missing_slot(view.run),
            not_before=held,
        )
        for person, chat in await service.leads(work, view.group)
    ]


def _missing(view: service.RoundUp, language: str) -> Markup:
    group = scene.shorten(view.group.name)
    if not view.missing:
        return words.say(language, "check_in.none_missing", group=group)
    names = words.join(language, "listed", [html.person(one.name, None, "?") for one in view.missing])
    return words.say(language, "check_in.missing", group=group, names=names)


async def amended(work: ports.Work, run: ports.Question) -> list[messages.Outgoing]:
    """The round-up and what the leads were told, as they are after a late answer."""
    view = await service.round_up(work, run)
    group = view.group
    place = messages.Place(group.chat_id, group.topic_id)
    text, buttons = render(view, group.language, 0), rows(view, group.language, 0)
    found: list[messages.Outgoing] = []
    if not run.values.get(check_ins.HELD) or await work.slots.named(slot(run)):
        found.append(messages.Edit(place, slot(run), text, buttons, purpose=messages.Purpose.CHECK_IN))
    languages = {chat.id: person.language or group.language for person, chat in await service.leads(work, group)}
    for told in await work.slots.named(missing_slot(run)):
        line = _missing(view, languages.get(told.chat_id, group.language))
        found.append(messages.Edit(messages.Place(told.chat_id), told.name, line, purpose=messages.Purpose.REMINDER))
    return found


async def who_is_missing(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """*Missing*: a lead alone sees who has not answered; nobody else does."""
    view = await _pressed(request, work, press)
    await _check_leads(request, work, view.group)
    names = ", ".join(scene.shorten(one.name, LONGEST_NAME) for one in view.missing)
    text = words.plain(request.language, "check_in.missing_toast", names=names)
    if not view.missing:
        text = words.plain(request.language, "check_in.none_missing_toast")
    return [messages.Toast(scene.shorten(text, LONGEST_TOAST), alert=True)]


async def _check_leads(request: Request, work: ports.Work, group: groups.Group) -> None:
    """Whoever is named as one: where nobody leads, nobody is shown who is missing."""
    membership = None if request.actor is None else await work.people.membership(group.id, request.actor.id)
    if membership is None or membership.left or membership.part not in people.LEADING:
        raise Refused("refused.for_a_lead")


async def _pressed(request: Request, work: ports.Work, press: presses.Press) -> service.RoundUp:
    run = await work.questions.get(press.number(0))
    if run is None or run.kind != check_ins.RUN or run.group_id != scene.group_of(request).id:
        raise Refused("refused.old_button")
    return await service.round_up(work, run)


async def turn(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Another page of the answers."""
    view = await _pressed(request, work, press)
    start = press.number(1) if press.number(1) < len(view.answers) else 0
    if request.pressed_message_id is None:
        return []
    text, buttons = render(view, request.language, start), rows(view, request.language, start)
    return [messages.EditPressed(request.place, request.pressed_message_id, text, buttons)]


def render(view: service.RoundUp, language: str, start: int) -> Markup:
    """How many of those asked have answered, then a line for each who has; nobody is named who has not."""
    day = dates.inline_moment(view.run.asked_at, view.group.zone, view.run.asked_at, language)
    head = words.count(language, "check_in.round_up", len(view.answers), asked=view.asked, moment=day)
    lines = [_line(view, one, language) for one in view.answers[start : start + A_PAGE]]
    return Markup("\n").join([head, *(lines or [words.say(language, "check_in.nobody_yet")])])


def _line(view: service.RoundUp, one: service.Answer, language: str) -> Markup:
    labels = [None] * check_ins.count_of(view.run) if check_ins.questions_of(view.run) else list(_LABELS)
    said = [
        html.escape(scene.shorten(text, LONGEST))
        if label is None
        else words.say(language, label, text=scene.shorten(text, LONGEST))
        for label, text in zip(labels, one.answers, strict=False)
        if text
    ]
    text = words.join(language, "clauses", said)
    name = html.person(scene.shorten(one.person.name), None, "?")
    if not one.late:
        return words.say(language, "check_in.answer", name=name, text=text)
    moment = dates.inline_moment(one.at, view.group.zone, view.run.asked_at, language)
    return words.say(language, "check_in.answer_late", name=name, text=text, moment=moment)


def rows(view: service.RoundUp, language: str, start: int) -> messages.Rows:
    """Earlier and later pages, where there are any; who is missing, for leads."""
    found = []
    if start > 0:
        data = presses.data("chkpage", view.run.id, max(0, start - A_PAGE))
        found.append(messages.Button(words.plain(language, "people.earlier"), data))
    if start + A_PAGE < len(view.answers):
        data = presses.data("chkpage", view.run.id, start + A_PAGE)
        found.append(messages.Button(words.plain(language, "people.later"), data))
    if view.missing:
        label = words.plain(language, "button.check_in.missing")
        found.append(messages.Button(label, presses.data("chkmiss", view.run.id)))
    return (tuple(found),) if found else ()


PRESSED = {"chkpage": turn, "chkmiss": who_is_missing}
"""What the buttons do, by their verbs."""

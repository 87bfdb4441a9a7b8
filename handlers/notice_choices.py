"""A notice before it goes out: how it will look, whom it reaches and wakes, what it holds; it decides nothing."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.services import notice_reach
from coordination.services import notices as service
from coordination.services import rounds as rounds_service
from handlers import notice_pages, presses, prompts, scene, words
from handlers.request import File, Request

HOLD = "notice.hold"
"""What the tasks that are put on hold are asked as."""

A_PAGE = 12
A_ROW = 3


def slot(seen: service.Seen) -> str:
    """The preview in the committee's chat."""
    return f"notice_draft:{seen.notice.id}"


def file_of(request: Request) -> File | None:
    """The file in whose caption the command stands, else that of the answered message."""
    answered = () if request.reply is None else request.reply.files
    return next(iter((*request.files, *answered)), None)


def answered_words(request: Request, file: File | None) -> str:
    """The words of the answered message, else the name of the file that goes along."""
    answered = "" if request.reply is None else request.reply.text.strip()
    return answered or ("" if file is None else file.name)


def preview(seen: service.Seen, request: Request) -> tuple[Markup, messages.Rows]:
    """How it will look, to whom it goes, whom it wakes, what goes on hold with it."""
    language = seen.committee.language
    lines = [notice_pages.text(seen, language, seen.committee.zone, request.now), Markup(), *_reach(seen, language)]
    if seen.notice.file_kind is not None:
        kind = words.plain(language, f"file.{seen.notice.file_kind}")
        lines.append(words.say(language, "notice.with_file", file=kind))
    if seen.held:
        tasks = notice_pages.some([one.reference for one in seen.held], language)
        lines.append(words.count(language, "notice.holds", len(seen.held), tasks=tasks))
    first = [notice_pages.button(seen, verb) for verb in ("ntsend", "ntpick", "ntdrop")]
    second = [notice_pages.button(seen, "nthold")] if seen.notice.urgent else []
    return Markup("\n").join(lines), (tuple(first), *((tuple(second),) if second else ()))


def _reach(seen: service.Seen, language: str) -> list[Markup]:
    without = [one for one in seen.seats if one.seat.joined_at is None]
    lines = [words.count(language, "notice.to", len(seen.seats) - len(without))]
    if seen.notice.left_out and seen.seats:
        lines.append(words.say(language, "notice.only_to", codes=notice_pages.codes(seen.seats, language)))
    if without:
        lines.append(words.say(language, "notice.without_chat", codes=notice_pages.codes(without, language)))
    asleep = notice_pages.codes(seen.asleep, language)
    if seen.notice.urgent:
        key = "notice.wakes" if seen.asleep else "notice.wakes_nobody"
        lines.append(words.count(language, key, len(seen.asleep), codes=asleep))
    elif seen.asleep:
        lines.append(words.count(language, "notice.held", len(seen.asleep), codes=asleep))
    return lines


async def pick(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """The groups as buttons, sections first: each press leaves out or takes in again; the place is the third number."""
    seen = await draft_of(request, work, press)
    return [scene.in_place(request, *await _page(work, seen, press.number(2)))]


async def toggle(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    chosen = await service.choose(work, await draft_of(request, work, press), press.number(2))
    return [scene.in_place(request, *await _page(work, chosen, press.number(3)))]


async def picked(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Back to the notice as it would go out."""
    return [scene.in_place(request, *preview(await draft_of(request, work, press), request))]


async def _page(work: ports.Work, seen: service.Seen, page: int) -> tuple[str, messages.Rows]:
    programme = await rounds_service.programme_of(work, seen.committee)
    among = await notice_reach.choices(work, programme)
    buttons = _buttons(seen, among, page)
    here = buttons[page * A_PAGE : (page + 1) * A_PAGE]
    rows = [tuple(here[at : at + A_ROW]) for at in range(0, len(here), A_ROW)]
    is_some = len(seen.seats) < len(among.seats)
    label = "notice.button.all" if is_some else "notice.button.none"
    last = [notice_pages.button(seen, "ntpicked"), notice_pages.button(seen, "nttoggle", 0, page, label=label)]
    pages = -(-len(buttons) // A_PAGE)
    if pages > 1:
        last.append(notice_pages.button(seen, "ntpick", (page + 1) % pages, label="notice.button.next"))
    return words.count(seen.committee.language, "notice.which_groups", len(seen.seats)), (*rows, tuple(last))


def _buttons(seen: service.Seen, among: notice_reach.Choices, page: int) -> list[messages.Button]:
    """Sections and groups, those that it goes to marked."""
    goes = {one.group.id for one in seen.seats}
    whole = [(one.group_id, f"{one.code} ({len(one.group_ids)})", one.group_ids <= goes) for one in among.sections]
    single = [(one.group.id, one.seat.code, one.group.id in goes) for one in among.seats]
    return [
        messages.Button(
            f"✓ {code}" if is_in else code,
            presses.data("nttoggle", seen.committee.id, seen.notice.id, group_id, page),
        )
        for group_id, code, is_in in (*whole, *single)
    ]


async def ask_tasks(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """Which tasks go on hold with it is typed."""
    seen = await draft_of(request, work, press)
    text = words.say(seen.committee.language, "notice.ask_tasks")
    values = {"notice": seen.notice.id, "message": request.pressed_message_id}
    return [prompts.ask(request, work, HOLD, text, values=values)]


async def holding(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The preview anew with the tasks that were named; the one before keeps no button."""
    committee = await work.groups.get(question.group_id)
    await rounds_service.check(work, committee, request.actor, is_admin=bool(request.is_chat_admin))
    old = await service.of_committee(work, committee, int(question.values["notice"]))
    seen = await service.hold(work, old, request.text)
    text, rows = preview(seen, request)
    before = messages.EditPressed(request.place, int(question.values["message"]), preview(old, request)[0])
    return [before, scene.answer(request, text, rows=rows, purpose=messages.Purpose.QUESTION, slot=slot(seen))]


async def draft_of(request: Request, work: ports.Work, press: presses.Press) -> service.Seen:
    """A draft that a button names, for whoever may act for it. Raises `Refused` for one that was decided."""
    seen = await pressed(request, work, press)
    service.check_draft(seen.notice)
    return seen


async def pressed(request: Request, work: ports.Work, press: presses.Press) -> service.Seen:
    """The notice that a button of the committee names, for whoever may act for it."""
    group = scene.group_of(request)
    if press.number(0) != group.id:
        raise Refused("refused.old_button")
    await rounds_service.check(work, group, request.actor, is_admin=bool(request.is_chat_admin))
    return await service.of_committee(work, group, press.number(1))


PRESSED = {"ntpick": pick, "nttoggle": toggle, "ntpicked": picked, "nthold": ask_tasks}

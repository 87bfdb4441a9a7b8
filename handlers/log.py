"""The log of a group in the panel: what was changed, by whom, from where; settings are taken back from it."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import groups, people, tasks
from coordination.services import changes, log
from handlers import (
    card_lines,
    dates,
    departures,
    html,
    log_lines,
    message_links,
    presses,
    prompts,
    scene,
    settings,
    words,
)
from handlers.request import Request

PAGE = 8
TASK = "log.task"
"""What a typed number is asked as."""

MOST_PEOPLE = 24


async def page(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A page of the changes: of everything, of the task (third number) or of the person (fourth)."""
    group = await settings.configured(request, work, press.number(0))
    return await _shown(request, work, group, press.number(1), _filter(press.number(2), press.number(3)))


async def ask_task(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A task's number is typed, in reply."""
    group = await settings.configured(request, work, press.number(0))
    return [prompts.ask(request, work, TASK, words.say(request.language, "log.ask_task"), values={}, group=group)]


async def of_task(request: Request, work: ports.Work, question: ports.Question) -> Sequence[messages.Answer]:
    """The changes of the task whose number was typed."""
    group = await settings.configured(request, work, question.group_id)
    typed = request.text.strip().lstrip("#＃")
    if not typed.isdecimal():
        raise Refused("refused.log_task", words=scene.shorten(request.text))
    task = await changes.of_number(work, group, int(typed[:9]))
    return await _shown(request, work, group, 0, log.Filter(task_id=task.id))


async def who(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """A button for each person of the group; it leads to what they changed."""
    group = await settings.configured(request, work, press.number(0))
    language = request.language
    members = [person for person, _ in await work.people.members(group.id)]
    shown = sorted(members, key=lambda one: (one.name.casefold(), one.id))[:MOST_PEOPLE]
    buttons = [messages.Button(_label(language, one), presses.data("log", group.id, 0, 0, one.id)) for one in shown]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    back = messages.Button(words.plain(language, "settings.back"), presses.data("log", group.id))
    return _turned(request, words.say(language, "log.whose"), (*rows, (back,)))


async def take_back(request: Request, work: ports.Work, press: presses.Press) -> Sequence[messages.Answer]:
    """One change of the group itself is taken back, and the log shows it."""
    group = await settings.configured(request, work, press.number(0))
    cause = settings.said(request, work, group)
    await log.take_back(work, cause, press.number(1), is_admin=bool(request.is_chat_admin))
    if (left := await departures.told(request, work, request.language)) is not None:
        back = presses.data("log", left.group.id)
        rows = ((messages.Button(words.plain(request.language, "settings.back"), back),),)
        return [*_turned(request, left.text, rows), *left.others]
    fresh = await work.groups.get(group.id)
    return await _shown(request, work, fresh, 0, log.Filter())


def _filter(task_id: int, actor_id: int) -> log.Filter:
    return log.Filter(task_id or None, actor_id or None)


async def _shown(
    request: Request, work: ports.Work, group: groups.Group, page_number: int, where: log.Filter
) -> Sequence[messages.Answer]:
    offset = min(page_number, log.MOST // PAGE) * PAGE
    found = await log.page(work, group, where, offset, PAGE)
    head = await _head(request, work, group, where)
    chat = await work.chats.get(group.chat_id)
    lines = [_line(request, (group, chat), found, place) for place in range(len(found.entries))]
    if not lines:
        lines = [words.say(request.language, "log.none")]
    turning = _turning(request, group, where, (offset // PAGE, found.has_more))
    rows = (*_undoing(request, group, found), *turning)
    return _turned(request, Markup("\n").join([head, *lines]), rows)


async def _head(request: Request, work: ports.Work, group: groups.Group, where: log.Filter) -> Markup:
    language, name = request.language, scene.shorten(group.name)
    if where.task_id is not None:
        task: tasks.Task | None = await work.tasks.get(group.id, where.task_id)
        if task is None:
            raise Refused("refused.old_button")
        return words.say(language, "log.head_task", group=name, task=f"#{task.number}", title=scene.shorten(task.title))
    if where.actor_id is not None:
        if await work.people.membership(group.id, where.actor_id) is None:
            raise Refused("refused.old_button")
        person = await work.people.get(where.actor_id)
        return words.say(language, "log.head_person", group=name, name=card_lines.person_name(person, language))
    return words.say(language, "log.head", group=name)


def _line(request: Request, there: tuple[groups.Group, groups.Chat], found: log.Page, place: int) -> Markup:
    group, chat = there
    entry, language = found.entries[place], request.language
    reader = log_lines.Reader(language, group.zone, request.now, found.people)
    values = {
        "moment": dates.inline_moment(entry.event.at, group.zone, request.now, language),
        "who": log_lines.who(entry.event, reader),
        "what": log_lines.what(entry, reader),
    }
    if log_lines.is_nobodys(entry.event):
        return words.say(language, "log.line_by_itself", **values)
    values["where"] = _where(entry, group, chat, language)
    if entry.can_undo:
        return words.say(language, "log.line_undo", place=place + 1, **values)
    return words.say(language, "log.line", **values)


def _where(entry: log.Entry, group: groups.Group, chat: groups.Chat, language: str) -> Markup:
    """The message that made the change, as a link where Telegram has one."""
    source = entry.event.source
    if source is None:
        return words.say(language, "log.by_button")
    if source.chat_id != group.chat_id:
        return words.say(language, "log.elsewhere")
    address = message_links.address(chat, source.message_id, group.topic_id)
    label = words.plain(language, "log.message")
    return html.escape(label) if address is None else html.link(label, address)


def _undoing(request: Request, group: groups.Group, found: log.Page) -> messages.Rows:
    buttons = [
        messages.Button(
            words.plain(request.language, "log.undo", place=place + 1),
            presses.data("logundo", group.id, entry.event.change_id),
        )
        for place, entry in enumerate(found.entries)
        if entry.can_undo
    ]
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def _turning(request: Request, group: groups.Group, where: log.Filter, at: tuple[int, bool]) -> messages.Rows:
    number, has_more = at
    language = request.language
    named = (where.task_id or 0, where.actor_id or 0)
    turn = []
    if number > 0:
        newer = presses.data("log", group.id, number - 1, *named)
        turn.append(messages.Button(words.plain(language, "button.history.newer"), newer))
    if has_more and number < log.MOST // PAGE:
        older = presses.data("log", group.id, number + 1, *named)
        turn.append(messages.Button(words.plain(language, "button.history.older"), older))
    choosing = [
        messages.Button(words.plain(language, "log.by_task"), presses.data("logtask", group.id)),
        messages.Button(words.plain(language, "log.by_person"), presses.data("logwho", group.id)),
    ]
    if where != log.Filter():
        choosing = [messages.Button(words.plain(language, "log.all"), presses.data("log", group.id)), *choosing]
    back = messages.Button(words.plain(language, "settings.back"), presses.data("setmore", group.id))
    return tuple(row for row in (tuple(turn), tuple(choosing), (back,)) if row)


def _label(language: str, person: people.Person) -> str:
    return str(html.visible(card_lines.person_name(person, language)))[:30]


def _turned(request: Request, text: Markup, rows: messages.Rows) -> Sequence[messages.Answer]:
    if request.pressed_message_id is None:
        return [scene.answer(request, text, rows=rows)]
    return [messages.EditPressed(request.place, request.pressed_message_id, text, rows)]


PRESSED = {"log": page, "logtask": ask_task, "logwho": who, "logundo": take_back}
PROMPTS = {TASK: of_task}

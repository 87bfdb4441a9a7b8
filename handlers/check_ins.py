"""`/checkin`: asks those with open tasks what moved, in private or in the chat, at set times or now."""

from collections.abc import Sequence

from markupsafe import Markup

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import check_ins as rules
from coordination.rules import groups, recurrences, tasks
from coordination.services import check_ins as service
from coordination.services import own_reminders, rights
from handlers import dates, html, presses, round_ups, rule_words, scene, task_lines, words
from handlers.request import Request

_NOW = frozenset({"now", "立即", "现在"})
_LAST = frozenset({"last", "上次", "汇总"})
_OFF = frozenset({"off", "stop", "none", "关闭", "停止", "取消"})
_USUAL = ("check_in.question.moved", "check_in.question.next", "check_in.question.way")
NOW, OFF, WEEKLY = 1, 2, 3
"""What a button asks for."""

_EVERY_MONDAY = "every Mon 10:00"
NAMED = 5
"""So many of their tasks a person is shown."""


async def command(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """`/checkin every Mon 10:00 for 4 hours`, with questions on further lines; `now`; `off`; alone: how it stands."""
    group = scene.group_of(request)
    if group.kind is groups.GroupKind.PERSONAL:
        raise Refused("refused.check_in_here")
    typed = request.args.strip()
    if not typed:
        return [await _standing(request, work)]
    if typed.casefold() in _LAST:
        return [await round_ups.shown(request, work)]
    if not request.is_chat_admin:
        await rights.check_leads(work, scene.said(request, work))
    if typed.casefold() in _OFF:
        await service.stop(work, group)
        return [scene.answer(request, words.say(request.language, "check_in.off"))]
    if typed.casefold() in _NOW:
        return await _begin(request, work)
    setup = rules.read(typed, scene.frame(request))
    if setup is None:
        raise Refused("refused.check_in_when", words=scene.shorten(typed.split("\n", 1)[0]))
    await service.set_up(work, scene.said(request, work), setup)
    return [await _standing(request, work)]


async def _begin(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    begun = await service.now(work, scene.said(request, work))
    told = words.count(request.language, "check_in.begun", len(begun.asked), until=_until(begun, request.language))
    return [scene.answer(request, told), *posts(begun)]


async def press(request: Request, work: ports.Work, pressed: presses.Press) -> Sequence[messages.Answer]:
    """*Ask now* and *Turn off* below how it stands, *Ask weekly* below a summary; for leads."""
    group = scene.group_of(request)
    if pressed.number(0) != group.id:
        raise Refused("refused.old_button")
    await rights.check_leads(work, scene.said(request, work))
    if pressed.number(1) == NOW:
        return [messages.Toast(), *await _begin(request, work)]
    if pressed.number(1) == WEEKLY:
        setup = rules.read(_EVERY_MONDAY, scene.frame(request))
        assert setup is not None
        await service.set_up(work, scene.said(request, work), setup)
        return [messages.Toast(), await _standing(request, work)]
    await service.stop(work, group)
    line = words.say(request.language, "check_in.off")
    told = [messages.EditPressed(request.place, request.pressed_message_id, line)] if request.pressed_message_id else []
    return [*told, messages.Toast()]


async def offer(work: ports.Work, group: groups.Group) -> messages.Button | None:
    """The button below the first summary of a group that has no check-in; it is offered once."""
    key = (f"group:{group.id}", "check_in", "offered")
    if await service.find(work, group) is not None or await work.ledger.has(*key):
        return None
    work.ledger.add(*key)
    return messages.Button(
        words.plain(group.language, "button.check_in.weekly"), presses.data("checkin", group.id, WEEKLY)
    )


async def _standing(request: Request, work: ports.Work) -> messages.Post:
    """When it comes next, what it asks and where; or that it is off, and how it is set up."""
    group, language = scene.group_of(request), request.language
    kept = await service.find(work, group)
    ask = messages.Button(words.plain(language, "button.check_in.now"), presses.data("checkin", group.id, NOW))
    if kept is None or not kept.enabled:
        return scene.answer(request, words.say(language, "check_in.how"), rows=((ask,),))
    times = own_reminders.upcoming(group, kept, request.now, 3)
    shown = words.join(language, "clauses", [dates.moment(one, group.zone, request.now, language) for one in times])
    where = words.plain(language, "check_in.in_chat" if kept.values["in_chat"] else "check_in.in_private")
    head = words.say(language, "check_in.on", rule=_rule(kept, group, language), moments=shown)
    how = words.count(language, "check_in.window", kept.values["hours"], where=where)
    off = messages.Button(words.plain(language, "button.check_in.off"), presses.data("checkin", group.id, OFF))
    lines = [head, how, *_numbered(tuple(kept.values["questions"]), language)]
    return scene.answer(request, Markup("\n").join(lines), rows=((ask, off),))


def _rule(kept: ports.Schedule, group: groups.Group, language: str) -> str:
    rule = recurrences.from_values(kept.rule, group.zone)
    try:
        return rule_words.said(rule, language)
    except ValueError:
        return words.plain(language, "check_in.repeats")


# -- asked --------------------------------------------------------------------------------


def posts(begun: service.Begun) -> list[messages.Outgoing]:
    """The question to each in private; one message in the group for those who can't be written to, or for all."""
    found: list[messages.Outgoing] = [_private(begun, one, one.chat) for one in begun.asked if one.chat is not None]
    others = [one for one in begun.asked if one.chat is None]
    return [*found, _public(begun, others)] if others else found


def _private(begun: service.Begun, asked: service.Asked, chat: groups.Chat) -> messages.Post:
    group = begun.group
    language = asked.person.language or group.language
    until = _until(begun, language)
    lines = [words.say(language, "check_in.ask_private", group=scene.shorten(group.name), until=until)]
    lines += _numbered(begun.questions, language)
    if asked.tasks:
        named = [_named(one, language) for one in asked.tasks[:NAMED]]
        more = len(asked.tasks) - NAMED
        named += [words.count(language, "board.more", more)] if more > 0 else []
        lines.append(words.say(language, "check_in.yours", tasks=words.join(language, "clauses", named)))
    lines.append(words.say(language, "check_in.how_to_answer", number=asked.tasks[0].number if asked.tasks else 12))
    return messages.Post(
        messages.Place(chat.id),
        Markup("\n").join(lines),
        purpose=messages.Purpose.CHECK_IN,
        slot=slot(asked.question),
        asks_reply=True,
    )


def _named(task: tasks.Task, language: str) -> Markup:
    values = {"task": task_lines.reference(task), "title": task_lines.title(task)}
    return words.say(language, "task.line.title", **values)


def _public(begun: service.Begun, others: Sequence[service.Asked]) -> messages.Post:
    group = begun.group
    language = group.language
    names = [html.person(one.person.name, one.person.telegram_id if one.pinged else None, "?") for one in others]
    lines = [words.say(language, "check_in.ask", until=_until(begun, language)), *_numbered(begun.questions, language)]
    lines.append(words.join(language, "listed", names))
    number = next((task.number for one in others for task in one.tasks), 12)
    lines.append(words.say(language, "check_in.how_to_answer", number=number))
    return messages.Post(
        messages.Place(group.chat_id, group.topic_id),
        Markup("\n").join(lines),
        purpose=messages.Purpose.CHECK_IN,
        slot=slot(begun.run),
    )


def slot(question: ports.Question) -> str:
    """The name of a message that is answered by a reply."""
    return f"checkin:{question.id}"


def _numbered(questions: Sequence[str], language: str) -> list[Markup]:
    shown = [html.escape(one) for one in questions] or [words.say(language, key) for key in _USUAL]
    return [
        words.say(language, "check_in.question.line", number=place, question=one)
        for place, one in enumerate(shown, start=1)
    ]


def _until(begun: service.Begun, language: str) -> str:
    return dates.inline_moment(begun.run.expires_at, begun.group.zone, begun.run.asked_at, language)

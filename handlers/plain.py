"""Plain words: what is meant for us is read and carried out, everything else is silence; it knows no grammar itself."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import (
    action_lines,
    reading,
    reading_glance,
    reading_listening,
    reading_remark,
    reading_replies,
    reading_reports,
    reports,
    when,
)
from coordination.rules.groups import GroupKind, Listening
from coordination.rules.reading_values import Message, Outcome, Reply, ReplyKind, Why
from coordination.services import readings as service
from handlers import (
    behalf,
    edits_items,
    edits_lines,
    evidence,
    links_said,
    prompts,
    readings,
    scene,
    summary_previews,
    typed_answers,
)
from handlers import reports as report_handlers
from handlers import undo as undo_handlers
from handlers.edits_items import Form, Item
from handlers.request import EntityKind, Kind, Request

_LEFT_OUT = frozenset({EntityKind.CODE, EntityKind.PRE, EntityKind.QUOTE, "expandable_blockquote"})
_LISTS = frozenset({"board", "digest", "summary"})
"""Messages of ours in which numbers alone name tasks."""


async def addressed(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """A reply to us, a mention, or a private chat: read in full; what is unsure is asked."""
    if request.group is None:
        return []
    request = replace(request, text=without_mention(request))
    if (prompted := await prompts.answered(request, work)) is not None:
        return prompted
    if request.is_private and (
        previewed := summary_previews.group_id_of(request.reply.slot if request.reply else None)
    ):
        return await summary_previews.line(request, work, previewed)
    if (data := await typed_answers.button(request, work)) is not None:
        return await _pressed(request, work, data)
    answered = await scene.answered(request, work)
    if answered is not None and request.files:
        return await evidence.keep(request, work, answered.number, _caption(request, answered.number))
    if answered is not None and (meant := _answer(request, answered)) is not None:
        item = Item((answered.number,), meant, request.text.strip())
        return await edits_lines.handle(request, work, [item], report_handlers.carry)
    if (told := await _commanded(request, work, addressed=True)) is not None:
        return told
    return await _read(request, work, None if answered is None else answered.number)


async def _pressed(request: Request, work: ports.Work, data: str) -> Sequence[messages.Answer]:
    """`yes` in reply to a question is its button; what a press would show over the chat is left out."""
    from handlers import table  # the table names this module

    assert request.reply is not None
    pressed = replace(request, data=data, pressed_message_id=request.reply.message_id, pressed_slot=request.reply.slot)
    told = await table.press_route(data).handler(pressed, work)
    return [one for one in told if not isinstance(one, messages.Toast)]


async def unaddressed(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """The rest of a chat: read as far as its group lets us listen; the rest is dropped unread."""
    if request.group is None:
        return []
    if (told := await _commanded(request, work, addressed=False)) is not None:
        return told
    glance = reading_glance.at(request.text)
    if request.files and (number := await _filed(request, work, glance)) is not None:
        return await evidence.keep(request, work, number, _caption(request, number))
    if request.kind is not Kind.EDIT and not await _may_matter(request, work, glance):
        return []
    return await _read(request, work, None)


async def emptied(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """An edit that left nothing to read of a message: what it had said is asked about."""
    return [] if request.group is None else await edits_lines.handle(request, work, [], report_handlers.carry)


async def _may_matter(request: Request, work: ports.Work, glance: reading_glance.Glance) -> bool:
    """Whether a board is worth looking up: most of what people say among themselves is not."""
    setting = scene.group_of(request).settings.listening
    if setting is Listening.ADDRESSED or glance.is_nothing:
        return False
    if glance.numbered or glance.action or setting is Listening.ALL:
        return True
    return await service.owns_any(work, scene.group_of(request), request.actor)


async def _read(request: Request, work: ports.Work, answered: int | None) -> Sequence[messages.Answer]:
    group = scene.group_of(request)
    glance = reading_glance.at(request.text)
    numbers = {*glance.numbers, *([] if answered is None else [answered])}
    before = await _said_before(request, work)
    about = service.Glimpse(tuple(numbers), glance.ended or bool(before), before)
    ground = await service.ground(work, group, scene.frame(request), request.actor, about)
    typed = await _typed(request, work, answered)
    spans = (*_left_out(request), *typed)
    message = Message(request.text, _reply(request, answered), request.addressed, spans)
    outcome = reading.read(message, ground.board)
    outcome = reading_listening.heard(group.settings.listening, message, outcome, ground.board)
    if outcome.takes_back and request.kind is not Kind.EDIT:
        return await undo_handlers.undo(request, work)
    found = readings.units(request.text, _settled(request, outcome))
    found = [*(readings.Unit(item.line, typed=item) for item in typed.values()), *found]
    if not found and answered is not None and request.text.strip()[:1].isdigit():
        words = request.text.strip()  # `12 copies printed`: in reply to a card that is a note
        found = [readings.Unit(words, typed=Item((answered,), words, words))]
    if not found and message.reply is not None and message.reply.kind is ReplyKind.LIST:
        found = [readings.Unit(item.line, typed=item) for item in await _remarks(request, work)]
    if not found and request.kind is not Kind.EDIT:
        if _is_of_list(request) and reading_replies.is_worth_an_answer(request.text):
            raise Refused("refused.reply_unread")
        return []
    return await readings.Reader(request, work, ground, asks_tasks=request.addressed).handle(found)


def _is_of_list(request: Request) -> bool:
    """A reply to a message in which we asked for words: those are never dropped in silence."""
    slot = request.reply.slot if request.reply is not None and request.reply.from_us else None
    return (slot or "").partition(":")[0] in _LISTS


async def _remarks(request: Request, work: ports.Work) -> list[Item]:
    """`1 will be late` in reply to a list of tasks: what nobody can read any better is a note, and not lost."""
    found = []
    for line in request.text.split("\n"):
        try:
            head = edits_items.items(request, line, Form("refused.update_form", several=False, marked=False))
        except Refused:
            continue
        known = await work.tasks.by_numbers(scene.group_of(request).id, head[0].numbers) if head else ()
        if known and (line.lstrip().startswith(("#", "＃")) or reading_replies.is_remark(head[0].words)):
            found.append(head[0])
    return found


async def _typed(request: Request, work: ports.Work, answered: int | None) -> dict[tuple[int, int], Item]:
    """The lines, by their spans, whose words behind a number (or in reply to a card) only `/update` knows."""
    found: dict[tuple[int, int], Item] = {}
    at = 0
    for line in request.text.split("\n"):
        item = _item(request, line, answered)
        if item is not None and len(await work.tasks.by_numbers(scene.group_of(request).id, item.numbers)):
            found[(at, at + len(line))] = item
        at += len(line) + 1
    return found


def _item(request: Request, line: str, answered: int | None) -> Item | None:
    marked = answered is not None or not request.addressed
    try:
        head = edits_items.items(request, line, Form("refused.update_form", several=False, marked=marked))
    except Refused:
        head = [] if answered is None else [Item((answered,), line.strip(), line.strip())]
    if not head or not reading_reports.is_plain(head[0].words):
        return None
    if _is_deadline(words := head[0].words, scene.frame(request)):
        return replace(head[0], words=f"due {words}")
    beside = "\n" in request.text.strip() and head[0].numbers == (answered,)
    more = links_said.read(words) or behalf.read(words).name or _is_full(words, scene.frame(request))
    return head[0] if more or (beside and _is_state(words, scene.frame(request))) else None


def _is_deadline(words: str, frame: when.Frame) -> bool:
    """`3 by Friday` is its due date."""
    values = when.read(words, frame).values
    return bool(values) and all(isinstance(one, when.Moment) and one.bound == "by" for one in values)


def _is_state(words: str, frame: when.Frame) -> bool:
    """A line without a number beside others, in reply to a card: of that task, if it begins with a state."""
    remark = reading_remark.read_remark(words, frame)
    return remark.problem is None and remark.verb is not reading_remark.Verb.NOTE


def _is_full(words: str, frame: when.Frame) -> bool:
    """100 % is asked about in its own way."""
    return reading_remark.read_remark(words, frame).problem is reading_remark.Problem.FULL


async def _said_before(request: Request, work: ports.Work) -> tuple[int, ...]:
    """The tasks that an edited message spoke of before."""
    if request.kind is not Kind.EDIT or request.message_id is None:
        return ()
    known = await work.lines.of_message(request.chat.id, request.message_id)
    return tuple(line.task_id for line in known if line.task_id is not None)


def _settled(request: Request, outcome: Outcome) -> Outcome:
    """A note to oneself (`todo: soap`) is a task on a personal list, and elsewhere where it is said to us."""
    if outcome.ask is None or outcome.ask.why is not Why.NEW_TASK:
        return outcome
    if scene.group_of(request).kind is GroupKind.PERSONAL or request.addressed:
        return replace(outcome, ask=None)
    return replace(outcome, ask=None, actions=tuple(one for one in outcome.actions if one.owners or one.everyone))


def _reply(request: Request, answered: int | None) -> Reply | None:
    """What the message answers, as reading knows it."""
    if request.reply is None or not request.reply.from_us:
        return None
    kind = (request.reply.slot or "").partition(":")[0]
    if kind in _LISTS:
        return Reply(ReplyKind.LIST)
    if kind == "notice":
        return Reply(ReplyKind.NOTICE)
    if answered is None:
        return Reply(ReplyKind.LIST)
    return Reply(ReplyKind.CARD, (answered,))


def _left_out(request: Request) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in request.entities if one.kind in _LEFT_OUT)


def _answer(request: Request, answered: scene.Answered) -> str | None:
    """`no permit` behind "what is in the way?" is the reason; a date behind "until when?" the review date."""
    typed = request.text.strip()
    if not typed or answered.asks not in (reports.Asks.REASON, reports.Asks.REVIEW_ON) or links_said.read(typed):
        return None
    if reading_remark.read_remark(typed, scene.frame(request)).verb is not reading_remark.Verb.NOTE:
        return None
    return f"blocked: {typed}" if answered.asks is reports.Asks.REASON else f"on hold until {typed}"


def _caption(request: Request, number: int) -> list[Item]:
    """The words that came with a file, as said of the task."""
    if not request.text.strip():
        return []
    form = Form("refused.update_form", answered=number, several=False, marked=True)
    return [item for item in edits_items.items(request, request.text, form) if item.words]


async def _filed(request: Request, work: ports.Work, glance: reading_glance.Glance) -> int | None:
    """The task that the caption of a file names at its head, `#12`; `None` where it names several."""
    if not glance.numbered:
        return None
    try:
        items = edits_items.items(request, request.text, Form("refused.update_form", several=False, marked=True))
    except Refused:
        return None
    numbers = {number for item in items for number in item.numbers}
    found = await work.tasks.by_numbers(scene.group_of(request).id, list(numbers)) if len(numbers) == 1 else ()
    return found[0].number if found else None


async def _commanded(request: Request, work: ports.Work, *, addressed: bool) -> Sequence[messages.Answer] | None:
    """A message that begins with a word for a command (`任务：签合同`); `None` for any other."""
    from handlers import table  # the table names this module

    lead = len(request.text) - len(request.text.lstrip())
    line = request.text[lead:].split("\n", 1)[0]
    word = reading_listening.command_word(line, addressed=addressed)
    if word is None or word.command not in table.COMMANDS or _is_better_read(request, line, word):
        return None
    start = lead + word.rest_at
    asked = replace(request, command=word.command, args=request.text[start:], args_start=start)
    return await table.COMMANDS[word.command].handler(asked, work)


def _is_better_read(request: Request, line: str, word: reading_listening.CommandWord) -> bool:
    """`完成 60%` in a reply is no command, and `任务：张三 负责 …` is an action line."""
    rest = line[word.rest_at :]
    if word.command in {"done", "update"}:
        return edits_items.starts_without_number(rest)
    if word.command != "task":
        return False
    found = action_lines.read(line, scene.frame(request))
    return any(action.owners for action in found) and "负责" in line


def without_mention(request: Request) -> str:
    """The text with blanks in the place of the mention that addressed us, so that offsets stay."""
    text = request.text
    for entity in request.entities:
        called = text[entity.start + 1 : entity.end].casefold()
        if entity.kind == EntityKind.MENTION and called == request.bot_username.casefold():
            text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
            after = text[entity.end : entity.end + 1]
            if after in {":", "：", ",", "，"}:
                text = text[: entity.end] + " " + text[entity.end + 1 :]
    return text

"""Plain words: what is meant for us is read and carried out, everything else is silence; it knows no grammar itself."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import messages, ports
from coordination.errors import Refused
from coordination.rules import (
    reading_glance,
    reading_remark,
    reading_replies,
    reports,
)
from coordination.rules.groups import Listening
from coordination.services import own_groups
from coordination.services import readings as service
from handlers import (
    check_in_answers,
    commitments,
    edits_lines,
    evidence,
    filing_replies,
    filing_reviews,
    group_replies,
    group_words,
    help_lines,
    kept_groups,
    links_said,
    notice_replies,
    personal,
    plain_commands,
    plain_files,
    plain_reading,
    prompts,
    readings,
    report_guesses,
    round_relay,
    round_replies,
    round_reports,
    scene,
    small_talk,
    summary_previews,
    typed_answers,
)
from handlers import reports as report_handlers
from handlers import undo as undo_handlers
from handlers.edits_items import Item
from handlers.request import Kind, Request


async def addressed(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """A reply to us, a mention, or a private chat: read in full; what is unsure is asked."""
    if request.group is None:
        return []
    request = replace(request, text=plain_commands.without_mention(request))
    if (prompted := await prompts.answered(request, work)) is not None:
        return prompted
    if (carried := await _carried(request, work)) is not None:
        return carried
    if (checked := await check_in_answers.answered(request, work)) is not None:
        return checked
    if request.is_private and (
        previewed := summary_previews.group_id_of(request.reply.slot if request.reply else None)
    ):
        return await summary_previews.line(request, work, previewed)
    if request.is_private and (elsewhere := await _elsewhere(request, work)) is not None:
        return elsewhere
    if (chosen := await personal.wished(request, work)) is not None:
        return chosen
    if (kept := await kept_groups.heard(request, work, _here)) is not None:
        return kept
    if (asked := await small_talk.listed(request, work)) is not None:
        return asked
    return await _here(request, work) or await _unread(request, work)


async def _elsewhere(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """What a private message says of a group: that it asks for help, for a report that is open, or of its tasks."""
    if request.reply is None and (helped := await help_lines.asked(request, work)) is not None:
        return helped
    if (guessed := await report_guesses.heard(request, work)) is not None:
        return guessed
    return await group_words.heard(request, work, _here)


async def _unread(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """What nothing could be read of: a report is refused, a greeting or a question gets a line, the rest silence."""
    if await _is_unread(request, work):
        raise await group_words.unread(request, work)
    return small_talk.answered(request)


async def _carried(request: Request, work: ports.Work) -> Sequence[messages.Answer] | None:
    """What a reply to something of a programme is: said in another chat, or a change of a group's report."""
    for one in (
        round_relay.carried,
        notice_replies.replied,
        commitments.replied,
        filing_replies.replied,
        filing_reviews.replied,
    ):
        if (carried := await one(request, work)) is not None:
            return carried
    turn_id = round_reports.turn_of(request.reply.slot if request.reply else None)
    return await round_replies.reply(request, work, turn_id) if request.is_private and turn_id is not None else None


async def _here(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """What a message that is for us says in its group."""
    if (data := await typed_answers.button(request, work)) is not None:
        return await _pressed(request, work, data)
    answered = await scene.answered(request, work)
    if answered is not None and request.files:
        return await evidence.keep(request, work, answered.number, plain_files.caption(request, answered.number))
    if answered is not None and (meant := _answer(request, answered)) is not None:
        item = Item((answered.number,), meant, request.text.strip())
        return await edits_lines.handle(request, work, [item], report_handlers.carry)
    if answered is None and (helped := await help_lines.asked(request, work)) is not None:
        return helped
    if (told := await plain_commands.commanded(request, work, addressed=True)) is not None:
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
    if (told := await plain_commands.commanded(request, work, addressed=False)) is not None:
        return told
    hears = scene.group_of(request).settings.listening is not Listening.ADDRESSED
    if hears and (helped := await help_lines.asked(request, work)) is not None:
        return helped
    if hears and (kept := await kept_groups.heard(request, work, _here)) is not None:
        return kept
    glance = reading_glance.at(request.text)
    if request.files and (number := await plain_files.filed(request, work, glance)) is not None:
        return await evidence.keep(request, work, number, plain_files.caption(request, number))
    if request.kind is not Kind.EDIT and not await _may_matter(request, work, glance):
        return []
    return await _read(request, work, None)


async def emptied(request: Request, work: ports.Work) -> Sequence[messages.Answer]:
    """An edit that left nothing to read of a message: what it had said is asked about."""
    if request.is_private and request.actor is not None:
        groups = await own_groups.of_person(work, request.actor)
        request = await group_replies.edited(request, work, groups) or request
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
    read = await plain_reading.meant(request, work, answered)
    if read.outcome.takes_back and request.kind is not Kind.EDIT:
        return await undo_handlers.undo(request, work)
    if not read.units and request.kind is not Kind.EDIT:
        if _is_of_list(request) and reading_replies.is_worth_an_answer(request.text):
            raise Refused("refused.reply_unread")
        return []
    return await readings.Reader(request, work, read.ground, asks_tasks=request.addressed).handle(read.units)


async def _is_unread(request: Request, work: ports.Work) -> bool:
    """A private report that fits no task of the writer's groups: silence would be taken for a yes."""
    if not request.is_private or request.kind is Kind.EDIT or request.actor is None:
        return False
    glance = reading_glance.at(request.text)
    if not glance.states or not reading_replies.is_worth_an_answer(request.text):
        return False
    return bool(await own_groups.of_person(work, request.actor))


def _is_of_list(request: Request) -> bool:
    """A reply to a message in which we asked for words: those are never dropped in silence."""
    slot = request.reply.slot if request.reply is not None and request.reply.from_us else None
    return (slot or "").partition(":")[0] in plain_reading.LISTS


def _answer(request: Request, answered: scene.Answered) -> str | None:
    """`no permit` behind "what is in the way?" is the reason; a date behind "until when?" the review date."""
    typed = request.text.strip()
    if not typed or answered.asks not in (reports.Asks.REASON, reports.Asks.REVIEW_ON) or links_said.read(typed):
        return None
    if reading_remark.read_remark(typed, scene.frame(request)).verb is not reading_remark.Verb.NOTE:
        return None
    return f"blocked: {typed}" if answered.asks is reports.Asks.REASON else f"on hold until {typed}"

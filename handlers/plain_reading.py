"""What a message in plain words means in its group: the lines that say something, read against the board; no deed."""

from dataclasses import dataclass, replace

from coordination import ports
from coordination.rules import reading, reading_glance, reading_listening
from coordination.rules.groups import GroupKind
from coordination.rules.reading_values import Message, Outcome, Reply, ReplyKind, Why
from coordination.services import readings as service
from handlers import plain_lines, readings, scene
from handlers.edits_items import Item
from handlers.request import EntityKind, Kind, Request

_LEFT_OUT = frozenset({EntityKind.CODE, EntityKind.PRE, EntityKind.QUOTE, "expandable_blockquote"})
LISTS = frozenset({"board", "digest", "summary", "nudge"})
"""Messages of ours in which numbers alone name tasks."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What was read: the ground it was read against, the outcome, and the lines that mean something."""

    ground: service.Ground
    outcome: Outcome
    units: list[readings.Unit]


async def meant(request: Request, work: ports.Work, answered: int | None) -> Meant:
    """Read a message in its group; `answered` is the number of the task that it answers."""
    group = scene.group_of(request)
    glance = reading_glance.at(request.text)
    numbers = {*glance.numbers, *([] if answered is None else [answered])}
    before = await _said_before(request, work)
    about = service.Glimpse(tuple(numbers), glance.ended or bool(before), before)
    ground = await service.ground(work, group, scene.frame(request), request.actor, about)
    typed = await plain_lines.typed(request, work, answered)
    spans = (*left_out(request), *typed)
    message = Message(request.text, _reply(request, answered), request.addressed, spans)
    outcome = reading.read(message, ground.board)
    outcome = reading_listening.heard(group.settings.listening, message, outcome, ground.board)
    found = readings.units(request.text, _settled(request, outcome))
    found = [*(readings.Unit(item.line, typed=item) for item in typed.values()), *found]
    if not found and answered is not None and request.text.strip()[:1].isdigit():
        words = request.text.strip()  # `12 copies printed`: in reply to a card that is a note
        found = [readings.Unit(words, typed=Item((answered,), words, words))]
    if not found and message.reply is not None and message.reply.kind is ReplyKind.LIST:
        found = [readings.Unit(item.line, typed=item) for item in await plain_lines.remarks(request, work)]
    return Meant(ground, outcome, found)


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
    if kind in LISTS:
        return Reply(ReplyKind.LIST)
    if kind == "notice":
        return Reply(ReplyKind.NOTICE)
    if answered is None:
        return Reply(ReplyKind.LIST)
    return Reply(ReplyKind.CARD, (answered,))


def left_out(request: Request) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in request.entities if one.kind in _LEFT_OUT)

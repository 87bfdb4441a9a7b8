"""What handlers take from a request again and again: the group, the cause, the day, the people; it decides nothing."""

from datetime import date
from zoneinfo import ZoneInfo

from coordination import messages, ports
from coordination.rules import events, groups, names, tasks, when
from coordination.rules import text as text_rules
from coordination.services import changes
from coordination.services import groups as groups_service
from handlers import words
from handlers.request import Request

LONGEST_QUOTE = 60


def group_of(request: Request) -> groups.Group:
    """The group spoken in; a route that opens groups has made sure that there is one."""
    assert request.group is not None
    return request.group


def said(request: Request, work: ports.Work, text: str = "") -> changes.Said:
    """The message or press as the cause of changes. A press has no source (its message is ours)."""
    source = None
    if request.message_id is not None:
        source = events.Source(request.chat.id, request.message_id)
    return changes.Said(
        group=group_of(request),
        actor=request.actor,
        at=request.said_at,
        change_id=work.new_id(),
        text=text,
        source=source,
    )


def frame(request: Request) -> when.Frame:
    """How dates are read here: "tomorrow" counts from when it was said, in the group's zone."""
    group = group_of(request)
    return when.Frame(
        now=request.said_at,
        zone=ZoneInfo(group.zone),
        language=request.language,
        calendar=groups_service.calendar_of(group),
    )


def today(request: Request) -> date:
    """The group's day."""
    return request.now.astimezone(ZoneInfo(group_of(request).zone)).date()


async def roster(request: Request, work: ports.Work) -> names.Roster:
    """The people of the group by the names they may be called."""
    members = await work.people.members(group_of(request).id)
    return names.Roster(tuple(names.Known(one.id, (one.name,), one.username) for one, _ in members))


async def owner_of(request: Request, work: ports.Work, person_id: int, typed: str) -> tasks.Owner:
    """A person as an owner, with the name they go by."""
    person = await work.people.get(person_id)
    return tasks.Owner(typed.lstrip("@＠") if person is None else person.name, person_id)


async def answered_number(request: Request, work: ports.Work) -> int | None:
    """The number of the task whose card is answered; `None` where the message answers no card of this group."""
    slot = None if request.reply is None else request.reply.slot
    if slot is None or not slot.startswith("card:"):
        return None
    task = await work.tasks.get(group_of(request).id, int(slot.removeprefix("card:")))
    return None if task is None else task.number


def answer(
    request: Request,
    text: str,
    *,
    rows: messages.Rows = (),
    purpose: messages.Purpose = messages.Purpose.ANSWER,
    slot: str | None = None,
    silent: bool = True,
) -> messages.Post:
    """A reply to the message; in private a plain message."""
    return messages.Post(
        place=request.place,
        text=text,
        purpose=purpose,
        rows=rows,
        reply_to=None if request.is_private else request.message_id,
        silent=silent,
        slot=slot,
    )


def recorded(request: Request, line: str) -> messages.Outgoing:
    """The quiet acknowledgement: a reaction on the message, or one silent line where reactions are off."""
    emoji = request.chat.reaction
    if request.message_id is None or emoji is None or not group_of(request).settings.react:
        return answer(request, line)
    return messages.React(request.place, request.message_id, emoji, fallback=line)


def shorten(text: str, limit: int = LONGEST_QUOTE) -> str:
    """What people wrote, cut only at a word (voice.md rule 11)."""
    return text_rules.shorten(text_rules.one_line(text), limit)


def label(language: str, key: str, **values: str | int) -> str:
    """The label of a button."""
    return words.plain(language, key, **values)

"""What handlers take from a request again and again: the group, the cause, the day, the people; it decides nothing."""

import re
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from coordination import messages, ports
from coordination.rules import events, groups, names, reports, tasks, when
from coordination.rules import text as text_rules
from coordination.services import changes, directory
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
        is_admin=bool(request.is_chat_admin) and not request.is_private,
    )


def frame(request: Request) -> when.Frame:
    """How dates are read here: "tomorrow" counts from when it was said, in the group's zone."""
    group = group_of(request)
    return when.Frame(
        now=request.said_at,
        zone=ZoneInfo(group.zone),
        language=request.language,
        calendar=groups_service.calendar_of(group),
        opens_on=request.openings.get(group.id),
    )


def towards_group(request: Request) -> Request:
    """The request as seen from its group's chat, in which others are asked what was said of a task in private."""
    group = group_of(request)
    if not request.is_private or group.kind is groups.GroupKind.PERSONAL:
        return request
    place = messages.Place(group.chat_id, group.topic_id)
    return replace(request, place=place, language=group.language, message_id=None, pressed_message_id=None)


def today(request: Request) -> date:
    """The group's day."""
    return request.now.astimezone(ZoneInfo(group_of(request).zone)).date()


async def roster(request: Request, work: ports.Work) -> names.Roster:
    """The people of the group by the names they may be called."""
    return await directory.roster(work, group_of(request).id)


async def owner_of(request: Request, work: ports.Work, person_id: int, typed: str) -> tasks.Owner:
    """A person as an owner, with the name they go by."""
    person = await work.people.get(person_id)
    return tasks.Owner(typed.lstrip("@＠") if person is None else person.name, person_id)


@dataclass(frozen=True, slots=True)
class Answered:
    """The task that the answered message of ours speaks of, and what that message had asked, if anything."""

    number: int
    asks: reports.Asks | None = None


async def answered(request: Request, work: ports.Work) -> Answered | None:
    """What a reply is about; `None` where it answers nobody, somebody else, or a message of many tasks.

    The newest card and the questions are known by name; anything older of ours by the one number it speaks of, so
    that a reply to a card of any age counts.
    """
    if request.group is None or request.reply is None or not request.reply.from_us:
        return None
    kind, _, rest = (request.reply.slot or "").partition(":")
    group_id = request.group.id
    if kind == "card" and rest.isdecimal():
        task = await work.tasks.get(group_id, int(rest))
        return None if task is None else Answered(task.number)
    if kind == "ask":
        asked, _, task_id = rest.partition(":")
        task = await work.tasks.get(group_id, int(task_id))
        return None if task is None else Answered(task.number, reports.Asks(asked))
    number = None
    if kind == "question" or (kind == TOLD and rest.partition(":")[0] == str(group_id)):
        number = _only(_ANYWHERE.findall(request.reply.text))
    elif kind == "":
        number = spoken_of(request.reply.text)
    return None if number is None else Answered(number)


async def answered_number(request: Request, work: ports.Work) -> int | None:
    """The number of the task that a reply is about."""
    found = await answered(request, work)
    return None if found is None else found.number


def ask_slot(task: tasks.Task, asks: reports.Asks) -> str:
    """The name of a question about a task that is answered by a reply in words."""
    return f"ask:{asks.value}:{task.id}"


TOLD = "told"


def told_slot(request: Request, group: groups.Group) -> str:
    """The name of a message about tasks of another group than the chat's: a reply to it speaks of that group's."""
    return f"{TOLD}:{group.id}:{request.update_id}"


_AT_HEAD = re.compile(r"^\u2068?#(\d{1,9})\b", re.MULTILINE)
_ANYWHERE = re.compile(r"(?<!\w)#(\d{1,9})\b")


def spoken_of(text: str) -> int | None:
    """The task that a card or an echo of ours speaks of: its first line begins with the number, no other line with
    another.
    """
    return _only(_AT_HEAD.findall(text)) if _AT_HEAD.match(text) else None


def _only(numbers: list[str]) -> int | None:
    return int(numbers[0]) if len(set(numbers)) == 1 else None


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


def in_place(request: Request, text: str, rows: messages.Rows = ()) -> messages.EditPressed:
    """A newer text in place of the message whose button was pressed."""
    assert request.pressed_message_id is not None
    return messages.EditPressed(request.place, request.pressed_message_id, text, rows)


def shorten(text: str, limit: int = LONGEST_QUOTE) -> str:
    """What people wrote, cut only at a word (voice.md rule 11)."""
    return text_rules.shorten(text_rules.one_line(text), limit)


def label(language: str, key: str, **values: str | int) -> str:
    """The label of a button."""
    return words.plain(language, key, **values)

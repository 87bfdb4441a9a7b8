"""A summary shown to the leads an hour before it is posted, and the line that one of them adds; makes no text."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination import ports
from coordination.errors import Refused
from coordination.rules import groups, people, summaries
from coordination.services import changes, runs
from coordination.services import summaries as summaries_service

AHEAD = timedelta(hours=1)
"""So long before it is posted a summary is shown to the leads (product.md, Summary)."""

RULE = "preview"


@dataclass(frozen=True, slots=True)
class Preview:
    """A summary that is posted at `due` (aware, UTC), for the leads with a private chat (`chats`, by person's id)."""

    group: groups.Group
    view: summaries.SummaryView
    due: datetime
    chats: tuple[groups.Chat, ...]


async def of(work: ports.Work, schedule_id: int) -> Preview | None:
    """The preview of a schedule's next summary, once; `None` where there is nobody to show it to, or nothing in it."""
    schedule = await work.schedules.get(schedule_id)
    if schedule is None or not schedule.enabled or schedule.next_due_at is None:
        return None
    due = schedule.next_due_at
    group = await work.groups.get(schedule.group_id)
    is_paused = group.is_silent(due)
    if is_paused or not work.now < due <= work.now + AHEAD:
        return None
    key = (f"schedule:{schedule.id}", RULE, due.isoformat())
    if await work.ledger.has(*key):
        return None
    work.ledger.add(*key)
    chats = await _chats(work, group)
    week = summaries.week_of(runs.day_of(group, schedule, due))
    view = await summaries_service.view(work, group, week) if chats else None
    return None if view is None or view.is_quiet else Preview(group, view, due, chats)


async def _chats(work: ports.Work, group: groups.Group) -> tuple[groups.Chat, ...]:
    """Private chats of the leads who have begun one."""
    found = []
    for person, membership in await work.people.members(group.id):
        chat = await _chat(work, person) if membership.part in people.LEADING else None
        if chat is not None:
            found.append(chat)
    return tuple(found)


async def _chat(work: ports.Work, person: people.Person) -> groups.Chat | None:
    chat = await work.chats.by_telegram_id(person.telegram_id) if person.started else None
    return chat if chat is not None and chat.state is groups.ChatState.ACTIVE else None


async def add_line(work: ports.Work, said: changes.Said, words: str) -> None:
    """Keep a lead's own line for the group's summary. Raises `Refused` for whoever does not lead the group any more."""
    membership = None if said.actor is None else await work.people.membership(said.group.id, said.actor.id)
    if membership is None or membership.left or membership.part not in people.LEADING:
        raise Refused("refused.leads_only")
    await summaries_service.add_line(work, said, words)

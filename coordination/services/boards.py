"""What the board of a group shows, read with few queries; makes no text."""

from dataclasses import dataclass, replace

from coordination import ports
from coordination.rules import boards, dues, events, groups, lights, tasks
from coordination.services import lists, programmes

State = tasks.State
AHEAD = 100
"""So many tasks beyond the late ones are looked at for what is due this week."""

RECENT = 10


@dataclass(frozen=True, slots=True)
class Kept:
    """A board to be looked after: of which group, what is to be done, and whether it stands in the chat already."""

    group: groups.Group
    upkeep: boards.Upkeep
    stands: bool


def slot(group: groups.Group) -> str:
    """The name under which the group's board is edited in place."""
    return f"board:{group.id}"


async def touched(work: ports.Work) -> list[Kept]:
    """The boards of all groups in which the update in hand changed something; a hint is given once.

    Where a board may be pinned nobody asks whether it stands: it is edited or posted all the same.
    """
    found = []
    for group_id in work.events.touched_groups():
        group = await work.groups.get(group_id)
        chat = await work.chats.get(group.chat_id)
        stands = not chat.may_pin and await _stands(work, group)
        kept = Kept(group, boards.upkeep(group, chat, stands=stands), stands)
        if kept.upkeep.hints:
            work.chats.save(replace(chat, hints=(*chat.hints, boards.HINT)))
        found.append(kept)
    return found


async def hinted(work: ports.Work, group: groups.Group) -> None:
    """Keep that the group's chat was told of the right to pin that is missing there."""
    chat = await work.chats.get(group.chat_id)
    if boards.HINT not in chat.hints:
        work.chats.save(replace(chat, hints=(*chat.hints, boards.HINT)))


async def of_chat(work: ports.Work, chat: groups.Chat) -> list[Kept]:
    """The boards of every group of a chat, as after a change of our rights there; nothing is hinted at."""
    found = []
    for group in await work.groups.in_chat(chat.id):
        stands = await _stands(work, group)
        upkeep = boards.upkeep(group, chat, stands=stands)
        found.append(Kept(group, replace(upkeep, hints=False), stands))
    return found


async def of_group(work: ports.Work, group_id: int) -> Kept:
    """The board of a group, as after a change that nobody made: a day began."""
    group = await work.groups.get(group_id)
    stands = await _stands(work, group)
    upkeep = boards.upkeep(group, await work.chats.get(group.chat_id), stands=stands)
    return Kept(group, replace(upkeep, posts=False, hints=False), stands)


async def has_board(work: ports.Work, group: groups.Group) -> bool:
    """Tell whether the group has a board, or gets one with its next change."""
    chat = await work.chats.get(group.chat_id)
    return boards.upkeep(group, chat, stands=await _stands(work, group)).edits


async def _stands(work: ports.Work, group: groups.Group) -> bool:
    message = await work.slots.get(group.chat_id, slot(group))
    return message is not None and message.message_id is not None


async def view(work: ports.Work, group: groups.Group) -> boards.BoardView:
    """The board as it stands at the work's instant: at most six queries, fewer where nothing is late or blocked.

    In a programme two more ask for its opening day.
    """
    day = lists.day_of(work, group)
    counts = await work.tasks.counts(group.id, today=day.open_on, now=work.now)
    late = await _shown(work, group, lists.late(day), counts.late)
    is_blocked = ports.TaskFilter(states=(State.BLOCKED,))
    blocked = await _shown(work, group, is_blocked, counts.by_state.get(State.BLOCKED, 0))
    openings = await programmes.openings(work, group, None)
    return boards.BoardView(
        group=group,
        today=day.today,
        light=lights.of_group(late=counts.late, silent=counts.late_silent, blocked=blocked.total),
        states=counts.by_state,
        late=late,
        late_explained=not counts.late_silent,
        due_this_week=await _due_this_week(work, group, day, counts.late),
        blocked=blocked,
        unowned=await _shown(work, group, ports.TaskFilter(unowned=True), counts.unowned),
        last=await _last(work, group),
        opens_on=openings.get(group.id),
    )


async def _shown(work: ports.Work, group: groups.Group, where: ports.TaskFilter, counted: int) -> boards.Shown:
    if not counted:
        return boards.NOTHING
    found = await work.tasks.find(group.id, where, limit=boards.LISTED)
    return boards.shown(found.tasks, counted)


async def _due_this_week(work: ports.Work, group: groups.Group, day: dues.Day, late: int) -> boards.Shown:
    """Tasks come in due order, the late ones first; among today's some may be late by their hour."""
    where = ports.TaskFilter(states=dues.OWED)
    found = await work.tasks.find(group.id, where, offset=max(0, late - AHEAD), limit=2 * AHEAD)
    return boards.shown(boards.due_between(found.tasks, day, boards.week_end(day.today)))


async def _last(work: ports.Work, group: groups.Group) -> boards.Last | None:
    for event in await work.events.of_group(group.id, limit=RECENT):
        if event.kind in events.ASIDE:
            continue
        task = None if event.task_id is None else await work.tasks.get(group.id, event.task_id)
        if task is not None:
            person = None if event.actor_id is None else await work.people.get(event.actor_id)
            return boards.Last(event, task, person)
    return None

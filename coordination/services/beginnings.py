"""A chat that became a committee by a plan, or by an opening day, is a group by itself again; it makes no text.

What had begun is kept: its groups, none of which has a chat yet, stand under a committee without a chat, in the
archive, so that no link leads there. A plan that is taken over later begins anew.
"""

from dataclasses import replace
from datetime import datetime

from coordination import ports
from coordination.rules import groups, programmes
from coordination.services import changes, duties, lives, plan_reverts, rollups, round_schedules

ENDED = "programme_undone"
"""Kind of the event by which a chat is no committee any more."""


async def plan_of(work: ports.Work, committee: groups.Group) -> programmes.PlanFile | None:
    """The plan that made the chat a committee, while it can be taken back."""
    programme = await work.programmes.of_committee(committee.id)
    plan = await work.plans.first(committee.id, programmes.PlanState.ACCEPTED)
    if programme is None or plan is None or plan.ended_at is None or programme.created_at != plan.ended_at:
        return None
    return plan if work.now <= plan.ended_at + plan_reverts.WINDOW else None


async def take_back(work: ports.Work, said: changes.Said, at: datetime | None) -> bool | None:
    """Let the chat be what it was before what was said `at` that instant, and taken back just now, made it a committee.

    `False` where others have begun to work in the programme since: then it goes on. `None`: something else began it.
    """
    programme = await work.programmes.of_committee(said.group.id)
    if programme is None or programme.created_at != at:
        return None
    if not await _is_untouched(work, programme):
        return False
    committee = await work.groups.get(said.group.id)
    await _set_aside(work, programme, committee)
    work.groups.save(replace(committee, kind=groups.GroupKind.GROUP))
    await rollups.let_go(work, committee)
    changes.add_group_event(work, said, ENDED, ({}, {"programme": programme.name}))
    return True


async def _is_untouched(work: ports.Work, programme: programmes.Programme) -> bool:
    """No chat has joined, and nothing was called, told, asked for, promised or recorded, but for what the plan said."""
    if programme.archived_at is not None or programme.before_id is not None:
        return False
    if await work.programmes.after(programme.id) is not None or await work.rounds.newest(programme.id) is not None:
        return False
    told = await work.notices.highest_number(programme.id) or await work.commitments.of_programme(programme.id)
    kept = await work.plans.newest(programme.committee_id, programmes.PlanState.ACCEPTED)
    schedules = {one.kind for one in await work.schedules.of_group(programme.committee_id)}
    if told or kept is not None or schedules & {duties.KIND, round_schedules.KIND}:
        return False
    places = [*await work.programmes.seats(programme.id), *await work.programmes.sections(programme.id)]
    counts = [(await work.tasks.find(one.group_id, ports.TaskFilter(), limit=1)).total for one in places]
    return not any(counts) and all(one.joined_at is None for one in places)


async def _set_aside(work: ports.Work, programme: programmes.Programme, committee: groups.Group) -> None:
    """The programme under a committee without a chat, in the archive."""
    chat_id = work.new_id()
    number = programmes.FIRST_NO_CHAT + chat_id
    state = groups.ChatState.LEFT
    work.chats.save(groups.Chat(chat_id, number, programmes.NO_CHAT, programme.name, state=state, may_pin=False))
    nowhere = replace(
        committee, id=work.new_id(), chat_id=chat_id, topic_id=None, next_number=1, life=groups.Life.ARCHIVED
    )
    work.groups.save(nowhere)
    for group in await lives.everybody(work, programme):
        if group.parent_id == committee.id:
            work.groups.save(replace(group, parent_id=nowhere.id))
    work.programmes.save(replace(programme, committee_id=nowhere.id, archived_at=work.now))

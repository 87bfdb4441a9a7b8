"""Reports that are due at the moment at which somebody was reminded of tasks join that message; makes no text."""

from collections.abc import Sequence
from dataclasses import replace

from coordination import ports
from coordination.rules import people, reminders
from coordination.services import reminded, reminder_views
from coordination.services.reminded import Owed

__all__ = ["Owed", "join"]


async def join(work: ports.Work, person: people.Person, owed: Sequence[Owed]) -> reminder_views.Reminded | None:
    """The person's reminder with these reports in it; `None` where none was sent at this moment: then they are told by
    themselves.
    """
    standing = await reminded.find(work, person)
    if standing is None or not standing.message or not reminders.is_same_moment(standing.sent_at, work.now):
        return None
    known = {(one.is_turn, one.id) for one in standing.reports}
    fresh = tuple(one for one in owed if (one.is_turn, one.id) not in known)
    standing = replace(standing, reports=(*standing.reports, *fresh))
    reminded.save_message(work, standing)
    return await reminder_views.view(work, person, standing)

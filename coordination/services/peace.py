"""What a group has been asked to bear today: unasked posts, and mentions of its people; makes no text.

Both are counted in the ledger, so that no restart, no second process and no changed schedule begins the count anew.
"""

from collections.abc import Iterable
from datetime import date

from coordination import ports
from coordination.rules import groups, instants

MENTIONED = "mentioned"
MOST = 50
"""No group has wanted more unasked posts a day."""


async def posts_left(work: ports.Work, group: groups.Group) -> int:
    """How many unasked posts the group may still get on its day."""
    ceiling = min(group.settings.unasked_posts_a_day, MOST)
    return max(0, ceiling - await _posted(work, group, ceiling))


async def count_post(work: ports.Work, group: groups.Group) -> None:
    """Keep that an unasked post goes to the group today."""
    posted = await _posted(work, group, MOST)
    if posted < MOST:
        work.ledger.add(*_post(work, group, posted + 1))


async def unmentioned(work: ports.Work, group: groups.Group, people_ids: Iterable[int]) -> set[int]:
    """Those whom nothing unasked has mentioned yet on the group's day, in any group."""
    day = _today(work, group)
    return {one for one in people_ids if not await work.ledger.has(*_mention(one, day))}


async def note_mentions(work: ports.Work, group: groups.Group, people_ids: Iterable[int]) -> None:
    """Keep that these people are mentioned on the group's day."""
    day = _today(work, group)
    for one in sorted(await unmentioned(work, group, people_ids)):
        work.ledger.add(*_mention(one, day))


async def _posted(work: ports.Work, group: groups.Group, most: int) -> int:
    for count in range(most):
        if not await work.ledger.has(*_post(work, group, count + 1)):
            return count
    return most


def _post(work: ports.Work, group: groups.Group, count: int) -> tuple[str, str, str]:
    return f"group:{group.id}", "unasked", f"{_today(work, group).isoformat()}:{count}"


def _mention(person_id: int, day: date) -> tuple[str, str, str]:
    return f"person:{person_id}", MENTIONED, day.isoformat()


def _today(work: ports.Work, group: groups.Group) -> date:
    return instants.local_day(work.now, group.zone)

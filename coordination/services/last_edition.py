"""Today beside the same day of the last edition, and what was learnt in it; makes no text."""

from collections.abc import Sequence
from datetime import date, timedelta

from coordination import ports
from coordination.errors import Refused
from coordination.rules import editions, groups, instants, programmes
from coordination.services import changes
from coordination.services import programmes as programme_service

LONGEST_LESSON = 500
MOST_LESSONS = 500


async def same_day(work: ports.Work, committee: groups.Group) -> editions.SameDay | None:
    """How much is done today, and was so many days before the opening of the last edition.

    `None` without a last edition, where an opening day is not known, and where the last one had not begun by then.
    """
    programme = await work.programmes.of_committee(committee.id)
    before = None if programme is None or programme.before_id is None else await _before(work, programme)
    if programme is None or before is None or programme.opens_on is None or before.opens_on is None:
        return None
    days = (programme.opens_on - instants.local_day(work.now, committee.zone)).days
    then_on = before.opens_on - timedelta(days=days)
    then = await _share(work, await work.groups.get(before.committee_id), then_on)
    if not then.total:
        return None
    now = editions.share(await _rows(work, committee), work.now)
    return editions.SameDay(days, now, then, before.name)


async def _before(work: ports.Work, programme: programmes.Programme) -> programmes.Programme | None:
    return None if programme.before_id is None else await work.programmes.get(programme.before_id)


async def _share(work: ports.Work, committee: groups.Group, on: date) -> editions.Share:
    """At the end of a local day."""
    return editions.share(await _rows(work, committee), instants.day_bounds(on, committee.zone)[1])


async def _rows(work: ports.Work, committee: groups.Group) -> list[editions.Row]:
    history = await work.charts.by_history(committee.id, below=True)
    return [(one.state, one.created_at, one.ended_at, one.tasks) for one in history]


async def learn(work: ports.Work, said: changes.Said, words: str) -> editions.Lesson:
    """Keep what the next edition is to know. Raises `Refused` outside a programme, and for words that are none."""
    programme = await programme_service.programme_of(work, said.group)
    text = " ".join(words.split())
    if programme is None:
        raise Refused("lesson.no_programme")
    if not text or len(text) > LONGEST_LESSON:
        raise Refused("lesson.form", limit=LONGEST_LESSON)
    lesson = editions.Lesson(work.new_id(), programme.id, said.group.id, work.now, text, said.actor_id)
    work.editions.save_lesson(lesson)
    return lesson


async def lessons(work: ports.Work, group: groups.Group) -> Sequence[tuple[str, editions.Lesson]]:
    """What a group may read of it, with the code of the group each is of: a committee all of this edition and of the
    last one, a section that of its groups, a group its own; the oldest first."""
    programme = await programme_service.programme_of(work, group)
    if programme is None:
        return []
    found = list(await work.editions.lessons(programme.id))
    if group.kind is groups.GroupKind.COMMITTEE:
        before = await _before(work, programme)
        found = [*(await work.editions.lessons(before.id) if before is not None else ()), *found]
    coded = []
    for one in found[-MOST_LESSONS:]:
        of = await work.groups.get(one.group_id)
        if group.kind is groups.GroupKind.COMMITTEE or group.id in (of.id, of.parent_id):
            coded.append((of.code or "", one))
    return coded

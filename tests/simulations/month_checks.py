"""What came to each chat of a town, held against what had been promised; raises AssertionError with what is wrong."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

import storage
from playground import views
from storage import tables
from tests.simulations.month import Place, Town, is_quiet, promised

MINUTE = timedelta(seconds=60)
OPENINGS = {"digest": "Today, ", "summary": "Group ", "reminder": "Reminder"}


@dataclass(frozen=True, slots=True)
class Figures:
    """How it went: runs promised while up, posts, late ones, uncertain ones, ones that stand twice by their record.

    `over`: runs that would have been one post too many for the day.
    """

    promised: int
    posted: int
    late: int
    uncertain: int
    twice: int
    over: int
    slowest: timedelta  # of those that were not late


async def check(made: Town, days: int) -> Figures:
    unsure = await _unsure(made)
    figures = Counter[str]()
    slowest = timedelta()
    for place in made.places:
        posts = _by_kind(place, await made.client.sent(place.chat))
        unasked = posts["digest"] + posts["summary"]
        _check_peace(place, unasked)
        for kind, runs in promised(place, days).items():
            asked = _Asked(place, kind, runs, posts[kind], unasked, unsure[place.chat.id, kind])
            delay, over = _check_kind(made, asked)
            slowest = max(slowest, delay)
            figures["over"] += over
            figures["posted"] += len(posts[kind])
            figures["late"] += sum("I was down" in one.text for one in posts[kind])
            figures["promised"] += sum(not _was_down(made, at) for at in runs.values() if at < made.clock.now())
    uncertain = sum(count for (_, kind), count in unsure.items() if kind != "reminder")
    twice = sum(count for (_, kind), count in unsure.items() if kind == "reminder")
    return Figures(figures["promised"], figures["posted"], figures["late"], uncertain, twice, figures["over"], slowest)


def _by_kind(place: Place, sent: list[views.MessageView]) -> dict[str, list[views.MessageView]]:
    """What came unasked, by its opening; every word of it is of this group."""
    found: dict[str, list[views.MessageView]] = {kind: [] for kind in OPENINGS}
    for one in sent:
        kind = next((kind for kind, opening in OPENINGS.items() if one.text.startswith(opening)), None)
        if kind is None or (kind == "summary" and "week of" not in one.text):
            continue
        own = f"stand-up {place.number}" if kind == "reminder" else f"Work of group {place.number}"
        assert own in one.text or (kind == "summary" and f"Group {place.number}," in one.text), one.text
        found[kind].append(one)
    return found


def _check_peace(place: Place, unasked: list[views.MessageView]) -> None:
    days = Counter[date]()
    for one in unasked:
        assert not is_quiet(place, one.at), one
        days[one.at.astimezone(ZoneInfo(place.zone)).date()] += 1
    assert max(days.values(), default=0) <= place.settings.unasked_posts_a_day, days


@dataclass(frozen=True, slots=True)
class _Asked:
    """The runs of a kind in a group, its posts, all that came unasked, and how many may be uncertain or twice."""

    place: Place
    kind: str
    runs: dict[datetime, datetime]
    posts: list[views.MessageView]
    unasked: list[views.MessageView]
    spare: int

    def is_full(self, at: datetime) -> bool:
        """Whether the group had all the posts of that day that it wants."""
        zone = ZoneInfo(self.place.zone)
        day = at.astimezone(zone).date()
        came = sum(one.at.astimezone(zone).date() == day for one in self.unasked)
        return self.kind != "reminder" and came >= self.place.settings.unasked_posts_a_day


def _check_kind(made: Town, asked: _Asked) -> tuple[timedelta, int]:
    """Each run that fell into a time when somebody was up came within a minute, once.

    Gives the longest delay, and how many were one post too many.
    """
    slowest, missing, over = timedelta(), 0, 0
    for at in asked.runs.values():
        if at >= made.clock.now() or _was_down(made, at):
            continue
        near = [one.at - at for one in asked.posts if timedelta(seconds=-1) <= one.at - at <= MINUTE]
        missing += not near and not asked.is_full(at)
        over += not near and asked.is_full(at)
        assert len(near) <= 1 + (asked.spare if asked.kind == "reminder" else 0), (asked.place, asked.kind, at, near)
        slowest = max([slowest, *near])
    assert missing <= asked.spare, (asked.place, asked.kind, missing)
    assert len(asked.posts) <= len(asked.runs) + asked.spare
    return slowest, over


def _was_down(made: Town, at: datetime) -> bool:
    return any(start - MINUTE <= at <= end + MINUTE for start, end in made.down)


async def _unsure(made: Town) -> Counter[tuple[int, str]]:
    """How many messages of a kind are uncertain in a chat, or may stand twice, by the records."""
    database = await storage.open(made.settings.database_url.get_secret_value())
    box, chats = tables.outbox.c, tables.chats.c
    wanted = sa.select(chats.telegram_id, box.purpose).where(
        chats.id == box.chat_id, box.kind == "post", sa.or_(box.state == "uncertain", box.note == "may stand twice")
    )
    try:
        async with database.reader() as reader:
            return Counter((row.telegram_id, row.purpose) for row in await reader.execute(wanted))
    finally:
        await database.close()

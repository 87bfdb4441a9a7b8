"""People and their parts in groups as rows; knows no rule."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from coordination.rules import people
from storage import tables, writing
from storage.among import among
from storage.session import Session
from storage.shelf import UNKNOWN

_PEOPLE, _MEMBERSHIPS = tables.people, tables.memberships
_BY_TELEGRAM_ID = sa.select(_PEOPLE).where(among(_PEOPLE.c.telegram_id, "ids"))
_BY_IDS = sa.select(_PEOPLE).where(among(_PEOPLE.c.id, "ids"))
_BY_ID = sa.select(_PEOPLE).where(_PEOPLE.c.id == sa.bindparam("id"))
_BETWEEN = sa.select(_MEMBERSHIPS).where(
    among(_MEMBERSHIPS.c.group_id, "groups"), among(_MEMBERSHIPS.c.person_id, "people")
)
_OF_PERSON = sa.select(_MEMBERSHIPS).where(_MEMBERSHIPS.c.person_id == sa.bindparam("person"))
_OF_GROUP = sa.select(_MEMBERSHIPS).where(_MEMBERSHIPS.c.group_id == sa.bindparam("group"))
_PEOPLE_OF_GROUP = (
    sa.select(_PEOPLE)
    .join(_MEMBERSHIPS, _MEMBERSHIPS.c.person_id == _PEOPLE.c.id)
    .where(_MEMBERSHIPS.c.group_id == sa.bindparam("group"))
)
_NAMED_SO = sa.select(_PEOPLE).where(_PEOPLE.c.username_folded == sa.bindparam("username"))

_NAME_IS_TAKEN = (
    sa.update(_PEOPLE)
    .where(_PEOPLE.c.username_folded == sa.bindparam("the_name"), _PEOPLE.c.id != sa.bindparam("taker"))
    .values(username=None, username_folded=None)
)


class People:
    """`ports.People`, and what a whole batch reads at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, person_id: int) -> people.Person | None:
        shelf = self._session.shelves.people
        if shelf.get(person_id) is UNKNOWN:
            for row in await self._session.rows(_BY_ID, {"id": person_id}):
                shelf.learn(record(row))
            shelf.miss(person_id)
        found = shelf.get(person_id)
        return None if found is UNKNOWN else found

    async def by_telegram_id(self, telegram_id: int) -> people.Person | None:
        shelf = self._session.shelves.people
        if shelf.named(telegram_id) is UNKNOWN:
            await self.prefetch([telegram_id])
        found = shelf.named(telegram_id)
        return None if found is UNKNOWN else found

    async def by_username(self, username: str, group_id: int) -> people.Person | None:
        folded = fold(username)
        rows = await self._session.rows(_NAMED_SO, {"username": folded})
        shelf = self._session.shelves.people
        seen_last_first = [*reversed(shelf.dirty()), *(shelf.learn(record(row)) for row in rows)]
        for person in seen_last_first:
            if person.username and fold(person.username) == folded:
                membership = await self.membership(group_id, person.id)
                return person if membership is not None and not membership.left else None
        return None

    async def members(self, group_id: int) -> Sequence[tuple[people.Person, people.Membership]]:
        return await self._of_group(group_id, left=False)

    async def left(self, group_id: int) -> Sequence[tuple[people.Person, people.Membership]]:
        return await self._of_group(group_id, left=True)

    async def _of_group(self, group_id: int, *, left: bool) -> Sequence[tuple[people.Person, people.Membership]]:
        for row in await self._session.rows(_PEOPLE_OF_GROUP, {"group": group_id}):
            self._session.shelves.people.learn(record(row))
        rows = await self._session.rows(_OF_GROUP, {"group": group_id})
        parts = self._session.shelves.memberships.overlay(
            map(membership_record, rows), lambda part: part.group_id == group_id and part.left is left
        )
        found = [(await self.get(part.person_id), part) for part in sorted(parts, key=lambda part: part.person_id)]
        return [(person, part) for person, part in found if person is not None]

    async def membership(self, group_id: int, person_id: int) -> people.Membership | None:
        shelf, key = self._session.shelves.memberships, (group_id, person_id)
        if shelf.get(key) is UNKNOWN and not self._all_read(group_id, person_id):
            rows = await self._session.rows(_BETWEEN, {"groups": [group_id], "people": [person_id]})
            for row in rows:
                shelf.learn(membership_record(row))
            shelf.miss(key)
        found = shelf.get(key)
        return None if found is UNKNOWN else found

    async def memberships(self, person_id: int) -> Sequence[people.Membership]:
        """By group id, those left included."""
        rows = await self._session.rows(_OF_PERSON, {"person": person_id})
        found = self._session.shelves.memberships.overlay(
            map(membership_record, rows), lambda part: part.person_id == person_id
        )
        return sorted(found, key=lambda part: part.group_id)

    def save(self, person: people.Person) -> None:
        self._session.save(self._session.shelves.people, person)

    def save_membership(self, membership: people.Membership) -> None:
        self._session.save(self._session.shelves.memberships, membership)

    async def prefetch(self, telegram_ids: Sequence[int]) -> list[people.Person]:
        """Read the people with these ids by one statement; those that are known."""
        shelf = self._session.shelves.people
        rows = await self._session.rows(_BY_TELEGRAM_ID, {"ids": telegram_ids})
        found = [shelf.learn(record(row)) for row in rows]
        for telegram_id in telegram_ids:
            shelf.miss_name(telegram_id)
        return found

    async def prefetch_memberships(self, group_ids: Sequence[int], person_ids: Sequence[int]) -> None:
        """Read every part that one of these people has in one of these groups by one statement."""
        rows = await self._session.rows(_BETWEEN, {"groups": group_ids, "people": person_ids})
        for row in rows:
            self._session.shelves.memberships.learn(membership_record(row))
        self._session.prefetched_groups.update(group_ids)
        self._session.prefetched_people.update(person_ids)

    def _all_read(self, group_id: int, person_id: int) -> bool:
        session = self._session
        if session.is_fresh(group_id) or session.is_fresh(person_id):
            return True
        return group_id in session.prefetched_groups and person_id in session.prefetched_people


def fold(username: str) -> str:
    """A user name as it is compared: without @, letter case aside."""
    return username.removeprefix("@").casefold()


def values(person: people.Person) -> writing.Row:
    return {
        "id": person.id,
        "telegram_id": person.telegram_id,
        "name": person.name,
        "username": person.username,
        "username_folded": fold(person.username) if person.username else None,
        "language": person.language,
        "started": person.started,
        "never_mention": person.never_mention,
    }


def record(row: Any) -> people.Person:
    return people.Person(
        id=row.id,
        telegram_id=row.telegram_id,
        name=row.name,
        username=row.username,
        language=row.language,
        started=row.started,
        never_mention=row.never_mention,
    )


def membership_record(row: Any) -> people.Membership:
    return people.Membership(row.group_id, row.person_id, people.Part(row.part), row.since, row.left)


async def write(session: Session, records: Sequence[people.Person]) -> None:
    """New people by Telegram's id, known ones by ours: two transactions never wait for each other crosswise."""
    numbers = [one.id for one in records]
    await session.read_before_write(session.shelves.people, _BY_IDS, record, numbers)
    known = session.shelves.people.known
    new = [values(person) for person in records if known.get(person.id) is None]
    ordered = sorted(records, key=lambda person: person.id)
    changes = [(values(before), values(person)) for person in ordered if (before := known.get(person.id)) is not None]
    renamed = [after for before, after in changes if before["username_folded"] != after["username_folded"]]
    await _take_names(session, [row for row in [*new, *renamed] if row["username_folded"]])
    await writing.insert(session.connection, _PEOPLE, sorted(new, key=lambda row: row["telegram_id"]))
    await writing.update_changed(session.connection, _PEOPLE, changes)


async def _take_names(session: Session, rows: Sequence[writing.Row]) -> None:
    """A user name belongs to whom it was seen with last; whoever had it before has another or none by now (F026)."""
    if rows:
        taken = [{"the_name": row["username_folded"], "taker": row["id"]} for row in rows]
        await session.connection.execute(_NAME_IS_TAKEN, taken)


async def write_memberships(session: Session, records: Sequence[people.Membership]) -> None:
    rows = [
        {
            "group_id": part.group_id,
            "person_id": part.person_id,
            "part": part.part.value,
            "since": part.since,
            "left": part.left,
        }
        for part in records
    ]
    await writing.upsert(session.connection, tables.memberships, rows)

"""Which rows make up the whole database, a group, or what is kept about a person; it reads none of them.

Tables that nobody named here come along by what they refer to: a group's are those that lead to the group, a person's
those in which the person stands. So a new table is exported the day it is drawn (docs/decisions/0010).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from storage import schema, tables

OPERATIONAL = frozenset({"id_blocks", "inbox", "outbox", "leases", "runs", "pictures"})
"""What keeps the bot running and is nobody's record; another installation begins with its own."""

OF_TWO = frozenset({"seats", "turns", "receipts", "lessons", "filings"})
"""What a group has in its committee's programme is the committee's record too; a report is its group's alone."""

Condition = sa.ColumnElement[bool]
_G, _C, _P, _T, _E = tables.groups.c, tables.chats.c, tables.people.c, tables.tasks.c, tables.events.c
_L, _S, _O, _M = tables.lines.c, tables.slots.c, tables.owners.c, tables.memberships.c


@dataclass(frozen=True, slots=True)
class Share:
    """Rows of one table: all (`where` is `None`) or those that fulfil it; all columns, or only those named.

    `called`: the name in the file, where it is not the table's.
    """

    table: sa.Table
    where: Condition | None = None
    columns: tuple[str, ...] = ()
    called: str = ""

    @property
    def name(self) -> str:
        return self.called or self.table.name


def ordered() -> list[sa.Table]:
    """The tables of the record, each after those it refers to."""
    return [table for table in schema.metadata.sorted_tables if table.name not in OPERATIONAL]


def whole() -> list[Share]:
    """Everything but what keeps the bot running."""
    return [Share(table) for table in ordered()]


def of_groups(ids: Sequence[int]) -> list[Share]:
    """Everything of these groups, and the people who stand in it."""
    found = conditions(ids)
    found["people"] = _P.id.in_(sa.union(*people_in(found)))
    return [Share(table, found[table.name]) for table in ordered() if table.name in found]


def conditions(ids: Sequence[int]) -> dict[str, Condition]:
    """By table, which rows belong to the groups; no people."""
    found: dict[str, Condition] = {}
    for table in ordered():
        named = _NAMED.get(table.name)
        condition = named(ids) if named is not None else _by_reference(table, ids, found)
        if condition is not None and table is not tables.people:
            found[table.name] = condition
    return found


def references(table: sa.Table, target: sa.Table) -> list[sa.Column[int]]:
    """The columns of `table` that refer to `target`."""
    return [column for column in table.c if any(key.column.table is target for key in column.foreign_keys)]


def _by_reference(table: sa.Table, ids: Sequence[int], found: Mapping[str, Condition]) -> Condition | None:
    """By a column that names the group, else by whatever leads to rows of the group."""
    own = [table.c.group_id] if "group_id" in table.c else references(table, tables.groups)
    parent = _by_parent(table, found) if not own or table.name in OF_TWO else None
    ways = [*(column.in_(ids) for column in own), *([] if parent is None else [parent])]
    return sa.or_(*ways) if ways else None


def _by_parent(table: sa.Table, found: Mapping[str, Condition]) -> Condition | None:
    for target in ordered():
        ways = references(table, target)
        if ways and target.name in found and target not in (table, tables.chats, tables.groups):
            return ways[0].in_(sa.select(target.c.id).where(found[target.name]))
    return None


def people_in(found: Mapping[str, Condition]) -> Iterable[sa.Select[int]]:
    """The ids of the people whom these rows name, a statement for each column."""
    for table in ordered():
        if table.name in found:
            for column in references(table, tables.people):
                yield sa.select(column).where(found[table.name], column.is_not(None))


def _chats(ids: Sequence[int]) -> sa.Select[int]:
    return sa.select(_G.chat_id).where(_G.id.in_(ids))


def _alone(chat_id: sa.Column[int], ids: Sequence[int]) -> Condition:
    """The chat has no other group."""
    other = tables.groups.alias("another")
    return ~sa.exists().where(other.c.chat_id == chat_id, other.c.id.not_in(ids))


def _lines(ids: Sequence[int]) -> Condition:
    """Lines of a chat with several groups are those whose task or change is the group's."""
    tasks = sa.select(_T.id).where(_T.group_id.in_(ids))
    made = sa.select(_E.change_id).where(_E.group_id.in_(ids))
    theirs = sa.or_(_alone(_L.chat_id, ids), _L.task_id.in_(tasks), _L.change_id.in_(made))
    return sa.and_(_L.chat_id.in_(_chats(ids)), theirs)


def _slots(ids: Sequence[int]) -> Condition:
    topics = sa.select(_G.topic_id).where(_G.id.in_(ids), _G.topic_id.is_not(None))
    return sa.and_(_S.chat_id.in_(_chats(ids)), sa.or_(_alone(_S.chat_id, ids), _S.topic_id.in_(topics)))


def _absences(ids: Sequence[int]) -> Condition:
    """They hold in every group of a person's, and each sees them."""
    present = sa.select(_M.person_id).where(_M.group_id.in_(ids), sa.not_(_M.left))
    return schema.metadata.tables["absences"].c.person_id.in_(present)


def _ledger(ids: Sequence[int]) -> Condition:
    """What was promised of the groups' schedules and tasks."""
    schedules = tables.schedules.c
    subject = tables.ledger.c.subject
    of_schedule = sa.select(_text("schedule:", schedules.id)).where(schedules.group_id.in_(ids))
    of_task = sa.select(_text("task:", _T.id)).where(_T.group_id.in_(ids))
    to_owner = sa.select(_text("task:", _O.task_id) + _text(":person:", _O.person_id)).where(_O.group_id.in_(ids))
    return sa.or_(subject.in_(of_schedule), subject.in_(of_task), subject.in_(to_owner))


def _text(head: str, number: sa.Column[int]) -> sa.ColumnElement[str]:
    return sa.literal(head) + sa.cast(number, sa.Text)


_NAMED: dict[str, Callable[[Sequence[int]], Condition]] = {
    "groups": lambda ids: _G.id.in_(ids),
    "chats": lambda ids: _C.id.in_(_chats(ids)),
    "chat_aliases": lambda ids: tables.chat_aliases.c.chat_id.in_(_chats(ids)),
    "lines": _lines,
    "slots": _slots,
    "absences": _absences,
    "ledger": _ledger,
}

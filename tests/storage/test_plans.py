"""The questions asked often are answered from an index on both databases, however many rows there are.

PostgreSQL takes an index only where it pays, so it is asked with a programme's worth of rows.
"""

import re
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement, Executable

from coordination import ports
from storage import (
    charts,
    chats,
    engines,
    events,
    groups,
    inbox,
    ledger,
    lines,
    outbox_queries,
    overviews,
    people,
    schedules,
    slots,
    task_queries,
    updates,
)
from tests.storage.samples import NOW

GROUP = {"group": 1}
PERIOD = {"group": 1, "start": NOW, "end": NOW}
DAYS = {"today": NOW.date(), "tomorrow": NOW.date(), "now": NOW}


def found(where: ports.TaskFilter) -> sa.Select[Any]:
    return task_queries.page(task_queries.of_group(1, where), 0, 20)


QUESTIONS: list[tuple[str, Any, dict[str, Any], str]] = [
    ("tasks by number", task_queries.BY_NUMBERS, {"groups": [1], "numbers": [1]}, "uq_tasks_group_id_number"),
    ("lines of messages", lines._OF_MESSAGES, {"chats": [1], "messages": [1]}, "pk_lines"),
    ("slots of names", slots._OF_NAMES, {"names": ["card:1"]}, "ix_slots_name"),
    ("counts", task_queries.COUNTS, GROUP, "ix_tasks_group_id_state_due_on"),
    ("late tasks", task_queries.LATE, {**GROUP, **DAYS}, "ix_tasks_group_id_state_due_on"),
    ("live tasks", found(ports.TaskFilter()), {}, "ix_tasks_group_id_state_due_on"),
    (
        "a person's tasks",
        task_queries.page(task_queries.of_person(1, ports.TaskFilter()), 0, 20),
        {},
        "ix_owners_person_id",
    ),
    ("events of many groups", overviews.EVENTS, {"groups": [1], "start": NOW, "end": NOW}, "ix_events_group_id_at"),
    (
        "updates of many groups",
        overviews.UPDATES,
        {"groups": [1], "start": NOW, "end": NOW, "changes": [1]},
        "ix_updates_group_id_at",
    ),
    (
        "what many groups owe",
        overviews.OWED,
        {"groups": [1], "until": NOW.date()},
        "ix_tasks_group_id_state_due_on",
    ),
    ("when tasks became blocked", overviews.LOGS, {"groups": [1], "tasks": [1]}, "ix_events_task_id_seq"),
    (
        "a list across groups",
        task_queries.page(overviews.among_groups(ports.TaskFilter()), 0, 20),
        {"groups": [1]},
        "ix_tasks_group_id_state_due_on",
    ),
    ("tasks by day, for a picture", charts.BY_DUE, {**GROUP, **DAYS}, "ix_tasks_group_id_state_due_on"),
    ("tasks by history", charts.BY_HISTORY, GROUP, "ix_tasks_group_id_state_due_on"),
    ("tasks by owner", charts.BY_OWNER, {**GROUP, **DAYS}, "ix_tasks_group_id_state_due_on"),
    ("tasks by tag", charts.BY_TAG, GROUP, "_tasks_group_id_"),
    ("groups below", charts.BELOW, GROUP, "ix_groups_parent_id"),
    ("tasks that wait", task_queries.WAITING, {"group": 1, "task": 1}, "ix_waits_waits_for_id"),
    ("child tasks", task_queries.CHILDREN, {"group": 1, "task": 1}, "ix_tasks_parent_id"),
    ("held tasks", task_queries.HELD, {"group": 1, "username": "a"}, "ix_owners_group_id_username_folded"),
    ("updates of a task", updates._OF_TASK, {"group": 1, "task": 1, "limit": 9}, "ix_updates_task_id_at"),
    ("updates of a period", updates._SINCE, PERIOD, "ix_updates_group_id_at"),
    ("events of a task", events._OF_TASK, {"group": 1, "task": 1, "limit": 9}, "ix_events_task_id_seq"),
    ("events of a change", events._OF_CHANGE, {"group": 1, "change": 1}, "ix_events_group_id_change_id"),
    ("events after one", events._AFTER, {"group": 1, "task": 1, "event": 1}, "ix_events_task_id_seq"),
    ("events of a period", events._SINCE, PERIOD, "ix_events_group_id_at"),
    ("the log", events._OF_GROUP, {"group": 1, "limit": 9}, "ix_events_group_id_at"),
    (
        "the last change",
        events._LAST_CHANGE,
        {"group": 1, "actor": 1, "since": NOW - timedelta(days=7), "taken_back": []},
        "ix_events_group_id_actor_id_at",
    ),
    ("chats by Telegram's id", chats._BY_TELEGRAM_ID, {"ids": [1]}, "uq_chats_telegram_id"),
    ("groups of chats", groups._IN_CHATS, {"ids": [1]}, "uq_groups_chat_id_topic_id"),
    ("people by Telegram's id", people._BY_TELEGRAM_ID, {"ids": [1]}, "uq_people_telegram_id"),
    ("people by user name", people._NAMED_SO, {"username": "a"}, "ix_people_username_folded"),
    ("groups of a person", people._OF_PERSON, {"person": 1}, "ix_memberships_person_id"),
    ("a slot by message", slots._BY_MESSAGE, {"chat": 1, "message": 1}, "ix_slots_chat_id_message_id"),
    ("slots by name", slots._NAMED, {"name": "a"}, "ix_slots_name"),
    ("anything due", schedules.ANY_DUE, {"now": NOW}, "ix_schedules_next_due_at"),
    (
        "what waits to be sent",
        outbox_queries.peek,
        {"bot": 1, "now": NOW, "per_chat": 1, "limit": 9},
        "ix_outbox_pending",
    ),
    ("when the next may be sent", outbox_queries.NEXT_AT, {"bot": 1, "now": NOW}, "ix_outbox_pending"),
    ("claims that ran out", outbox_queries.EXPIRED, {"bot": 1, "now": NOW, "limit": 9}, "ix_outbox_claimed_until"),
]

BY_PRIMARY_KEY: list[tuple[str, Any, dict[str, Any], str]] = [
    ("lines of a message", lines._OF_MESSAGE, {"chat": 1, "message": 1}, "pk_lines"),
    ("a promise", ledger._HAS, {"subject": "a", "rule": "b", "occurrence": "c"}, "pk_ledger"),
    ("a part in a group", people._BETWEEN, {"groups": [1], "people": [1]}, "pk_memberships"),
    ("what was received", inbox._OF_UPDATES, {"bot": 1, "updates": [1, 2]}, "pk_inbox"),
    ("a slot", slots._BY_NAME, {"chat": 1, "name": "card:1"}, "pk_slots"),
]
NO_TABLE = re.compile(r"SCAN (json_each|g VIRTUAL|n VIRTUAL|waiting|tree|\(subquery|CONSTANT ROW)")
"""What SQLite calls a scan though it reads no table: a parameter's ids, the chats found so far, a result."""


class Explain(Executable, ClauseElement):
    """The statement's plan instead of its rows."""

    inherit_cache = False

    def __init__(self, statement: Any) -> None:
        self.statement = statement


@compiles(Explain)
def _explained(element: Explain, compiler: SQLCompiler, **options: Any) -> str:
    verb = "EXPLAIN QUERY PLAN" if compiler.dialect.name == "sqlite" else "EXPLAIN"
    text = f"{verb} {compiler.process(element.statement, **options)}"
    compiler._result_columns.clear()  # a plan's columns are not the statement's
    return text


async def plan(connection: AsyncConnection, statement: Any, asked: dict[str, Any]) -> list[str]:
    chosen = statement(connection.dialect.name) if callable(statement) else statement
    return [str(row[-1]).strip() for row in await connection.execute(Explain(chosen), asked)]


async def test_sqlite_searches_and_never_reads_a_table_whole(sqlite_url: str) -> None:
    database = await engines.open(sqlite_url)
    wrong: dict[str, list[str]] = {}
    async with database.reader() as connection:
        for name, statement, asked, index in [*QUESTIONS, *BY_PRIMARY_KEY]:
            told = await plan(connection, statement, asked)
            scans = [step for step in told if "SCAN" in step and "USING" not in step and not NO_TABLE.search(step)]
            key = any(word in " ".join(told) for word in (index, "PRIMARY KEY", "sqlite_autoindex"))
            if scans or not key:
                wrong[name] = told
    await database.close()
    assert wrong == {}


async def test_postgresql_answers_from_the_index(postgresql_url: str) -> None:
    database = await engines.open(postgresql_url)
    await fill(database)
    wrong: dict[str, list[str]] = {}
    async with database.reader() as connection:
        for name, statement, asked, index in [*QUESTIONS, *BY_PRIMARY_KEY]:
            told = await plan(connection, statement, asked)
            if index not in " ".join(told):
                wrong[name] = told
    await database.close()
    assert wrong == {}


async def fill(database: engines.Database) -> None:
    """Two hundred groups with what they keep, so that PostgreSQL takes an index because it pays."""
    async with database.writer() as connection:
        for statement in FILL:
            await connection.execute(sa.text(statement))
    async with database.writer() as connection:
        await connection.execute(sa.text("ANALYZE"))


FILL = (
    """INSERT INTO chats (id, telegram_id, type, title, is_forum, state, hints)
    SELECT n, n, 'group', '', false, 'active', '[]' FROM generate_series(1, 3000) n""",
    """INSERT INTO groups (id, chat_id, name, language, zone, zone_confirmed, kind, next_number, settings)
    SELECT n, n, '', 'en', 'UTC', false, 'group', 1, '{}' FROM generate_series(1, 3000) n""",
    """INSERT INTO people (id, telegram_id, name, username_folded, started, never_mention)
    SELECT n, n, '', 'user' || n, false, false FROM generate_series(1, 2000) n""",
    """INSERT INTO memberships (group_id, person_id, part, "left")
    SELECT g, 1 + (g * 10 + n) % 2000, 'member', false FROM generate_series(1, 200) g, generate_series(1, 20) n""",
    """INSERT INTO tasks (id, group_id, number, title, search, state, key, tags, supporters, waits_for, created_at,
      version, due_on, parent_id)
    SELECT g * 100 + n, g, n, '', '', CASE WHEN n < 20 THEN 'open' ELSE 'done' END, false, '[]', '[]', '[]', now(), 1,
      '2026-11-01'::date + n, CASE WHEN n % 10 = 5 THEN g * 100 END
    FROM generate_series(1, 200) g, generate_series(0, 60) n""",
    """INSERT INTO owners (task_id, position, group_id, person_id, username_folded, name_folded)
    SELECT id, 0, group_id, CASE WHEN id % 3 > 0 THEN 1 + id % 2000 END, 'user' || id, '' FROM tasks""",
    "INSERT INTO waits (task_id, waits_for_id) SELECT id, id - 1 FROM tasks WHERE number > 1",
    """INSERT INTO updates (id, group_id, task_id, at, text)
    SELECT id, group_id, id, '2026-11-25 09:00+00'::timestamptz - id * interval '1 minute', '' FROM tasks""",
    """INSERT INTO events (id, group_id, change_id, kind, at, task_id, actor_id)
    SELECT id, group_id, id, 'changed', '2026-11-25 09:00+00'::timestamptz - id * interval '1 minute', id, 1 + id % 2000
    FROM tasks""",
    """INSERT INTO lines (chat_id, message_id, line, text)
    SELECT g, n, 0, '' FROM generate_series(1, 200) g, generate_series(1, 40) n""",
    """INSERT INTO slots (chat_id, name, message_id)
    SELECT g, 'card:' || n, n FROM generate_series(1, 200) g, generate_series(1, 40) n""",
    """INSERT INTO ledger (subject, rule, occurrence, at)
    SELECT 's' || n, 'digest', '2026', now() FROM generate_series(1, 5000) n""",
    """INSERT INTO inbox (bot_id, update_id, received_at, outcome, attempts)
    SELECT 1, n, now(), 'done', 0 FROM generate_series(1, 5000) n""",
    """INSERT INTO schedules (id, group_id, kind, rule, enabled, next_due_at, "values")
    SELECT n, 1 + n % 200, 'digest', '{}', true, '2026-11-20'::date + n * interval '1 hour', '{}'
    FROM generate_series(1, 5000) n""",
    """INSERT INTO outbox (id, bot_id, chat_id, kind, purpose, priority, payload, state, attempts, created_at,
      claimed_until)
    SELECT n, 1, 1 + n % 200, 'post', 'answer', 0, '{}',
      CASE WHEN n < 30 THEN 'pending' WHEN n < 40 THEN 'claimed' ELSE 'sent' END, 0, now(), now()
    FROM generate_series(1, 20000) n""",
)

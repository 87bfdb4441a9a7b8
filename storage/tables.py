"""All tables on one page, as SQLAlchemy Core; knows no rule and no query.

Every `id` is ours (`BIGINT`, from `id_blocks`, never re-used); every `telegram_*`, `message_id`, `topic_id` and
`update_id` is Telegram's (64 bits, F120). Instants are `UtcDateTime`: aware in, aware UTC out, on both databases.
"""

import sqlalchemy as sa

from storage.types import Json, UtcDateTime

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False)


def _ref(name: str, target: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, sa.ForeignKey(target), nullable=null)


id_blocks = sa.Table(
    "id_blocks",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("next", sa.BigInteger, nullable=False),
)

chats = sa.Table(
    "chats",
    metadata,
    _id(),
    sa.Column("telegram_id", sa.BigInteger, nullable=False, unique=True),
    sa.Column("type", sa.String(20), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("is_forum", sa.Boolean, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reaction", sa.String(20)),
    sa.Column("may_pin", sa.Boolean),
    sa.Column("hints", Json, nullable=False),
    sa.Column("held_until", UtcDateTime),  # Telegram asked us to wait for this chat (retry_after)
)

chat_aliases = sa.Table(
    "chat_aliases",
    metadata,
    sa.Column("telegram_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _ref("chat_id", "chats.id"),
)

groups = sa.Table(
    "groups",
    metadata,
    _id(),
    _ref("chat_id", "chats.id"),
    sa.Column("topic_id", sa.BigInteger),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("language", sa.String(10), nullable=False),
    sa.Column("zone", sa.String(60), nullable=False),
    sa.Column("zone_confirmed", sa.Boolean, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("code", sa.String(40)),
    _ref("parent_id", "groups.id", null=True),
    sa.Column("next_number", sa.BigInteger, nullable=False),
    sa.Column("settings", Json, nullable=False),
    sa.Column("paused_until", UtcDateTime),
    sa.Column("created_at", UtcDateTime),
)
sa.Index("uq_groups_chat_id_topic_id", groups.c.chat_id, sa.func.coalesce(groups.c.topic_id, 0), unique=True)

people = sa.Table(
    "people",
    metadata,
    _id(),
    sa.Column("telegram_id", sa.BigInteger, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("username", sa.String(64)),
    sa.Column("username_folded", sa.String(64), index=True),
    sa.Column("language", sa.String(10)),
    sa.Column("started", sa.Boolean, nullable=False),
    sa.Column("never_mention", sa.Boolean, nullable=False),
)

memberships = sa.Table(
    "memberships",
    metadata,
    sa.Column("group_id", sa.BigInteger, sa.ForeignKey("groups.id"), primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("part", sa.String(20), nullable=False),
    sa.Column("since", UtcDateTime),
    sa.Column("left", sa.Boolean, nullable=False),
    sa.Index("ix_memberships_person_id", "person_id"),
)

tasks = sa.Table(
    "tasks",
    metadata,
    _id(),
    _ref("group_id", "groups.id"),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("search", sa.Text, nullable=False),  # folded words and bigrams of the title (rules/text.py)
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("percent", sa.SmallInteger),
    sa.Column("key", sa.Boolean, nullable=False),
    sa.Column("tags", Json, nullable=False),
    sa.Column("owner", Json),  # the record; `owners` is its index
    sa.Column("supporters", Json, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("due_at", UtcDateTime),
    sa.Column("original_due_on", sa.Date),
    sa.Column("original_due_at", UtcDateTime),
    sa.Column("start_on", sa.Date),
    sa.Column("reason", sa.Text),
    sa.Column("review_on", sa.Date),
    _ref("claimed_by", "people.id", null=True),
    _ref("parent_id", "tasks.id", null=True),
    sa.Column("waits_for", Json, nullable=False),  # the record; `waits` is its index
    _ref("merged_into", "tasks.id", null=True),
    sa.Column("source", Json),
    sa.Column("external_ref", sa.Text),
    _ref("created_by", "people.id", null=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("last_update_at", UtcDateTime),
    _ref("last_update_by", "people.id", null=True),
    sa.Column("last_update_text", sa.Text),
    sa.Column("ended_at", UtcDateTime),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("group_id", "number"),
    sa.Index("ix_tasks_group_id_state_due_on", "group_id", "state", "due_on"),
    sa.Index("ix_tasks_parent_id", "parent_id"),
)

owners = sa.Table(
    "owners",
    metadata,
    sa.Column("task_id", sa.BigInteger, sa.ForeignKey("tasks.id"), primary_key=True),
    sa.Column("position", sa.SmallInteger, primary_key=True),  # 0: the lead owner; 1…: supporters
    sa.Column("group_id", sa.BigInteger, nullable=False),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id")),
    sa.Column("username_folded", sa.String(64)),
    sa.Column("name_folded", sa.Text, nullable=False),
    sa.Index("ix_owners_person_id", "person_id"),
    sa.Index("ix_owners_group_id_username_folded", "group_id", "username_folded"),
)

waits = sa.Table(
    "waits",
    metadata,
    sa.Column("task_id", sa.BigInteger, sa.ForeignKey("tasks.id"), primary_key=True),
    sa.Column("waits_for_id", sa.BigInteger, sa.ForeignKey("tasks.id"), primary_key=True),
    sa.Index("ix_waits_waits_for_id", "waits_for_id"),
)

updates = sa.Table(
    "updates",
    metadata,
    _id(),
    _ref("group_id", "groups.id"),
    _ref("task_id", "tasks.id", null=True),
    _ref("author_id", "people.id", null=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("on_behalf", sa.Text),
    sa.Column("state", sa.String(20)),
    sa.Column("percent", sa.SmallInteger),
    sa.Column("change_id", sa.BigInteger),
    sa.Column("source", Json),
    sa.Column("file_id", sa.Text),
    sa.Column("file_kind", sa.String(20)),
    sa.Index("ix_updates_group_id_at", "group_id", "at"),
    sa.Index("ix_updates_task_id_at", "task_id", "at"),
)

events = sa.Table(
    "events",
    metadata,
    _id(),
    _ref("group_id", "groups.id"),
    sa.Column("change_id", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    _ref("actor_id", "people.id", null=True),
    _ref("task_id", "tasks.id", null=True),
    sa.Column("on_behalf", sa.Text),
    sa.Column("source", Json),
    sa.Column("before", Json),
    sa.Column("after", Json),
    sa.Column("undoes", sa.BigInteger),
    sa.Index("ix_events_group_id_at", "group_id", "at"),
    sa.Index("ix_events_group_id_change_id", "group_id", "change_id"),
    sa.Index("ix_events_group_id_actor_id_at", "group_id", "actor_id", "at"),
    sa.Index("ix_events_task_id_id", "task_id", "id"),
)

lines = sa.Table(
    "lines",
    metadata,
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True),
    sa.Column("message_id", sa.BigInteger, primary_key=True),
    sa.Column("line", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("change_id", sa.BigInteger),
    sa.Column("task_id", sa.BigInteger),
)

questions = sa.Table(
    "questions",
    metadata,
    _id(),
    _ref("group_id", "groups.id"),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    _ref("person_id", "people.id", null=True),
    sa.Column("values", Json, nullable=False),
    sa.Column("answered_at", UtcDateTime),
    sa.Column("answer", sa.String(60)),
    sa.Index(
        "ix_questions_expires_at_open",
        "expires_at",
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    ),
)

schedules = sa.Table(
    "schedules",
    metadata,
    _id(),
    _ref("group_id", "groups.id"),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("rule", Json, nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("next_due_at", UtcDateTime),
    sa.Column("last_due_at", UtcDateTime),
    sa.Column("last_outcome", sa.String(60)),
    sa.Column("values", Json, nullable=False),
    sa.Column("claimed_by", sa.String(80)),
    sa.Column("claimed_until", UtcDateTime),
    sa.Index("ix_schedules_group_id", "group_id"),
    sa.Index(
        "ix_schedules_next_due_at",
        "next_due_at",
        sqlite_where=sa.text("next_due_at IS NOT NULL"),
        postgresql_where=sa.text("next_due_at IS NOT NULL"),
    ),
)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("subject", sa.String(80), primary_key=True),
    sa.Column("rule", sa.String(60), primary_key=True),
    sa.Column("occurrence", sa.String(60), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

slots = sa.Table(
    "slots",
    metadata,
    sa.Column("chat_id", sa.BigInteger, sa.ForeignKey("chats.id"), primary_key=True),
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("topic_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("edited_at", UtcDateTime),
    sa.Index("ix_slots_name", "name"),
    sa.Index("ix_slots_chat_id_message_id", "chat_id", "message_id"),
)

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    # done, refused, ignored, unreadable, failed (to be retried), parked (for the operator)
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("attempts", sa.SmallInteger, nullable=False),
    sa.Column("retry_at", UtcDateTime),
    sa.Column("incident", sa.String(20)),
    sa.Column("error", sa.Text),  # class and place only, never a text or a token
    sa.Column("raw", sa.LargeBinary),  # kept only while it failed
    sa.Index("ix_inbox_received_at", "received_at"),
    sa.Index(
        "ix_inbox_retry_at",
        "retry_at",
        sqlite_where=sa.text("retry_at IS NOT NULL"),
        postgresql_where=sa.text("retry_at IS NOT NULL"),
    ),
)

_PENDING = "state = 'pending'"
_OPEN = "state IN ('pending', 'claimed')"
outbox = sa.Table(
    "outbox",
    metadata,
    _id(),  # also the order in a chat: smaller goes first within a priority
    sa.Column("bot_id", sa.BigInteger, nullable=False),
    _ref("chat_id", "chats.id"),
    sa.Column("topic_id", sa.BigInteger),
    sa.Column("kind", sa.String(20), nullable=False),  # post, edit, edit_pressed, react, pin, delete, document
    sa.Column("purpose", sa.String(20), nullable=False),
    sa.Column("priority", sa.SmallInteger, nullable=False),
    sa.Column("slot", sa.String(60)),
    sa.Column("after_id", sa.BigInteger),  # waits until that row is settled (parts, pins)
    sa.Column("payload", Json, nullable=False),
    # pending, claimed, sent, uncertain (listed, not sent again), dropped (no longer useful), dead (refused)
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("not_before", UtcDateTime),
    sa.Column("attempts", sa.SmallInteger, nullable=False),
    sa.Column("claimed_by", sa.String(80)),
    sa.Column("claimed_until", UtcDateTime),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("settled_at", UtcDateTime),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("note", sa.String(120)),  # why it was not sent, or that it may stand twice
    sa.Index(
        "ix_outbox_pending",
        "priority",
        "id",
        sqlite_where=sa.text(_PENDING),
        postgresql_where=sa.text(_PENDING),
    ),
    sa.Index(
        "ix_outbox_claimed_until",
        "claimed_until",
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    ),
    # One pending edit a slot: a newer one takes its place.
    sa.Index(
        "uq_outbox_pending_edit",
        "chat_id",
        "slot",
        unique=True,
        sqlite_where=sa.text("kind = 'edit' AND state = 'pending'"),
        postgresql_where=sa.text("kind = 'edit' AND state = 'pending'"),
    ),
    sa.Index(
        "ix_outbox_open_chat",
        "chat_id",
        sqlite_where=sa.text(_OPEN),
        postgresql_where=sa.text(_OPEN),
    ),
    sa.Index("ix_outbox_settled_at", "settled_at"),
)

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("holder", sa.String(80), nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
)

runs = sa.Table(  # one row a process start: `stopped_at` stays empty after an unclean stop
    "runs",
    metadata,
    sa.Column("process", sa.String(80), primary_key=True),
    sa.Column("host", sa.String(80), nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("stopped_at", UtcDateTime),
)

"""Draw what groups keep."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", types.CleanText(), nullable=False),
        sa.Column("title", types.CleanText(), nullable=False),
        sa.Column("is_forum", sa.Boolean(), nullable=False),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("reaction", types.CleanText(), nullable=True),
        sa.Column("may_pin", sa.Boolean(), nullable=True),
        sa.Column("hints", types.Json(), nullable=False),
        sa.Column("held_until", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_chats_telegram_id")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", types.CleanText(), nullable=False),
        sa.Column("username", types.CleanText(), nullable=True),
        sa.Column("username_folded", types.CleanText(), nullable=True),
        sa.Column("language", types.CleanText(), nullable=True),
        sa.Column("started", sa.Boolean(), nullable=False),
        sa.Column("never_mention", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_people_telegram_id")),
    )
    op.create_index("ix_people_username_folded", "people", ["username_folded"], unique=False)
    op.create_table(
        "chat_aliases",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_chat_aliases_chat_id")),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_chat_aliases")),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("name", types.CleanText(), nullable=False),
        sa.Column("language", types.CleanText(), nullable=False),
        sa.Column("zone", types.CleanText(), nullable=False),
        sa.Column("zone_confirmed", sa.Boolean(), nullable=False),
        sa.Column("kind", types.CleanText(), nullable=False),
        sa.Column("code", types.CleanText(), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("next_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("settings", types.Json(), nullable=False),
        sa.Column("paused_until", types.UtcDateTime(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_groups_chat_id")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["groups.id"], name=op.f("fk_groups_parent_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_index(
        "uq_groups_chat_id_topic_id", "groups", ["chat_id", sa.literal_column("coalesce(topic_id, 0)")], unique=True
    )
    op.create_table(
        "lines",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("text", types.CleanText(), nullable=False),
        sa.Column("change_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("task_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_lines_chat_id")),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "line", name=op.f("pk_lines")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "memberships",
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", types.CleanText(), nullable=False),
        sa.Column("since", types.UtcDateTime(), nullable=True),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_memberships_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id")),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_memberships")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"], unique=False)
    op.create_table(
        "questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", types.CleanText(), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("values", types.Json(), nullable=False),
        sa.Column("answered_at", types.UtcDateTime(), nullable=True),
        sa.Column("answer", types.CleanText(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_questions_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_questions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(
        "ix_questions_expires_at_open",
        "questions",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("title", types.CleanText(), nullable=False),
        sa.Column("search", types.CleanText(), nullable=False),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("percent", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("key", sa.Boolean(), nullable=False),
        sa.Column("tags", types.Json(), nullable=False),
        sa.Column("owner", types.Json(), nullable=True),
        sa.Column("supporters", types.Json(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", types.UtcDateTime(), nullable=True),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("original_due_at", types.UtcDateTime(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("reason", types.CleanText(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("claimed_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("parent_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("waits_for", types.Json(), nullable=False),
        sa.Column("merged_into", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("source", types.Json(), nullable=True),
        sa.Column("external_ref", types.CleanText(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("last_update_at", types.UtcDateTime(), nullable=True),
        sa.Column("last_update_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("last_update_text", types.CleanText(), nullable=True),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["claimed_by"], ["people.id"], name=op.f("fk_tasks_claimed_by")),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_tasks_created_by")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_tasks_group_id")),
        sa.ForeignKeyConstraint(["last_update_by"], ["people.id"], name=op.f("fk_tasks_last_update_by")),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["tasks.id"], name=op.f("fk_tasks_merged_into"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["tasks.id"], name=op.f("fk_tasks_parent_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_tasks_group_id_number")),
    )
    op.create_index("ix_tasks_group_id_state_due_on", "tasks", ["group_id", "state", "due_on"], unique=False)
    op.create_index("ix_tasks_parent_id", "tasks", ["parent_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("change_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", types.CleanText(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("task_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("on_behalf", types.CleanText(), nullable=True),
        sa.Column("source", types.Json(), nullable=True),
        sa.Column("before", types.Json(), nullable=True),
        sa.Column("after", types.Json(), nullable=True),
        sa.Column("undoes", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_events_actor_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_events_group_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_events_task_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_group_id_actor_id_at", "events", ["group_id", "actor_id", "at"], unique=False)
    op.create_index("ix_events_group_id_at", "events", ["group_id", "at"], unique=False)
    op.create_index("ix_events_group_id_change_id", "events", ["group_id", "change_id"], unique=False)
    op.create_index(
        "ix_events_group_id_undoes",
        "events",
        ["group_id", "undoes"],
        unique=False,
        sqlite_where=sa.text("undoes IS NOT NULL"),
        postgresql_where=sa.text("undoes IS NOT NULL"),
    )
    op.create_index("ix_events_task_id_seq", "events", ["task_id", "seq"], unique=False)
    op.create_table(
        "owners",
        sa.Column("task_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("username_folded", types.CleanText(), nullable=True),
        sa.Column("name_folded", types.CleanText(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_owners_person_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_owners_task_id")),
        sa.PrimaryKeyConstraint("task_id", "position", name=op.f("pk_owners")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_owners_group_id_username_folded", "owners", ["group_id", "username_folded"], unique=False)
    op.create_index("ix_owners_person_id", "owners", ["person_id"], unique=False)
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("task_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("author_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("text", types.CleanText(), nullable=False),
        sa.Column("on_behalf", types.CleanText(), nullable=True),
        sa.Column("state", types.CleanText(), nullable=True),
        sa.Column("percent", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("change_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("source", types.Json(), nullable=True),
        sa.Column("file_id", types.CleanText(), nullable=True),
        sa.Column("file_kind", types.CleanText(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_updates_author_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_updates_group_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_updates_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    op.create_index("ix_updates_group_id_at", "updates", ["group_id", "at"], unique=False)
    op.create_index("ix_updates_task_id_at", "updates", ["task_id", "at"], unique=False)
    op.create_table(
        "waits",
        sa.Column("task_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("waits_for_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_waits_task_id")),
        sa.ForeignKeyConstraint(
            ["waits_for_id"], ["tasks.id"], name=op.f("fk_waits_waits_for_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("task_id", "waits_for_id", name=op.f("pk_waits")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waits_waits_for_id", "waits", ["waits_for_id"], unique=False)

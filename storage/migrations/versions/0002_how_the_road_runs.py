"""Draw how updates come in and messages go out."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "id_blocks",
        sa.Column("name", types.CleanText(), nullable=False),
        sa.Column("next", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_id_blocks")),
    )
    op.create_table(
        "inbox",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received_at", types.UtcDateTime(), nullable=False),
        sa.Column("outcome", types.CleanText(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("retry_at", types.UtcDateTime(), nullable=True),
        sa.Column("incident", types.CleanText(), nullable=True),
        sa.Column("error", types.CleanText(), nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"], unique=False)
    op.create_index(
        "ix_inbox_retry_at",
        "inbox",
        ["retry_at"],
        unique=False,
        sqlite_where=sa.text("retry_at IS NOT NULL"),
        postgresql_where=sa.text("retry_at IS NOT NULL"),
    )
    op.create_table(
        "leases",
        sa.Column("name", types.CleanText(), nullable=False),
        sa.Column("holder", types.CleanText(), nullable=False),
        sa.Column("until", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "ledger",
        sa.Column("subject", types.CleanText(), nullable=False),
        sa.Column("rule", types.CleanText(), nullable=False),
        sa.Column("occurrence", types.CleanText(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "rule", "occurrence", name=op.f("pk_ledger")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "runs",
        sa.Column("process", types.CleanText(), nullable=False),
        sa.Column("host", types.CleanText(), nullable=False),
        sa.Column("started_at", types.UtcDateTime(), nullable=False),
        sa.Column("seen_at", types.UtcDateTime(), nullable=False),
        sa.Column("stopped_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_runs")),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("kind", types.CleanText(), nullable=False),
        sa.Column("purpose", types.CleanText(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", types.CleanText(), nullable=True),
        sa.Column("after_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("payload", types.Json(), nullable=False),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("not_before", types.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("claimed_by", types.CleanText(), nullable=True),
        sa.Column("claimed_until", types.UtcDateTime(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("settled_at", types.UtcDateTime(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("note", types.CleanText(), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_outbox_chat_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_after_id",
        "outbox",
        ["after_id"],
        unique=False,
        sqlite_where=sa.text("after_id IS NOT NULL AND state = 'pending'"),
        postgresql_where=sa.text("after_id IS NOT NULL AND state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_claimed_until",
        "outbox",
        ["claimed_until"],
        unique=False,
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.create_index(
        "ix_outbox_open_chat",
        "outbox",
        ["chat_id", "slot"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'claimed')"),
        postgresql_where=sa.text("state IN ('pending', 'claimed')"),
    )
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["chat_id", "priority", "seq"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_settled_at",
        "outbox",
        ["settled_at"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NOT NULL"),
        postgresql_where=sa.text("settled_at IS NOT NULL"),
    )
    op.create_index(
        "uq_outbox_pending_edit",
        "outbox",
        ["chat_id", "slot"],
        unique=True,
        sqlite_where=sa.text("kind = 'edit' AND state = 'pending'"),
        postgresql_where=sa.text("kind = 'edit' AND state = 'pending'"),
    )
    op.create_table(
        "slots",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", types.CleanText(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("edited_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_slots_chat_id")),
        sa.PrimaryKeyConstraint("chat_id", "name", name=op.f("pk_slots")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_slots_chat_id_message_id", "slots", ["chat_id", "message_id"], unique=False)
    op.create_index("ix_slots_name", "slots", ["name"], unique=False)
    op.create_table(
        "schedules",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", types.CleanText(), nullable=False),
        sa.Column("rule", types.Json(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("next_due_at", types.UtcDateTime(), nullable=True),
        sa.Column("last_due_at", types.UtcDateTime(), nullable=True),
        sa.Column("last_outcome", types.CleanText(), nullable=True),
        sa.Column("values", types.Json(), nullable=False),
        sa.Column("claimed_by", types.CleanText(), nullable=True),
        sa.Column("claimed_until", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_schedules_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
    )
    op.create_index("ix_schedules_group_id", "schedules", ["group_id"], unique=False)
    op.create_index(
        "ix_schedules_next_due_at",
        "schedules",
        ["next_due_at"],
        unique=False,
        sqlite_where=sa.text("next_due_at IS NOT NULL"),
        postgresql_where=sa.text("next_due_at IS NOT NULL"),
    )

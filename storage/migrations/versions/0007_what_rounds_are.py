"""Draw rounds, the turns of groups in them, and what they hand in."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("title", types.CleanText(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("meets_at", types.UtcDateTime(), nullable=True),
        sa.Column("reports_due_at", types.UtcDateTime(), nullable=True),
        sa.Column("since", types.UtcDateTime(), nullable=True),
        sa.Column("began_at", types.UtcDateTime(), nullable=True),
        sa.Column("paused_at", types.UtcDateTime(), nullable=True),
        sa.Column("closed_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_rounds_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_rounds_programme_id_number")),
    )
    op.create_index("ix_rounds_state", "rounds", ["state"], unique=False)
    op.create_table(
        "turns",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("round_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("began_at", types.UtcDateTime(), nullable=True),
        sa.Column("state_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_turns_round_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_turns_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("round_id", "group_id", name=op.f("uq_turns_round_id_group_id")),
    )
    op.create_index("ix_turns_group_id", "turns", ["group_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("turn_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("parts", types.Json(), nullable=False),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("sent_at", types.UtcDateTime(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("returned_for", types.CleanText(), nullable=True),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name=op.f("fk_reports_turn_id")),
        sa.PrimaryKeyConstraint("turn_id", name=op.f("pk_reports")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_reports_group_id_state_sent_at", "reports", ["group_id", "state", "sent_at"], unique=False
    )

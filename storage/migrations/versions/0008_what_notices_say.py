"""Draw notices and their receipts."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", types.CleanText(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("sent_at", types.UtcDateTime(), nullable=True),
        sa.Column("confirm_by", types.UtcDateTime(), nullable=True),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_notices_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_programme_id_number", "notices", ["programme_id", "number"], unique=False)
    op.create_index("ix_notices_state_confirm_by", "notices", ["state", "confirm_by"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("notice_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received_at", types.UtcDateTime(), nullable=True),
        sa.Column("by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("note", types.CleanText(), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_receipts_notice_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_receipts_group_id")),
        sa.PrimaryKeyConstraint("notice_id", "group_id", name=op.f("pk_receipts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_receipts_group_id", "receipts", ["group_id"], unique=False)

"""Add what groups hand in between rounds."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "filings",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("duty_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("run", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(), nullable=False),
        sa.Column("standing", types.CleanText(), nullable=False),
        sa.Column("look_at", types.UtcDateTime(), nullable=True),
        sa.Column("opened_at", types.UtcDateTime(), nullable=True),
        sa.Column("verdict", types.CleanText(), nullable=True),
        sa.Column("judged_version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("returned_for", types.CleanText(), nullable=True),
        sa.Column("judged_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("judged_at", types.UtcDateTime(), nullable=True),
        sa.Column("remarks", types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["schedules.id"], name=op.f("fk_filings_duty_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_filings_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filings")),
        sa.UniqueConstraint("duty_id", "run", "group_id", name=op.f("uq_filings_duty_id_run_group_id")),
    )
    op.create_index("ix_filings_look_at", "filings", ["look_at"])
    op.create_index("ix_filings_group_id_standing", "filings", ["group_id", "standing"])
    op.create_index("ix_filings_standing", "filings", ["standing"])
    op.create_table(
        "filed",
        sa.Column("filing_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("parts", types.Json(), nullable=False),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("sent_at", types.UtcDateTime(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("tasks", types.Json(), nullable=False),
        sa.Column("drafted_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_filed_filing_id")),
        sa.PrimaryKeyConstraint("filing_id", name=op.f("pk_filed")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_filed_group_id", "filed", ["group_id"])

"""Draw rounds over days, and what became of reports after they were handed in."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rounds", sa.Column("days", sa.SmallInteger(), autoincrement=False, nullable=True))
    op.add_column("reports", sa.Column("corrected_at", types.UtcDateTime(), nullable=True))
    op.add_column("reports", sa.Column("tasks", types.Json(), nullable=True))
    op.create_table(
        "report_versions",
        sa.Column("turn_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("parts", types.Json(), nullable=False),
        sa.Column("by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name=op.f("fk_report_versions_turn_id")),
        sa.PrimaryKeyConstraint("turn_id", "version", name=op.f("pk_report_versions")),
        sqlite_with_rowid=False,
    )

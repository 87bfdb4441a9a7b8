"""Draw rounds that are live only or come on a schedule, what they brought forth, and their frozen numbers."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("rounds", sa.Column("live_only", sa.Boolean(), nullable=True))
    op.add_column("rounds", sa.Column("schedule_id", sa.BigInteger(), autoincrement=False, nullable=True))
    op.add_column("rounds", sa.Column("run_on", sa.Date(), nullable=True))
    op.add_column("rounds", sa.Column("minutes_shown", sa.SmallInteger(), autoincrement=False, nullable=True))
    op.add_column("rounds", sa.Column("menu_until", types.UtcDateTime(), nullable=True))
    op.add_column("reports", sa.Column("passed_to", types.Json(), nullable=True))
    op.create_table(
        "round_outcomes",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("round_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", types.CleanText(), nullable=False),
        sa.Column("text", types.CleanText(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("turn_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("task_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("source", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_outcomes_round_id")),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name=op.f("fk_round_outcomes_turn_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_outcomes")),
    )
    op.create_index(op.f("ix_round_outcomes_round_id"), "round_outcomes", ["round_id"])
    op.create_index(op.f("ix_round_outcomes_task_id"), "round_outcomes", ["task_id"])
    op.create_table(
        "round_figures",
        sa.Column("turn_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("light", types.CleanText(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("behind", types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name=op.f("fk_round_figures_turn_id")),
        sa.PrimaryKeyConstraint("turn_id", name=op.f("pk_round_figures")),
        sqlite_with_rowid=False,
    )

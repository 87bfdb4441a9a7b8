"""Add what a plan keeps: its phases with their gates."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "phases",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", types.CleanText(), nullable=False),
        sa.Column("tag", types.CleanText(), nullable=False),
        sa.Column("gate", types.CleanText(), nullable=False),
        sa.Column("decided_at", types.UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("kept", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_phases_group_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_phases_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phases")),
        sa.UniqueConstraint("group_id", "tag", name=op.f("uq_phases_group_id_tag")),
    )

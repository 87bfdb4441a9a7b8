"""Draw the commitments of institutions."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "commitments",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("institution", types.CleanText(), nullable=False),
        sa.Column("words", types.CleanText(), nullable=False),
        sa.Column("recorded_at", types.UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("supporters", types.Json(), nullable=False),
        sa.Column("contact", types.CleanText(), nullable=True),
        sa.Column("deputy", types.CleanText(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("step", types.CleanText(), nullable=False),
        sa.Column("assessed_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("assessed_at", types.UtcDateTime(), nullable=True),
        sa.Column("note", types.CleanText(), nullable=True),
        sa.Column("files", types.Json(), nullable=False),
        sa.Column("history", types.Json(), nullable=False),
        sa.Column("dropped_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_commitments_programme_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_commitments_recorded_by")),
        sa.ForeignKeyConstraint(["assessed_by"], ["people.id"], name=op.f("fk_commitments_assessed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_commitments_programme_id_number")),
    )

"""Add what sections, dormant groups, archived programmes and next editions need."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("groups", sa.Column("life", types.CleanText(), nullable=True))
    op.add_column("seats", sa.Column("is_section", sa.Boolean(), nullable=True))
    op.add_column("programmes", sa.Column("archived_at", types.UtcDateTime(), nullable=True))
    op.add_column("programmes", sa.Column("owner_id", sa.BigInteger(), nullable=True))
    op.add_column("programmes", sa.Column("before_id", sa.BigInteger(), nullable=True))
    op.create_table(
        "lessons",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("words", types.CleanText(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_lessons_programme_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_lessons_group_id")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_lessons_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
    )
    op.create_index("ix_lessons_programme_id", "lessons", ["programme_id"], unique=False)
    op.create_index("ix_lessons_group_id", "lessons", ["group_id"], unique=False)
    op.create_table(
        "carried",
        sa.Column("task_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("origin", types.CleanText(), nullable=False),
        sa.Column("edition", types.CleanText(), nullable=False),
        sa.Column("times", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_carried_task_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_carried")),
    )

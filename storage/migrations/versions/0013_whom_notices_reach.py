"""Add whom a notice goes to, the file with it and what it holds, and the group that asked for a task."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("left_out", types.Json(), nullable=True))
    op.add_column("notices", sa.Column("file_id", types.CleanText(), nullable=True))
    op.add_column("notices", sa.Column("file_kind", types.CleanText(), nullable=True))
    op.add_column("notices", sa.Column("holds", types.Json(), nullable=True))
    op.add_column("tasks", sa.Column("asked_by", sa.BigInteger(), nullable=True))

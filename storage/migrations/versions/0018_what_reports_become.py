"""Keep what is written in place of a report that was handed in, and when it was handed in first."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("reports", "filed"):
        op.add_column(table, sa.Column("draft", types.Json(), nullable=True))
        op.add_column(table, sa.Column("first_sent_at", types.UtcDateTime(), nullable=True))

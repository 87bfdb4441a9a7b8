"""Draw which pictures Telegram keeps already."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", types.CleanText(), nullable=False),
        sa.Column("file_id", types.CleanText(), nullable=False),
        sa.Column("used_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "digest", name=op.f("pk_pictures")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pictures_used_at", "pictures", ["used_at"], unique=False)
    op.create_index("ix_groups_parent_id", "groups", ["parent_id"], unique=False)

"""The table of pictures that Telegram keeps already, and what pictures ask of others; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import groups, metadata

pictures = sa.Table(
    "pictures",
    metadata,
    col.number("bot_id", key=True),
    col.text("digest", key=True),  # of what is drawn
    col.text("file_id"),  # Telegram's, good for this bot alone
    col.at("used_at", null=False),
    sa.Index("ix_pictures_used_at", "used_at"),
    sqlite_with_rowid=False,
)

sa.Index("ix_groups_parent_id", groups.c.parent_id)  # the groups below one

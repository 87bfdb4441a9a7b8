"""The tables of notices and their receipts; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

notices = sa.Table(
    "notices",
    metadata,
    col.own_id(),
    col.ref("programme_id", "programmes.id"),
    col.text("words"),
    col.at("created_at", null=False),
    col.small("number"),
    col.text("state"),
    col.flag("urgent"),
    col.number("by", null=True),
    *(col.at(name) for name in ("sent_at", "confirm_by")),
    col.small("version"),
    col.json("left_out", null=True),
    *col.texts("file_id", "file_kind", null=True),
    col.json("holds", null=True),
    sa.Index("ix_notices_programme_id_number", "programme_id", "number"),
    sa.Index("ix_notices_state_confirm_by", "state", "confirm_by"),
)

receipts = sa.Table(
    "receipts",
    metadata,
    col.ref("notice_id", "notices.id", key=True),
    col.ref("group_id", "groups.id", key=True),
    col.at("received_at"),
    col.number("by", null=True),
    col.text("note", null=True),
    sa.Index("ix_receipts_group_id", "group_id"),
    sqlite_with_rowid=False,
)

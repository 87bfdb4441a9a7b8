"""The tables of what groups owe between rounds and hand in for it; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

filings = sa.Table(
    "filings",
    metadata,
    col.own_id(),
    col.ref("duty_id", "schedules.id"),
    col.small("run"),
    col.ref("group_id", "groups.id"),
    col.at("due_at", null=False),
    col.at("asked_at", null=False),
    col.text("standing"),
    *(col.at(name) for name in ("look_at", "opened_at")),
    col.text("verdict", null=True),
    col.small("judged_version"),
    col.text("returned_for", null=True),
    col.number("judged_by", null=True),
    col.at("judged_at"),
    col.json("remarks"),
    sa.UniqueConstraint("duty_id", "run", "group_id"),
    sa.Index("ix_filings_look_at", "look_at"),
    sa.Index("ix_filings_group_id_standing", "group_id", "standing"),
    sa.Index("ix_filings_standing", "standing"),
)

filed = sa.Table(
    "filed",
    metadata,
    col.ref("filing_id", "filings.id", key=True),
    col.number("group_id"),
    col.json("parts"),
    col.text("state"),
    col.small("version"),
    col.number("by", null=True),
    col.at("sent_at"),
    col.number("approved_by", null=True),
    col.json("tasks"),
    col.at("drafted_at", null=False),
    col.json("draft", null=True),
    col.at("first_sent_at"),
    sa.Index("ix_filed_group_id", "group_id"),
    sqlite_with_rowid=False,
)
"""Written from the group's side alone; `filings` from the committee's alone."""

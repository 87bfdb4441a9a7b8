"""The table of the phases of a plan with their gates; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

phases = sa.Table(
    "phases",
    metadata,
    col.own_id(),
    col.ref("group_id", "groups.id"),
    col.small("position"),
    *col.texts("name", "tag", "gate"),
    col.at("decided_at"),
    col.ref("decided_by", "people.id", null=True),
    col.json("kept", null=True),
    sa.UniqueConstraint("group_id", "tag"),
)

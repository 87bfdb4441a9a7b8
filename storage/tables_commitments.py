"""The table of institutions' commitments; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

commitments = sa.Table(
    "commitments",
    metadata,
    col.own_id(),
    col.ref("programme_id", "programmes.id"),
    col.small("number"),
    *col.texts("institution", "words"),
    col.at("recorded_at", null=False),
    col.ref("recorded_by", "people.id", null=True),
    col.json("supporters"),
    *col.texts("contact", "deputy", null=True),
    col.on("due_on"),
    col.text("step"),
    col.ref("assessed_by", "people.id", null=True),
    col.at("assessed_at"),
    col.text("note", null=True),
    *(col.json(name) for name in ("files", "history")),
    col.at("dropped_at"),
    sa.UniqueConstraint("programme_id", "number"),
)

"""The tables of what people chose for themselves; drawn beside the others, it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

absences = sa.Table(
    "absences",
    metadata,
    col.own_id(),
    col.ref("person_id", "people.id"),
    sa.Column("first_on", sa.Date, nullable=False),
    sa.Column("last_on", sa.Date, nullable=False),
    col.ref("stand_in_id", "people.id", null=True),
    col.flag("called_off"),
    sa.Index("ix_absences_person_id_last_on", "person_id", "last_on"),
)

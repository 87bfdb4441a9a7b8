"""The tables of how a group knows its people, and of what is to be erased; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

directory = sa.Table(  # what a group's admins say of a person; another group does not see it
    "directory",
    metadata,
    col.ref("group_id", "groups.id", key=True),
    col.ref("person_id", "people.id", key=True),
    col.text("institution", null=True),
    col.json("aliases"),
    sa.Index("ix_directory_person_id", "person_id"),
    sqlite_with_rowid=False,
)

erasures = sa.Table(  # either a group or a person
    "erasures",
    metadata,
    col.own_id(),
    col.ref("group_id", "groups.id", null=True),
    col.ref("person_id", "people.id", null=True),
    col.ref("asked_by", "people.id", null=True),
    col.at("asked_at", null=False),
    col.at("due_at", null=False),
    *(col.at(name) for name in ("warned_at", "stopped_at", "done_at")),
    col.index_where("ix_erasures_due_at_open", "due_at", where="done_at IS NULL AND stopped_at IS NULL"),
    sa.Index("ix_erasures_group_id", "group_id"),
)

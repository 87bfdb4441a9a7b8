"""The tables of what one edition leaves to the next: lessons, and work that was carried on; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

lessons = sa.Table(
    "lessons",
    metadata,
    col.own_id(),
    col.ref("programme_id", "programmes.id"),
    col.ref("group_id", "groups.id"),
    col.ref("author_id", "people.id", null=True),
    col.at("at", null=False),
    col.text("words"),
    sa.Index("ix_lessons_programme_id", "programme_id"),
    sa.Index("ix_lessons_group_id", "group_id"),
)

carried = sa.Table(
    "carried",
    metadata,
    col.ref("task_id", "tasks.id", key=True),
    col.text("origin"),
    col.text("edition"),
    col.small("times"),
)
"""A task that the edition before did not finish: as what it stood there (`EXH-12`), in which, and how often by now."""

"""The tables of programmes, the places of groups in them, and the plans sent to them; it knows no rule."""

import sqlalchemy as sa

from storage import columns as col
from storage.tables import metadata

programmes = sa.Table(
    "programmes",
    metadata,
    col.own_id(),
    col.ref("committee_id", "groups.id"),
    col.text("name"),
    col.on("opens_on"),
    col.at("created_at", null=False),
    col.on("first_opens_on"),
    col.at("archived_at"),
    *(col.number(name, null=True) for name in ("owner_id", "before_id")),
    sa.UniqueConstraint("committee_id"),
)

seats = sa.Table(
    "seats",
    metadata,
    col.own_id(),
    col.ref("programme_id", "programmes.id"),
    col.ref("group_id", "groups.id"),
    col.small("position"),
    col.text("code"),
    col.text("join_code"),
    col.at("joined_at"),
    col.flag("is_section", null=True),
    sa.UniqueConstraint("group_id"),
    sa.UniqueConstraint("join_code"),
    sa.UniqueConstraint("programme_id", "code"),
)

plan_files = sa.Table(
    "plan_files",
    metadata,
    col.own_id(),
    col.ref("group_id", "groups.id"),
    *col.texts("name", "file_id"),
    col.at("sent_at", null=False),
    col.ref("chat_id", "chats.id"),
    col.number("message_id"),
    col.ref("sent_by", "people.id", null=True),
    col.text("state"),
    col.json("reading", null=True),
    col.at("ended_at"),
    col.number("change_id", null=True),
    sa.Index("ix_plan_files_group_id_state", "group_id", "state"),
    sa.Index("ix_plan_files_state", "state"),
)

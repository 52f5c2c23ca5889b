"""How far a new desk has learnt the cases of its point."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("sync_state", sa.Column("first_pull", sa.JSON))


def downgrade() -> None:
    op.drop_column("sync_state", "first_pull")

"""Which dictionaries central reads."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("sync_state", sa.Column("dictionaries", sa.JSON))


def downgrade() -> None:
    op.drop_column("sync_state", "dictionaries")

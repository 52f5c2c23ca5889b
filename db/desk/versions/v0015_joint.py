"""Cases that were recorded together as one theme, found by their joint number."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("case_", sa.Column("joint", sa.String(50)))
    op.create_index("ix_case__joint", "case_", ["joint"])


def downgrade() -> None:
    op.drop_index("ix_case__joint", "case_")
    op.drop_column("case_", "joint")

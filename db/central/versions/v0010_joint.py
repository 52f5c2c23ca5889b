"""Cases that were recorded together as one theme, found by their joint number."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("case_file", sa.Column("joint", sa.String(50), nullable=True))
    op.create_index("ix_case_file_joint", "case_file", ["point", "joint"])


def downgrade() -> None:
    op.drop_index("ix_case_file_joint", "case_file")
    with op.batch_alter_table("case_file") as table:
        table.drop_column("joint")

"""Whether an original of a case lies here (原件留存), so that those who wait for theirs are found."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("case_", sa.Column("originals", sa.Boolean))
    op.create_index("ix_case__originals", "case_", ["originals"])


def downgrade() -> None:
    op.drop_index("ix_case__originals", "case_")
    op.drop_column("case_", "originals")

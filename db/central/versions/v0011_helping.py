"""帮代办: batches of papers on their way up."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("id", Uuid, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_batch_point"),
        sa.PrimaryKeyConstraint("point", "id", name="pk_batch"),
    )
    op.create_index("ix_batch_id", "batch", ["id"])


def downgrade() -> None:
    op.drop_table("batch")

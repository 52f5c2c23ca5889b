"""帮代办: batches of which other points are to be told."""

import sqlalchemy as sa
from alembic import op

from db.types import Uuid


def upgrade() -> None:
    op.create_table(
        "batches_due",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("id", Uuid, nullable=False),
        sa.Column("batches", sa.JSON(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_batches_due_point"),
        sa.PrimaryKeyConstraint("point", "id", name="pk_batches_due"),
    )


def downgrade() -> None:
    op.drop_table("batches_due")

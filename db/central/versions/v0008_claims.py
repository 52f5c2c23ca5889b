"""Which reviewer has a case (签收)."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("case_id", Uuid, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_claim_point"),
        sa.PrimaryKeyConstraint("point", "case_id", name="pk_claim"),
    )


def downgrade() -> None:
    op.drop_table("claim")

"""What sync used of the link, by the hour."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant


def upgrade() -> None:
    op.create_table(
        "traffic",
        sa.Column("hour", Instant, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("hour", name="pk_traffic"),
    )


def downgrade() -> None:
    op.drop_table("traffic")

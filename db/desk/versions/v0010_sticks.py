"""Which stick a bundle lies on, who carries it, when all of it was there, and which attachments are in it."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    op.add_column("courier_trip", sa.Column("stick", sa.Text))
    op.add_column("courier_trip", sa.Column("carrier", sa.Text))
    op.add_column("courier_trip", sa.Column("written_at", Instant))
    op.execute("UPDATE courier_trip SET written_at = made_at")
    op.create_table(
        "courier_file",
        sa.Column("trip", Uuid, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("trip", "digest", name="pk_courier_file"),
        sa.ForeignKeyConstraint(["trip"], ["courier_trip.id"], name="fk_courier_file_trip", ondelete="CASCADE"),
    )
    op.create_index("ix_courier_file_digest", "courier_file", ["digest"])


def downgrade() -> None:
    op.drop_table("courier_file")
    for column in ("written_at", "carrier", "stick"):
        op.drop_column("courier_trip", column)

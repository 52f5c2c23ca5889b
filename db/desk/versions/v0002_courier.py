"""Bundles that went out by courier, and the requests in them."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    op.create_table(
        "courier_trip",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("marks", sa.JSON, nullable=False),
        sa.Column("upto", sa.JSON, nullable=False),
        sa.Column("cursors", sa.JSON, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("blobs", sa.Integer, nullable=False),
        sa.Column("left", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("answered_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_courier_trip"),
    )
    op.create_index("ix_courier_trip_made_at", "courier_trip", ["made_at"])
    op.create_table(
        "courier_request",
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("trip", sa.String(36), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("nonce", name="pk_courier_request"),
        sa.ForeignKeyConstraint(["trip"], ["courier_trip.id"], name="fk_courier_request_trip", ondelete="CASCADE"),
    )
    op.create_index("ix_courier_request_trip", "courier_request", ["trip"])


def downgrade() -> None:
    op.drop_table("courier_request")
    op.drop_table("courier_trip")

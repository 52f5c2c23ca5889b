"""Contacts and the audit, whose code is for which device, a point's own rules, and who of the staff is a technician."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    _contacts()
    _audit()
    op.add_column("enrolment_code", sa.Column("device_number", sa.Integer(), nullable=True))
    op.add_column("enrolment_code", sa.Column("withdrawn_at", Instant, nullable=True))
    op.add_column("point", sa.Column("rules", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("reviewer", sa.Column("technician", sa.Boolean(), nullable=False, server_default=sa.false()))


def _contacts() -> None:
    """Who met central when."""
    op.create_table(
        "contact",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("device", Uuid, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("clear_at", Instant, nullable=True),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.Column("files_waiting", sa.BigInteger(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("uncertain", sa.BigInteger(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("protocol", sa.Integer(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("bytes_in", sa.BigInteger(), nullable=False),
        sa.Column("bytes_out", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_contact_point"),
        sa.PrimaryKeyConstraint("point", "device", name="pk_contact"),
    )
    op.create_table(
        "contact_day",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("device", Uuid, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_at", Instant, nullable=False),
        sa.Column("last_at", Instant, nullable=False),
        sa.Column("exchanges", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.Column("files_waiting", sa.BigInteger(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("bytes_in", sa.BigInteger(), nullable=False),
        sa.Column("bytes_out", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_contact_day_point"),
        sa.PrimaryKeyConstraint("point", "device", "day", name="pk_contact_day"),
    )


def _audit() -> None:
    """What auditors ask about."""
    op.create_table(
        "audit",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("device", Uuid, nullable=False),
        sa.Column("stream", sa.String(length=10), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("arrived_at", Instant, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=True),
        sa.Column("window", sa.Integer(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seconds", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_audit_point"),
        sa.PrimaryKeyConstraint("point", "device", "stream", "number", "kind", name="pk_audit"),
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "audit", list(columns))


_INDEXES = {"ix_audit_point_at": ("point", "at"), "ix_audit_at": ("at",), "ix_audit_clerk": ("clerk",)}


def downgrade() -> None:
    op.drop_column("reviewer", "technician")
    op.drop_column("point", "rules")
    op.drop_column("enrolment_code", "withdrawn_at")
    op.drop_column("enrolment_code", "device_number")
    for name in ("audit", "contact_day", "contact"):
        op.drop_table(name)

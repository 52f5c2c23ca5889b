"""Tickets, their counters, the point's rules, and the journal."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("category", sa.String(1), nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("priority", sa.String(16)),
        sa.Column("line", sa.String(8), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("window", sa.Integer),
        sa.Column("target_window", sa.Integer),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("queued_at", Instant, nullable=False),
        sa.Column("taken_at", Instant, nullable=False),
        sa.Column("called_at", Instant),
        sa.Column("recalled_at", Instant),
        sa.Column("started_at", Instant),
        sa.Column("skipped_at", Instant),
        sa.Column("parked_at", Instant),
        sa.Column("finished_at", Instant),
        sa.Column("recalls", sa.Integer, nullable=False),
        sa.Column("skips", sa.Integer, nullable=False),
        sa.Column("transfers", sa.Integer, nullable=False),
        sa.Column("waited", sa.Integer),
        sa.Column("outcome", sa.String(12)),
        sa.Column("reason", sa.String(60)),
        sa.Column("cases", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket"),
    )
    op.create_index("uq_ticket_day_number", "ticket", ["day", "number"], unique=True)
    waiting = ["day", "category", "line", "place", "queued_at"]
    _partial_index("ix_ticket_waiting", waiting, "state = 'waiting'")
    _partial_index("uq_ticket_window", ["window"], "state IN ('called', 'serving')", unique=True)
    _partial_index("ix_ticket_called", ["day", "called_at"], "called_at IS NOT NULL")
    _partial_index("ix_ticket_finished", ["day", "finished_at"], "finished_at IS NOT NULL")
    op.create_table(
        "counter",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("category", sa.String(1), nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", "category", name="pk_counter"),
    )
    op.create_table(
        "window_turn",
        sa.Column("window", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("normals", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("window", name="pk_window_turn"),
    )
    op.create_table(
        "queue_rules",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_queue_rules"),
    )
    _create_journal()


def _create_journal() -> None:
    op.create_table(
        "entry",
        sa.Column("device", Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", Uuid, nullable=False),
        sa.Column("action", sa.String(80)),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("previous", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("device", "number", name="pk_entry"),
        sa.UniqueConstraint("action", name="uq_entry_action"),
    )
    op.create_index("ix_entry_subject", "entry", ["subject"])
    op.create_table(
        "head",
        sa.Column("device", Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("device", name="pk_head"),
    )


def _partial_index(name: str, columns: list[str], where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, "ticket", columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    for table in ("head", "entry", "queue_rules", "window_turn", "counter", "ticket"):
        op.drop_table(table)

"""Room for size: the journal by month of arrival, runs in the feed, the national tables behind the answers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.central.months import make_months
from db.types import Instant, Uuid

_COLUMNS = (
    "point, device, stream, number, arrived_at, at, kind, subject, payload, salt, digest, previous, hash, verdict, "
    "reason, text, open"
)


def upgrade() -> None:
    op.create_table(
        "projection_due",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("id", Uuid, nullable=False),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_projection_due_point"),
        sa.PrimaryKeyConstraint("point", "id", name="pk_projection_due"),
    )
    op.add_column("point_feed", sa.Column("entry_count", sa.Integer(), nullable=True))
    op.execute("UPDATE point_feed SET entry_count = 1 WHERE entry_device IS NOT NULL")
    op.execute("DELETE FROM case_step WHERE act = 'register'")
    _entries_anew("number, arrived_at", by_month=True)


def downgrade() -> None:
    _entries_anew("number", by_month=False)
    _registrations()
    _single_items()
    op.drop_column("point_feed", "entry_count")
    op.drop_table("projection_due")


def _entries_anew(key: str, *, by_month: bool) -> None:
    """The journal's table made again under another key, with all its rows."""
    connection = op.get_bind()
    op.drop_index("ix_entry_open", "entry")
    op.rename_table("entry", "entry_before")
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE entry_before RENAME CONSTRAINT pk_entry TO pk_entry_before")
        op.execute("ALTER TABLE entry_before RENAME CONSTRAINT fk_entry_stream TO fk_entry_before_stream")
    partition: dict[str, Any] = {"postgresql_partition_by": "RANGE (arrived_at)"} if by_month else {}
    op.create_table(
        "entry",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("device", Uuid, nullable=False),
        sa.Column("stream", sa.String(length=10), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("arrived_at", Instant, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["point", "device", "stream"], ["stream.point", "stream.device", "stream.stream"], name="fk_entry_stream"
        ),
        sa.PrimaryKeyConstraint("point", "device", "stream", *key.split(", "), name="pk_entry"),
        **partition,
    )
    if by_month:
        months = "SELECT DISTINCT date_trunc('month', arrived_at, 'UTC') FROM entry_before"
        for month in connection.execute(sa.text(months)).scalars() if connection.dialect.name == "postgresql" else ():
            make_months(connection, month, 0)
    op.execute(f"INSERT INTO entry ({_COLUMNS}) SELECT {_COLUMNS} FROM entry_before")
    op.drop_table("entry_before")
    op.create_index(
        "ix_entry_open", "entry", ["point", "subject"], sqlite_where=sa.text("open"), postgresql_where=sa.text("open")
    )


def _registrations() -> None:
    """The registration as a step of its own again, with a number that no other step has."""
    op.execute(
        'INSERT INTO case_step (point, case_id, number, at, act, "by", reason) '
        "SELECT point, id, steps + 1, registered_at, 'register', '市级平台', central_no FROM case_file"
    )
    op.execute("UPDATE case_file SET steps = steps + 1")


def _single_items() -> None:
    """Each run in the feed as single items again."""
    connection = op.get_bind()
    runs = connection.execute(sa.text("SELECT * FROM point_feed WHERE entry_count IS NOT NULL")).mappings().all()
    for run in runs:
        connection.execute(
            sa.text("DELETE FROM point_feed WHERE point = :point AND number = :number"),
            {"point": run["point"], "number": run["number"]},
        )
        for place in range(run["entry_count"]):
            _single(connection, run, place)


def _single(connection: sa.Connection, run: Any, place: int) -> None:
    number = run["entry_number"] + place
    name = {"point": run["point"], "device": run["entry_device"], "stream": run["entry_stream"], "entry": number}
    of_name = "point = :point AND device = :device AND stream = :stream AND number = :entry"
    subject = connection.execute(sa.text(f"SELECT subject FROM entry WHERE {of_name}"), name).scalar_one()
    connection.execute(
        sa.text(
            "INSERT INTO point_feed (point, number, at, kind, subject, entry_device, entry_stream, entry_number) "
            "VALUES (:point, :number, :at, :kind, :subject, :device, :stream, :entry)"
        ),
        {
            **name,
            "number": run["number"] - run["entry_count"] + 1 + place,
            "at": run["at"],
            "kind": run["kind"],
            "subject": subject,
        },
    )

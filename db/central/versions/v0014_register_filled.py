"""帮代办: what central took in before it kept a register, from its entries; and all batches are due to be told."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from db.types import Uuid

_KINDS = {"helper.kept": ("helper", "helper"), "helper.visited": ("helper_visit", "visit")}
_ENTRY = sa.table(
    "entry", *map(sa.column, ("point", "kind", "payload", "verdict", "arrived_at", "device", "stream", "number"))
)
_BATCH = sa.table("batch", sa.column("point"), sa.column("id"))
_DUE = sa.table(
    "batches_due", sa.column("point"), sa.column("id"), sa.column("batches", sa.JSON), sa.column("failed", sa.Boolean)
)


def upgrade() -> None:
    connection = op.get_bind()
    for kind, (name, field) in _KINDS.items():
        table = sa.table(name, sa.column("point"), sa.column("id", Uuid), sa.column("body", sa.JSON))
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for point, value in _said(connection, kind, field):
            known = found.get((point, value["id"]))
            if known is None or known.get("revision", 0) <= value.get("revision", 0):
                found[point, value["id"]] = value
        kept = {(row.point, row.id) for row in connection.execute(sa.select(table.c.point, table.c.id))}
        rows = [{"point": point, "id": id_, "body": body} for (point, id_), body in found.items()]
        if rows := [row for row in rows if (row["point"], row["id"]) not in kept]:
            connection.execute(table.insert(), rows)
    _make_due(connection)


def downgrade() -> None:
    """What was filled goes with its tables."""


def _said(connection: sa.Connection, kind: str, field: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The values that accepted entries of the kind hold, in the order of their arrival."""
    entry = _ENTRY.c
    mine = sa.select(entry.point, entry.payload).where(entry.kind == kind, entry.verdict == "accepted")
    order = (entry.arrived_at, entry.device, entry.stream, entry.number)
    for point, payload in connection.execute(mine.order_by(*order)).all():
        if payload is not None:
            yield point, json.loads(bytes(payload))["body"][field]


def _make_due(connection: sa.Connection) -> None:
    """One row for each point, under the id of one of its batches."""
    batches: dict[str, list[str]] = {}
    for point, batch in connection.execute(sa.select(_BATCH.c.point, _BATCH.c.id)):
        batches.setdefault(point, []).append(batch)
    rows = [{"point": point, "id": ids[0], "batches": ids, "failed": False} for point, ids in batches.items()]
    if rows:
        connection.execute(_DUE.insert(), rows)

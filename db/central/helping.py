"""The batches' page."""

from collections.abc import Collection, Sequence
from typing import cast

from sqlalchemy import Connection, Table, select

from app.helping.hand_over import together
from app.helping.helping_json import batch_from_json, batch_to_json
from app.helping.model import Batch, BatchId
from db.central.helping_tables import BatchRow
from db.central.upsert import upsert


class HelpingRows:
    """See app.central.storage.HelpingPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_point(self, point: str, ids: Collection[BatchId]) -> dict[BatchId, Batch]:
        mine = select(BatchRow.body).where(BatchRow.point == point, BatchRow.id.in_(list(ids)))
        found = (batch_from_json(body) for body in self._connection.execute(mine).scalars())
        return {batch.id: batch for batch in found}

    def keep(self, point: str, batches: Sequence[Batch]) -> None:
        rows = [
            {"point": point, "id": batch.id, "made_at": batch.made_at, "body": batch_to_json(batch)}
            for batch in batches
        ]
        upsert(self._connection, cast(Table, BatchRow.__table__), rows)

    def all(self, point: str | None = None) -> list[Batch]:
        rows = select(BatchRow.id, BatchRow.body).order_by(BatchRow.made_at.desc(), BatchRow.id)
        if point is not None:
            rows = rows.where(BatchRow.id.in_(select(BatchRow.id).where(BatchRow.point == point)))
        found: dict[str, Batch] = {}
        for row in self._connection.execute(rows):
            batch = batch_from_json(row.body)
            found[row.id] = together(found[row.id], batch) if row.id in found else batch
        return list(found.values())

"""The page of 帮代办."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from app.central.helping_model import BatchesDue, HelpingPart, HelpingPlace
from app.helping.hand_over import together
from app.helping.helping_json import (
    batch_from_json,
    batch_to_json,
    helper_from_json,
    helper_to_json,
    visit_from_json,
    visit_to_json,
)
from app.helping.model import Batch, BatchId, Helper, HelperId, Value, Visit
from db.central.helping_tables import BatchesDueRow, BatchRow, HelperRow, HelperVisitRow
from db.upsert import upsert

_Row = type[HelperRow] | type[BatchRow] | type[HelperVisitRow]
_PARTS: Mapping[HelpingPart, tuple[_Row, Callable[[Mapping[str, Any]], Value]]] = {
    HelpingPart.HELPERS: (HelperRow, helper_from_json),
    HelpingPart.BATCHES: (BatchRow, batch_from_json),
    HelpingPart.VISITS: (HelperVisitRow, visit_from_json),
}


class HelpingRows:
    """See app.central.storage.HelpingPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def helpers(self, point: str, ids: Collection[HelperId]) -> dict[HelperId, Helper]:
        mine = select(HelperRow.body).where(HelperRow.point == point, HelperRow.id.in_(list(ids)))
        found = (helper_from_json(body) for body in self._connection.execute(mine).scalars())
        return {helper.id: helper for helper in found}

    def keep_helpers(self, point: str, helpers: Sequence[Helper]) -> None:
        rows = [{"point": point, "id": helper.id, "body": helper_to_json(helper)} for helper in helpers]
        upsert(self._connection, HelperRow, rows)

    def keep_visits(self, point: str, visits: Sequence[Visit]) -> None:
        rows = [{"point": point, "id": visit.id, "body": visit_to_json(visit)} for visit in visits]
        upsert(self._connection, HelperVisitRow, rows)

    def told(self, point: str, place: HelpingPlace, limit: int) -> Sequence[Value]:
        row, read = _PARTS[place.part]
        mine = select(row.body).where(row.point == point).order_by(row.id.desc()).limit(limit)
        if place.after is not None:
            mine = mine.where(row.id < place.after)
        return [read(body) for body in self._connection.execute(mine).scalars()]

    def of_point(self, point: str, ids: Collection[BatchId]) -> dict[BatchId, Batch]:
        mine = select(BatchRow.body).where(BatchRow.point == point, BatchRow.id.in_(list(ids)))
        found = (batch_from_json(body) for body in self._connection.execute(mine).scalars())
        return {batch.id: batch for batch in found}

    def at_points(self, batch: BatchId) -> dict[str, Batch]:
        rows = select(BatchRow.point, BatchRow.body).where(BatchRow.id == batch)
        return {row.point: batch_from_json(row.body) for row in self._connection.execute(rows)}

    def keep(self, point: str, batches: Sequence[Batch]) -> None:
        rows = [
            {"point": point, "id": batch.id, "made_at": batch.made_at, "body": batch_to_json(batch)}
            for batch in batches
        ]
        upsert(self._connection, BatchRow, rows)

    def note_due(self, due: BatchesDue) -> None:
        values = {"point": due.point, "id": due.id, "batches": due.batches, "failed": False}
        self._connection.execute(insert(BatchesDueRow), values)

    def due(self) -> BatchesDue | None:
        row = BatchesDueRow
        oldest = select(row.point, row.id, row.batches).where(row.failed.is_(False)).order_by(row.id).limit(1)
        found = self._connection.execute(oldest).first()
        return None if found is None else BatchesDue(point=found.point, id=found.id, batches=tuple(found.batches))

    def done(self, due: BatchesDue) -> None:
        self._connection.execute(delete(BatchesDueRow).where(*_of(due)))

    def put_aside(self, due: BatchesDue) -> None:
        self._connection.execute(update(BatchesDueRow).where(*_of(due)).values(failed=True))

    def take_up(self) -> int:
        aside = BatchesDueRow.failed.is_(True)
        return self._connection.execute(update(BatchesDueRow).where(aside).values(failed=False)).rowcount

    def all(self, point: str | None = None) -> list[Batch]:
        rows = select(BatchRow.id, BatchRow.body).order_by(BatchRow.made_at.desc(), BatchRow.id)
        if point is not None:
            rows = rows.where(BatchRow.id.in_(select(BatchRow.id).where(BatchRow.point == point)))
        found: dict[str, Batch] = {}
        for row in self._connection.execute(rows):
            batch = batch_from_json(row.body)
            found[row.id] = together(found[row.id], batch) if row.id in found else batch
        return list(found.values())


def _of(due: BatchesDue) -> tuple[Any, ...]:
    return BatchesDueRow.point == due.point, BatchesDueRow.id == due.id

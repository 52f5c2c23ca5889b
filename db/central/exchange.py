"""The national tables' page (domain.md §11)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from app.central.model import Due
from app.ids import CaseId
from db.central.bulk import put_rows, row_of
from db.central.exchange_tables import UpProAccept, UpProMaterial, UpProResult
from db.central.models import METADATA
from db.central.point_tables import ProjectionDueRow

_TURN = 0x51DA1
"""The advisory lock of whoever writes the national tables."""


class ExchangeRows:
    """See app.central.storage.ExchangePage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        written = METADATA.tables[table]
        put_rows(self._connection, written, [row_of(written, row) for row in rows])

    def withdraw(self, point: str, project_no: str, at: datetime) -> None:
        for table in (UpProAccept, UpProMaterial, UpProResult):
            mine = (table.point == point) & (table.project_no == project_no)
            self._connection.execute(update(table).where(mine).values(cd_operation="D", cd_time=at))

    def withdraw_materials(self, point: str, project_no: str, kept: Sequence[str], at: datetime) -> None:
        mine = (UpProMaterial.point == point) & (UpProMaterial.project_no == project_no)
        self._connection.execute(
            update(UpProMaterial).where(mine, UpProMaterial.row_guid.not_in(kept)).values(cd_operation="D", cd_time=at)
        )

    def mark_result(self, point: str, project_no: str, by_post: str, at: datetime) -> None:
        row = UpProResult
        other = (row.point == point) & (row.project_no == project_no) & (row.is_delivery_results != by_post)
        changed = {"is_delivery_results": by_post, "cd_operation": "U", "cd_time": at}
        self._connection.execute(update(row).where(other).values(**changed))

    def note_due(self, due: Due) -> None:
        values = {"point": due.point, "id": due.id, "cases": due.cases, "failed": False}
        self._connection.execute(insert(ProjectionDueRow), values)

    def turn(self) -> bool:
        if self._connection.dialect.name != "postgresql":
            return True  # SQLite has one writer at a time
        return bool(self._connection.execute(select(func.pg_try_advisory_xact_lock(_TURN))).scalar_one())

    def due(self) -> Due | None:
        row = ProjectionDueRow
        oldest = select(row.point, row.id, row.cases).where(row.failed.is_(False)).order_by(row.id).limit(1)
        found = self._connection.execute(oldest).first()
        if found is None:
            return None
        cases = tuple((CaseId(case), first) for case, first in found.cases)
        return Due(point=found.point, id=found.id, cases=cases)

    def done(self, due: Due) -> None:
        self._connection.execute(delete(ProjectionDueRow).where(*_of(due)))

    def put_aside(self, due: Due) -> None:
        self._connection.execute(update(ProjectionDueRow).where(*_of(due)).values(failed=True))

    def take_up(self) -> int:
        aside = ProjectionDueRow.failed.is_(True)
        return self._connection.execute(update(ProjectionDueRow).where(aside).values(failed=False)).rowcount


def _of(due: Due) -> tuple[Any, ...]:
    return ProjectionDueRow.point == due.point, ProjectionDueRow.id == due.id

"""The national tables' page (domain.md §11)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from db.central.exchange_tables import UpProMaterial
from db.central.models import METADATA
from db.central.upsert import upsert


class ExchangeRows:
    """See app.central.storage.ExchangePage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        upsert(self._connection, METADATA.tables[table], rows)

    def withdraw_materials(self, point: str, project_no: str, kept: Sequence[str], at: datetime) -> None:
        mine = (UpProMaterial.point == point) & (UpProMaterial.project_no == project_no)
        self._connection.execute(
            update(UpProMaterial).where(mine, UpProMaterial.row_guid.not_in(kept)).values(cd_operation="D", cd_time=at)
        )

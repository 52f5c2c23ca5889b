"""The city's own page: the database's life, central's keys, the counters that all points share."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from app.central.model import KeptKey, Purpose
from db.central.shared_tables import CityKeyRow, CityRow
from db.upsert import upsert


class CityRows:
    """See app.central.storage.CityPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def incarnation(self) -> str:
        return self._connection.execute(select(CityRow.incarnation)).scalar_one()

    def keys(self) -> dict[Purpose, KeptKey]:
        rows = self._connection.execute(select(CityKeyRow.__table__))
        kept = [KeptKey(**{**row._mapping, "purpose": Purpose(row.purpose)}) for row in rows]
        return {key.purpose: key for key in kept}

    def keep_keys(self, keys: Sequence[KeptKey]) -> None:
        rows = [
            {
                "purpose": key.purpose.value,
                "public": key.public,
                "private": key.private,
                "salt": key.salt,
                "made_at": key.made_at,
            }
            for key in keys
        ]
        upsert(self._connection, CityKeyRow, rows)

    def catalogue_digest(self) -> str | None:
        return self._connection.execute(select(CityRow.catalogue_digest)).scalar_one()

    def keep_catalogue_digest(self, digest: str) -> None:
        self._connection.execute(update(CityRow).values(catalogue_digest=digest))

"""Clerks in desk.db."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from app.ids import ClerkId
from app.storage.clerks import Clerk
from db.desk.models import ClerkRow


class ClerkStore:
    """See app.storage.clerks.ClerkStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, clerk: Clerk) -> None:
        self._connection.execute(insert(ClerkRow), {"id": clerk.id, "name": clerk.name, "number": clerk.number})

    def get(self, clerk: ClerkId) -> Clerk | None:
        row = self._connection.execute(select(ClerkRow.__table__).where(ClerkRow.id == clerk)).first()
        return None if row is None else _clerk(row)

    def all(self) -> list[Clerk]:
        rows = self._connection.execute(select(ClerkRow.__table__).order_by(ClerkRow.number))
        return [_clerk(row) for row in rows]


def _clerk(row: Row[Any]) -> Clerk:
    return Clerk(id=ClerkId(row.id), name=row.name, number=row.number)

"""Finished actions in central's database."""

from sqlalchemy import Connection, func, select

from app.actions.model import Finished
from app.ids import ActionId
from db.central.shared_tables import FinishedRow
from db.finished import ActionRows


class FinishedRows(ActionRows):
    """See app.central.storage.FinishedPage."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, FinishedRow)

    def hold(self, action: ActionId) -> Finished | None:
        if self._connection.dialect.name == "postgresql":  # SQLite has one writer
            self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(action, 0))))
        return self.get(action)

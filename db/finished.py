"""Finished actions, as desk and central keep them alike."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, String, Table, Text, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.actions.model import KEPT, Finished
from app.ids import ActionId
from db.types import Instant
from db.upsert import upsert


class FinishedColumns:
    """The table's columns."""

    __tablename__ = "finished_action"

    action: Mapped[str] = mapped_column(String(80), primary_key=True)
    command: Mapped[str] = mapped_column(String(40))
    results: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class ActionRows:
    """See app.actions.model.FinishedActions."""

    def __init__(self, connection: Connection, rows: type[DeclarativeBase]) -> None:
        self._connection = connection
        self._table = cast(Table, rows.__table__)

    def get(self, action: ActionId) -> Finished | None:
        row = self._connection.execute(select(self._table).where(self._table.c.action == action)).first()
        return None if row is None else _finished(row)

    def all(self) -> list[Finished]:
        rows = self._connection.execute(select(self._table).order_by(self._table.c.at))
        return [_finished(row) for row in rows]

    def keep(self, finished: Finished) -> None:
        self._connection.execute(delete(self._table).where(self._table.c.at < finished.at - KEPT))
        upsert(self._connection, self._table, [asdict(finished)])


def _finished(row: Any) -> Finished:
    return Finished(action=ActionId(row.action), command=row.command, results=row.results, at=row.at)

"""Drafts in desk.db."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select

from app.ids import ClerkId, DraftId
from app.storage.cases import Draft
from db.desk.models import DraftRow
from db.prepared import Prepared
from db.upsert import upsert


class DraftStore:
    """See app.storage.cases.DraftStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, draft: Draft) -> None:
        row = {"id": draft.id, "clerk": draft.clerk, "saved_at": draft.saved_at, "body": draft.body}
        upsert(self._connection, DraftRow, [row])

    def get(self, draft_id: DraftId) -> Draft | None:
        row = self._connection.execute(select(DraftRow.__table__).where(DraftRow.id == draft_id)).first()
        return None if row is None else _draft(row)

    def all(self) -> list[Draft]:
        statement = select(DraftRow.__table__).order_by(DraftRow.saved_at.desc())
        return [_draft(row) for row in self._connection.execute(statement)]

    def discard(self, draft_id: DraftId) -> None:
        _DISCARD.run(self._connection, key=draft_id)


_DISCARD = Prepared(delete(DraftRow).where(DraftRow.id == bindparam("key")))


def _draft(row: Row[Any]) -> Draft:
    return Draft(id=DraftId(row.id), body=row.body, clerk=ClerkId(row.clerk), saved_at=row.saved_at)

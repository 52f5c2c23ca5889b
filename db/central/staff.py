"""The staff's page: reviewers and their signed-in browsers."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from app.central.model import Reviewer, ReviewSession
from db.central.shared_tables import ReviewerRow, ReviewSessionRow
from db.upsert import upsert


class StaffRows:
    """See app.central.storage.StaffPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reviewer: Reviewer) -> None:
        upsert(self._connection, ReviewerRow, [asdict(reviewer)])

    def get(self, login: str) -> Reviewer | None:
        row = self._connection.execute(select(ReviewerRow.__table__).where(ReviewerRow.login == login)).first()
        return None if row is None else Reviewer(**row._mapping)

    def begin(self, session: ReviewSession) -> None:
        self._connection.execute(insert(ReviewSessionRow), asdict(session))

    def session(self, digest: bytes) -> ReviewSession | None:
        found = select(ReviewSessionRow.__table__).where(ReviewSessionRow.digest == digest)
        row = self._connection.execute(found).first()
        return None if row is None else ReviewSession(**row._mapping)

    def seen(self, digest: bytes, at: datetime) -> None:
        self._connection.execute(update(ReviewSessionRow).where(ReviewSessionRow.digest == digest).values(seen_at=at))

    def end(self, digest: bytes) -> None:
        self._connection.execute(delete(ReviewSessionRow).where(ReviewSessionRow.digest == digest))

    def end_idle(self, before: datetime) -> None:
        self._connection.execute(delete(ReviewSessionRow).where(ReviewSessionRow.seen_at < before))

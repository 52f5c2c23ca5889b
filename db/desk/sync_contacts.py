"""The history of meetings with central, and what they cost of the link, in desk.db."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.sync.model import Contact
from db.desk.sync_models import ContactRow, TrafficRow

KEPT = 500
"""Meetings that the history keeps."""
_KEPT_HOURS = timedelta(days=366)


class Contacts:
    """The history within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, contact: Contact) -> None:
        """Adds it; a meeting that moved nothing takes the place of one before it that went the same way."""
        before = self._connection.execute(select(ContactRow.__table__).order_by(ContactRow.id.desc()).limit(1)).first()
        if before is not None and before.trouble == contact.trouble and not (_moved(before) or _moved(contact)):
            self._connection.execute(delete(ContactRow).where(ContactRow.id == before.id))
        self._connection.execute(insert(ContactRow).values(**asdict(contact)))
        newest = select(func.max(ContactRow.id)).scalar_subquery()
        self._connection.execute(delete(ContactRow).where(ContactRow.id <= newest - KEPT))

    def newest(self, limit: int) -> list[Contact]:
        rows = self._connection.execute(select(ContactRow.__table__).order_by(ContactRow.id.desc()).limit(limit))
        return [Contact(**{name: value for name, value in row._mapping.items() if name != "id"}) for row in rows]

    def add_traffic(self, hour: datetime, size: int) -> None:
        statement = upsert(TrafficRow).values(hour=hour, size=size)
        together = {"size": TrafficRow.size + size}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["hour"], set_=together))
        self._connection.execute(delete(TrafficRow).where(TrafficRow.hour < hour - _KEPT_HOURS))

    def traffic(self, since: datetime, until: datetime) -> int:
        total = select(func.sum(TrafficRow.size)).where(TrafficRow.hour >= since, TrafficRow.hour < until)
        return self._connection.execute(total).scalar() or 0


def _moved(contact: object) -> bool:
    return any(getattr(contact, name) for name in ("pushed", "pulled", "returned"))

"""The history of meetings with central, in desk.db."""

from dataclasses import asdict

from sqlalchemy import Connection, delete, func, insert, select

from app.sync.model import Contact
from db.desk.sync_models import ContactRow

KEPT = 500
"""Meetings that the history keeps."""


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


def _moved(contact: object) -> bool:
    return any(getattr(contact, name) for name in ("pushed", "pulled", "returned"))

"""The journal's partitions on PostgreSQL: one table a month of arrival, made ahead by central itself.

A month that is over is never written again: it can be backed up once, moved to slower disks, or detached. SQLite
has no partitions, and needs none to try things out.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection, text

AHEAD = 3
"""Months that are made before they begin."""


class Months:
    """The months that are known to be there. For one engine, and any thread."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def ensure(self, connection: Connection, at: datetime) -> None:
        """The month of `at` is there afterwards. Usually it has been for long: then this asks nobody."""
        begin, _ = _bounds(at, 0)
        name = _name(begin)
        if name in self._known or connection.dialect.name != "postgresql":
            return
        if connection.execute(text("SELECT to_regclass(:name)"), {"name": name}).scalar() is None:
            make_months(connection, at, 0)  # not noted as known: this transaction may still be undone
        else:
            self._known.add(name)


def make_months(connection: Connection, at: datetime, ahead: int = AHEAD) -> None:
    """The month of `at` and so many after it, those that are missing. Making one locks the journal for a moment."""
    if connection.dialect.name != "postgresql":
        return
    for later in range(ahead + 1):
        begin, end = _bounds(at, later)
        name = _name(begin)
        if connection.execute(text("SELECT to_regclass(:name)"), {"name": name}).scalar() is None:
            span = f"FROM ('{begin.isoformat()}') TO ('{end.isoformat()}')"
            connection.execute(text(f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF entry FOR VALUES {span}"))


def _bounds(at: datetime, later: int) -> tuple[datetime, datetime]:
    """The month that comes so many after that of `at`, in UTC."""
    count = at.astimezone(UTC).year * 12 + at.astimezone(UTC).month - 1 + later
    return _first_of(count), _first_of(count + 1)


def _first_of(months: int) -> datetime:
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


def _name(begin: datetime) -> str:
    return f"entry_{begin.year:04d}_{begin.month:02d}"

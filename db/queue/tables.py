"""The tables of the queue's store: tickets, their counters, the point's rules, and the journal."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Connection, Date, Index, MetaData, String, event, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.journal import EntryColumns, HeadColumns, JournalTables
from db.types import Instant, Uuid

WAITING = "state = 'waiting'"
AT_WINDOW = "state IN ('called', 'serving')"
CALLED = "called_at IS NOT NULL"
FINISHED = "finished_at IS NOT NULL"


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index on the rows for which `where` holds, the same in SQLite and PostgreSQL (`_say_where`)."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


class QueueTables(DeclarativeBase):
    """All tables of the queue's store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class TicketRow(QueueTables):
    """A ticket as app.tickets.model.Ticket has it; the partial indexes keep every act's cost the same for ever."""

    __tablename__ = "ticket"

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    number: Mapped[str] = mapped_column(String(12))
    category: Mapped[str] = mapped_column(String(1))
    serial: Mapped[int]
    day: Mapped[date] = mapped_column(Date)
    priority: Mapped[str | None] = mapped_column(String(16))
    line: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8))
    window: Mapped[int | None]
    target_window: Mapped[int | None]
    place: Mapped[int] = mapped_column(BigInteger)
    queued_at: Mapped[datetime] = mapped_column(Instant)
    taken_at: Mapped[datetime] = mapped_column(Instant)
    called_at: Mapped[datetime | None] = mapped_column(Instant)
    recalled_at: Mapped[datetime | None] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    skipped_at: Mapped[datetime | None] = mapped_column(Instant)
    parked_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    recalls: Mapped[int]
    skips: Mapped[int]
    transfers: Mapped[int]
    waited: Mapped[int | None]
    outcome: Mapped[str | None] = mapped_column(String(12))
    item: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String(60))
    cases: Mapped[list[str]] = mapped_column(JSON)
    revision: Mapped[int]

    __table_args__ = (
        Index("uq_ticket_day_number", "day", "number", unique=True),
        _partial("ix_ticket_waiting", "day", "category", "line", "place", "queued_at", where=WAITING),
        _partial("uq_ticket_window", "window", where=AT_WINDOW, unique=True),
        _partial("ix_ticket_called", "day", "called_at", where=CALLED),
        _partial("ix_ticket_finished", "day", "finished_at", where=FINISHED),
    )


class CounterRow(QueueTables):
    """The last serial and place given out for a letter on a day."""

    __tablename__ = "counter"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    category: Mapped[str] = mapped_column(String(1), primary_key=True)
    serial: Mapped[int]
    place: Mapped[int] = mapped_column(BigInteger)


class WindowRow(QueueTables):
    """How many normal visitors a window has called since the last jump."""

    __tablename__ = "window_turn"

    window: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    normals: Mapped[int]


class RulesRow(QueueTables):
    """The point's rules: one row, or none while the built-in ones stand."""

    __tablename__ = "queue_rules"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class EntryRow(EntryColumns, QueueTables):
    """The queue's journal."""


class HeadRow(HeadColumns, QueueTables):
    """The ends of its chains."""


JOURNAL = JournalTables(EntryRow, HeadRow)


@event.listens_for(QueueTables.metadata, "before_create")
def _say_where(metadata: MetaData, connection: Connection, **_options: Any) -> None:
    """PostgreSQL's name for the condition of a partial index, told where tables are made: merely naming it loads
    that whole dialect, which a desk with a queue.db of its own would do at every start."""
    if connection.dialect.name == "postgresql":
        for index in (index for table in metadata.tables.values() for index in table.indexes):
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]

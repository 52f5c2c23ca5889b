"""What the city's technicians look at. Keyed by point, as point_tables.py says."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKeyConstraint, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.central.metadata import CentralBase
from db.types import Instant, Uuid

NAMED = "kind = 'clerk'"
"""The lines that say whose an id is."""


class ContactRow(CentralBase):
    """A device's last meeting with central. `offset` and `uncertain` are milliseconds, `waiting` entries."""

    __tablename__ = "contact"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    clear_at: Mapped[datetime | None] = mapped_column(Instant)
    waiting: Mapped[int] = mapped_column(BigInteger)
    files_waiting: Mapped[int] = mapped_column(BigInteger)
    offset: Mapped[int] = mapped_column(BigInteger)
    uncertain: Mapped[int] = mapped_column(BigInteger)
    program: Mapped[str] = mapped_column(Text)
    protocol: Mapped[int] = mapped_column(Integer)
    entries: Mapped[int] = mapped_column(BigInteger)
    bytes_in: Mapped[int] = mapped_column(BigInteger)
    bytes_out: Mapped[int] = mapped_column(BigInteger)


class ContactDayRow(CentralBase):
    """A device's meetings with central on one day of China's."""

    __tablename__ = "contact_day"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    first_at: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant)
    exchanges: Mapped[int] = mapped_column(BigInteger)
    entries: Mapped[int] = mapped_column(BigInteger)
    waiting: Mapped[int] = mapped_column(BigInteger)
    files_waiting: Mapped[int] = mapped_column(BigInteger)
    offset: Mapped[int] = mapped_column(BigInteger)
    bytes_in: Mapped[int] = mapped_column(BigInteger)
    bytes_out: Mapped[int] = mapped_column(BigInteger)


class AuditRow(CentralBase):
    """What an auditor asks about, taken from entries as they arrive."""

    __tablename__ = "audit"
    __table_args__ = (
        ForeignKeyConstraint(["point"], ["point.point"]),
        Index("ix_audit_point_at", "point", "at"),
        Index("ix_audit_at", "at"),
        Index("ix_audit_clerk_at", "clerk", "at"),
        Index("ix_audit_kind_at", "kind", "at"),
        Index("ix_audit_named", "about", sqlite_where=text(NAMED), postgresql_where=text(NAMED)),
    )

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    stream: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    arrived_at: Mapped[datetime] = mapped_column(Instant)
    count: Mapped[int] = mapped_column(Integer)
    clerk: Mapped[str | None] = mapped_column(Text)
    window: Mapped[int | None] = mapped_column(Integer)
    about: Mapped[str | None] = mapped_column(Text)
    other: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    seconds: Mapped[int | None] = mapped_column(BigInteger)

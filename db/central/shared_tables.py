"""The tables that belong to no service point: the city's own keys, people, catalogue, and the feed for all.

They are few and small. Everything that points send is in point_tables.py and keyed by point.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.central.metadata import CentralBase
from db.finished import FinishedColumns
from db.types import Instant, Uuid


class CityRow(CentralBase):
    """One row: this database's life, and the counter of the shared feed, locked by whoever writes to it."""

    __tablename__ = "city"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    incarnation: Mapped[str] = mapped_column(Uuid)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    shared_number: Mapped[int] = mapped_column(BigInteger)
    sheet_number: Mapped[int] = mapped_column(BigInteger)
    catalogue_digest: Mapped[str | None] = mapped_column(String(64))


class CityKeyRow(CentralBase):
    """A key of central's own. `private` is locked under the passphrase that `salt` belongs to, else plain."""

    __tablename__ = "city_key"

    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    private: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)


class DeviceKeyRow(CentralBase):
    """The registry: the public key of each stream of each enrolled device."""

    __tablename__ = "device_key"
    __table_args__ = (UniqueConstraint("point", "device_number", "stream"),)

    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    stream: Mapped[str] = mapped_column(String(10), primary_key=True)
    point: Mapped[str] = mapped_column(String(12), index=True)
    device_number: Mapped[int] = mapped_column(Integer)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    key_id: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_after: Mapped[int | None] = mapped_column(BigInteger)


class SharedFeedRow(CentralBase):
    """The feed that all points share: changes of catalogue, calendar and themes after what programs bring
    along, and keys."""

    __tablename__ = "shared_feed"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class ItemRow(CentralBase):
    """One version of a service item."""

    __tablename__ = "item"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text)
    effective_on: Mapped[date] = mapped_column(Date)
    cancelled_on: Mapped[date | None] = mapped_column(Date)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class CalendarYearRow(CentralBase):
    """The official working calendar of a year."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class ThemeRow(CentralBase):
    """One version of a theme (一件事)."""

    __tablename__ = "theme"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReviewerRow(CentralBase):
    """A member of the city's staff: who may decide, or, a technician, who looks after the points."""

    __tablename__ = "reviewer"

    login: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(Text)
    password: Mapped[str] = mapped_column(Text)
    demo: Mapped[bool] = mapped_column(Boolean)
    technician: Mapped[bool] = mapped_column(Boolean, server_default=false())
    head: Mapped[bool] = mapped_column(Boolean, server_default=false())
    added_at: Mapped[datetime] = mapped_column(Instant)


class ReviewSessionRow(CentralBase):
    """A signed-in browser. `digest` is the SHA-256 of the cookie, which is kept nowhere."""

    __tablename__ = "review_session"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    login: Mapped[str] = mapped_column(String(40))
    csrf: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)


class FinishedRow(FinishedColumns, CentralBase):
    """A command that was done under an action."""

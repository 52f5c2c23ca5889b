"""What the points send and what is sent to them.

In every table here the key, each unique constraint and each foreign key begins with the service point, so that
the tables can be spread by point over a distributed PostgreSQL unchanged (tests/db/central/test_tables.py).
`entry`, `case_file` and `case_step` have no foreign keys: intake writes each with what it refers to (DECISIONS.md).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.central.metadata import CentralBase
from db.types import Instant, Uuid

OPEN = "open"


class PointRow(CentralBase):
    """A service point, and its counters. Its row is locked by whoever writes the point's data."""

    __tablename__ = "point"

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str | None] = mapped_column(Text)
    short_name: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    rules: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    feed_number: Mapped[int] = mapped_column(BigInteger)
    serial_year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(BigInteger)


class EnrolmentCodeRow(CentralBase):
    """A one-time code; only its digest is kept. Without a number it is for any device of the point."""

    __tablename__ = "enrolment_code"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    used_by: Mapped[str | None] = mapped_column(Uuid)
    device_number: Mapped[int | None] = mapped_column(Integer)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class StreamRow(CentralBase):
    """How far central holds a device's stream."""

    __tablename__ = "stream"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    stream: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    contact_at: Mapped[datetime] = mapped_column(Instant)


class ArrivedRow(CentralBase):
    """An entry as it came, and the verdict on it. `open`: held, or returned about a case that nobody corrected yet.

    On PostgreSQL one partition for each month of arrival (db.central.months), so the key has to hold `arrived_at`.
    That a name comes once only is held by the stream's row, which moves from number to number (db.central.entries).
    """

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_open", "point", "subject", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        {"postgresql_partition_by": "RANGE (arrived_at)"},
    )

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    stream: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    arrived_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    verdict: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    open: Mapped[bool] = mapped_column(Boolean)


class CaseFileRow(CentralBase):
    """A case as its applied entries and central's decisions make it; `body` is the whole of it (case_to_json)."""

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("point", "case_no"),
        UniqueConstraint("point", "central_no"),
        Index("ix_case_file_state", "state", "registered_at"),
        Index("ix_case_file_due", "state", "due_on"),
        Index("ix_case_file_token", "token"),
        Index("ix_case_file_received", "received_at"),
        Index("ix_case_file_device", "point", "device", "received_at"),
        Index("ix_case_file_joint", "point", "joint"),
        Index("ix_case_file_check", "check_by"),
    )

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    device: Mapped[str] = mapped_column(Uuid)
    case_no: Mapped[str] = mapped_column(String(50))
    central_no: Mapped[str] = mapped_column(String(50))
    state: Mapped[str] = mapped_column(String(20))
    item: Mapped[str] = mapped_column(Text)
    item_version: Mapped[int] = mapped_column(Integer)
    item_name: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(Instant)
    due_on: Mapped[date | None] = mapped_column(Date)
    asked_until: Mapped[date | None] = mapped_column(Date)
    check_by: Mapped[date | None] = mapped_column(Date)
    joint: Mapped[str | None] = mapped_column(String(50))
    mark: Mapped[str | None] = mapped_column(String(60))
    steps: Mapped[int] = mapped_column(Integer)
    last_device: Mapped[str] = mapped_column(Uuid)
    last_stream: Mapped[str] = mapped_column(String(10))
    last_number: Mapped[int] = mapped_column(BigInteger)
    registered_at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class CaseStepRow(CentralBase):
    """One line of a case's story: an applied entry (`entry` names it), or a decision of central."""

    __tablename__ = "case_step"

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    case_id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    act: Mapped[str] = mapped_column(String(20))
    state: Mapped[str | None] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(Text)
    window: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str | None] = mapped_column(Text)
    entry: Mapped[str | None] = mapped_column(Text)


class ClaimRow(CentralBase):
    """Which reviewer has the case; its point's row is locked by whoever changes this."""

    __tablename__ = "claim"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    case_id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    login: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class PointFeedRow(CentralBase):
    """What is told to one point, in order. An item that passes on a device's entry names it and has no body.

    One row may stand for a run of `entry_count` items that pass on as many neighbouring entries: `entry_number` is
    the first one's, `number` the last item's. Each item's subject is then its entry's.
    """

    __tablename__ = "point_feed"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    entry_device: Mapped[str | None] = mapped_column(Uuid)
    entry_stream: Mapped[str | None] = mapped_column(String(10))
    entry_number: Mapped[int | None] = mapped_column(BigInteger)
    entry_count: Mapped[int | None] = mapped_column(Integer)


class ProjectionDueRow(CentralBase):
    """Cases whose rows in the national tables are due: `cases` is a list of [case, first step that is not there].

    `failed`: central itself failed on it; it is tried again at the next start.
    """

    __tablename__ = "projection_due"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    cases: Mapped[list[Any]] = mapped_column(JSON)
    failed: Mapped[bool] = mapped_column(Boolean)


class VisitRow(CentralBase):
    """A ticket as its newest entry says: waiting, service, outcome. It names nobody."""

    __tablename__ = "visit"
    __table_args__ = (
        ForeignKeyConstraint(["point"], ["point.point"]),
        Index("ix_visit_day", "point", "day"),
    )

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date)
    priority: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    window: Mapped[int | None] = mapped_column(Integer)
    taken_at: Mapped[datetime] = mapped_column(Instant)
    called_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    waited: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[str | None] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(BigInteger)


class AlarmRow(CentralBase):
    """Something that the city's technicians must look at: an entry on which central failed."""

    __tablename__ = "alarm"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    about: Mapped[str] = mapped_column(String(120), primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    detail: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
    cleared_at: Mapped[datetime | None] = mapped_column(Instant)

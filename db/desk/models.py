"""The schema of desk.db: the desk's own cases, catalogue, papers and journal, encrypted as a whole.

Searching by name goes through `case_search`, an FTS5 table over character pairs that the migrations make
(db/desk/search.py); FTS5's own tokenizers can't find two-character names.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import DDL, JSON, BigInteger, ForeignKey, Index, LargeBinary, MetaData, String, Text, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.desk import search
from db.journal import EntryColumns, HeadColumns
from db.types import Instant, Uuid


class Base(DeclarativeBase):
    """Constraint names are fixed, so that a later migration can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class EntryRow(EntryColumns, Base):
    """An entry of the desk stream."""


class HeadRow(HeadColumns, Base):
    """The last entry of the desk stream."""


class CounterRow(Base):
    """A series of serial numbers: cases of a day, papers of a year, revisions. A number never comes again."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class SecretRow(Base):
    """What must be secret and belongs to this device: its signing key."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


class ClerkRow(Base):
    __tablename__ = "clerk"

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    number: Mapped[str] = mapped_column(String(20))


class ApplicantRow(Base):
    """A person or a company, as last seen."""

    __tablename__ = "applicant"

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200), index=True)
    initials: Mapped[str] = mapped_column(String(40), index=True)
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class IdentityRow(Base):
    """A number that an applicant holds or held, in the form in which two spellings of it are equal."""

    __tablename__ = "identity"

    number: Mapped[str] = mapped_column(String(60), primary_key=True)
    type: Mapped[str] = mapped_column(String(3), primary_key=True)
    applicant: Mapped[str] = mapped_column(ForeignKey("applicant.id"), index=True)


class CaseRow(Base):
    """A case. `body` is the whole of it (app/cases/model.py, case_to_json); the other columns find and sort it.

    `registered` is the place of the feed item that gave many cases their central numbers, this one's among them;
    `waits` is `app.cases.waiting.waits_for`, `originals` whether one lies here, NULL for none.
    """

    __tablename__ = "case_"
    __table_args__ = (
        Index("ix_case__state_due", "state", "due_on"),
        Index("ix_case__last", "last_device", "last_number"),
    )

    row: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, unique=True)
    case_no: Mapped[str] = mapped_column(String(50), unique=True)
    central_no: Mapped[str | None] = mapped_column(String(50), index=True)
    token: Mapped[str] = mapped_column(String(16), index=True)
    state: Mapped[str] = mapped_column(String(12))
    applicant: Mapped[str] = mapped_column(ForeignKey("applicant.id"), index=True)
    received_at: Mapped[datetime] = mapped_column(Instant, index=True)
    due_on: Mapped[date | None]
    last_device: Mapped[str] = mapped_column(Uuid)
    last_number: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    registered: Mapped[int | None] = mapped_column(BigInteger)
    waits: Mapped[str | None] = mapped_column(String(8), index=True)
    joint: Mapped[str | None] = mapped_column(String(50), index=True)
    originals: Mapped[bool | None] = mapped_column(index=True)


class PromiseRow(Base):
    """A promise, found by its days; `place` is its place in the case. `open`: still to be kept."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_open_due", "open", "kind", "due_on"),)

    case_row: Mapped[int] = mapped_column(ForeignKey("case_.row"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    made_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date | None]
    open: Mapped[bool]


class DraftRow(Base):
    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    clerk: Mapped[str] = mapped_column(Uuid)
    saved_at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class ItemRow(Base):
    """One version of a service item; `body` as item_to_json writes it."""

    __tablename__ = "item"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    effective_on: Mapped[date]
    cancelled_on: Mapped[date | None]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class PointRulesRow(Base):
    __tablename__ = "point_rules"

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class CalendarYearRow(Base):
    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class ThemeRow(Base):
    """One version of a theme that the city told of; `body` as theme_to_json writes it."""

    __tablename__ = "theme"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReceiptRow(Base):
    """An issued paper. Its number is used up for ever, even when void."""

    __tablename__ = "receipt"

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    receipt_no: Mapped[str] = mapped_column(String(100), unique=True)
    entry: Mapped[int] = mapped_column(BigInteger)
    copies: Mapped[int]
    token: Mapped[str] = mapped_column(String(16))
    proof: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    issued_at: Mapped[datetime] = mapped_column(Instant)


class PrintJobRow(Base):
    __tablename__ = "print_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(ForeignKey("receipt.id"), index=True)
    copy_number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str | None] = mapped_column(String(40))


class FileRow(Base):
    """An attachment that lies, encrypted, in the desk's folder of files.

    `arrived_at`: since when central has all of it; `trouble`: why it could not go.
    """

    __tablename__ = "file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    media: Mapped[str] = mapped_column(String(80))
    arrived_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str | None] = mapped_column(String(40))


class CaseFileRow(Base):
    """That a case names an attachment, whether or not it lies on this desk."""

    __tablename__ = "case_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_row: Mapped[int] = mapped_column(ForeignKey("case_.row"), primary_key=True, autoincrement=False, index=True)


class FormerNumberRow(Base):
    """A number that a case had before its desk was copied; `place` is its order. Another case may have it now."""

    __tablename__ = "case_former_no"

    case_row: Mapped[int] = mapped_column(ForeignKey("case_.row"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(50), index=True)


event.listen(CaseRow.__table__, "after_create", DDL(search.CREATE))  # type: ignore[no-untyped-call]

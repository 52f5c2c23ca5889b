"""The tables of 帮代办 in desk.db. `body` is the whole value (app/helping/model.py); the other columns find it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.desk.models import Base
from db.types import Instant, Uuid


class HelperRow(Base):
    """A 代办员. Two windows may have given the same number without seeing each other."""

    __tablename__ = "helper"

    row: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, unique=True)
    number: Mapped[str] = mapped_column(String(20), index=True)
    village: Mapped[str] = mapped_column(String(12))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class HelperVisitRow(Base):
    """上门. The 代办员 may be known here only later: no foreign key."""

    __tablename__ = "helper_visit"

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    helper: Mapped[str] = mapped_column(Uuid, index=True)
    on: Mapped[date] = mapped_column(index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class BroughtRow(Base):
    """Which 代办员 brought a case."""

    __tablename__ = "brought_case"

    case_row: Mapped[int] = mapped_column(ForeignKey("case_.row"), primary_key=True, autoincrement=False)
    helper: Mapped[str] = mapped_column(Uuid, index=True)


class BatchRow(Base):
    """A batch of papers on its way up. `waits` is `Batch.waits`; `due_on` the last day for its receipt, or that of the
    receipt, since when what was missing waits."""

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_waits_due", "waits", "due_on"),)

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    number: Mapped[str] = mapped_column(String(40), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant, index=True)
    waits: Mapped[bool]
    due_on: Mapped[date | None]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class BatchCaseRow(Base):
    """That a case is on a list from `source`."""

    __tablename__ = "batch_case"

    case_no: Mapped[str] = mapped_column(String(50), primary_key=True)
    batch: Mapped[str] = mapped_column(ForeignKey("batch.id"), primary_key=True, index=True)
    source: Mapped[str] = mapped_column(String(10))

"""帮代办 at central: the 代办员, their visits, and batches of papers on their way up, as the points told of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.central.metadata import CentralBase
from db.types import Instant, Uuid


class BatchRow(CentralBase):
    """A batch by the point that told of it; `body` as app.helping.model writes it."""

    __tablename__ = "batch"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]), Index("ix_batch_id", "id"))

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class HelperRow(CentralBase):
    """A 代办员 of the point; `body` as app.helping.model writes it."""

    __tablename__ = "helper"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class HelperVisitRow(CentralBase):
    """上门 of a 代办员 of the point."""

    __tablename__ = "helper_visit"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class BatchesDueRow(CentralBase):
    """Batches of which the point said something that others are to be told; `batches` is a list of ids.

    `failed`: central itself failed on it; it is tried again at the next start.
    """

    __tablename__ = "batches_due"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]),)

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    batches: Mapped[list[Any]] = mapped_column(JSON)
    failed: Mapped[bool] = mapped_column(Boolean)

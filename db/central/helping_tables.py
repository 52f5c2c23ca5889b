"""帮代办 at central: batches of papers on their way up, as the points told of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String
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

"""Attachments, as central keeps account of them. Keyed by point, as point_tables.py says."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.central.metadata import CentralBase
from db.types import Instant


class AttachmentRow(CentralBase):
    """An attachment that is here whole. `named`: a case was found that names it, so it stays."""

    __tablename__ = "attachment"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]), Index("ix_attachment_named", "named", "at"))

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    media: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Instant)
    named: Mapped[bool] = mapped_column(Boolean)


class UploadRow(CentralBase):
    """An upload; see app.central.file_storage.Upload."""

    __tablename__ = "upload"
    __table_args__ = (ForeignKeyConstraint(["point"], ["point.point"]), Index("ix_upload_begun_at", "begun_at"))

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str | None] = mapped_column(String(64))
    media: Mapped[str] = mapped_column(Text)
    length: Mapped[int] = mapped_column(BigInteger)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    file: Mapped[str | None] = mapped_column(String(64))

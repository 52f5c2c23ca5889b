"""The national platform's tables for cases, as the public schema of domain.md §11 has them.

Rows are upserted by (project_no, row_guid); `cd_operation` says I, U or D. The point stands in front of every key.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.central.metadata import CentralBase
from db.types import Instant


class ExchangeColumns:
    """What every table of the exchange has."""

    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    row_guid: Mapped[str] = mapped_column(String(50), primary_key=True)
    project_no: Mapped[str] = mapped_column(String(50))
    data_source: Mapped[str] = mapped_column(String(3))
    cd_operation: Mapped[str] = mapped_column(String(2))
    cd_time: Mapped[datetime] = mapped_column(Instant)
    cd_batch: Mapped[str] = mapped_column(String(32))


class UpProAccept(ExchangeColumns, CentralBase):
    """受理."""

    __tablename__ = "up_pro_accept"
    __table_args__ = (
        ForeignKeyConstraint(["point"], ["point.point"]),
        Index("ix_up_pro_accept_project", "point", "project_no"),
    )

    project_name: Mapped[str | None] = mapped_column(Text)
    catalog_code: Mapped[str] = mapped_column(Text)
    task_code: Mapped[str] = mapped_column(Text)
    local_catalog_code: Mapped[str | None] = mapped_column(Text)
    local_task_code: Mapped[str | None] = mapped_column(Text)
    task_handle_item: Mapped[str | None] = mapped_column(Text)
    task_name: Mapped[str] = mapped_column(Text)
    task_version: Mapped[str] = mapped_column(Text)
    project_type: Mapped[str] = mapped_column(String(2))
    apply_date: Mapped[datetime] = mapped_column(Instant)
    apply_type: Mapped[str] = mapped_column(String(2))
    applyer_name: Mapped[str] = mapped_column(Text)
    applyer_type: Mapped[str] = mapped_column(String(2))
    applyer_page_type: Mapped[str] = mapped_column(String(3))
    applyer_page_code: Mapped[str] = mapped_column(Text)
    contact_name: Mapped[str | None] = mapped_column(Text)
    contact_type: Mapped[str | None] = mapped_column(String(3))
    contact_code: Mapped[str | None] = mapped_column(Text)
    contact_mobile: Mapped[str | None] = mapped_column(Text)
    legal: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    zip_code: Mapped[str | None] = mapped_column(Text)
    org_code: Mapped[str] = mapped_column(String(18))
    org_name: Mapped[str] = mapped_column(Text)
    handle_user_name: Mapped[str | None] = mapped_column(Text)
    accept_date: Mapped[datetime] = mapped_column(Instant)
    accept_doc_no: Mapped[str | None] = mapped_column(Text)
    promise_date: Mapped[datetime | None] = mapped_column(Instant)


class UpProProcess(ExchangeColumns, CentralBase):
    """过程: appended to, never changed."""

    __tablename__ = "up_pro_process"
    __table_args__ = (
        ForeignKeyConstraint(["point"], ["point.point"]),
        Index("ix_up_pro_process_project", "point", "project_no"),
    )

    process_name: Mapped[str] = mapped_column(Text)
    event_name: Mapped[str] = mapped_column(String(2))
    handle_user_name: Mapped[str] = mapped_column(Text)
    handle_explain: Mapped[str] = mapped_column(Text)
    event_start_time: Mapped[datetime] = mapped_column(Instant)
    event_end_time: Mapped[datetime] = mapped_column(Instant)
    remark: Mapped[str | None] = mapped_column(Text)


class UpProMaterial(ExchangeColumns, CentralBase):
    """材料."""

    __tablename__ = "up_pro_material"
    __table_args__ = (
        ForeignKeyConstraint(["point"], ["point.point"]),
        Index("ix_up_pro_material_project", "point", "project_no"),
    )

    material_name: Mapped[str] = mapped_column(Text)
    get_type: Mapped[str | None] = mapped_column(Text)
    get_name: Mapped[str | None] = mapped_column(Text)
    material_attach_name: Mapped[str | None] = mapped_column(Text)
    remark: Mapped[str | None] = mapped_column(Text)


class UpProResult(ExchangeColumns, CentralBase):
    """办结."""

    __tablename__ = "up_pro_result"
    __table_args__ = (
        ForeignKeyConstraint(["point"], ["point.point"]),
        Index("ix_up_pro_result_project", "point", "project_no"),
    )

    result_type: Mapped[str] = mapped_column(String(2))
    result_date: Mapped[datetime] = mapped_column(Instant)
    result_explain: Mapped[str | None] = mapped_column(Text)
    result_cetr_name: Mapped[str | None] = mapped_column(Text)
    result_cetr_no: Mapped[str | None] = mapped_column(Text)
    handle_user_name: Mapped[str | None] = mapped_column(Text)
    is_delivery_results: Mapped[str] = mapped_column(String(1))
    satisfaction: Mapped[str | None] = mapped_column(String(2))
    remark: Mapped[str | None] = mapped_column(Text)

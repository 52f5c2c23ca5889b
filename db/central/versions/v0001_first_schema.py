"""The first schema: the city's own tables, the points' data, the national exchange tables."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    _city()
    _points()
    _cases()
    _exchange()


def _city() -> None:
    """The city's own tables."""
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_calendar_year"),
    )
    op.create_table(
        "city",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incarnation", Uuid, nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("shared_number", sa.BigInteger(), nullable=False),
        sa.Column("sheet_number", sa.BigInteger(), nullable=False),
        sa.Column("catalogue_digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_city"),
    )
    op.create_table(
        "city_key",
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("purpose", name="pk_city_key"),
    )
    op.create_table(
        "device_key",
        sa.Column("device", Uuid, nullable=False),
        sa.Column("stream", sa.String(length=10), nullable=False),
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("device_number", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_at", Instant, nullable=False),
        sa.Column("retired_at", Instant, nullable=True),
        sa.Column("revoked_at", Instant, nullable=True),
        sa.Column("revoked_after", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("device", "stream", name="pk_device_key"),
        sa.UniqueConstraint("point", "device_number", "stream", name="uq_device_key_point_device_number_stream"),
    )
    op.create_index("ix_device_key_key_id", "device_key", ["key_id"])
    op.create_index("ix_device_key_point", "device_key", ["point"])
    op.create_table(
        "item",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name="pk_item"),
    )
    op.create_table(
        "review_session",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_review_session"),
    )
    op.create_table(
        "reviewer",
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=True),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("login", name="pk_reviewer"),
    )
    op.create_table(
        "shared_feed",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_shared_feed"),
    )


def _points() -> None:
    """Points, their streams, entries and feed."""
    op.create_table(
        "point",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text, nullable=True),
        sa.Column("short_name", sa.Text, nullable=True),
        sa.Column("address", sa.Text, nullable=True),
        sa.Column("phone", sa.Text, nullable=True),
        sa.Column("feed_number", sa.BigInteger(), nullable=False),
        sa.Column("serial_year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("point", name="pk_point"),
    )
    op.create_table(
        "enrolment_code",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("used_at", Instant, nullable=True),
        sa.Column("used_by", Uuid, nullable=True),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_enrolment_code_point"),
        sa.PrimaryKeyConstraint("point", "digest", name="pk_enrolment_code"),
    )
    op.create_table(
        "point_feed",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("entry_device", Uuid, nullable=True),
        sa.Column("entry_stream", sa.String(length=10), nullable=True),
        sa.Column("entry_number", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_point_feed_point"),
        sa.PrimaryKeyConstraint("point", "number", name="pk_point_feed"),
    )
    op.create_table(
        "stream",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("device", Uuid, nullable=False),
        sa.Column("stream", sa.String(length=10), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("contact_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_stream_point"),
        sa.PrimaryKeyConstraint("point", "device", "stream", name="pk_stream"),
    )
    op.create_table(
        "entry",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("device", Uuid, nullable=False),
        sa.Column("stream", sa.String(length=10), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("arrived_at", Instant, nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["point", "device", "stream"], ["stream.point", "stream.device", "stream.stream"], name="fk_entry_stream"
        ),
        sa.PrimaryKeyConstraint("point", "device", "stream", "number", name="pk_entry"),
    )
    op.create_index(
        "ix_entry_open", "entry", ["point", "subject"], sqlite_where=sa.text("open"), postgresql_where=sa.text("open")
    )


def _cases() -> None:
    """Cases, visits, alarms."""
    op.create_table(
        "alarm",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("cleared_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_alarm_point"),
        sa.PrimaryKeyConstraint("point", "about", name="pk_alarm"),
    )
    op.create_table(
        "case_file",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("id", Uuid, nullable=False),
        sa.Column("case_no", sa.String(length=50), nullable=False),
        sa.Column("central_no", sa.String(length=50), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("item_name", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("mark", sa.String(length=60), nullable=True),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("last_device", Uuid, nullable=False),
        sa.Column("last_stream", sa.String(length=10), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.Column("registered_at", Instant, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_case_file_point"),
        sa.PrimaryKeyConstraint("point", "id", name="pk_case_file"),
        sa.UniqueConstraint("point", "case_no", name="uq_case_file_point_case_no"),
        sa.UniqueConstraint("point", "central_no", name="uq_case_file_point_central_no"),
    )
    op.create_index("ix_case_file_due", "case_file", ["state", "due_on"])
    op.create_index("ix_case_file_received", "case_file", ["received_at"])
    op.create_index("ix_case_file_state", "case_file", ["state", "registered_at"])
    op.create_index("ix_case_file_token", "case_file", ["token"])
    op.create_table(
        "visit",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("id", Uuid, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("priority", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("window", sa.Integer(), nullable=True),
        sa.Column("taken_at", Instant, nullable=False),
        sa.Column("called_at", Instant, nullable=True),
        sa.Column("finished_at", Instant, nullable=True),
        sa.Column("waited", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_visit_point"),
        sa.PrimaryKeyConstraint("point", "id", name="pk_visit"),
    )
    op.create_index("ix_visit_day", "visit", ["point", "day"])
    op.create_table(
        "case_step",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("case_id", Uuid, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("window", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("entry", sa.Text, nullable=True),
        sa.ForeignKeyConstraint(
            ["point", "case_id"], ["case_file.point", "case_file.id"], name="fk_case_step_case_file"
        ),
        sa.PrimaryKeyConstraint("point", "case_id", "number", name="pk_case_step"),
    )


def _exchange() -> None:
    """The national exchange tables (domain.md, 11)."""
    op.create_table(
        "up_pro_accept",
        sa.Column("project_name", sa.Text, nullable=True),
        sa.Column("catalog_code", sa.Text, nullable=False),
        sa.Column("task_code", sa.Text, nullable=False),
        sa.Column("local_catalog_code", sa.Text, nullable=True),
        sa.Column("local_task_code", sa.Text, nullable=True),
        sa.Column("task_handle_item", sa.Text, nullable=True),
        sa.Column("task_name", sa.Text, nullable=False),
        sa.Column("task_version", sa.Text, nullable=False),
        sa.Column("project_type", sa.String(length=2), nullable=False),
        sa.Column("apply_date", Instant, nullable=False),
        sa.Column("apply_type", sa.String(length=2), nullable=False),
        sa.Column("applyer_name", sa.Text, nullable=False),
        sa.Column("applyer_type", sa.String(length=2), nullable=False),
        sa.Column("applyer_page_type", sa.String(length=3), nullable=False),
        sa.Column("applyer_page_code", sa.Text, nullable=False),
        sa.Column("contact_name", sa.Text, nullable=True),
        sa.Column("contact_type", sa.String(length=3), nullable=True),
        sa.Column("contact_code", sa.Text, nullable=True),
        sa.Column("contact_mobile", sa.Text, nullable=True),
        sa.Column("legal", sa.Text, nullable=True),
        sa.Column("address", sa.Text, nullable=True),
        sa.Column("zip_code", sa.Text, nullable=True),
        sa.Column("org_code", sa.String(length=18), nullable=False),
        sa.Column("org_name", sa.Text, nullable=False),
        sa.Column("handle_user_name", sa.Text, nullable=True),
        sa.Column("accept_date", Instant, nullable=False),
        sa.Column("accept_doc_no", sa.Text, nullable=True),
        sa.Column("promise_date", Instant, nullable=True),
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("row_guid", sa.String(length=50), nullable=False),
        sa.Column("project_no", sa.String(length=50), nullable=False),
        sa.Column("data_source", sa.String(length=3), nullable=False),
        sa.Column("cd_operation", sa.String(length=2), nullable=False),
        sa.Column("cd_time", Instant, nullable=False),
        sa.Column("cd_batch", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_up_pro_accept_point"),
        sa.PrimaryKeyConstraint("point", "row_guid", name="pk_up_pro_accept"),
    )
    op.create_index("ix_up_pro_accept_project", "up_pro_accept", ["point", "project_no"])
    op.create_table(
        "up_pro_material",
        sa.Column("material_name", sa.Text, nullable=False),
        sa.Column("get_type", sa.Text, nullable=True),
        sa.Column("get_name", sa.Text, nullable=True),
        sa.Column("material_attach_name", sa.Text, nullable=True),
        sa.Column("remark", sa.Text, nullable=True),
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("row_guid", sa.String(length=50), nullable=False),
        sa.Column("project_no", sa.String(length=50), nullable=False),
        sa.Column("data_source", sa.String(length=3), nullable=False),
        sa.Column("cd_operation", sa.String(length=2), nullable=False),
        sa.Column("cd_time", Instant, nullable=False),
        sa.Column("cd_batch", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_up_pro_material_point"),
        sa.PrimaryKeyConstraint("point", "row_guid", name="pk_up_pro_material"),
    )
    op.create_index("ix_up_pro_material_project", "up_pro_material", ["point", "project_no"])
    op.create_table(
        "up_pro_process",
        sa.Column("process_name", sa.Text, nullable=False),
        sa.Column("event_name", sa.String(length=2), nullable=False),
        sa.Column("handle_user_name", sa.Text, nullable=False),
        sa.Column("handle_explain", sa.Text, nullable=False),
        sa.Column("event_start_time", Instant, nullable=False),
        sa.Column("event_end_time", Instant, nullable=False),
        sa.Column("remark", sa.Text, nullable=True),
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("row_guid", sa.String(length=50), nullable=False),
        sa.Column("project_no", sa.String(length=50), nullable=False),
        sa.Column("data_source", sa.String(length=3), nullable=False),
        sa.Column("cd_operation", sa.String(length=2), nullable=False),
        sa.Column("cd_time", Instant, nullable=False),
        sa.Column("cd_batch", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_up_pro_process_point"),
        sa.PrimaryKeyConstraint("point", "row_guid", name="pk_up_pro_process"),
    )
    op.create_index("ix_up_pro_process_project", "up_pro_process", ["point", "project_no"])
    op.create_table(
        "up_pro_result",
        sa.Column("result_type", sa.String(length=2), nullable=False),
        sa.Column("result_date", Instant, nullable=False),
        sa.Column("result_explain", sa.Text, nullable=True),
        sa.Column("result_cetr_name", sa.Text, nullable=True),
        sa.Column("result_cetr_no", sa.Text, nullable=True),
        sa.Column("handle_user_name", sa.Text, nullable=True),
        sa.Column("is_delivery_results", sa.String(length=1), nullable=False),
        sa.Column("satisfaction", sa.String(length=2), nullable=True),
        sa.Column("remark", sa.Text, nullable=True),
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("row_guid", sa.String(length=50), nullable=False),
        sa.Column("project_no", sa.String(length=50), nullable=False),
        sa.Column("data_source", sa.String(length=3), nullable=False),
        sa.Column("cd_operation", sa.String(length=2), nullable=False),
        sa.Column("cd_time", Instant, nullable=False),
        sa.Column("cd_batch", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_up_pro_result_point"),
        sa.PrimaryKeyConstraint("point", "row_guid", name="pk_up_pro_result"),
    )
    op.create_index("ix_up_pro_result_project", "up_pro_result", ["point", "project_no"])


def downgrade() -> None:
    for table in (
        "entry",
        "case_step",
        "visit",
        "up_pro_result",
        "up_pro_process",
        "up_pro_material",
        "up_pro_accept",
        "stream",
        "point_feed",
        "enrolment_code",
        "case_file",
        "alarm",
        "shared_feed",
        "reviewer",
        "review_session",
        "point",
        "item",
        "device_key",
        "city_key",
        "city",
        "calendar_year",
    ):
        op.drop_table(table)

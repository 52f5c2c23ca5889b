"""The first schema: journal, people, catalogue, cases, papers, and what the desk keeps of central."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid

_TABLES = (
    *("entry", "head", "counter", "secret"),
    *("clerk", "applicant", "identity"),
    *("item", "point_rules", "calendar_year"),
    *("case_", "draft", "file"),
    *("receipt", "print_job"),
    *("sync_state", "sync_mark", "contact"),
    *("verdict", "cursor", "feed_item", "listed_key"),
)
"""In the order in which they may be made: what points comes after what it points to."""

_SEARCH = (
    "CREATE VIRTUAL TABLE case_search USING fts5"
    "(name, initials, content='', contentless_delete=1, detail=column, tokenize='ascii')"
)


def upgrade() -> None:
    _create_journal()
    _create_people()
    _create_catalogue()
    _create_cases()
    _create_papers()
    _create_marks_and_meetings()
    _create_central_words()
    op.execute(_SEARCH)


def _create_journal() -> None:
    op.create_table(
        "entry",
        sa.Column("device", Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", Uuid, nullable=False),
        sa.Column("action", sa.String(80)),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("previous", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("device", "number", name="pk_entry"),
        sa.UniqueConstraint("action", name="uq_entry_action"),
    )
    op.create_index("ix_entry_subject", "entry", ["subject"])
    op.create_table(
        "head",
        sa.Column("device", Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("device", name="pk_head"),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secret"),
    )


def _create_people() -> None:
    op.create_table(
        "clerk",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clerk"),
    )
    op.create_table(
        "applicant",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("initials", sa.String(40), nullable=False),
        sa.Column("phone", sa.String(20)),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_applicant"),
    )
    op.create_index("ix_applicant_initials", "applicant", ["initials"])
    op.create_index("ix_applicant_name", "applicant", ["name"])
    op.create_index("ix_applicant_phone", "applicant", ["phone"])
    op.create_table(
        "identity",
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("type", sa.String(3), nullable=False),
        sa.Column("applicant", Uuid, nullable=False),
        sa.ForeignKeyConstraint(["applicant"], ["applicant.id"], name="fk_identity_applicant"),
        sa.PrimaryKeyConstraint("number", "type", name="pk_identity"),
    )
    op.create_index("ix_identity_applicant", "identity", ["applicant"])


def _create_catalogue() -> None:
    op.create_table(
        "item",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("effective_on", sa.Date, nullable=False),
        sa.Column("cancelled_on", sa.Date),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name="pk_item"),
    )
    op.create_table(
        "point_rules",
        sa.Column("point", sa.String(12), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("point", name="pk_point_rules"),
    )
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_calendar_year"),
    )


def _create_cases() -> None:
    op.create_table(
        "case_",
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("id", Uuid, nullable=False),
        sa.Column("case_no", sa.String(50), nullable=False),
        sa.Column("central_no", sa.String(50)),
        sa.Column("token", sa.String(16), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("applicant", Uuid, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("last_device", Uuid, nullable=False),
        sa.Column("last_number", sa.BigInteger, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["applicant"], ["applicant.id"], name="fk_case__applicant"),
        sa.PrimaryKeyConstraint("row", name="pk_case_"),
        sa.UniqueConstraint("case_no", name="uq_case__case_no"),
        sa.UniqueConstraint("id", name="uq_case__id"),
    )
    op.create_index("ix_case__applicant", "case_", ["applicant"])
    op.create_index("ix_case__central_no", "case_", ["central_no"])
    op.create_index("ix_case__received_at", "case_", ["received_at"])
    op.create_index("ix_case__state_due", "case_", ["state", "due_on"])
    op.create_index("ix_case__token", "case_", ["token"])
    op.create_table(
        "draft",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("clerk", Uuid, nullable=False),
        sa.Column("saved_at", Instant, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_table(
        "file",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("media", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_file"),
    )


def _create_papers() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("case_id", Uuid, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("receipt_no", sa.String(100), nullable=False),
        sa.Column("entry", sa.BigInteger, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("token", sa.String(16), nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("issued_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_receipt_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_receipt"),
        sa.UniqueConstraint("receipt_no", name="uq_receipt_receipt_no"),
    )
    op.create_index("ix_receipt_case_id", "receipt", ["case_id"])
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("receipt", Uuid, nullable=False),
        sa.Column("copy_number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.Column("trouble", sa.String(40)),
        sa.ForeignKeyConstraint(["receipt"], ["receipt.id"], name="fk_print_job_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_print_job"),
    )
    op.create_index("ix_print_job_receipt", "print_job", ["receipt"])
    op.create_index("ix_print_job_state", "print_job", ["state"])


def _create_marks_and_meetings() -> None:
    op.create_table(
        "sync_state",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("url", sa.String(300)),
        sa.Column("code", sa.String(40)),
        sa.Column("root", sa.LargeBinary),
        sa.Column("point", sa.JSON),
        sa.Column("enrolled_at", Instant),
        sa.Column("demo", sa.Boolean),
        sa.Column("forked", sa.Boolean),
        sa.Column("incarnation", Uuid),
        sa.Column("sealed_to", sa.LargeBinary),
        sa.Column("clock_offset", sa.Double),
        sa.Column("last_success", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_sync_state"),
    )
    op.create_table(
        "sync_mark",
        sa.Column("device", Uuid, nullable=False),
        sa.Column("stream", sa.String(8), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("device", "stream", name="pk_sync_mark"),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("trouble", sa.String(40)),
        sa.Column("pushed", sa.Integer, nullable=False),
        sa.Column("pulled", sa.Integer, nullable=False),
        sa.Column("returned", sa.Integer, nullable=False),
        sa.Column("bytes_up", sa.BigInteger, nullable=False),
        sa.Column("bytes_down", sa.BigInteger, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )


def _create_central_words() -> None:
    op.create_table(
        "verdict",
        sa.Column("place", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("device", Uuid, nullable=False),
        sa.Column("stream", sa.String(8), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(64)),
        sa.Column("text", sa.Text),
        sa.Column("after_entry", sa.BigInteger, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_verdict"),
    )
    op.create_index("ix_verdict_device_stream_number_place", "verdict", ["device", "stream", "number", "place"])
    op.create_table(
        "cursor",
        sa.Column("feed", sa.String(8), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("feed", name="pk_cursor"),
    )
    op.create_table(
        "feed_item",
        sa.Column("place", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("feed", sa.String(8), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("after_entry", sa.BigInteger, nullable=False),
        sa.Column("differs", sa.String(40)),
        sa.PrimaryKeyConstraint("place", name="pk_feed_item"),
        sa.UniqueConstraint("feed", "number", "at", "kind", "subject", name="uq_feed_item_feed_number_at_kind_subject"),
    )
    op.create_index("ix_feed_item_differs", "feed_item", ["differs"])
    op.create_index("ix_feed_item_subject", "feed_item", ["subject"])
    op.create_table(
        "listed_key",
        sa.Column("key_id", sa.LargeBinary, nullable=False),
        sa.Column("public", sa.LargeBinary, nullable=False),
        sa.Column("use", sa.String(8), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("retired", Instant),
        sa.Column("device", Uuid),
        sa.Column("stream", sa.String(8)),
        sa.Column("point", sa.String(12)),
        sa.Column("device_number", sa.Integer),
        sa.Column("revoked_after", sa.BigInteger),
        sa.Column("sheet", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_listed_key"),
    )
    op.create_index("ix_listed_key_use", "listed_key", ["use"])


def downgrade() -> None:
    op.execute("DROP TABLE case_search")
    for table in reversed(_TABLES):
        op.drop_table(table)

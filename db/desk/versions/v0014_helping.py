"""帮代办: 代办员, their visits, the cases that they brought, and batches of papers on their way up."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    op.create_table(
        "helper",
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("id", Uuid, nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("village", sa.String(12), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_helper"),
        sa.UniqueConstraint("id", name="uq_helper_id"),
    )
    op.create_index("ix_helper_number", "helper", ["number"])
    op.create_table(
        "helper_visit",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("helper", Uuid, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_helper_visit"),
    )
    op.create_index("ix_helper_visit_helper", "helper_visit", ["helper"])
    op.create_index("ix_helper_visit_on", "helper_visit", ["on"])
    op.create_table(
        "brought_case",
        sa.Column("case_row", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("helper", Uuid, nullable=False),
        sa.PrimaryKeyConstraint("case_row", name="pk_brought_case"),
        sa.ForeignKeyConstraint(["case_row"], ["case_.row"], name="fk_brought_case_case_row"),
    )
    op.create_index("ix_brought_case_helper", "brought_case", ["helper"])
    op.create_table(
        "batch",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
    )
    op.create_index("ix_batch_number", "batch", ["number"])
    op.create_index("ix_batch_made_at", "batch", ["made_at"])
    op.create_index("ix_batch_waits_due", "batch", ["waits", "due_on"])
    op.create_table(
        "batch_case",
        sa.Column("case_no", sa.String(50), nullable=False),
        sa.Column("batch", Uuid, nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("case_no", "batch", name="pk_batch_case"),
        sa.ForeignKeyConstraint(["batch"], ["batch.id"], name="fk_batch_case_batch"),
    )
    op.create_index("ix_batch_case_batch", "batch_case", ["batch"])


def downgrade() -> None:
    for table in ("batch_case", "batch", "brought_case", "helper_visit", "helper"):
        op.drop_table(table)

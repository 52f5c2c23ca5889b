"""Attachments, and uploads under way."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_attachment_point"),
        sa.PrimaryKeyConstraint("point", "digest", name="pk_attachment"),
    )
    op.create_index("ix_attachment_named", "attachment", ["named", "at"])
    op.create_table(
        "upload",
        sa.Column("point", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["point"], ["point.point"], name="fk_upload_point"),
        sa.PrimaryKeyConstraint("point", "id", name="pk_upload"),
    )
    op.create_index("ix_upload_begun_at", "upload", ["begun_at"])


def downgrade() -> None:
    op.drop_table("upload")
    op.drop_table("attachment")

"""Which attachments central has, why one could not go, and which cases name them."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant


def upgrade() -> None:
    op.add_column("file", sa.Column("arrived_at", Instant))
    op.add_column("file", sa.Column("trouble", sa.String(40)))
    op.create_table(
        "case_file",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("case_row", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("digest", "case_row", name="pk_case_file"),
        sa.ForeignKeyConstraint(["case_row"], ["case_.row"], name="fk_case_file_case_row"),
    )
    op.create_index("ix_case_file_case_row", "case_file", ["case_row"])
    op.execute(
        "INSERT INTO case_file (digest, case_row) "
        "SELECT DISTINCT json_extract(material.value, '$.file.digest'), case_.row "
        "FROM case_, json_each(case_.body, '$.materials') AS material "
        "WHERE json_extract(material.value, '$.file.digest') IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table("case_file")
    op.drop_column("file", "trouble")
    op.drop_column("file", "arrived_at")

"""By which numbers papers still name cases that a copied desk recorded once more."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.create_table(
        "case_former_no",
        sa.Column("case_row", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("number", sa.String(50), nullable=False),
        sa.PrimaryKeyConstraint("case_row", "place", name="pk_case_former_no"),
        sa.ForeignKeyConstraint(["case_row"], ["case_.row"], name="fk_case_former_no_case_row"),
    )
    op.create_index("ix_case_former_no_number", "case_former_no", ["number"])


def downgrade() -> None:
    op.drop_table("case_former_no")

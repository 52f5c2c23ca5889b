"""The themes (一件事) that the city hands out."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.create_table(
        "theme",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name="pk_theme"),
    )


def downgrade() -> None:
    op.drop_table("theme")

"""帮代办: the 代办员 and their visits, for new desks of their point."""

import sqlalchemy as sa
from alembic import op

from db.types import Uuid

_TABLES = ("helper", "helper_visit")


def upgrade() -> None:
    for table in _TABLES:
        op.create_table(
            table,
            sa.Column("point", sa.String(length=12), nullable=False),
            sa.Column("id", Uuid, nullable=False),
            sa.Column("body", sa.JSON(), nullable=False),
            sa.ForeignKeyConstraint(["point"], ["point.point"], name=f"fk_{table}_point"),
            sa.PrimaryKeyConstraint("point", "id", name=f"pk_{table}"),
        )


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)

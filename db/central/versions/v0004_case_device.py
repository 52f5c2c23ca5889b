"""Which device recorded a case, as a column: the daily reckoning counts by it."""

import sqlalchemy as sa
from alembic import op

from db.types import Uuid


def upgrade() -> None:
    op.add_column("case_file", sa.Column("device", Uuid, nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    device = "json_extract(body, '$.device')" if is_sqlite else "body->>'device'"
    op.execute(f"UPDATE case_file SET device = {device}")
    with op.batch_alter_table("case_file") as table:
        table.alter_column("device", existing_type=Uuid, nullable=False)
    op.create_index("ix_case_file_device", "case_file", ["point", "device", "received_at"])


def downgrade() -> None:
    op.drop_index("ix_case_file_device", "case_file")
    with op.batch_alter_table("case_file") as table:
        table.drop_column("device")

"""What a case waits for as a column, so that reviewers can list it; and who may take over another's case."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("reviewer", sa.Column("head", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("case_file", sa.Column("asked_until", sa.Date(), nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    asked = "json_extract(body, '$.asked_until')" if is_sqlite else "(body->>'asked_until')::date"
    waits = "json_extract(body, '$.asked')" if is_sqlite else "body->>'asked'"
    op.execute(f"UPDATE case_file SET asked_until = {asked} WHERE {waits} IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("case_file") as table:
        table.drop_column("asked_until")
    with op.batch_alter_table("reviewer") as table:
        table.drop_column("head")

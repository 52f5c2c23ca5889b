"""What an enquiry was about: tickets of before name none."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("ticket", sa.Column("item", sa.String(64)))


def downgrade() -> None:
    op.drop_column("ticket", "item")

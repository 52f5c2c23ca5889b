"""Which feed item gave a case its central number, when it gave one to many."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("case_", sa.Column("registered", sa.BigInteger))


def downgrade() -> None:
    op.drop_column("case_", "registered")

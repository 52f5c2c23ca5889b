"""Which cases were sent once more, and which of them central lacks all the same."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("reckoned_day", sa.Column("sent_again", sa.JSON))
    op.add_column("reckoned_day", sa.Column("still_lacking", sa.JSON))


def downgrade() -> None:
    for column in ("still_lacking", "sent_again"):
        op.drop_column("reckoned_day", column)

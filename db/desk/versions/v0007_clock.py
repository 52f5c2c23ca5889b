"""How exactly central's clock was compared with this one, and when."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant


def upgrade() -> None:
    with op.batch_alter_table("sync_state") as table:
        table.add_column(sa.Column("clock_uncertainty", sa.Double))
        table.add_column(sa.Column("clock_measured_at", Instant))


def downgrade() -> None:
    with op.batch_alter_table("sync_state") as table:
        table.drop_column("clock_measured_at")
        table.drop_column("clock_uncertainty")

"""What the audit is asked for, it finds by an index: a clerk's lines and a kind's by time, and whose a name is."""

import sqlalchemy as sa
from alembic import op

_NAMED = sa.text("kind = 'clerk'")


def upgrade() -> None:
    op.drop_index("ix_audit_clerk", "audit")
    op.create_index("ix_audit_clerk_at", "audit", ["clerk", "at"])
    op.create_index("ix_audit_kind_at", "audit", ["kind", "at"])
    op.create_index("ix_audit_named", "audit", ["about"], sqlite_where=_NAMED, postgresql_where=_NAMED)


def downgrade() -> None:
    for name in ("ix_audit_named", "ix_audit_kind_at", "ix_audit_clerk_at"):
        op.drop_index(name, "audit")
    op.create_index("ix_audit_clerk", "audit", ["clerk"])

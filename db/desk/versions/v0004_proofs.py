"""Central's proofs of delivery, the reckoning by day, and what is to be sent once more."""

import sqlalchemy as sa
from alembic import op

from db.types import Instant, Uuid


def upgrade() -> None:
    _create_proofs()
    op.create_table(
        "reckoned_day",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("here", sa.Integer, nullable=False),
        sa.Column("there", sa.Integer, nullable=False),
        sa.Column("only_here", sa.JSON, nullable=False),
        sa.Column("only_there", sa.JSON, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("through", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_reckoned_day"),
    )
    op.create_index("ix_reckoned_day_at", "reckoned_day", ["at"])
    op.add_column("sync_mark", sa.Column("again", sa.BigInteger))


def _create_proofs() -> None:
    op.create_table(
        "proof",
        sa.Column("place", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("device", Uuid, nullable=False),
        sa.Column("stream", sa.String(8), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("lapsed", Instant),
        sa.PrimaryKeyConstraint("place", name="pk_proof"),
    )
    op.create_index("ix_proof_device_stream_number", "proof", ["device", "stream", "number"])
    op.create_table(
        "proven_file",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("proof", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_proven_file"),
        sa.ForeignKeyConstraint(["proof"], ["proof.place"], name="fk_proven_file_proof"),
    )
    op.create_index("ix_proven_file_proof", "proven_file", ["proof"])


def downgrade() -> None:
    op.drop_column("sync_mark", "again")
    for table in ("reckoned_day", "proven_file", "proof"):
        op.drop_table(table)

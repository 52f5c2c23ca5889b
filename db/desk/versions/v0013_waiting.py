"""What cases wait for, which are unsent, and what was promised, found without reading every case."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("case_", sa.Column("waits", sa.String(8)))
    op.create_index("ix_case__waits", "case_", ["waits"])
    op.create_index("ix_case__last", "case_", ["last_device", "last_number"])
    op.execute(
        "UPDATE case_ SET waits = 'result' WHERE state IN ('approved', 'rejected') "
        "OR (state = 'concluded' AND json_extract(body, '$.outcome') IS NOT NULL)"
    )
    op.execute(
        "UPDATE case_ SET waits = 'asked' WHERE state IN ('accepted', 'suspended', 'forwarded') "
        "AND json_extract(body, '$.asked') <> '{}'"
    )
    op.create_table(
        "promise",
        sa.Column("case_row", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("case_row", "place", name="pk_promise"),
        sa.ForeignKeyConstraint(["case_row"], ["case_.row"], name="fk_promise_case_row"),
    )
    op.create_index("ix_promise_made_on", "promise", ["made_on"])
    op.create_index("ix_promise_open_due", "promise", ["open", "kind", "due_on"])
    op.execute(
        "INSERT INTO promise (case_row, place, kind, made_on, due_on, open) "
        "SELECT case_.row, made.key, json_extract(made.value, '$.kind'), json_extract(made.value, '$.made_on'), "
        "json_extract(made.value, '$.due_on'), json_extract(made.value, '$.kept') IS NULL "
        "AND case_.state NOT IN ('declined', 'rejected', 'withdrawn', 'lapsed', 'void') "
        "FROM case_, json_each(case_.body, '$.promises') AS made"
    )


def downgrade() -> None:
    op.drop_table("promise")
    op.drop_index("ix_case__last", "case_")
    op.drop_index("ix_case__waits", "case_")
    op.drop_column("case_", "waits")

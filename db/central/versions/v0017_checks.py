"""The last day of the later check of a promise as a column, so that reviewers can list it."""

import json
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from db.types import Uuid

_CASE = sa.table(
    "case_file",
    *(sa.column("point"), sa.column("id", Uuid), sa.column("state"), sa.column("body", sa.JSON)),
    sa.column("check_by", sa.Date),
)
_STATES = ("accepted", "suspended", "concluded", "approved", "delivered")
_DAYS = 60
"""Natural days from the promise where it has no day of its own."""


def upgrade() -> None:
    op.add_column("case_file", sa.Column("check_by", sa.Date(), nullable=True))
    op.create_index("ix_case_file_check", "case_file", ["check_by"])
    _fill(op.get_bind())


def downgrade() -> None:
    op.drop_index("ix_case_file_check", "case_file")
    with op.batch_alter_table("case_file") as table:
        table.drop_column("check_by")


def _fill(connection: sa.Connection) -> None:
    """Only cases that hold a promise are read whole."""
    case = _CASE.c
    written = sa.cast(case.body, sa.Text)
    chosen = sa.select(case.point, case.id, case.body).where(case.state.in_(_STATES), written.contains('"informed"'))
    for row in connection.execute(chosen).all():
        day = _check_by(row.body)
        if day is not None:
            here = (case.point == row.point) & (case.id == row.id)
            connection.execute(sa.update(_CASE).where(here).values(check_by=day))


def _check_by(body: Any) -> date | None:
    held = json.loads(body) if isinstance(body, str) else body
    promises = [one for one in held.get("promises") or () if one["kind"] == "informed" and one.get("kept") is None]
    days = (
        date.fromisoformat(one["due_on"])
        if one.get("due_on")
        else date.fromisoformat(one["made_on"]) + timedelta(days=_DAYS)
        for one in promises
    )
    return min(days, default=None)

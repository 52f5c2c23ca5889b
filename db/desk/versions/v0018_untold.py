"""Which cases central resumed or handed on while no paper has told the applicant (待告知).

Desks before this wrote no marks on papers: one counts for the newest end of a pause, or the newest hand-over, if it was
issued on that day or later, in China (app/cases/telling.py).
"""

from alembic import op

_TOLD = (
    "EXISTS (SELECT 1 FROM json_each(body, '$.documents') AS paper "
    "WHERE json_extract(paper.value, '$.kind') = '{kind}' "
    "AND date(json_extract(paper.value, '$.issued_at'), '+8 hours') >= json_extract(body, '{day}') "
    "AND json_extract(paper.value, '$.receipt_no') NOT IN "
    "(SELECT json_extract(old.value, '$.receipt_no') FROM json_each(body, '$.old_papers') AS old))"
)
_THINGS = (("resumed", "$.pauses[#-1].ended_on"), ("transferred", "$.hand_overs[#-1].on"))


def upgrade() -> None:
    owed = " OR ".join(
        f"(json_extract(body, '{day}') IS NOT NULL AND NOT {_TOLD.format(kind=kind, day=day)})" for kind, day in _THINGS
    )
    op.execute(f"UPDATE case_ SET waits = 'untold' WHERE state = 'accepted' AND waits IS NULL AND ({owed})")


def downgrade() -> None:
    op.execute("UPDATE case_ SET waits = NULL WHERE waits = 'untold'")

"""Central's numbers for many cases at once: one feed item, one set of rows, and the way back from a case to it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from app.ids import CaseId
from app.sync.model import FeedItem, registration_of
from db.desk.counters import next_value
from db.desk.models import CaseRow
from db.desk.sync_models import FeedItemRow

OTHER_NUMBER = "feed_central_no"
"""The code of a case that has another number already (app.sync.effects)."""

_REGISTER = (
    "UPDATE case_ SET central_no = ?1, body = json_set(body, '$.central_no', ?1), registered = ?2 "
    "WHERE id = ?3 AND (central_no IS NULL OR central_no = ?1)"
)


def register(connection: Connection, series: str, item: FeedItem, cases: Sequence[tuple[CaseId, str]]) -> None:
    """See app.storage.sync.SyncStore. `series` numbers the places of feed items."""
    kept = FeedItemRow.feed == item.feed.value, FeedItemRow.number == item.number, FeedItemRow.at == item.at
    row = connection.execute(select(FeedItemRow.place, FeedItemRow.after_entry).where(*kept)).one()
    driver: Any = connection.connection.driver_connection
    written = driver.executemany(_REGISTER, [(number, row.place, case) for case, number in cases])
    if written.rowcount != len(cases):
        for case, number in _otherwise(connection, dict(cases)):
            part = registration_of(item, case, number)
            values = {
                "place": next_value(connection, series),
                "feed": part.feed.value,
                "number": part.number,
                "at": part.at,
                "kind": part.kind,
                "subject": part.subject,
                "body": dict(part.body),
                "after_entry": row.after_entry,
                "differs": OTHER_NUMBER,
            }
            connection.execute(insert(FeedItemRow), values)


def _otherwise(connection: Connection, cases: dict[CaseId, str]) -> list[tuple[CaseId, str]]:
    """The cases that are here under another number than central tells now."""
    here = select(CaseRow.id, CaseRow.central_no).where(CaseRow.id.in_(list(cases)))
    found = [(CaseId(row.id), row.central_no) for row in connection.execute(here)]
    return [(case, cases[case]) for case, number in found if number != cases[case]]


def registering(connection: Connection, case: str) -> tuple[Any, str] | None:
    """The feed item's row that registered the case, and the case's number; None when no such item did."""
    registered = (
        select(FeedItemRow.__table__, CaseRow.central_no)
        .join(CaseRow, CaseRow.registered == FeedItemRow.place)
        .where(CaseRow.id == case)
    )
    row = connection.execute(registered).first()
    return None if row is None else (row._mapping, row.central_no)
